"""Work after a change: a row enqueued in the change's own transaction, taken by a worker under a lease."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connections, transaction
from django.db.models import Q
from django.utils import timezone

from teranga.base.models import Job
from teranga.base.writing import write

log = logging.getLogger("teranga.jobs")
LEASE = timedelta(minutes=5)
RETRIES = (30, 120, 600, 3600, 14_400)  # seconds to wait after the first, second … failure
_tasks: dict[str, Callable[..., None]] = {}
_wake = threading.Event()


class UnknownJob(Exception):
    """A name was enqueued or scheduled that no domain registered."""


def task(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the doer of a named job. It takes the payload as keyword arguments."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _tasks[name] = function
        return function

    return register


def enqueue(
    name: str, *, at: datetime, payload: dict[str, Any] | None = None, unique_key: str | None = None
) -> Job | None:
    """Write a job row that runs at or after `at`; None when a job with the same unique key already exists."""
    if name not in _tasks:
        raise UnknownJob(name)
    try:
        with transaction.atomic():
            job = Job.objects.create(
                name=name, payload=payload or {}, unique_key=unique_key, run_after=at, created_at=at
            )
    except IntegrityError:
        return None
    transaction.on_commit(_wake.set)
    return job


def take(at: datetime) -> Job | None:
    """Lease the next job that is due, also one whose worker died while it held the lease."""
    due = Q(state=Job.State.WAITING, run_after__lte=at) | Q(state=Job.State.RUNNING, lease_until__lt=at)
    if not Job.objects.filter(due).exists():
        return None
    with write():
        job = Job.objects.filter(due).select_for_update(skip_locked=True).order_by("run_after", "id").first()
        if job is None:
            return None
        if job.attempts > len(RETRIES):
            _give_up(job, at)
            return take(at)
        job.state, job.lease_until, job.attempts = Job.State.RUNNING, at + LEASE, job.attempts + 1
        job.save(update_fields=["state", "lease_until", "attempts"])
    return job


def _give_up(job: Job, at: datetime) -> None:
    """A job that ended its worker each time would otherwise be taken again for ever."""
    job.state, job.lease_until, job.finished_at = Job.State.FAILED, None, at
    job.error = job.error or "Its worker ended each time before the job did."
    job.save(update_fields=["state", "lease_until", "finished_at", "error"])


def run(job: Job) -> None:
    """Do one leased job; a failure is kept with its reason and tried again later, five times at most."""
    try:
        _tasks[job.name](**job.payload)
    except Exception as failure:  # the worker must outlive any job; the reason is kept and logged
        log.exception("Job %s (%s) failed, attempt %s", job.pk, job.name, job.attempts)
        wait = RETRIES[job.attempts - 1] if job.attempts <= len(RETRIES) else None
        job.state = Job.State.WAITING if wait else Job.State.FAILED
        job.run_after = timezone.now() + timedelta(seconds=wait or 0)
        job.error = f"{type(failure).__name__}: {failure}"[:2000]
    else:
        job.state, job.progress, job.error = Job.State.DONE, 100, ""
        job.finished_at = timezone.now()
    job.lease_until = None
    told = ("state", "run_after", "error", "progress", "finished_at", "lease_until")
    with write():
        # Only while the lease is still ours: after it ran out another worker may be at it.
        Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING).update(
            **{name: getattr(job, name) for name in told}
        )


def run_due(limit: int = 1000) -> int:
    """Do every job that is due now; returns how many."""
    for done in range(limit):
        job = take(timezone.now())
        if job is None:
            return done
        run(job)
    return limit


def start_worker_thread(interval: float = 2.0) -> threading.Thread:
    """The worker inside the one process: wakes on commit, and by itself every two seconds."""

    def loop() -> None:
        while True:
            _wake.wait(interval)
            _wake.clear()
            try:
                run_due()
            except Exception:  # a database that is away comes back; the thread must still be there
                log.exception("The worker could not look for jobs")
                connections.close_all()

    thread = threading.Thread(target=loop, name="teranga-jobs", daemon=True)
    thread.start()
    return thread
