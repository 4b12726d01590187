"""Who answered for which event of the practice community: an overfull PyDay, a draw, past evenings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from teranga.cli.demo.world import Practice

GUESTS = ("Akouvi", "Komi", "Aïssatou", "Yao", "", "")
MISSED = {"workshop": 0.42, "study_group": 0.36, "meetup": 0.3, "sprint": 0.22, "hackathon": 0.14}
"""Of those who had a place at a past event, by its kind: an evening online is skipped more easily."""
CHANNELS = ("link", "qr", "mail")
OF_THOSE_WHO_CAME, OF_THE_OTHERS = (5, 4, 2), (8, 2, 1)  # a shared link is tapped quickly
WALK_INS = {"meetup": 0.06, "sprint": 0.04, "study_group": 0.03}  # of those who came
FIRST_NAMES = ("Koffi", "Mawuli", "Awa", "Sena", "Idrissa", "Dzifa", "Lamine", "Edem")
DIET = {
    "kind": "choice",
    "need": "diet",
    "label": {"en": "What do you eat?", "fr": "Que manges-tu ?", "es": "¿Qué comes?"},
    "hint": {"en": "Lunch is cooked on site.", "fr": "Le repas est préparé sur place.",
             "es": "El almuerzo se cocina allí mismo."},
    "choices": [
        {"en": "Everything", "fr": "De tout", "es": "De todo"},
        {"en": "No meat", "fr": "Sans viande", "es": "Sin carne"},
        {"en": "No peanuts", "fr": "Sans arachide", "es": "Sin maní"},
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A coming event: how many answered what."""

    going: int
    waiting: int = 0
    maybe: int = 0
    cancelled: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)
    question: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """One generated answer; `member` is the position among the practice members."""

    member: int
    state: str
    said_at: datetime
    guests: tuple[str, ...] = ()
    arrived_at: datetime | None = None
    told: str = ""
    came_from: str = "link"


COMING = {
    "pyday-coming": Wanted(43, 150, 9, 6, question=DIET),
    "atelier-csv": Wanted(61, 0, 12, 4),
    "nuit-du-code": Wanted(0, 83, 5, 3, settings={"order": "draw", "guests_most": 0}),
    "atelier-debutantes": Wanted(22, 0, 3, 1, settings={"guests_most": 0}),
}
PYDAY_PLACES = 50  # taken to the last one: 43 people and the guests of seven of them


def answers_for(practice: Practice, slug: str, now: datetime) -> list[Answered]:
    """In the order of coming."""
    dice = random.Random(f"{practice.seed}:places:{slug}")
    event = next(event for event in practice.community.events if event.slug == slug)
    if slug in COMING:
        return _coming(dice, COMING[slug], practice, now)
    starts = event.starts_at or now
    came = sorted(
        {row.member for row in practice.participations if row.event == slug and row.kind == "attended"}
    )
    return _past(dice, came, practice, starts, MISSED.get(event.kind, 0.28))


def walk_ins_of(practice: Practice, slug: str) -> list[tuple[str, datetime]]:
    """(name, moment) of those who came to a past event without a place."""
    event = next(event for event in practice.community.events if event.slug == slug)
    if slug in COMING or event.starts_at is None:
        return []
    dice = random.Random(f"{practice.seed}:walk-ins:{slug}")
    came = sum(row.event == slug and row.kind == "attended" for row in practice.participations)
    share = WALK_INS.get(event.kind, 0)
    return [
        (dice.choice(FIRST_NAMES), event.starts_at + timedelta(minutes=dice.triangular(-10, 60, 10)))
        for _ in range(round(came * share * dice.uniform(0.5, 1.5)))
    ]


def past_slugs(practice: Practice) -> Sequence[str]:
    return [event.slug for event in practice.community.events if event.end < practice.today]


def _coming(dice: random.Random, wanted: Wanted, practice: Practice, now: datetime) -> list[Answered]:
    total = wanted.going + wanted.waiting + wanted.maybe + wanted.cancelled
    old = [member.index for member in practice.members if (practice.today - member.joined).days > 30]
    members = dice.sample(old, total)
    # Half of all answers come in the first two days, the rest trickles in.
    hours = sorted(dice.choice((dice.uniform(2, 48), dice.uniform(48, 18 * 24))) for _ in range(total))
    moments = [now - timedelta(days=19) + timedelta(hours=hour) for hour in hours]
    others = dice.sample(range(total), wanted.maybe + wanted.cancelled)
    states = dict.fromkeys(others[: wanted.maybe], "maybe") | dict.fromkeys(
        others[wanted.maybe :], "cancelled"
    )
    answers, seated = [], 0
    for number, (member, moment) in enumerate(zip(members, moments, strict=True)):
        state = states.get(number) or ("going" if seated < wanted.going else "waitlisted")
        guests: tuple[str, ...] = ()
        if state == "going":
            guests = (
                (dice.choice(GUESTS),) if wanted.question and seated < PYDAY_PLACES - wanted.going else ()
            )
            seated += 1
        told = dice.choices("012", (7, 2, 1))[0] if wanted.question else ""
        channel = dice.choices(CHANNELS, OF_THE_OTHERS)[0]
        answers.append(Answered(member, state, moment, guests, told=told, came_from=channel))
    return answers


def _past(
    dice: random.Random, came: list[int], practice: Practice, starts: datetime, missed: float
) -> list[Answered]:
    """Those who took part came; others had a place and did not."""
    away = [
        member.index
        for member in practice.members
        if member.index not in set(came) and member.joined < starts.date() - timedelta(days=30)
    ]
    missing = dice.sample(away, min(len(away), round(len(came) * missed / (1 - missed))))
    everybody = [(member, True) for member in came] + [(member, False) for member in missing]
    dice.shuffle(everybody)
    rows = list(_with_moments(dice, everybody, starts))
    return sorted(rows, key=lambda row: row.said_at)


def _with_moments(
    dice: random.Random, everybody: list[tuple[int, bool]], starts: datetime
) -> Iterator[Answered]:
    for member, came in everybody:
        said = starts - timedelta(hours=dice.choice((dice.uniform(3, 72), dice.uniform(72, 20 * 24))))
        arrived = starts + timedelta(minutes=dice.triangular(-25, 50, 3)) if came else None
        channel = dice.choices(CHANNELS, OF_THOSE_WHO_CAME if came else OF_THE_OTHERS)[0]
        state = "attended" if came else "no_show"
        yield Answered(member, state, said, arrived_at=arrived, came_from=channel)
