"""People with places for tests of the door."""

from __future__ import annotations

from typing import Any

from teranga.domains.events.models import Event
from teranga.domains.places.models import Place
from tests.factories.communities import MADE
from tests.factories.people import a_person

NAMES = (
    "Ama Koné", "Kossi Adjavon", "Ŋana Mensah", "Éloïse Sow", "Ibrahima Diallo", "Akua Boateng", "Yaw Owusu",
    "Fatou Ndiaye", "Moussa Traoré", "Adjoa Asante",
)  # fmt: skip


def a_place(event: Event, name: str = "Ama Koné", **more: Any) -> Place:
    given = {"kind": Place.Kind.RSVP, "person": a_person(name), "given_at": MADE, **more}
    return Place.objects.create(community_id=event.community_id, event=event, **given)


def a_guest(event: Event, name: str, host: Place) -> Place:
    return Place.objects.create(
        community_id=event.community_id, event=event, kind=Place.Kind.RSVP, name=name, guest_of=host,
        given_at=MADE,
    )  # fmt: skip


def guests(event: Event, count: int) -> list[Place]:
    return [a_place(event, f"{NAMES[number % len(NAMES)]}{number}") for number in range(count)]
