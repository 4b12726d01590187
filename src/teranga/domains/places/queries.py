"""Who has a place, who waits, who came. Public pages read only `place_counts`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.places.models import (
    Arrival,
    Offer,
    Place,
    PlaceSettings,
    Quota,
    Rsvp,
    RsvpRequest,
    WaitingEntry,
)
from teranga.domains.places.queries_counts import PlaceCounts, QuotaCount, counted_rows, place_counts
from teranga.domains.places.rules_arrivals import Reading, Scan, read_log
from teranga.domains.places.rules_codes import link_digest

__all__ = ["PlaceCounts", "QuotaCount", "counted_rows", "place_counts"]


@dataclass(frozen=True, slots=True)
class PersonAtEvent:
    """A place that counts now, with the name that stands on a list."""

    place_id: int
    uuid: UUID
    kind: str
    name: str  # "" for a guest who was not named
    guest_of: str  # the name of whoever brings them, or ""
    person_id: int | None
    rsvp_id: int | None
    quota_id: int | None
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry of the waiting list with its place in it, counted in people before it."""

    entry: WaitingEntry
    position: int
    before: int


def people_of_event(event: Event, *, session_id: int | None = None) -> list[PersonAtEvent]:
    """Everybody who has a place, guests beside those who bring them. One query; the order is by name."""
    rows = Place.objects.filter(event=event, session=session_id, ended_at=None).values_list(
        "pk", "uuid", "kind", "name", "person__name", "guest_of__person__name", "guest_of__name", "person_id",
        "rsvp_id", "quota_id", "arrived_at",
    )  # fmt: skip
    people = [
        PersonAtEvent(
            pk, uuid, kind, person or name or "", host or host_name or "", person_id, rsvp, quota, at
        )
        for pk, uuid, kind, name, person, host, host_name, person_id, rsvp, quota, at in rows
    ]
    return sorted(
        people, key=lambda one: ((one.guest_of or one.name).casefold(), bool(one.guest_of), one.place_id)
    )


def settings_of(event: Event) -> PlaceSettings | None:
    row = PlaceSettings.objects.filter(event=event).first()
    if row is not None:
        row.event = event
    return row


def quotas_of(event: Event) -> list[Quota]:
    return list(Quota.objects.filter(event=event).order_by("position", "pk"))


def rsvp_of_person(event: Event, person: Person) -> Rsvp | None:
    return Rsvp.objects.filter(event=event, person=person).select_related("person").first()


def rsvps_of(person: Person) -> list[Rsvp]:
    """Every answer of a person, the next event first."""
    rows = Rsvp.objects.across_communities("a person sees their answers in all communities")
    return list(
        rows.filter(person=person).select_related("event__community").order_by("-event__start", "-pk")
    )


def waiting_list(event: Event) -> list[Waiting]:
    """Those who wait or are offered a place, in the order in which offers are made."""
    rows = WaitingEntry.objects.filter(event=event, state__in=("waiting", "offered"))
    found, before = [], 0
    ordered = rows.select_related("person", "quota").order_by(
        F("drawn").asc(nulls_last=True), "joined_at", "pk"
    )
    for position, entry in enumerate(ordered, 1):
        found.append(Waiting(entry, position, before))
        before += entry.size
    return found


def position_of(entry: WaitingEntry) -> int:
    """How many parties stand before this one, plus one."""
    rows = WaitingEntry.objects.filter(event=entry.event_id, state=WaitingEntry.State.WAITING)
    ordered = rows.order_by(F("drawn").asc(nulls_last=True), "joined_at", "pk")
    numbers = list(ordered.values_list("pk", flat=True))
    return numbers.index(entry.pk) + 1 if entry.pk in numbers else 0


def open_offer(entry: WaitingEntry) -> Offer | None:
    return Offer.objects.filter(event=entry.event_id, entry=entry, state=Offer.State.OPEN).first()


def place_by_uuid(event: Event, uuid: UUID) -> Place | None:
    return Place.objects.filter(event=event, uuid=uuid).select_related("person", "rsvp").first()


def readings_of(event: Event) -> dict[int, Reading]:
    """What the scan log says of each place that stands in it."""
    logs: dict[int, list[Scan]] = {}
    rows = Arrival.objects.filter(event=event).values_list("place_id", "uuid", "happened_at", "kind")
    for place, uuid, happened_at, kind in rows:
        logs.setdefault(place, []).append(Scan(uuid, happened_at, kind == Arrival.Kind.UNDO))
    return {place: read_log(scans) for place, scans in logs.items()}


def reading_of(place: Place) -> Reading:
    return read_log(scans_of(Arrival.objects.filter(event=place.event_id, place=place)))


def scans_of(rows: Iterable[Arrival]) -> list[Scan]:
    return [Scan(row.uuid, row.happened_at, row.kind == Arrival.Kind.UNDO) for row in rows]


def request_of_link(event: Event, token: str, at: datetime) -> RsvpRequest | None:
    """The answer behind a mail's link while it can still be confirmed; reading it changes nothing."""
    rows = RsvpRequest.objects.filter(event=event, link_digest=link_digest(token))
    return rows.filter(used_at=None, expires_at__gt=at).first()
