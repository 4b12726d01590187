"""Looking at jobs and steering them: what runs, failed, waits or was done; retry, cancel, tidy up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from teranga.base.jobs import LEASE
from teranga.base.models import Job
from teranga.base.writing import write

DONE_KEPT = timedelta(days=14)
FAILED_KEPT = timedelta(days=180)
SHOWN = 50


class JobMoveRefused(Exception):
    """A job in this state cannot be retried or cancelled. Nothing was changed."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"A job that is {state} cannot be asked to {move}.")
        self.state, self.move = state, move


@dataclass(frozen=True, slots=True)
class JobLists:
    running: list[Job]
    failed: list[Job]
    scheduled: list[Job]
    done: list[Job]
    counts: dict[str, int]


def job_lists(at: datetime) -> JobLists:
    """The newest of each kind, and how many of each there are."""
    rows = Job.objects.order_by("id")
    states = rows.order_by().values_list("state").annotate(Count("id"))
    ended = Q(state=Job.State.DONE) | Q(state=Job.State.CANCELLED)
    return JobLists(
        running=list(rows.filter(state=Job.State.RUNNING)[:SHOWN]),
        failed=list(rows.filter(state=Job.State.FAILED).order_by("-finished_at", "-id")[:SHOWN]),
        scheduled=list(rows.filter(state=Job.State.WAITING).order_by("run_after", "id")[:SHOWN]),
        done=list(rows.filter(ended).order_by("-finished_at", "-id")[:SHOWN]),
        counts=dict(states),
    )


def is_stalled(job: Job, at: datetime) -> bool:
    """Whether the worker of a running job has not been heard of for the length of a lease."""
    return job.state == Job.State.RUNNING and job.lease_until is not None and job.lease_until < at - LEASE


def retry(job_id: int, *, at: datetime) -> Job:
    """Let a failed or cancelled job run again, from the first attempt. Raises JobMoveRefused."""
    with write():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
            raise JobMoveRefused(job.state, "run again")
        job.state, job.run_after, job.attempts = Job.State.WAITING, at, 0
        job.finished_at = job.cancel_asked_at = None
        job.progress = 0
        job.save()
    return job


def cancel(job_id: int, *, at: datetime) -> Job:
    """Take a waiting job off; ask a running one to stop where it next tells how far it is.

    Raises JobMoveRefused for one that has ended.
    """
    with write():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.state not in (Job.State.WAITING, Job.State.RUNNING):
            raise JobMoveRefused(job.state, "stop")
        job.cancel_asked_at = at
        if job.state == Job.State.WAITING:
            job.state, job.finished_at = Job.State.CANCELLED, at
        job.save(update_fields=["cancel_asked_at", "state", "finished_at"])
    return job


def forget_old(at: datetime) -> int:
    """Delete jobs that ended long ago; failed ones wait for a person for half a year."""
    ended = Q(state__in=(Job.State.DONE, Job.State.CANCELLED), finished_at__lt=at - DONE_KEPT)
    given_up = Q(state=Job.State.FAILED, finished_at__lt=at - FAILED_KEPT)
    with write():
        return Job.objects.filter(ended | given_up).delete()[0]
