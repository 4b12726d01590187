"""Filling an event of a practice community with answers of generated people, in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.practice import NotForPractice
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.people.models import Person
from teranga.domains.places.models import (
    Answer,
    Arrival,
    Place,
    PlaceSettings,
    Question,
    Quota,
    Rsvp,
    WaitingEntry,
)
from teranga.domains.places.rules import over_at
from teranga.foundation.translated import TranslatedText

BATCH = 500
SEATED = (Rsvp.State.GOING, Rsvp.State.ATTENDED, Rsvp.State.NO_SHOW)


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    person: Person
    state: str
    said_at: datetime
    guests: tuple[str, ...] = ()
    arrived_at: datetime | None = None
    told: str = ""  # the answer to the event's question
    came_from: str = "link"


@dataclass(frozen=True, slots=True)
class PracticeWalkIn:
    name: str
    arrived_at: datetime


def fill_practice_event(
    *, event: Event, size: int, answers: Sequence[PracticeAnswer], by: Actor, at: datetime,
    name: TranslatedText | None = None, settings: Mapping[str, object] | None = None,
    question: Mapping[str, object] | None = None, walk_ins: Sequence[PracticeWalkIn] = (),
) -> None:  # fmt: skip
    """A quota with these answers, in the order of coming; refused outside a practice community."""
    if event.community.kind != Community.Kind.PRACTICE:
        raise NotForPractice(event.slug)
    scope = {"community_id": event.community_id, "event": event}
    with write():
        PlaceSettings.objects.create(**scope, **(settings or {}))
        seated = sum(1 + len(one.guests) for one in answers if one.state in SEATED)
        quota = Quota.objects.create(**scope, name=name or TranslatedText(), size=size, used=seated)
        rsvps = Rsvp.objects.bulk_create([_rsvp(scope, one) for one in answers], batch_size=BATCH)
        rows = list(zip(rsvps, answers, strict=True))
        _seat(scope, quota, rows)
        _let_in(scope, walk_ins)
        _scan(event, scope)
        WaitingEntry.objects.bulk_create(
            [_entry(scope, quota, *row) for row in rows if row[1].state == Rsvp.State.WAITLISTED],
            batch_size=BATCH,
        )
        if question:
            _answer(event, scope, question, rows)
        record(
            by=by, verb="places.fill_practice", object_type="event", object_id=event.pk, at=at,
            community_id=event.community_id, event_id=event.pk, changes={"answers": [0, len(rows)]},
        )  # fmt: skip
        announce_event(event)


def _rsvp(scope: dict[str, object], one: PracticeAnswer) -> Rsvp:
    return Rsvp(
        **scope, person=one.person, state=one.state, language=one.person.preferred_language,
        came_from=one.came_from, first_said_at=one.said_at, said_at=one.said_at,
    )  # fmt: skip


def _seat(scope: dict[str, object], quota: Quota, rows: Sequence[tuple[Rsvp, PracticeAnswer]]) -> None:
    seated = [row for row in rows if row[1].state in SEATED]
    given = {"quota": quota, "kind": Place.Kind.RSVP}
    own = Place.objects.bulk_create(
        [
            Place(
                **scope,
                **given,
                rsvp=rsvp,
                person=one.person,
                given_at=one.said_at,
                arrived_at=one.arrived_at,
            )
            for rsvp, one in seated
        ],
        batch_size=BATCH,
    )
    Place.objects.bulk_create(
        [
            Place(**scope, **given, rsvp=rsvp, guest_of=place, name=name, given_at=one.said_at,
                  arrived_at=one.arrived_at)
            for place, (rsvp, one) in zip(own, seated, strict=True)
            for name in one.guests
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _let_in(scope: dict[str, object], walk_ins: Sequence[PracticeWalkIn]) -> None:
    """Who came without a place counts in no quota."""
    Place.objects.bulk_create(
        [
            Place(**scope, kind=Place.Kind.WALK_IN, name=one.name, given_at=one.arrived_at,
                  arrived_at=one.arrived_at)
            for one in walk_ins
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _scan(event: Event, scope: dict[str, object]) -> None:
    arrived = Place.objects.filter(event=event).exclude(arrived_at=None).order_by("pk")
    Arrival.objects.bulk_create([_arrival(scope, place) for place in arrived], batch_size=BATCH)


def _arrival(scope: dict[str, object], place: Place) -> Arrival:
    return Arrival(
        **scope, uuid=UUID(int=place.uuid.int ^ 1), device="practice", clock=place.arrived_at,
        happened_at=place.arrived_at, received_at=place.arrived_at, kind=Arrival.Kind.ARRIVE, place=place,
    )  # fmt: skip


def _entry(scope: dict[str, object], quota: Quota, rsvp: Rsvp, one: PracticeAnswer) -> WaitingEntry:
    return WaitingEntry(
        **scope, quota=quota, rsvp=rsvp, person=one.person, size=1 + len(one.guests),
        guests=list(one.guests), joined_at=one.said_at,
    )  # fmt: skip


def _answer(
    event: Event, scope: dict[str, object], question: Mapping[str, object],
    rows: Sequence[tuple[Rsvp, PracticeAnswer]],
) -> None:  # fmt: skip
    asked = Question.objects.create(**scope, **question)
    Answer.objects.bulk_create(
        [
            Answer(**scope, question=asked, rsvp=rsvp, value=one.told, forget_at=over_at(event))
            for rsvp, one in rows
            if one.told
        ],
        batch_size=BATCH,
    )
