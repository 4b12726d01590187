"""What the desk of an event's places reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from teranga.domains.events.models import Event
from teranga.domains.places.models import (
    Answer,
    Draw,
    Place,
    PlaceSettings,
    Question,
    Quota,
    Rsvp,
    WaitingEntry,
)
from teranga.domains.places.queries import (
    PersonAtEvent,
    Waiting,
    people_of_event,
    settings_of,
    waiting_list,
)
from teranga.foundation.folding import fold

LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class ExportedPerson:
    name: str
    guest_of: str
    kind: str
    state: str
    arrived_at: datetime | None
    answers: list[str]


def answer_counts(event: Event) -> list[tuple[str, int]]:
    """State of an answer and how many said so, the usual ones first."""
    rows = Rsvp.objects.filter(event=event).values("state").annotate(number=Count("pk"))
    counts = dict(rows.values_list("state", "number"))
    return [(state, counts[state]) for state in Rsvp.State.values if state in counts]


def quota_of(event: Event, number: int) -> Quota | None:
    return Quota.objects.filter(event=event, pk=number).first() if number < LARGEST else None


def entry_of(event: Event, number: int) -> WaitingEntry | None:
    return WaitingEntry.objects.filter(event=event, pk=number).first() if number < LARGEST else None


def place_of(event: Event, number: int) -> Place | None:
    if number >= LARGEST:
        return None
    return Place.objects.filter(event=event, pk=number).select_related("rsvp").first()


def question_of(event: Event, number: int) -> Question | None:
    if number >= LARGEST:
        return None
    return Question.objects.filter(event=event, pk=number, ended_at=None).first()


def still_in_draw(event: Event) -> bool:
    """Whether a draw was promised and has not been held."""
    rules = settings_of(event)
    if rules is None or rules.order != PlaceSettings.Order.DRAW:
        return False
    return Draw.objects.filter(event=event, drawn_at=None).exists()


def waiting_named(event: Event, words: str) -> list[Waiting]:
    """The waiting list, or those of it whose name or code holds these words, at their places in the whole."""
    wanted = fold(words)
    return [
        row
        for row in waiting_list(event)
        if wanted in fold(row.entry.person.name if row.entry.person else row.entry.code)
    ]


def people_named(event: Event, words: str) -> list[PersonAtEvent]:
    """Who has a place, or those whose name, or whose host's name, holds these words."""
    wanted = fold(words)
    return [one for one in people_of_event(event) if wanted in fold(f"{one.name} {one.guest_of}")]


def exported_people(event: Event, questions: Sequence[Question]) -> list[ExportedPerson]:
    """Those with a place by name, then those who wait in their order; three queries and one for answers."""
    states = dict(Rsvp.objects.filter(event=event).values_list("pk", "state"))
    told: dict[int, dict[int, str]] = {}
    for rsvp, question, value in Answer.objects.filter(event=event).values_list("rsvp", "question", "value"):
        told.setdefault(rsvp, {})[question] = value

    def answers(rsvp_id: int | None) -> list[str]:
        given = told.get(rsvp_id or 0, {})
        return [_words(question, given.get(question.pk, "")) for question in questions]

    rows = [
        ExportedPerson(
            one.name, one.guest_of, one.kind, states.get(one.rsvp_id or 0, ""), one.arrived_at,
            [] if one.guest_of else answers(one.rsvp_id),
        )
        for one in people_of_event(event)
    ]  # fmt: skip
    for row in waiting_list(event):
        if row.entry.person is not None:
            state = states.get(row.entry.rsvp_id or 0, "")
            rows.append(
                ExportedPerson(
                    row.entry.person.name, "", row.entry.kind, state, None, answers(row.entry.rsvp_id)
                )
            )
    return rows


def _words(question: Question, value: str) -> str:
    if question.kind != Question.Kind.CHOICE or not value.isdecimal() or int(value) >= len(question.choices):
        return value
    return next(iter(question.choices[int(value)].values()), "")
