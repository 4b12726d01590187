"""What is known of people: every model says of what kind it is, why, for how long, and how it ends.

Each domain declares its own in a module `personal_data`; export, erasure, retention and the record of
processing all read these declarations and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from teranga.base.writing import write

Text: TypeAlias = str | Promise


class Category(StrEnum):
    """The kinds of personal data, as a record of processing lists them."""

    IDENTITY = "identity"
    CONTACT = "contact"
    MEMBERSHIP = "membership"
    CONSENT = "consent"
    SECURITY = "security"
    CORRESPONDENCE = "correspondence"
    PUBLISHED = "published"
    WORK = "work"
    AID = "aid"
    ACCOUNTING = "accounting"


class Ending(StrEnum):
    """What becomes of somebody's rows when they ask to be erased."""

    DELETED = "deleted"
    BLANKED = "blanked"  # the row stays for counts and history; what says who it was is taken out
    KEPT = "kept"  # a law or another person's interest asks for it; `blank` still replaces the name


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data is meant: the person and every address that was theirs."""

    person_id: int
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """What one model holds of people, or (without `whose`) why it holds nothing."""

    model: str  # "people.Person"
    category: Category
    purpose: Text
    retention: Text
    whose: Callable[[Subject], Q]
    ending: Ending = Ending.DELETED
    exported: tuple[str, ...] = ()  # fields that the person gets
    untold: Mapping[str, Q] = field(default_factory=dict)  # of these "" in rows of which they do not know yet
    blank: Mapping[str, Any] = field(default_factory=dict)  # field -> what stands there afterwards
    over: Callable[[datetime], Q] | None = None  # rows whose time has come, which the daily job deletes
    fades: Callable[[datetime], Q] | None = None  # rows of which it leaves only what stands not in `faded`
    faded: Mapping[str, Any] = field(default_factory=dict)
    step: int = 0  # rows that are needed to find others end after those

    @property
    def rows(self) -> QuerySet[Any]:
        return self.model_class._base_manager.all()

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)


_declared: dict[str, Declared] = {}
_impersonal: dict[str, str] = {}
_first: list[Callable[[datetime], object]] = []


def personal_data(model: str, **told: Any) -> None:
    """Declare what a model holds of people."""
    _declared[model] = Declared(model, **told)


def not_personal(model: str, why: str) -> None:
    """Say of a model with a telling field why it holds nothing of anybody."""
    _impersonal[model] = why


def before_the_end(work: Callable[[datetime], object]) -> None:
    """What must be done for rows whose time is over before they end. Called at start-up."""
    _first.append(work)


def declarations() -> list[Declared]:
    """Every declaration, those first that others do not depend on."""
    autodiscover_modules("personal_data")
    return sorted(_declared.values(), key=lambda one: (one.step, one.model))


def impersonal() -> dict[str, str]:
    autodiscover_modules("personal_data")
    return dict(_impersonal)


def export(subject: Subject) -> Iterator[tuple[Declared, list[dict[str, Any]]]]:
    """Everything that is kept of a person, model by model, with the fields they are given."""
    for one in declarations():
        if one.exported:
            yield one, _exported(one, one.rows.filter(one.whose(subject)).order_by("pk"))


def _exported(one: Declared, rows: QuerySet[Any]) -> list[dict[str, Any]]:
    untold = {name: set(rows.filter(when).values_list("pk", flat=True)) for name, when in one.untold.items()}
    return [
        {name: "" if row["pk"] in untold.get(name, ()) else row[name] for name in one.exported}
        for row in rows.values("pk", *one.exported)
    ]


def counts(subject: Subject) -> list[tuple[Declared, int]]:
    return [(one, one.rows.filter(one.whose(subject)).count()) for one in declarations()]


def erase(subject: Subject) -> dict[str, int]:
    """End every row of the person as its declaration says; returns how many rows that touched."""
    touched: dict[str, int] = {}
    with write():
        for one in declarations():
            touched[one.model] = _end(one, one.rows.filter(one.whose(subject)))
    return touched


def _end(one: Declared, rows: QuerySet[Any]) -> int:
    if one.ending is Ending.DELETED:
        return rows.delete()[1].get(one.model, 0)
    return rows.update(**one.blank) if one.blank else 0


def overdue(at: datetime) -> list[tuple[Declared, int]]:
    """Rows whose time is over, as the daily job would end them now."""
    return [
        (one, sum(one.rows.filter(due(at)).count() for due in (one.over, one.fades) if due))
        for one in declarations()
        if one.over or one.fades
    ]


def end_overdue(at: datetime) -> dict[str, int]:
    """Delete what is kept no longer, or what it says of somebody."""
    ended: dict[str, int] = {}
    for work in _first:
        with write():
            work(at)
    for one in declarations():
        if one.over or one.fades:
            with write():
                ended[one.model] = _end_overdue(one, at)
    return ended


def _end_overdue(one: Declared, at: datetime) -> int:
    gone = one.rows.filter(one.over(at)).delete()[1].get(one.model, 0) if one.over else 0
    return gone + (one.rows.filter(one.fades(at)).update(**one.faded) if one.fades else 0)
