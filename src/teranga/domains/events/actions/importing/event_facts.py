"""What a programme says of its event, used where the event does not say it itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.actions.settle_place import settle_venue
from teranga.domains.events.models import Event, Session, Venue
from teranga.formats.programme import Programme
from teranga.foundation.folding import slug as slug_of
from teranga.foundation.translated import TranslatedText

LONGEST_ADDRESS = 200


def facts_of(programme: Programme) -> dict[str, Any]:
    """The event's columns that the programme has a word for; absent ones are left out."""
    told = programme.source
    is_address = told.startswith(("https://", "http://")) and len(told) <= LONGEST_ADDRESS
    facts = {
        "zone": programme.zone,
        "city": programme.city[:80],
        "country": programme.country[:2],
        "languages": list(programme.languages),
        "source_url": told if is_address else "",
        "source_title": "" if is_address else told[:200],
        "licence": programme.licence[:200],
    }
    return {name: value for name, value in facts.items() if value}


def days_of(programme: Programme) -> tuple[date, date] | None:
    """The first and last local day, as stated or from the sessions; None when nothing has a time."""
    opening = timedelta(hours=programme.day_change.hour, minutes=programme.day_change.minute)
    days = [(session.start - opening).date() for session in programme.sessions if session.start]
    start = programme.start or min(days, default=None)
    if start is None:
        return None
    end = programme.end or max(days, default=start)
    return start, max(start, end)


def fill_event(event: Event, programme: Programme, *, by: Actor, at: datetime) -> list[str]:
    """Write what the event lacks; returns the names of the fields that were empty. Nothing is overwritten."""
    facts = facts_of(programme)
    zone = facts.pop("zone", "UTC")
    empty = [name for name in facts if not getattr(event, name)]
    if ("source_url" in empty and event.source_title) or ("source_title" in empty and event.source_url):
        empty = [name for name in empty if not name.startswith("source_")]
    if event.zone == "UTC" != zone and not Session.objects.filter(event=event).exists():
        facts["zone"] = zone
        empty.append("zone")
    if event.venue_id is None and programme.venue:
        facts["venue"] = _venue(event, programme, by=by, at=at)
        empty.append("venue")
    if empty:
        for name in empty:
            setattr(event, name, facts[name])
        event.save(update_fields=empty)
    return empty


def _venue(event: Event, programme: Programme, *, by: Actor, at: datetime) -> Venue:
    return settle_venue(
        community=event.community, slug=slug_of(programme.venue) or f"venue-{event.slug}"[:60],
        name=TranslatedText(programme.venue), city=programme.city[:80], country=programme.country[:2],
        by=by, at=at,
    )  # fmt: skip
