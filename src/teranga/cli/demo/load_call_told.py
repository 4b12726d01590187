"""The call of the edition that is on now: everybody was told, and its numbers are public."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.cli.demo.load_events import find_event
from teranga.cli.demo.practice_call import make_codes, make_ideas, read_call
from teranga.cli.demo.practice_submissions import Desk, make_speakers, make_values
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.ending import end_call
from teranga.domains.proposals.actions.practice import (
    PracticeCall,
    PracticeProposal,
    fill_call,
    open_practice_call,
)
from teranga.foundation.translated import TranslatedText

CLOSED, LASTED = timedelta(days=120), timedelta(days=40)  # before the first day
SHARES = {"data": 26, "web": 22, "education": 18, "devices": 14, "ai": 32}
TOLD = {"confirmed": 34, "declined": 5, "rejected": 69, "withdrawn": 4}
RULES = {
    "fr": "Trois lectures par proposition, sans noms ; puis l’équilibre des sujets, niveaux et langues.",
    "en": "Three readers for each proposal, without names; then the balance of topics, levels and languages.",
    "es": "Tres lecturas por propuesta, sin nombres; después, el equilibrio de temas, niveles e idiomas.",
}
ABOUT = {"fr": "L’appel de cette édition.", "en": "The call of this edition.",
         "es": "La convocatoria de esta edición."}  # fmt: skip


def load_call_told(community: Community, people: Sequence[Person], seed: int, at: datetime) -> None:
    """Nothing where the edition is not there."""
    event = find_event(community, "pycon-practice")
    if event is None:
        return
    told, dice = read_call(), random.Random(f"{seed}:told")
    closed = datetime.combine(event.start - CLOSED, time(22), ZoneInfo(event.zone))
    desk = Desk(told, dice, (), people[200:], closed - LASTED, closed)
    call = open_practice_call(event=event, told=_call(desk), by=COMMAND_LINE, at=desk.opened)
    ideas = make_ideas(dice, SHARES)
    states = [state for state, count in TOLD.items() for _nth in range(count)]
    dice.shuffle(states)
    codes = make_codes(dice, len(ideas))
    rows = [
        PracticeProposal(
            make_values(desk, idea, state, place / len(ideas)) | _answered(desk, state, codes[place]),
            type="talk", speakers=make_speakers(desk, idea, place),
        )
        for place, (idea, state) in enumerate(zip(ideas, states, strict=True))
    ]  # fmt: skip
    fill_call(call=call, told=rows, by=COMMAND_LINE, at=closed)
    end_call(call=call, by=COMMAND_LINE, at=closed + timedelta(days=60))


def _call(desk: Desk) -> PracticeCall:
    fields = {
        "about": TranslatedText(ABOUT), "rules": TranslatedText(RULES), "state": "published",
        "opens_at": desk.opened, "closes_at": desk.closed, "languages": ["fr", "en"],
        "levels": ["beginner", "intermediate", "advanced"],
    }  # fmt: skip
    topics = [
        {"slug": slug, "name": TranslatedText(one["name"]), "position": place}
        for place, (slug, one) in enumerate(desk.told["topics"].items())
    ]
    name = TranslatedText({"fr": "Exposé", "en": "Talk", "es": "Charla"})
    return PracticeCall(fields, [{"slug": "talk", "name": name, "minutes": 30}], topics)


def _answered(desk: Desk, state: str, code: str) -> dict[str, Any]:
    told = desk.closed + timedelta(days=30)
    return {"code": code, "version": 1, "decided_at": told, "told_at": told,
            "declined_why": "visa:" if state == "declined" else ""}  # fmt: skip
