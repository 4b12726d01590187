"""Forecasts as they were told."""

from __future__ import annotations

from teranga.domains.events.models import Event
from teranga.domains.places.models import Forecast
from teranga.domains.places.rules import begins_at


def last_forecast(event: Event) -> Forecast | None:
    """What was said last before it began."""
    rows = Forecast.objects.filter(event=event, made_at__lte=begins_at(event))
    return rows.order_by("-day").first()
