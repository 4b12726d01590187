"""How a call was decided, in numbers that tell nothing about one person.

Every number that shows is of at least K proposals and of at least K people: three proposals of one person are
one person.
Counted once, when the call ends, and kept as published: the difference of two days tells nothing either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from teranga.domains.proposals.models import (
    Call,
    Proposal,
    Review,
    Selection,
    SelectionSignature,
)
from teranga.domains.proposals.rules import SENT
from teranga.domains.proposals.rules_told import CHOSEN
from teranga.foundation.suppression import OTHERS, K, Table, publishable

YES = "yes"
Rows = dict[str, list[int]]
People = dict[str, list[set[str]]]


@dataclass(frozen=True, slots=True)
class Decided:
    """By whom and by which rules, without a name: roles, numbers, what the signed selection kept to."""

    roles: tuple[str, ...]
    reviewers: int
    reviews: int
    rules: tuple[Mapping[str, Any], ...]
    choose: int | None
    per_person: int | None
    votes: int = 0  # per cent of a score that votes of those who came made


@dataclass(frozen=True, slots=True)
class Statistics:
    received: int
    accepted: int | None
    speakers: int | None  # who sent something
    tables: tuple[tuple[str, Table], ...]  # columns: accepted, not accepted
    topics: tuple[tuple[str, int, int], ...]  # (slug, received, accepted) where neither is small
    decided: Decided


def statistics_of(call: Call) -> Statistics:
    """As they would be published now."""
    rows = list(_sent(call))
    accepted = sum(row.state in CHOSEN for row in rows)
    may_show = bool(_table(rows, lambda _row: YES).rows)
    tables = tuple(
        (name, table) for name, group in GROUPS.items()
        if (table := _table(rows, group)).rows[1:] and table.says_something
    ) if may_show else ()  # fmt: skip
    people = {who for row in rows for who in _who(row)}
    return Statistics(
        len(rows), accepted if may_show else None, len(people) if len(people) >= K else None, tables,
        tuple(_topics(rows)) if may_show else (), _decided(call),
    )  # fmt: skip


def kept_statistics(call: Call) -> Statistics | None:
    """As they were published when the call ended."""
    kept = call.statistics
    if not kept:
        return None
    tables = tuple((name, _kept_table(table)) for name, table in kept["tables"])
    decided = kept["decided"]
    return Statistics(
        kept["received"], kept["accepted"], kept["speakers"], tables,
        tuple((slug, received, accepted) for slug, received, accepted in kept["topics"]),
        Decided(**{**decided, "roles": tuple(decided["roles"]), "rules": tuple(decided["rules"])}),
    )  # fmt: skip


def as_json(statistics: Statistics) -> dict[str, Any]:
    return asdict(statistics)


def _kept_table(kept: Mapping[str, Any]) -> Table:
    return Table(
        tuple(kept["rows"]), tuple(tuple(line) for line in kept["cells"]), tuple(kept["row_totals"]),
        tuple(kept["column_totals"]),
    )  # fmt: skip


def _sent(call: Call) -> Iterable[Proposal]:
    """What people proposed by themselves."""
    rows = Proposal.objects.filter(event=call.event_id, call=call, state__in=SENT, is_invited=False)
    return rows.select_related("type").prefetch_related("speakers").order_by("pk")


def _table(proposals: Iterable[Proposal], group: Callable[[Proposal], str]) -> Table:
    rows: Rows = defaultdict(lambda: [0, 0])
    people: People = defaultdict(lambda: [set(), set()])
    for row in proposals:
        name, column = group(row) or OTHERS, int(row.state not in CHOSEN)
        rows[name][column] += 1
        people[name][column].update(_who(row))
    return publishable(dict(rows), people=dict(people))


def _who(row: Proposal) -> set[str]:
    """Who speaks. People without an account are told apart by their address, else by their name."""
    return {
        f"person {one.person_id}" if one.person_id else (one.contact or one.name).casefold()
        for one in row.speakers.all()
    }


def _topics(proposals: list[Proposal]) -> Iterable[tuple[str, int, int]]:
    """A proposal has several: each topic against all the others is a table of its own."""
    for slug in sorted({topic for row in proposals for topic in row.topics}):
        table = _table(proposals, partial(_has_topic, slug))
        if YES in table.rows and None not in (cells := table.cells[table.rows.index(YES)]):
            accepted, others = (int(cell or 0) for cell in cells)
            yield slug, accepted + others, accepted


def _has_topic(slug: str, row: Proposal) -> str:
    return YES if slug in row.topics else OTHERS


GROUPS: dict[str, Callable[[Proposal], str]] = {
    "type": lambda row: row.type.slug if row.type else "",
    "level": lambda row: row.level,
    "language": lambda row: row.language,
    "first_time": lambda row: YES if row.is_first_time else OTHERS,
}


def _decided(call: Call) -> Decided:
    selection = Selection.objects.filter(event=call.event_id, call=call).exclude(applied_at=None).last()
    signed = SelectionSignature.objects.filter(event=call.event_id, selection=selection)
    reviews = Review.objects.filter(event=call.event_id, proposal__call=call).exclude(sent_at=None)
    return Decided(
        tuple(signed.order_by("pk").values_list("role", flat=True)) if selection else (),
        reviews.exclude(person=None).values("person").distinct().count(), reviews.count(),
        tuple(selection.rules) if selection else (), selection.choose if selection else None,
        selection.per_person if selection else None, call.votes_weight,
    )  # fmt: skip
