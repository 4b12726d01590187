import ast
import logging
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError

import teranga
from teranga.base import jobs
from teranga.base.models import Job, Stamp
from teranga.base.writing import write
from tests.base.threads import at_once

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
done: list[str] = []


@pytest.fixture(autouse=True)
def known_tasks(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.CRITICAL, logger="teranga.jobs")
    before = dict(jobs._tasks)
    done.clear()
    jobs.task("test.note")(lambda word="": done.append(word))
    jobs.task("test.fail")(lambda: 1 / 0)
    yield
    jobs._tasks.clear()
    jobs._tasks.update(before)


def row(job: Job | None) -> Job:
    assert job is not None
    return Job.objects.get(pk=job.pk)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_a_job_runs_once_with_its_payload() -> None:
    job = jobs.enqueue("test.note", at=NOW, payload={"word": "bonjour"})
    assert (jobs.run_due(), jobs.run_due()) == (1, 0)
    assert done == ["bonjour"]
    kept = row(job)
    assert (kept.state, kept.attempts, kept.progress, kept.error) == ("done", 1, 100, "")
    assert (kept.finished_at, kept.lease_until) == (NOW, None)


@pytest.mark.django_db
def test_a_name_that_nobody_registered_is_refused() -> None:
    with pytest.raises(jobs.UnknownJob, match=r"places\.count_the_stars"):
        jobs.enqueue("places.count_the_stars", at=NOW)
    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_a_job_with_a_unique_key_exists_once() -> None:
    first = jobs.enqueue("test.note", at=NOW, payload={"word": "one"}, unique_key="mail-7")
    assert jobs.enqueue("test.note", at=NOW, payload={"word": "two"}, unique_key="mail-7") is None
    jobs.enqueue("test.note", at=NOW, payload={"word": "three"})
    assert row(first).payload == {"word": "one"}
    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_falls_with_the_change_that_caused_it() -> None:
    def change() -> None:
        with write():
            jobs.enqueue("test.note", at=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_jobs_run_in_their_order_and_not_before_their_time() -> None:
    jobs.enqueue("test.note", at=NOW + timedelta(hours=1), payload={"word": "later"})
    jobs.enqueue("test.note", at=NOW, payload={"word": "second"})
    jobs.enqueue("test.note", at=NOW - timedelta(hours=1), payload={"word": "first"})
    with time_machine.travel(NOW, tick=False):
        assert jobs.run_due() == 2
    assert done == ["first", "second"]
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert jobs.run_due() == 1
    assert done == ["first", "second", "later"]


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_five_times_more_with_longer_waits() -> None:
    job, now, waits = jobs.enqueue("test.fail", at=NOW), NOW, []
    for attempt in range(1, 6):
        with time_machine.travel(now, tick=False):
            assert (jobs.run_due(), jobs.run_due()) == (1, 0)
        kept = row(job)
        assert (kept.state, kept.attempts, kept.lease_until) == ("waiting", attempt, None)
        assert kept.error == "ZeroDivisionError: division by zero"
        waits.append((kept.run_after - now).total_seconds())
        now = kept.run_after
    assert waits == [30, 120, 600, 3600, 14_400]
    with time_machine.travel(now, tick=False):
        assert jobs.run_due() == 1
    assert (row(job).state, row(job).attempts) == ("failed", 6)
    with time_machine.travel(now + timedelta(days=30), tick=False):
        assert jobs.run_due() == 0


@pytest.mark.django_db
def test_a_job_that_is_leased_is_left_alone_until_its_worker_is_given_up() -> None:
    job = jobs.enqueue("test.note", at=NOW, payload={"word": "again"})
    assert jobs.take(NOW) == job
    assert jobs.take(NOW + jobs.LEASE) is None
    again = jobs.take(NOW + jobs.LEASE + timedelta(seconds=1))
    assert again == job
    assert (row(job).state, row(job).attempts) == ("running", 2)


@pytest.mark.django_db
def test_a_worker_that_outlived_its_lease_does_not_speak_for_the_next_one() -> None:
    jobs.enqueue("test.fail", at=NOW)
    slow = jobs.take(NOW)
    quick = jobs.take(NOW + timedelta(minutes=6))
    assert slow is not None
    assert quick is not None
    jobs.run(slow)
    assert (row(quick).state, row(quick).attempts, row(quick).error) == ("running", 2, "")


@pytest.mark.django_db
def test_a_job_that_ends_its_worker_each_time_is_given_up() -> None:
    job = jobs.enqueue("test.note", at=NOW)
    taken = [jobs.take(NOW + timedelta(minutes=6 * number)) for number in range(8)]
    assert [lease is not None for lease in taken] == [True] * 6 + [False] * 2
    assert (row(job).state, row(job).error) == ("failed", "Its worker ended each time before the job did.")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_the_same_job() -> None:
    for number in range(30):
        jobs.enqueue("test.note", at=NOW, payload={"word": str(number)})
    with time_machine.travel(NOW):
        counts = at_once(jobs.run_due, jobs.run_due, jobs.run_due)
    assert sum(counts) == 30
    assert Counter(done) == Counter(str(number) for number in range(30))
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}


@pytest.mark.django_db(transaction=True)
def test_one_of_two_sendings_of_a_unique_job_is_kept() -> None:
    def send() -> bool:
        with write():
            return jobs.enqueue("test.note", at=NOW, unique_key="mail-7") is not None

    assert sorted(at_once(send, send)) == [False, True]
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_a_job_may_meet_a_broken_promise_without_harm_to_the_worker() -> None:
    def twice() -> None:
        with write():
            Stamp.objects.create(scope="same")
            Stamp.objects.create(scope="same")

    jobs.task("test.twice")(twice)
    job = jobs.enqueue("test.twice", at=NOW)
    with time_machine.travel(NOW, tick=False):
        assert jobs.run_due() == 1
    assert row(job).error.startswith(IntegrityError.__name__)
    assert Stamp.objects.count() == 0


def enqueued_names() -> Iterator[tuple[str, str]]:
    """Every name given to `enqueue` in the source, with the file that gives it."""
    for file in sorted(Path(teranga.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "enqueue":
                name = node.args[0]
                assert isinstance(name, ast.Constant), f"{file} enqueues a name that cannot be checked"
                yield file.name, name.value


def test_every_name_that_is_enqueued_is_registered_at_start() -> None:
    names = list(enqueued_names())
    assert names != []
    assert [(file, name) for file, name in names if name not in jobs._tasks] == []
