"""Work after a change: a row enqueued in the change's own transaction, taken by a worker under a lease."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connections, transaction
from django.db.models import Q
from django.utils import timezone

from teranga.base.models import Job
from teranga.base.writing import write

log = logging.getLogger("teranga.jobs")
LEASE = timedelta(minutes=5)
LONGEST = timedelta(hours=2)  # a job that runs longer hangs: its lease is no longer renewed
RETRIES = (30, 120, 600, 3600, 14_400)  # seconds to wait after the first, second … failure
_tasks: dict[str, Callable[..., None]] = {}
_daily: dict[str, int] = {}  # name -> hour of the day (UTC)
_hourly: set[str] = set()
_wake = threading.Event()
_current: ContextVar[Job | None] = ContextVar("job", default=None)


class UnknownJob(Exception):
    """A name was enqueued or scheduled that no domain registered."""


class CancelledMeanwhile(Exception):
    """Somebody cancelled the job while it ran; raised where it next tells how far it is."""


Task = Callable[..., None]


def task(name: str) -> Callable[[Task], Task]:
    """Register a function as the doer of a named job. It takes the payload as keyword arguments."""

    def register(function: Task) -> Task:
        _tasks[name] = function
        return function

    return register


def daily(name: str, *, hour: int) -> Callable[[Task], Task]:
    """Register a job that runs once a day, at or after this hour (UTC). It takes no arguments."""
    _daily[name] = hour
    return task(name)


def hourly(name: str) -> Callable[[Task], Task]:
    """Register a job that runs once an hour. It takes no arguments."""
    _hourly.add(name)
    return task(name)


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
    while Job.objects.filter(due).exists():
        with write():
            job = (
                Job.objects.filter(due)
                .select_for_update(skip_locked=True)
                .order_by("run_after", "id")
                .first()
            )
            if job is None:
                return None
            if job.attempts > len(RETRIES) or job.cancel_asked_at:
                _give_up(job, at)
                continue
            job.state, job.lease_until, job.attempts = Job.State.RUNNING, at + LEASE, job.attempts + 1
            job.started_at, job.steps_done, job.steps_total = at, 0, 0
            job.save(
                update_fields=["state", "lease_until", "attempts", "started_at", "steps_done", "steps_total"]
            )
            return job
    return None


def _give_up(job: Job, at: datetime) -> None:
    """A job that ended its worker each time would otherwise be taken again for ever."""
    job.state, job.lease_until, job.finished_at = Job.State.FAILED, None, at
    if job.cancel_asked_at:
        job.state = Job.State.CANCELLED
    job.error = job.error or "Its worker ended each time before the job did."
    job.save(update_fields=["state", "lease_until", "finished_at", "error"])


def run(job: Job) -> None:
    """Do one leased job; a failure is kept with its reason and tried again later, five times at most."""
    token = _current.set(job)
    try:
        with _Renewing(job):
            _tasks[job.name](**job.payload)
    except CancelledMeanwhile:
        job.state, job.error, job.finished_at = Job.State.CANCELLED, "", timezone.now()
    except Exception as failure:  # the worker must outlive any job; the reason is kept and logged
        log.exception("Job %s (%s) failed, attempt %s", job.pk, job.name, job.attempts)
        wait = RETRIES[job.attempts - 1] if job.attempts <= len(RETRIES) else None
        job.state = Job.State.WAITING if wait else Job.State.FAILED
        job.run_after = timezone.now() + timedelta(seconds=wait or 0)
        job.finished_at = None if wait else timezone.now()
        job.error = f"{type(failure).__name__}: {failure}"[:2000]
    else:
        job.state, job.progress, job.error = Job.State.DONE, 100, ""
        job.finished_at = timezone.now()
    finally:
        _current.reset(token)
    job.lease_until = None
    told = ("state", "run_after", "error", "progress", "finished_at", "lease_until")
    with write():
        _still_ours(job).update(**{name: getattr(job, name) for name in told})


def _still_ours(job: Job) -> Any:
    """Only while the lease is still ours: after it ran out another worker may be at it."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING)


def report_progress(done: int, total: int) -> None:
    """Say how far the running job is; renews its lease. Raises CancelledMeanwhile. Outside a job: nothing.

    Call it between short transactions, never inside one: its row is what the pages look at meanwhile.
    """
    job = _current.get()
    if job is None:
        return
    job.progress = min(99, 100 * done // total) if total else 0
    with write():
        _still_ours(job).update(
            progress=job.progress, steps_done=done, steps_total=total, lease_until=timezone.now() + LEASE
        )
    if Job.objects.filter(pk=job.pk).exclude(cancel_asked_at=None).exists():
        raise CancelledMeanwhile(job.pk)


class _Renewing:
    """Renews the lease of a job that takes long, from a thread of its own."""

    def __init__(self, job: Job) -> None:
        self.job, self.ended = job, threading.Event()

    def __enter__(self) -> None:
        threading.Thread(target=self._renew, name=f"lease-{self.job.pk}", daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self.ended.set()

    def _renew(self) -> None:
        for _turn in range(int(LONGEST / LEASE) * 3):
            if self.ended.wait(LEASE.total_seconds() / 3):
                return
            try:
                with write():
                    _still_ours(self.job).update(lease_until=timezone.now() + LEASE)
            except Exception:  # a database that is away comes back; the lease has two more turns
                log.exception("The lease of job %s was not renewed", self.job.pk)
            finally:
                connections.close_all()


def run_due(limit: int = 1000) -> int:
    """Do every job that is due now; returns how many."""
    for done in range(limit):
        job = take(timezone.now())
        if job is None:
            return done
        run(job)
    return limit


def plan_scheduled(at: datetime) -> int:
    """Write the rows of daily jobs for today and tomorrow and of hourly ones for this hour and the next.

    A row per day or hour, whoever plans it and however often; returns how many are new.
    """
    new = 0
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    full_hour = at.replace(minute=0, second=0, microsecond=0)
    with write():
        for name, hour in sorted(_daily.items()):
            for day in (midnight, midnight + timedelta(days=1)):
                new += _plan(name, f"{name}:{day:%Y-%m-%d}", day + timedelta(hours=hour), at)
        for name in sorted(_hourly):
            for moment in (full_hour, full_hour + timedelta(hours=1)):
                new += _plan(name, f"{name}:{moment:%Y-%m-%dT%H}", moment, at)
    return new


def _plan(name: str, key: str, moment: datetime, at: datetime) -> bool:
    _row, is_new = Job.objects.get_or_create(
        unique_key=key, defaults={"name": name, "payload": {}, "run_after": moment, "created_at": at}
    )
    return is_new


def start_worker_thread(interval: float = 2.0) -> threading.Thread:
    """The worker inside the one process: wakes on commit, and by itself every two seconds."""
    thread = threading.Thread(target=work_until, args=(threading.Event(), interval), daemon=True)
    thread.name = "teranga-jobs"
    thread.start()
    return thread


def work_until(stop: threading.Event, interval: float = 2.0) -> None:
    """Plan and do jobs until told to stop; a job that has begun is brought to its end."""
    planned: datetime | None = None
    while not stop.is_set():
        try:
            now = timezone.now()
            if planned is None or now - planned >= timedelta(minutes=1) or now < planned:
                plan_scheduled(now)
                planned = now
            while not stop.is_set() and run_due(limit=1):
                pass
        except Exception:  # a database that is away comes back; the worker must still be there
            log.exception("The worker could not look for jobs")
            connections.close_all()
        _wake.wait(interval)
        _wake.clear()
