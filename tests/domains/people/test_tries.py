from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from teranga.base.jobs import run
from teranga.base.models import Job
from teranga.base.writing import write
from teranga.domains.people.actions.persons import locked_contact_point
from teranga.domains.people.actions.sign_in_codes import forget_old_codes, issue_code
from teranga.domains.people.actions.tries import forget_old_tries, forgive_try, note_try
from teranga.domains.people.models import RecentTries, SignInCode
from teranga.domains.people.normal_forms import Contact

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def noted(second: int, who: str = "ama") -> bool:
    return note_try("code", who, limit=3, within=MINUTE, at=NOON + timedelta(seconds=second))


def test_the_fourth_try_within_a_minute_is_refused() -> None:
    assert [noted(0), noted(10), noted(20), noted(30)] == [True, True, True, False]


def test_the_window_slides_with_the_clock() -> None:
    assert [noted(0), noted(50), noted(55), noted(59), noted(61), noted(62)] == [
        True, True, True, False, True, False,
    ]  # fmt: skip


def test_others_are_not_held_up() -> None:
    assert [noted(0) for _ in range(4)] == [True, True, True, False]
    assert noted(0, "kofi") is True


def test_a_forgiven_try_does_not_count() -> None:
    assert [noted(0), noted(1), noted(2)] == [True, True, True]
    forgive_try("code", "ama")
    assert [noted(3), noted(4)] == [True, False]


def test_who_tried_is_kept_as_a_digest_only() -> None:
    noted(0, "203.0.113.9")
    row = RecentTries.objects.get()
    assert len(row.key_digest) == 64
    assert "203.0.113.9" not in str(vars(row))


def test_old_tries_are_forgotten() -> None:
    noted(0)
    assert forget_old_tries(NOON) == 0
    assert forget_old_tries(NOON + MINUTE) == 1
    assert RecentTries.objects.count() == 0


def test_a_day_s_tries_and_codes_are_forgotten_by_one_job() -> None:
    noted(0)
    noted(0, "kofi")
    [job] = Job.objects.filter(name="people.forget_yesterday")
    assert job.run_after == NOON + timedelta(days=2)
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        run(job)
    assert job.state == "done"
    assert RecentTries.objects.count() == 0


def test_codes_that_ended_are_forgotten_and_living_ones_stay() -> None:
    with write():
        point = locked_contact_point(Contact("email", "ama@example.org"), at=NOON)
        for hours in (0, 2):
            issue_code(point, purpose="join", community_id=1, at=NOON + timedelta(hours=hours))
    assert forget_old_codes(NOON + timedelta(hours=2)) == 1
    assert SignInCode.objects.get().created_at == NOON + timedelta(hours=2)
