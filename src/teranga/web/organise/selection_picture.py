"""The balance of a programme as bars: what is in, what was received, what rules ask and cost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from teranga.domains.proposals.models import Selection
from teranga.domains.proposals.queries_selection import Candidate, Share, balance
from teranga.domains.proposals.rules_groups import COUNT, LEAST, MOST, PERCENT, told
from teranga.web import localised
from teranga.web.organise.selection_words import Names, costs, end_of, kind_name, one_more

STEP = 10  # per cent; scales end at a multiple of it
OPEN = ("topic", "level", "language", "newcomer")  # what a committee looks at first


@dataclass(frozen=True, slots=True)
class Mark:
    """An end that a rule asks, on the bar's scale."""

    x: float
    words: str
    price: str
    more: str
    weighs: bool  # without it the score would be higher


@dataclass(frozen=True, slots=True)
class Control:
    """What the form holds of one end: its number and unit."""

    name: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Bar:
    group: str
    name: str
    chosen: int
    percent: int
    received: int
    received_percent: int
    width: float
    received_width: float
    marks: tuple[Mark, ...]
    controls: tuple[Control, Control]

    @property
    def words(self) -> str:
        """What stands in for the picture."""
        return _("{name}: {chosen} in, {percent} %; received {received}, {share} %").format(
            name=self.name, chosen=localised.number(self.chosen), percent=self.percent,
            received=localised.number(self.received), share=self.received_percent,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    kind: str
    name: str
    bars: tuple[Bar, ...]
    most: int  # per cent at the end of the scale
    is_open: bool


def sections(
    rows: Sequence[Candidate], chosen: Collection[str], rules: Sequence[Mapping[str, Any]],
    prices: Mapping[str, Sequence[int]], names: Names,
) -> list[Section]:  # fmt: skip
    shares = balance(rows, chosen, [rule["group"] for rule in rules])
    found = []
    for kind, group in groupby(shares, key=lambda share: share.kind):
        some = list(group)
        most = _scale(some, len(chosen), len(rows), rules)
        bars = tuple(_bar(one, len(chosen), len(rows), rules, prices, names, most) for one in some)
        is_open = kind in OPEN or any(bar.marks for bar in bars)
        found.append(Section(kind, kind_name(kind), bars, most, is_open))
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """One group in two selections."""

    kind: str
    name: str
    received: int
    bars: tuple[Bar, Bar]


def beside_each_other(
    rows: Sequence[Candidate], both: Sequence[Selection], names: Names, shows: Callable[[str], bool]
) -> list[Pair]:
    """Every group of both, on one scale for each kind."""
    asked = [rule["group"] for one in both for rule in one.rules if shows(rule["group"])]
    chosen = [set(one.result.get("chosen", ())) for one in both]
    shares = [balance(rows, some, asked) for some in chosen]
    pairs = []
    for kind, group in groupby(zip(*shares, strict=True), key=lambda pair: pair[0].kind):
        some = list(group)
        most = max(
            _scale([pair[at] for pair in some], len(chosen[at]), len(rows), both[at].rules) for at in (0, 1)
        )
        for pair in some:
            one, other = (
                _bar(
                    pair[at], len(chosen[at]), len(rows), both[at].rules, both[at].result.get("prices", {}),
                    names, most,
                )
                for at in (0, 1)
            )  # fmt: skip
            pairs.append(Pair(kind_name(kind), one.name, one.received_percent, (one, other)))
    return pairs


def _percent(part: int, all: int) -> int:
    return round(100 * part / all) if all else 0


def _ends(rules: Sequence[Mapping[str, Any]], group: str, chosen: int) -> list[tuple[Mapping[str, Any], int]]:
    """Rules about the group, each with the per cent it stands for."""
    own = [rule for rule in rules if rule["group"] == group]
    return [(rule, rule[PERCENT] if PERCENT in rule else _percent(rule[COUNT], chosen)) for rule in own]


def _scale(shares: list[Share], chosen: int, all: int, rules: Sequence[Mapping[str, Any]]) -> int:
    tops = [max(_percent(one.chosen, chosen), _percent(one.received, all)) for one in shares]
    tops += [min(100, end) for one in shares for _rule, end in _ends(rules, one.group, chosen)]
    return min(100, max(STEP, -(-(max(tops) + 1) // STEP) * STEP))


def _bar(
    one: Share, chosen: int, all: int, rules: Sequence[Mapping[str, Any]],
    prices: Mapping[str, Sequence[int]], names: Names, most: int,
) -> Bar:  # fmt: skip
    percent, received = _percent(one.chosen, chosen), _percent(one.received, all)
    marks = []
    for rule, end in _ends(rules, one.group, chosen):
        by_one, without = prices.get(rule["key"], (0, 0))
        price = costs(without) if rule["key"] in prices else ""
        marks.append(Mark(_at(end, most), end_of(rule), price, one_more(by_one), without > 0))
    controls = (_control(rules, one.group, LEAST), _control(rules, one.group, MOST))
    return Bar(
        one.group, names.group(one.group), one.chosen, percent, one.received, received, _at(percent, most),
        _at(received, most), tuple(marks), controls,
    )  # fmt: skip


def _control(rules: Sequence[Mapping[str, Any]], group: str, end: str) -> Control:
    unit, value = told(rules, group, end) or (PERCENT, "")
    return Control(f"{end}-{group}", str(value), unit)


def _at(percent: int, most: int) -> float:
    return round(min(100.0, 100 * percent / most), 2)
