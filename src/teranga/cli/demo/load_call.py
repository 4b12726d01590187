"""The calls of practice: one is closed, read, and about to be chosen from; another is open."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.cli.demo.load_events import find_event
from teranga.cli.demo.load_selections import load_selections
from teranga.cli.demo.practice_call import make_codes, make_ideas, read_call
from teranga.cli.demo.practice_events import conference_start
from teranga.cli.demo.practice_submissions import (
    EACH,
    Desk,
    make_invited,
    make_proposals,
    make_speakers,
    make_values,
)
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event import create_event
from teranga.domains.events.models import Event, Series
from teranga.domains.people.actions.roles import grant_role
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Scope
from teranga.domains.people.rules_roles import RoleAt
from teranga.domains.proposals.actions.importing import receive_proposals
from teranga.domains.proposals.actions.practice import (
    PracticeCall,
    PracticeProposal,
    fill_call,
    fill_votes,
    open_practice_call,
)
from teranga.domains.proposals.models import Proposal
from teranga.foundation.translated import TranslatedText

HALF_A_YEAR, LASTS = timedelta(days=182), timedelta(days=45)
CLOSED = timedelta(days=25)  # before today
READERS, MOST, VOTERS = 22, 40, 60
FIELDS = {
    "abstract": {"ask": "required", "min": 30, "max": 150},
    "description": {"ask": "optional", "min": 0, "max": 400},
    "notes": {"ask": "optional", "min": 0, "max": 400},
}


def load_call(
    community: Community, seats: Sequence[Person], people: Sequence[Person], seed: int, at: datetime
) -> Event:
    """For a practice community that has no call yet. `seats` are those of the team who read too."""
    dice = random.Random(f"{seed}:call")
    told = read_call()
    event = _next_edition(community, told["event"], at)
    evening = datetime.combine((at - CLOSED).date(), time(22), ZoneInfo(community.zone))
    readers = [*seats, *dice.sample(people[60:330], READERS)]
    desk = Desk(told, dice, readers, people[430:], evening - LASTS, evening)
    call = open_practice_call(event=event, told=_call(desk, at), by=COMMAND_LINE, at=desk.opened)
    proposals = [*make_invited(desk), *make_proposals(desk)]
    rows = fill_call(call=call, told=proposals, by=COMMAND_LINE, at=at)
    voters = random.Random(f"{seed}:votes")
    fill_votes(call=call, told=_votes(voters, rows, people[:VOTERS]), by=COMMAND_LINE, at=at)
    load_selections(call, at)
    place = Place(community_id=community.pk, event_id=event.pk)
    for person in readers[len(seats) :]:
        grant_role(person=person, which=RoleAt("reviewer", Scope.EVENT, place), by=COMMAND_LINE, at=at,
                   rights=None)  # fmt: skip
    _load_open(community, desk, at)
    return event


def _next_edition(community: Community, told: Mapping[str, Any], at: datetime) -> Event:
    first = conference_start(at.date()) + HALF_A_YEAR
    series = Series.objects.filter(community=community, slug="pycon-essai").first()
    last = find_event(community, "pycon-practice")
    return create_event(
        community=community, slug=told["slug"], by=COMMAND_LINE, at=at, series=series, zone=community.zone,
        name=TranslatedText(told["name"]), tagline=TranslatedText(told["tagline"]),
        summary=TranslatedText(told["summary"]), start=first, end=first + timedelta(days=2),
        city="Adjavéré", venue=last.venue if last else None, languages=["fr", "en", "es"], capacity=420,
        source_title="Made up for practice",
    )  # fmt: skip


def _call(desk: Desk, at: datetime) -> PracticeCall:
    told = desk.told
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    fields = {
        **_texts(told["call"]), "state": "published", "opens_at": desk.opened, "closes_at": desk.closed,
        "votes_open_at": desk.closed, "votes_close_at": midnight + timedelta(days=10), "votes_weight": 20,
        "decide_by": (at + timedelta(days=14)).date(), "most_per_person": 3, "everybody_pays": True,
        "fields": FIELDS, "levels": ["beginner", "intermediate", "advanced"], "languages": ["fr", "en"],
        "reviews_wanted": EACH,
    }  # fmt: skip
    return PracticeCall(
        call=fields,
        types=_rows(told["types"], drop=("weight",)),
        topics=[
            {"slug": slug, "name": TranslatedText(one["name"]), "position": place}
            for place, (slug, one) in enumerate(told["topics"].items())
        ],
        tracks=_rows(told["tracks"], drop=("topics",)),
        questions=_rows(told["questions"], drop=("answers",)),
        codes=[{"code": "ESSAI-SPONSOR", "note": "Caisse commune, Bureau des cartes", "types": ["sponsored"],
                "most_uses": 5, "uses": 2}],
        phases=[
            {**_texts(one, drop=("from", "to")), "position": place,
             "starts_at": midnight + timedelta(days=one["from"]),
             "ends_at": midnight + timedelta(days=one["to"])}
            for place, one in enumerate(told["phases"])
        ],
        criteria=[
            {**one, "labels": {str(points): words for points, words in enumerate(told["labels"])}}
            for one in _rows(told["criteria"])
        ],
        tags=_rows(told["tags"]),
        reviewers=[_reader(desk, place, person) for place, person in enumerate(desk.readers)],
    )  # fmt: skip


def _votes(
    dice: random.Random, rows: Sequence[Proposal], people: Sequence[Person]
) -> list[tuple[Proposal, Person, int]]:
    """Some look at a few, some at many; artificial intelligence draws more than its share."""
    sent = [row for row in rows if row.state == Proposal.State.SUBMITTED and not row.is_invited]
    return [
        (row, person, min(3, max(0, round(dice.gauss(1.4 + 0.5 * ("ai" in row.topics), 0.9)))))
        for person in people
        for row in dice.sample(sent, min(len(sent), dice.randint(4, 30)))
    ]


def _reader(desk: Desk, place: int, person: Person) -> dict[str, Any]:
    topics = list(desk.told["topics"])
    return {
        "person": person, "topics": desk.dice.sample(topics, 3) + ["ai"] * (place % 2),
        "languages": ["fr", "en"] if place % 4 else ["fr"], "most": MOST, "added_at": desk.opened,
        "affiliation": desk.dice.choice(desk.told["affiliations"]),
    }  # fmt: skip


def _load_open(community: Community, desk: Desk, at: datetime) -> None:
    """The next PyDay takes short talks until shortly before."""
    event = find_event(community, "pyday-coming")
    if event is None:
        return
    told = desk.told["pyday"]
    evening = datetime.combine(event.start - timedelta(days=2), time(22), ZoneInfo(event.zone))
    topics = [
        {"slug": slug, "name": TranslatedText(one["name"]), "position": place}
        for place, (slug, one) in enumerate(desk.told["topics"].items())
    ][:6]
    fields = {
        "about": TranslatedText(told["about"]), "state": "published", "opens_at": at - timedelta(days=9),
        "closes_at": evening, "decide_by": event.start - timedelta(days=1), "fields": FIELDS,
        "levels": ["beginner", "intermediate", "advanced"], "languages": ["fr", "en"], "reviews_wanted": 2,
        "policies": _texts(desk.told["call"]["policies"]),
    }  # fmt: skip
    call = open_practice_call(
        event=event, told=PracticeCall(fields, _rows(told["types"], drop=("weight",)), topics),
        by=COMMAND_LINE, at=at,
    )  # fmt: skip
    soon = Desk(
        desk.told, desk.dice, (), desk.speakers[260:], at - timedelta(days=8), at - timedelta(hours=4)
    )
    ideas = make_ideas(desk.dice, {"data": 2, "web": 2, "education": 2, "devices": 1})
    codes = make_codes(desk.dice, len(ideas))
    rows = []
    for place, idea in enumerate(ideas):
        state = "draft" if place < 2 else "submitted"
        values = make_values(soon, idea, state, place / len(ideas))
        values |= {"version": 0} if state == "draft" else {"version": 1, "code": codes[place]}
        rows.append(PracticeProposal(values, type="court", speakers=make_speakers(soon, idea, place)))
    fill_call(call=call, told=rows, by=COMMAND_LINE, at=at)
    table = told["brought"].encode()  # waits to be looked at
    receive_proposals(call=call, file_name="exposes-proposes.csv", content=table, by=COMMAND_LINE, at=at)


def _rows(rows: Sequence[Mapping[str, Any]], drop: Sequence[str] = ()) -> list[dict[str, Any]]:
    return [_texts(one, drop) | {"position": place} for place, one in enumerate(rows)]


def _texts(one: Mapping[str, Any], drop: Sequence[str] = ()) -> dict[str, Any]:
    """The values of a row; what is written in languages becomes one text."""
    languages = {"en", "fr", "es"}
    return {
        name: TranslatedText(value) if isinstance(value, dict) and set(value) <= languages else value
        for name, value in one.items()
        if name not in drop
    }
