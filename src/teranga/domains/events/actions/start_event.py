"""An event made in a browser: a draft with an address from its name and what its kind usually has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event import (
    EventFields,
    EventSlugReserved,
    EventSlugTaken,
    create_event,
)
from teranga.domains.events.actions.settle_place import settle_venue
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event, Venue
from teranga.foundation.folding import free_slug, slug
from teranga.foundation.translated import TranslatedText

MOST_TRIES = 200


@dataclass(frozen=True, slots=True)
class House:
    """A venue as somebody types it: its name alone is enough."""

    name: TranslatedText
    city: str = ""
    country: str = ""


def start_event(
    *, community: Community, house: House | None, by: Actor, at: datetime, **fields: Unpack[EventFields]
) -> Event:
    """Create the draft, and the house it meets in when that is new, in one transaction."""
    with write():
        fields["visibility"] = Event.Visibility.DRAFT
        if house is not None:
            fields["venue"] = settle_house(community=community, house=house, by=by, at=at)
        wanted = slug(str(TranslatedText(fields["name"]))) or slug(f"{fields['kind']} {fields['start']}")
        return create_at_free_address(community=community, wanted=wanted, by=by, at=at, **fields)


def create_at_free_address(
    *, community: Community, wanted: str, by: Actor, at: datetime, **fields: Unpack[EventFields]
) -> Event:
    """At the wanted address, or at the first one after it that is free."""
    for number in range(1, MOST_TRIES):
        try:
            return create_event(community=community, slug=free_slug(wanted, number), by=by, at=at, **fields)
        except (EventSlugTaken, EventSlugReserved):
            continue
    raise EventSlugTaken(wanted)


def restart_event(
    *, event: Event, house: House | None, by: Actor, at: datetime, seen: str, **fields: Unpack[EventFields]
) -> list[str]:
    """The same for a draft that is there; returns the names of the fields that differed."""
    with write():
        fields["venue"] = None
        if house is not None:
            same = event.venue is not None and str(event.venue.name) == str(house.name)
            fields["venue"] = (
                event.venue if same else settle_house(community=event.community, house=house, by=by, at=at)
            )
        return update_event(event=event, by=by, at=at, seen=seen, **fields)


def settle_house(*, community: Community, house: House, by: Actor, at: datetime) -> Venue:
    """The community's venue of this name, made when there is none."""
    wanted = slug(str(house.name)) or "venue"
    known = Venue.objects.filter(community=community, slug=wanted).first()
    if known is not None:
        return known
    return settle_venue(
        community=community, slug=wanted, name=house.name, city=house.city, country=house.country, by=by,
        at=at,
    )  # fmt: skip
