"""Limits on how often something may be tried, counted in the database so that every worker sees them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.people.models import RecentTries
from teranga.domains.people.rules import tries_digest


def note_try(*who_and_what: str, limit: int, within: timedelta, at: datetime) -> bool:
    """Note one try and say whether it was within the limit. A refused one is not noted: waiting helps."""
    key = tries_digest(*who_and_what)
    with write(savepoint=False):
        row = _locked_row(key, at)
        moments = _recent(row, within, at)
        allowed = len(moments) < limit
        if allowed:
            row.moments, row.updated_at = [*moments, at.timestamp()], at
            row.save(update_fields=["moments", "updated_at"])
    return allowed


def forgive_try(*who_and_what: str) -> None:
    """Take the latest noted try back: it was right after all."""
    with write():
        row = RecentTries.objects.select_for_update().filter(pk=tries_digest(*who_and_what)).first()
        if row is not None and row.moments:
            row.moments = row.moments[:-1]
            row.save(update_fields=["moments"])


def forget_tomorrow(at: datetime) -> None:
    """Plan, once for each day, that what this day left behind is forgotten two days later."""
    jobs.enqueue(
        "people.forget_yesterday", at=at + timedelta(days=2), unique_key=f"forget-yesterday:{at:%Y-%m-%d}"
    )


def forget_old_tries(before: datetime) -> int:
    with write():
        return RecentTries.objects.filter(updated_at__lt=before).delete()[0]


def _recent(row: RecentTries, within: timedelta, at: datetime) -> list[float]:
    since = (at - within).timestamp()
    return [moment for moment in row.moments if moment > since]


def _locked_row(key: str, at: datetime) -> RecentTries:
    rows = RecentTries.objects.select_for_update()
    row = rows.filter(pk=key).first()
    if row is None:
        try:
            with transaction.atomic():
                row = RecentTries.objects.create(pk=key, updated_at=at)
            forget_tomorrow(at)
        except IntegrityError:  # another worker was quicker; its row is there now
            row = rows.get(pk=key)
    return row
