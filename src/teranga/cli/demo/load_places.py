"""Answers, waiting lists and arrivals of the practice community."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from teranga.cli.demo.load_events import find_event
from teranga.cli.demo.practice_places import (
    COMING,
    PYDAY_PLACES,
    Answered,
    answers_for,
    past_slugs,
    walk_ins_of,
)
from teranga.cli.demo.world import Practice
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.people.models import Person
from teranga.domains.places.actions.arrivals import write_down_who_came
from teranga.domains.places.actions.keep_forecast import keep_forecast
from teranga.domains.places.actions.place_settings import save_settings
from teranga.domains.places.actions.practice import PracticeAnswer, PracticeWalkIn, fill_practice_event
from teranga.domains.places.rules import begins_at
from teranga.foundation.translated import TranslatedText

FORECAST_BEFORE = (3, 1)  # days
ROOM = TranslatedText({"en": "In the room", "fr": "En salle", "es": "En sala"})


def load_places(community: Community, practice: Practice, people: list[Person], at: datetime) -> None:
    for slug in (*COMING, *past_slugs(practice)):
        event = find_event(community, slug)
        if event is None:
            continue
        answers = [_with_person(one, people) for one in answers_for(practice, slug, at)]
        wanted = COMING.get(slug)
        seated = sum(1 + len(one.guests) for one in answers if one.state in ("going", "attended", "no_show"))
        size = PYDAY_PLACES if slug == "pyday-coming" else max(event.capacity or 0, seated)
        fill_practice_event(
            event=event, size=size, answers=answers, by=COMMAND_LINE, at=at, name=ROOM,
            settings=wanted.settings if wanted else None, question=wanted.question if wanted else None,
            walk_ins=[PracticeWalkIn(*one) for one in walk_ins_of(practice, slug)],
        )  # fmt: skip
        write_down_who_came(event=event, by=COMMAND_LINE, at=at, even_if_told=True)
        if wanted and wanted.settings:
            save_settings(event=event, by=COMMAND_LINE, at=at, **wanted.settings)
    _keep_forecasts(community, past_slugs(practice))


def _keep_forecasts(community: Community, slugs: Sequence[str]) -> None:
    """What the engine would have said before each past event, from those before it alone."""
    for slug in slugs:
        event = find_event(community, slug)
        if event is not None:
            for days in FORECAST_BEFORE:
                keep_forecast(event=event, at=begins_at(event) - timedelta(days=days))


def _with_person(one: Answered, people: list[Person]) -> PracticeAnswer:
    return PracticeAnswer(
        people[one.member], one.state, one.said_at, one.guests, one.arrived_at, one.told, one.came_from
    )
