"""The lines of a selection's page: who is in, who waits, who is not in and what stopped them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teranga.domains.proposals.models import Selection
from teranga.domains.proposals.queries_selection import Candidate
from teranga.domains.proposals.rules_groups import NEWCOMER
from teranga.domains.proposals.solving_selection import POINTS, UNIT
from teranga.web.organise.selection_sight import Eyes
from teranga.web.organise.selection_words import Names, points, reason

FIRST, MOST = 30, 300  # of those that are not in are shown at first, and at all
TOLD = ("topic", "level", "language")


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    title: str
    score: str
    about: str
    why: str
    pin: str  # "in", "out", ""
    is_fixed: bool
    rank: int
    is_own: bool  # they keep out of it


@dataclass(frozen=True, slots=True)
class Lines:
    chosen: list[Line]
    reserve: list[Line]
    others: list[Line]
    hidden: int  # others that are not shown


def lines_of(row: Selection, eyes: Eyes, names: Names, *, group: str = "", everything: bool = False) -> Lines:
    """Of all, or of those in one group."""
    rows = eyes.shown
    told = {one.key: one for one in rows}
    titles = {one.key: one.title for one in rows}
    result = row.result
    regrets: dict[str, Any] = {**result.get("regrets", {}), **row.regrets}
    chosen, ranks = set(result.get("chosen", ())), list(result.get("reserve", ()))
    shown = [one for one in rows if not group or group in one.groups]
    shown.sort(key=lambda one: (-(one.score or 0), one.key))

    def line(one: Candidate, rank: int = 0) -> Line:
        hides = one.key in chosen or one.key in eyes.away
        why = "" if hides else reason(regrets.get(one.key, {}), names, row.rules, titles)
        return _line(one, row, names, why, rank, is_own=one.key in eyes.away)

    inside = [line(one) for one in shown if one.key in chosen]
    waits = [line(told[key], place) for place, key in enumerate(ranks, start=1)
             if key in told and (not group or group in told[key].groups)]  # fmt: skip
    others = [one for one in shown if one.key not in chosen and one.key not in ranks]
    some = others[: MOST if everything else FIRST]
    return Lines(inside, waits, [line(one) for one in some], len(others) - len(some))


def _line(one: Candidate, row: Selection, names: Names, why: str, rank: int, *, is_own: bool) -> Line:
    pinned = row.pins.get(one.key)
    pin = "" if pinned is None else "in" if pinned else "out"
    score = "–" if one.score is None else points(one.score * POINTS * UNIT)
    return Line(one.key, one.title or one.key, score, about(one, names), why, pin, one.is_fixed, rank, is_own)


def about(one: Candidate, names: Names) -> str:
    """Topics, level and language on one line."""
    groups = sorted(group for group in one.groups if group.partition(":")[0] in TOLD)
    groups.sort(key=lambda group: TOLD.index(group.partition(":")[0]))
    words = [names.group(f"type:{one.type}"), *map(names.group, groups)]
    return " · ".join([*words, *([names.group(NEWCOMER)] if NEWCOMER in one.groups else [])])


def titles_of(keys: Sequence[str], rows: Sequence[Candidate]) -> list[str]:
    told: Mapping[str, str] = {one.key: one.title for one in rows}
    return [told.get(key, key) for key in keys]
