"""When the holder of an award is asked what became of it, and who may read the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from teranga.domains.aid.models import Aftermath, AidApplication, AidAward
from teranga.domains.aid.rules_awards import is_over, last_day_of

When, Audience, State = Aftermath.When, Aftermath.Audience, AidApplication.State
AFTER_DAYS: Mapping[str, int] = {When.AFTER: 1, When.HALF_YEAR: 183, When.YEAR: 365}
LATE = 60  # days after which a question that was not asked is not asked any more
BECAME = ("talk", "job", "community", "project", "study", "other")
MOST_WORDS = 3000


def due_days(today: date) -> dict[str, tuple[date, date]]:
    """{when: (first, last)}: an event whose last day lies between them is asked about now."""
    return {
        when: (today - timedelta(days=days + LATE), today - timedelta(days=days))
        for when, days in AFTER_DAYS.items()
    }


def may_tell(award: AidAward, when: str, at: datetime) -> bool:
    """Whoever came, or was to come and nobody knows; once the event is over and the time has come."""
    state, last = award.application.state, last_day_of(award.round)
    if last is None:
        return state == State.FULFILLED and when == When.AFTER
    if award.came is False or state not in (State.ACCEPTED, State.FULFILLED, State.CLOSED):
        return False
    later = when != When.AFTER and at.date() < last + timedelta(days=AFTER_DAYS[when])
    return is_over(award.round, at) and not later


def is_told(row: Aftermath) -> bool:
    return row.told_at is not None


def is_public(row: Aftermath) -> bool:
    return row.audience == Audience.PUBLIC and row.released_at is not None and bool(row.text)
