"""What is asked: applicants with the awards that would help them, pots with conditions, rules by group.

Money is in whole minor units of one currency. Utility is any number that is larger where an award does more
good; only differences and sums of it matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from teranga.engines.status import Status


class Unclear(ValueError):
    """The problem contradicts itself; the text names the place."""


@dataclass(frozen=True, slots=True)
class Option:
    """One award that an applicant could get: an amount for each part, and whole things such as a bed."""

    key: str
    amounts: tuple[tuple[str, int], ...]  # (part, minor units)
    utility: float
    things: tuple[tuple[str, int], ...] = ()  # (supply, how many)

    @property
    def total(self) -> int:
        return sum(amount for _part, amount in self.amounts)


@dataclass(frozen=True, slots=True)
class Applicant:
    """At most one of the options is awarded.

    `need` is what each part really costs: no option may be above it. `pots` names the only pots that may
    pay; None leaves it to the pots' own conditions. `pinned` is an option that must be awarded, "" for
    none of them, None where nothing was settled by hand.
    """

    key: str
    options: tuple[Option, ...]
    need: tuple[tuple[str, int], ...] = ()
    groups: frozenset[str] = frozenset()
    pots: frozenset[str] | None = None
    ceiling: int | None = None
    pinned: str | None = None


@dataclass(frozen=True, slots=True)
class Pot:
    """Money with conditions: for these parts alone, for people in one of `any_of` and in all of `all_of`."""

    key: str
    size: int
    parts: frozenset[str] | None = None
    any_of: frozenset[str] = frozenset()
    all_of: frozenset[str] = frozenset()

    def pays(self, applicant: Applicant, part: str) -> bool:
        if applicant.pots is not None and self.key not in applicant.pots:
            return False
        if self.parts is not None and part not in self.parts:
            return False
        return self.all_of <= applicant.groups and (not self.any_of or bool(self.any_of & applicant.groups))


@dataclass(frozen=True, slots=True)
class Supply:
    """Whole things to give: beds, seats in a bus."""

    key: str
    size: int


class Of(StrEnum):
    """What the share of a rule is a share of."""

    AWARDS = "awards"  # the number of people awarded anything
    MONEY = "money"  # all the money awarded
    GROUP = "group"  # the applicants of that group: rounded down, and one at least for a floor


@dataclass(frozen=True, slots=True)
class Rule:
    """At least (`floor`) or at most the share belongs to the group."""

    key: str
    group: str
    share: Fraction
    floor: bool
    of: Of = Of.AWARDS

    def least_or_most(self, members: int) -> int:
        """For a rule of the group: how many of its members at least, or at most."""
        whole = self.share.numerator * members // self.share.denominator
        return max(1, whole) if self.floor else whole


@dataclass(frozen=True, slots=True)
class Problem:
    applicants: tuple[Applicant, ...]
    pots: tuple[Pot, ...]
    rules: tuple[Rule, ...] = ()
    supplies: tuple[Supply, ...] = ()

    def __post_init__(self) -> None:
        for what, keys in (
            ("applicants", [one.key for one in self.applicants]), ("pots", [one.key for one in self.pots]),
            ("rules", [one.key for one in self.rules]), ("supplies", [one.key for one in self.supplies]),
        ):  # fmt: skip
            _require(len(keys) == len(set(keys)), f"two {what} have the same key")
        sizes = [(pot.key, pot.size) for pot in self.pots]
        for key, size in (*sizes, *((supply.key, supply.size) for supply in self.supplies)):
            _require(size >= 0, f"{key} is smaller than nothing")
        for rule in self.rules:
            _require(0 <= rule.share <= 1, f"the share of the rule {rule.key} is not between 0 and 1")
        known = {supply.key for supply in self.supplies}
        for applicant in self.applicants:
            _check_applicant(applicant, known)

    def members(self, group: str) -> list[Applicant]:
        return [applicant for applicant in self.applicants if group in applicant.groups]


def _check_applicant(applicant: Applicant, supplies: Iterable[str]) -> None:
    keys = [option.key for option in applicant.options]
    _require(len(keys) == len(set(keys)), f"{applicant.key} has two options of the same key")
    _require("" not in keys, f"an option of {applicant.key} has no key")
    _require(not applicant.pinned or applicant.pinned in keys, f"{applicant.key} is pinned to no option")
    for option in applicant.options:
        parts = [part for part, _amount in option.amounts]
        _require(len(parts) == len(set(parts)), f"an option of {applicant.key} names a part twice")
        positive = all(amount >= 0 for _, amount in option.amounts) and all(n >= 0 for _, n in option.things)
        _require(positive, f"an option of {applicant.key} is below 0")
        _require(all(thing in supplies for thing, _ in option.things), f"{applicant.key}: no such supply")


def _require(true: bool, otherwise: str) -> None:
    if not true:
        raise Unclear(otherwise)


def is_allowed(applicant: Applicant, option: Option) -> bool:
    """Within the need of every part, and within the ceiling of the person."""
    need = dict(applicant.need)
    within = all(amount <= need.get(part, amount) for part, amount in option.amounts)
    return within and (applicant.ceiling is None or option.total <= applicant.ceiling)


@dataclass(frozen=True, slots=True)
class Award:
    """What one applicant gets: the option, and from which pot each part is paid."""

    applicant: str
    option: str
    payments: tuple[tuple[str, str, int], ...]  # (part, pot, minor units)

    @property
    def total(self) -> int:
        return sum(amount for _part, _pot, amount in self.payments)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Applicants alike in all that counts, in the order of the draw; the first `awarded` were given more."""

    order: tuple[str, ...]
    awarded: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What one unit more would add at the bound, in utility: of a pot, of a supply, at the end of a rule."""

    pots: tuple[tuple[str, float], ...] = ()
    supplies: tuple[tuple[str, float], ...] = ()
    rules: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`bound` is what no allocation can exceed; `conflict` names rules that cannot hold together."""

    status: Status
    awards: tuple[Award, ...] = ()
    objective: float = 0.0
    bound: float | None = None
    prices: Prices = Prices()
    draws: tuple[Drawn, ...] = ()
    seed: str = ""
    conflict: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """How far the bound lies above the objective, as a part of the objective."""
        if self.bound is None or self.status not in (Status.OPTIMAL, Status.FEASIBLE):
            return None
        return max(0.0, self.bound - self.objective) / max(abs(self.objective), 1e-9)

    def by_applicant(self) -> dict[str, Award]:
        return {award.applicant: award for award in self.awards}
