"""Who took part in what: rows from which "active", goals and timelines are counted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from teranga.cli.demo.world import Event, Member, Participation

ACTIVE_MEMBERS = 812
ACTIVE_DAYS = 365
FULL = 0.94  # share of the capacity of a past event that came
BETWEEN_EVENTS = {"contributed": 55, "mentored": 20, "helped": 25}


def make_participations(
    *, today: date, seed: int, members: tuple[Member, ...], events: tuple[Event, ...]
) -> tuple[Participation, ...]:
    """Exactly ACTIVE_MEMBERS members have a row within the last twelve months, none before joining."""
    dice = random.Random(f"{seed}:participation")
    active = _active(dice, today, members)
    rows = [row for event in events if event.end < today for row in _event_rows(dice, event, active)]
    seen = {row.member for row in rows}
    rows += [
        _row_between(dice, member, max(member.joined, today - timedelta(days=ACTIVE_DAYS - 5)), today)
        for member in active
        if member.index not in seen or dice.random() < 0.12
    ]
    rows += list(_old_rows(dice, today, members))
    return tuple(sorted(rows, key=lambda row: (row.day, row.member, row.event, row.kind)))


def counted(event: Event, rows: tuple[Participation, ...]) -> int:
    """How many different people took part in the event."""
    return len({row.member for row in rows if row.event == event.slug})


def _active(dice: random.Random, today: date, members: tuple[Member, ...]) -> list[Member]:
    """All but a few; those few joined long enough ago to have gone quiet."""
    long_ago = [member for member in members if (today - member.joined).days > ACTIVE_DAYS + 40]
    quiet = {member.index for member in dice.sample(long_ago, len(members) - ACTIVE_MEMBERS)}
    return [member for member in members if member.index not in quiet]


def _event_rows(dice: random.Random, event: Event, active: list[Member]) -> Iterator[Participation]:
    could_come = [member for member in active if member.joined <= event.start]
    came = dice.sample(could_come, min(len(could_come), int((event.capacity or 0) * FULL)))
    speakers, helpers = 3, max(2, len(came) // 20)
    mentors = helpers if event.kind in {"workshop", "hackathon"} else 0
    for place, member in enumerate(came):
        yield Participation(member.index, event.slug, event.start, "attended")
        if place < speakers:
            yield Participation(member.index, event.slug, event.start, "spoke")
        elif place < speakers + helpers:
            yield Participation(member.index, event.slug, event.start, "helped")
        elif place < speakers + helpers + mentors:
            yield Participation(member.index, event.slug, event.start, "mentored")


def _old_rows(dice: random.Random, today: date, members: tuple[Member, ...]) -> Iterator[Participation]:
    """What happened more than a year ago: no proof of being active, but part of the timeline."""
    last = today - timedelta(days=ACTIVE_DAYS + 10)
    for member in members:
        if member.joined <= last and dice.random() < 0.45:
            yield _row_between(dice, member, member.joined, last)


def _row_between(dice: random.Random, member: Member, first: date, last: date) -> Participation:
    day = first + timedelta(days=dice.randint(0, (last - first).days))
    kind = dice.choices(list(BETWEEN_EVENTS), list(BETWEEN_EVENTS.values()))[0]
    return Participation(member.index, "", day, kind)
