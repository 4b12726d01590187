"""Keep what is expected of an event today as it is said today, so that the later comparison is honest."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import IntegrityError, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, record
from teranga.domains.events.models import Event
from teranga.domains.places.models import Forecast
from teranga.domains.places.solving import forecast


def keep_forecast(*, event: Event, at: datetime) -> Forecast | None:
    """Write the day's forecast once; None when it stands there already or nobody has a place yet."""
    day = at.astimezone(UTC).date()
    if Forecast.objects.filter(event=event, day=day).exists():
        return None
    found = forecast(event, at)
    coming, answer = found.problem.coming, found.answer
    if not coming.going:
        return None
    try:
        with write(), transaction.atomic():
            row = Forecast.objects.create(
                community_id=event.community_id, event=event, day=day, made_at=at, days_left=coming.days_left,
                going=coming.going, expected=answer.expected, low=answer.low, high=answer.high,
                past_events=answer.past_events,
            )  # fmt: skip
            record(
                by=PROGRAM, verb="forecast.keep", object_type="forecast", object_id=row.pk, at=at,
                community_id=event.community_id, event_id=event.pk,
                changes={"expected": round(answer.expected), "low": answer.low, "high": answer.high},
            )  # fmt: skip
    except IntegrityError:  # another worker was quicker
        return None
    return row
