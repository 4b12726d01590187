"""What somebody sees of their own answer, and what the form of an event asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.places.models import (
    Answer,
    Draw,
    Offer,
    Place,
    PlaceSettings,
    Question,
    Rsvp,
    SeriesFollower,
    WaitingEntry,
)
from teranga.domains.places.queries import open_offer, position_of, settings_of
from teranga.domains.places.rules import is_open, over_at


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One answer as its person sees it."""

    rsvp: Rsvp
    settings: PlaceSettings | None
    place: Place | None
    guest_places: list[Place]
    entry: WaitingEntry | None
    position: int
    offer: Offer | None
    is_open: bool
    is_over: bool
    follows: bool
    draw: Draw | None

    @property
    def guests(self) -> list[str]:
        """The names of those who have a place."""
        return [place.name for place in self.guest_places]


def own_answer(event: Event, rsvp: Rsvp, at: datetime) -> OwnAnswer:
    settings = settings_of(event)
    places = list(Place.objects.filter(event=event, rsvp=rsvp, ended_at=None).order_by("pk"))
    rows = WaitingEntry.objects.filter(event=event, rsvp=rsvp, state__in=("waiting", "offered"))
    entry = rows.select_related("quota").first()
    return OwnAnswer(
        rsvp=rsvp,
        settings=settings,
        place=next((place for place in places if place.guest_of_id is None), None),
        guest_places=[place for place in places if place.guest_of_id is not None],
        entry=entry,
        position=position_of(entry) if entry else 0,
        offer=open_offer(entry) if entry else None,
        is_open=is_open(settings, at),
        is_over=at >= over_at(event),
        follows=follows(event, rsvp.person),
        draw=draw_of(event) if entry else None,
    )


def follows(event: Event, person: Person) -> bool:
    rows = SeriesFollower.objects.filter(community=event.community_id, series=event.series_id)
    return event.series_id is not None and rows.filter(person=person).exists()


def questions_of(event: Event) -> list[Question]:
    """What is asked now, in its order."""
    return list(Question.objects.filter(event=event, ended_at=None).order_by("position", "pk"))


def answers_of(rsvp: Rsvp | None) -> dict[str, str]:
    """Number of the question to what was answered."""
    if rsvp is None:
        return {}
    rows = Answer.objects.filter(event=rsvp.event_id, rsvp=rsvp).values_list("question_id", "value")
    return {str(question): value for question, value in rows}


def draw_of(event: Event) -> Draw | None:
    return Draw.objects.filter(event=event).first()
