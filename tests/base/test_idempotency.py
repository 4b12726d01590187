from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from teranga.base.idempotency import KEY_SHAPE, new_key, once
from teranga.base.models import IdempotencyKey, Stamp
from tests.base.threads import at_once

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
KEY = "abcdefghijklmnop"


class Work:
    """Writes a row each time it runs and says how often that was."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        self.times += 1
        Stamp.objects.create(scope=f"work-{self.times}-{id(self)}")
        return {"time": self.times}


def test_a_fresh_key_has_the_shape_that_is_read_back() -> None:
    assert KEY_SHAPE.fullmatch(new_key())
    assert new_key() != new_key()


@pytest.mark.django_db
def test_the_same_key_does_the_work_once_and_gives_the_same_result() -> None:
    work = Work()
    assert [once("join", KEY, NOW, work) for _ in range(3)] == [{"time": 1}] * 3
    assert (work.times, Stamp.objects.count()) == (1, 1)
    kept = IdempotencyKey.objects.get()
    assert (kept.purpose, kept.key, kept.result, kept.created_at) == ("join", KEY, {"time": 1}, NOW)


@pytest.mark.django_db
def test_another_purpose_or_another_key_is_other_work() -> None:
    work = Work()
    once("join", KEY, NOW, work)
    once("leave", KEY, NOW, work)
    once("join", KEY + "q", NOW, work)
    assert work.times == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", ["", "short", "a" * 65, "a" * 15 + "é", "a" * 20 + "\n", "a b" * 8, "\x00" * 20]
)
def test_a_key_that_is_none_of_ours_is_replaced_and_the_work_is_done(key: str) -> None:
    work = Work()
    once("join", key, NOW, work)
    once("join", key, NOW, work)
    assert work.times == 2
    assert [len(kept) for kept in IdempotencyKey.objects.values_list("key", flat=True)] == [24, 24]


@pytest.mark.django_db
def test_a_failure_leaves_neither_the_key_nor_the_work() -> None:
    def fail() -> dict[str, int]:
        Stamp.objects.create(scope="half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once("join", KEY, NOW, fail)
    assert (IdempotencyKey.objects.count(), Stamp.objects.count()) == (0, 0)
    assert once("join", KEY, NOW, Work()) == {"time": 1}


@pytest.mark.django_db
def test_a_broken_promise_of_the_database_inside_the_work_is_told() -> None:
    def twice() -> dict[str, int]:
        Stamp.objects.create(scope="same")
        Stamp.objects.create(scope="same")
        return {}

    with pytest.raises(IntegrityError):
        once("join", KEY, NOW, twice)
    assert (IdempotencyKey.objects.count(), Stamp.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_eight_sendings_at_once_do_the_work_once() -> None:
    work = Work()
    outcomes = at_once(*[lambda: once("join", KEY, NOW, work)] * 8)
    assert outcomes == [{"time": 1}] * 8
    assert (work.times, Stamp.objects.count(), IdempotencyKey.objects.count()) == (1, 1, 1)
