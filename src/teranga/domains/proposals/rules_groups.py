"""What a programme is balanced by: the groups that a proposal belongs to, and rules about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from teranga.foundation.regions import area_of

KINDS = ("topic", "level", "language", "newcomer", "area", "country", "type", "track")  # as they are shown
NEWCOMER = "newcomer:yes"
LEAST, MOST = "least", "most"
PERCENT, COUNT = "percent", "count"
USUAL_MOST = 30  # per cent of a topic
USUAL_LEAST = 20  # per cent of newcomers; of a language at most that


def groups_of(
    *, topics: Iterable[str], level: str, language: str, is_first_time: bool, countries: Iterable[str],
    type: str, track: str,
) -> frozenset[str]:  # fmt: skip
    """Keys such as "topic:ai"; with several speakers every country counts."""
    known = [country for country in countries if country]
    found = [("topic", topic) for topic in topics]
    found += [("level", level), ("language", language), ("type", type), ("track", track)]
    found += [("country", country) for country in known] + [("area", area_of(one)) for one in known]
    if is_first_time:
        found.append(("newcomer", "yes"))
    return frozenset(f"{kind}:{value}" for kind, value in found if value)


def rule(group: str, end: str, unit: str, value: int) -> dict[str, Any]:
    return {"key": f"{end} {group}", "group": group, "floor": end == LEAST, unit: value}


def usual_rules(received: Mapping[str, int], all: int) -> list[dict[str, Any]]:
    """To begin with: no topic far above its equal share, newcomers and each language at least theirs."""
    topics = sorted(group for group in received if group.startswith("topic:"))
    most = max(USUAL_MOST, 200 // len(topics)) if topics else 100
    rules = [rule(topic, MOST, PERCENT, most) for topic in topics if most < 100]
    for group in sorted(received):
        share = 100 * received[group] // all if all else 0
        if (group == NEWCOMER or group.startswith("language:")) and share:
            rules.append(rule(group, LEAST, PERCENT, min(USUAL_LEAST, share)))
    return rules


class Member(Protocol):
    """What a programme consists of."""

    @property
    def groups(self) -> Collection[str]: ...
    @property
    def people(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Over:
    """A ceiling that a programme goes over; without a rule, the most of one person."""

    rule: Mapping[str, Any] | None
    count: int
    percent: int
    most: int


def over_with(
    rules: Sequence[Mapping[str, Any]], per_person: int | None, programme: Sequence[Member], one: Member
) -> list[Over]:
    """The ceilings that the programme goes over with this `one` in it, of those that it counts under."""
    whole = [*programme, one]
    found = []
    for rule in rules:
        if rule["floor"] or rule["group"] not in one.groups:
            continue
        count = sum(rule["group"] in each.groups for each in whole)
        is_over = count > rule[COUNT] if COUNT in rule else 100 * count > rule[PERCENT] * len(whole)
        if is_over:
            found.append(Over(rule, count, round(100 * count / len(whole)), rule.get(COUNT, 0)))
    most = max((sum(who in each.people for each in whole) for who in one.people), default=0)
    if per_person is not None and most > per_person:
        found.append(Over(None, most, 0, per_person))
    return found


def told(rules: Sequence[Mapping[str, Any]], group: str, end: str) -> tuple[str, int] | None:
    """(unit, value) of the rule about this end of the group."""
    for one in rules:
        if one["group"] == group and one["floor"] == (end == LEAST):
            return (COUNT, one[COUNT]) if COUNT in one else (PERCENT, one[PERCENT])
    return None
