"""Jobs over time: planned by the clock, telling how far they are, cancelled, retried, forgotten."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from teranga.base import jobs, jobs_control
from teranga.base.models import Job

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known_tasks(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.CRITICAL, logger="teranga.jobs")
    for name in ("_tasks", "_daily", "_hourly"):
        monkeypatch.setattr(jobs, name, type(getattr(jobs, name))())
    jobs.task("test.fail")(lambda: 1 / 0)
    jobs.task("test.note")(lambda: None)


def row(job: Job | None) -> Job:
    assert job is not None
    return Job.objects.get(pk=job.pk)


def planned() -> list[tuple[str, str]]:
    rows = Job.objects.order_by("run_after", "name")
    return [(job.name, job.run_after.strftime("%m-%d %H:%M")) for job in rows]


def test_a_daily_job_has_one_row_a_day_however_often_it_is_planned() -> None:
    jobs.daily("test.daily", hour=3)(lambda: None)
    assert [jobs.plan_scheduled(NOW), jobs.plan_scheduled(NOW)] == [2, 0]
    assert planned() == [("test.daily", "05-04 03:00"), ("test.daily", "05-05 03:00")]
    assert jobs.plan_scheduled(NOW + timedelta(days=1)) == 1


def test_an_hourly_job_has_one_row_an_hour() -> None:
    jobs.hourly("test.hourly")(lambda: None)
    assert jobs.plan_scheduled(NOW + timedelta(minutes=20)) == 2
    assert jobs.plan_scheduled(NOW + timedelta(minutes=50)) == 0
    assert planned() == [("test.hourly", "05-04 12:00"), ("test.hourly", "05-04 13:00")]


def test_a_daily_job_that_failed_today_is_planned_again_for_tomorrow_only() -> None:
    jobs.daily("test.daily", hour=3)(lambda: 1 / 0)  # type: ignore[arg-type,return-value]
    jobs.plan_scheduled(NOW)
    with time_machine.travel(NOW, tick=False):
        assert jobs.run_due() == 1
    assert jobs.plan_scheduled(NOW) == 0
    assert sorted(Job.objects.values_list("state", "attempts")) == [("waiting", 0), ("waiting", 1)]


def test_a_job_says_how_far_it_is_and_its_lease_grows() -> None:
    seen: list[tuple[int, int, int, datetime | None]] = []

    def work() -> None:
        for done in (1, 2):
            clock.shift(timedelta(minutes=4))
            jobs.report_progress(done, 3)
            kept = Job.objects.get()
            seen.append((kept.progress, kept.steps_done, kept.steps_total, kept.lease_until))

    jobs.task("test.long")(work)
    jobs.enqueue("test.long", at=NOW)
    with time_machine.travel(NOW, tick=False) as clock:
        assert jobs.run_due() == 1
    assert seen == [
        (33, 1, 3, NOW + timedelta(minutes=9)),
        (66, 2, 3, NOW + timedelta(minutes=13)),
    ]
    assert (Job.objects.get().state, Job.objects.get().progress) == ("done", 100)


def test_telling_progress_outside_a_job_does_nothing() -> None:
    jobs.report_progress(1, 2)
    assert Job.objects.count() == 0


def test_a_running_job_that_is_cancelled_stops_where_it_tells_how_far_it_is() -> None:
    reached: list[int] = []

    def work() -> None:
        for done in range(5):
            jobs.report_progress(done, 5)
            reached.append(done)
            if done == 1:
                jobs_control.cancel(Job.objects.get().pk, at=NOW)

    jobs.task("test.long")(work)
    job = jobs.enqueue("test.long", at=NOW)
    with time_machine.travel(NOW, tick=False):
        jobs.run_due()
    assert reached == [0, 1]
    assert (row(job).state, row(job).progress, row(job).error) == ("cancelled", 40, "")


def test_a_cancelled_job_whose_worker_died_is_not_taken_again() -> None:
    job = jobs.enqueue("test.note", at=NOW)
    assert jobs.take(NOW) == job
    jobs_control.cancel(row(job).pk, at=NOW)
    assert jobs.take(NOW + timedelta(minutes=6)) is None
    assert row(job).state == "cancelled"


def test_a_waiting_job_that_is_cancelled_never_runs_and_can_be_asked_for_again() -> None:
    job = jobs.enqueue("test.note", at=NOW)
    jobs_control.cancel(row(job).pk, at=NOW)
    with time_machine.travel(NOW, tick=False):
        assert jobs.run_due() == 0
        jobs_control.retry(row(job).pk, at=NOW)
        assert jobs.run_due() == 1
    assert (row(job).state, row(job).attempts, row(job).cancel_asked_at) == ("done", 1, None)


@pytest.mark.parametrize("state", ["done", "cancelled", "failed"])
def test_a_job_that_has_ended_cannot_be_cancelled(state: str) -> None:
    job = row(jobs.enqueue("test.note", at=NOW))
    Job.objects.update(state=state)
    with pytest.raises(jobs_control.JobMoveRefused, match=f"A job that is {state} cannot be asked to stop"):
        jobs_control.cancel(job.pk, at=NOW)
    assert (row(job).state, row(job).cancel_asked_at) == (state, None)


@pytest.mark.parametrize("state", ["done", "waiting", "running"])
def test_only_a_job_that_was_given_up_is_retried(state: str) -> None:
    job = row(jobs.enqueue("test.note", at=NOW))
    Job.objects.update(state=state, attempts=3)
    with pytest.raises(jobs_control.JobMoveRefused):
        jobs_control.retry(job.pk, at=NOW)
    assert (row(job).state, row(job).attempts) == (state, 3)


def test_j12_a_job_that_fails_for_ever_ends_in_the_list_of_those_given_up() -> None:
    for _ in range(40):
        jobs.enqueue("test.fail", at=NOW)
    runs = 0
    with time_machine.travel(NOW, tick=False) as clock:
        for _day in range(400):
            runs += jobs.run_due()
            clock.shift(timedelta(hours=1))
    assert runs == 40 * 6
    lists = jobs_control.job_lists(NOW)
    assert (len(lists.failed), lists.counts) == (40, {"failed": 40})
    assert {job.error for job in lists.failed} == {"ZeroDivisionError: division by zero"}


def test_old_jobs_are_forgotten_and_failed_ones_stay_for_half_a_year() -> None:
    for state, days in (("done", 13), ("done", 15), ("cancelled", 15), ("failed", 15), ("failed", 200)):
        Job.objects.create(
            name="test.note", state=state, run_after=NOW, created_at=NOW,
            finished_at=NOW - timedelta(days=days),
        )  # fmt: skip
    Job.objects.create(name="test.note", run_after=NOW, created_at=NOW - timedelta(days=400))
    assert jobs_control.forget_old(NOW) == 3
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed", "waiting"]


def test_a_job_whose_worker_is_silent_for_long_is_seen() -> None:
    job = jobs.enqueue("test.note", at=NOW)
    jobs.take(NOW)
    assert jobs_control.is_stalled(row(job), NOW + timedelta(minutes=9)) is False
    assert jobs_control.is_stalled(row(job), NOW + timedelta(minutes=11)) is True
