"""Retrying and cancelling jobs by hand: noted in the log like every other change."""

from __future__ import annotations

from datetime import datetime

from teranga.base import jobs_control
from teranga.base.models import Job
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record


def retry_job(*, job_id: int, by: Actor, at: datetime) -> Job:
    """Let a job that was given up run again. Raises JobMoveRefused or Job.DoesNotExist."""
    with write():
        before = Job.objects.get(pk=job_id).state
        job = jobs_control.retry(job_id, at=at)
        _note(job, "job.retried", before, by, at)
    return job


def cancel_job(*, job_id: int, by: Actor, at: datetime) -> Job:
    """Take a job off, or ask a running one to stop. Raises JobMoveRefused or Job.DoesNotExist."""
    with write():
        before = Job.objects.get(pk=job_id).state
        job = jobs_control.cancel(job_id, at=at)
        _note(job, "job.cancelled", before, by, at)
    return job


def _note(job: Job, verb: str, before: str, by: Actor, at: datetime) -> None:
    changes = {"state": [before, job.state], "name": [job.name, job.name]}
    record(by=by, verb=verb, object_type="job", object_id=job.pk, at=at, changes=changes)
