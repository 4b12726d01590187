"""The check-in list, the links that open it, and what an organiser should look at."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from teranga.domains.events.models import Event
from teranga.domains.places.models import Arrival, DoorLink, DoorPhone, Place, WalkInContact
from teranga.domains.places.queries import reading_of, readings_of
from teranga.domains.places.rules_arrivals import Reading, Standing
from teranga.domains.places.rules_door import DEVICE, door_names
from teranga.foundation.folding import fold, words

SECRET_LETTERS = 24  # of a URL-safe alphabet of 64: 144 bits
COOKIE = signing.Signer(salt="teranga.door.phone")


@dataclass(frozen=True, slots=True)
class AtDoor:
    """One line of the list: no more of a person than a helper needs."""

    uuid: UUID
    name: str  # "Ama K."
    kind: str
    guest_of: str  # "Ama K.", or ""
    arrived_at: datetime | None
    twice: int  # entries beyond the first
    gone: bool = False  # the place was given back

    @property
    def folded(self) -> str:
        """By what the list is sorted: guests stand behind whoever brings them."""
        return fold(f"{self.guest_of} {self.name}" if self.guest_of else self.name)


def token_of(link: DoorLink) -> str:
    return f"{link.pk}-{_secret(link)}"


def _secret(link: DoorLink) -> str:
    digest = salted_hmac("teranga.door", f"{link.pk}:{link.salt}", algorithm="sha256").digest()
    return signing.b64_encode(digest).decode()[:SECRET_LETTERS]


def link_of(token: str) -> DoorLink | None:
    number, _, secret = token.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 12):
        return None
    rows = DoorLink.objects.across_communities("the token names one link, and only its holder knows it")
    link = rows.select_related("event__community", "event__venue").filter(pk=int(number)).first()
    return link if link is not None and hmac.compare_digest(_secret(link), secret) else None


def cookie_of(phone: DoorPhone) -> str:
    return COOKIE.sign(str(phone.pk))


def phone_of(link: DoorLink, cookie: str) -> DoorPhone | None:
    """The phone that this cookie was given to, if it opened this very link."""
    try:
        number = int(COOKIE.unsign(cookie))
    except (signing.BadSignature, ValueError):
        return None
    return DoorPhone.objects.filter(event=link.event_id, link=link, pk=number).first()


def people_at_door(event: Event, *, since: datetime | None = None) -> list[AtDoor]:
    """Everybody with a place, by name; with `since` only those whose line changed, given-back places too."""
    counted = Q(ended_at=None) | Q(ended_at__gte=since) if since else Q(ended_at=None)
    rows = list(
        Place.objects.filter(counted, event=event, session=None).values_list(
            "pk", "uuid", "kind", "person__name", "name", "guest_of_id", "arrived_at", "ended_at"
        )
    )
    names = {pk: person or own or "" for pk, _, _, person, own, *_ in rows}
    shown = door_names(names.values())
    readings = readings_of(event)
    changed = _changed(event, since) if since else names.keys()
    lines = [
        AtDoor(
            uuid, shown[names[pk]], kind, shown[names[host]] if host in names else "", arrived_at,
            readings[pk].duplicates if pk in readings else 0, ended_at is not None,
        )
        for pk, uuid, kind, _, _, host, arrived_at, ended_at in rows
        if pk in changed
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.folded, line.uuid.int))


def _changed(event: Event, since: datetime) -> set[int]:
    touched = Q(given_at__gte=since) | Q(ended_at__gte=since)
    places = set(Place.objects.filter(touched, event=event).values_list("pk", flat=True))
    scanned = Arrival.objects.filter(event=event, received_at__gte=since)
    return places | set(scanned.values_list("place_id", flat=True))


def search(people: Iterable[AtDoor], typed: str) -> list[AtDoor]:
    """Everybody in whose line each typed word begins a word; those not in yet come first."""
    wanted = words(typed)
    found = [
        line
        for line in people
        if all(
            any(word.startswith(part) for word in words(f"{line.name} {line.guest_of}")) for part in wanted
        )
    ]
    return sorted(found, key=lambda line: line.arrived_at is not None)


def links_of(event: Event) -> list[DoorLink]:
    rows = DoorLink.objects.filter(event=event).annotate(opened=Count("phones"))
    return list(rows.order_by("-pk"))


def phones_of(event: Event) -> list[DoorPhone]:
    return list(DoorPhone.objects.filter(event=event).select_related("link").order_by("-heard_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the scan log, in words that a person can look into."""

    name: str
    happened_at: datetime
    helper: str
    standing: Standing


def double_entries(event: Event) -> list[list[Entry]]:
    """Of everybody who was let in more than once, all that the log says, in its order."""
    readings = {place: reading for place, reading in readings_of(event).items() if reading.duplicates}
    helpers = {DEVICE.format(phone.pk): phone.helper or phone.link.name for phone in phones_of(event)}
    rows = Arrival.objects.filter(event=event, place__in=list(readings)).select_related("place__person")
    groups: dict[int, list[Entry]] = {}
    for row in rows.order_by("place_id", "happened_at", "uuid"):
        place = row.place
        name = place.person.name if place.person else place.name
        standing = readings[row.place_id].standings[row.uuid]
        groups.setdefault(row.place_id, []).append(
            Entry(name, row.happened_at, helpers.get(row.device, row.device), standing)
        )
    return list(groups.values())


def walk_ins_of(event: Event) -> list[tuple[str, str]]:
    """(name, contact) of everybody who came without a place, in the order in which they came."""
    rows = Place.objects.filter(event=event, kind=Place.Kind.WALK_IN, ended_at=None).exclude(arrived_at=None)
    contacts = dict(WalkInContact.objects.filter(event=event).values_list("place_id", "contact"))
    return [(place.name, contacts.get(place.pk, "")) for place in rows.order_by("arrived_at", "pk")]


def answer_for(event: Event, number: str) -> tuple[Arrival, Reading] | None:
    """An entry of the log with what became of it."""
    try:
        rows = Arrival.objects.filter(event=event, uuid=UUID(number))
    except ValueError:
        return None
    scan = rows.select_related("place").first()
    return (scan, reading_of(scan.place)) if scan else None
