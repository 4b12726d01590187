"""An entry of the log as a person reads it: who, as whom, did what to what, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teranga.domains.activity.models import AuditEntry
from teranga.domains.activity.rules import NOT_SHOWN
from teranga.domains.people.models import Person
from teranga.domains.people.wording import role_name
from teranga.web.organise.audit_fields import FIELDS
from teranga.web.organise.audit_labels import DOINGS, OBJECTS

SHOWN = 160  # characters of a value in the list


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what stood there and what stands there now; or only a sentence about it."""

    field: str
    before: str
    after: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    place: int
    at: datetime
    who: str
    acting_as: str
    what: str
    thing: str
    thing_type: str
    thing_id: int | None
    changes: list[Change]
    request_id: str
    digest: str


def lines_of(entries: Iterable[AuditEntry]) -> list[Line]:
    """Entries in words, with the names of those who acted, read in one query."""
    entries = list(entries)
    names = names_of({entry.actor_id for entry in entries if entry.actor_id})
    return [_line(entry, names) for entry in entries]


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Names by number; of somebody who was erased only that."""
    found = dict(Person.objects.filter(pk__in=list(ids)).values_list("id", "name"))
    return {
        pk: found.get(pk) or _("somebody without a name here (number {number})").format(number=pk)
        for pk in ids
    }


def _line(entry: AuditEntry, names: dict[int, str]) -> Line:
    return Line(
        entry.sequence or 0, entry.at, names.get(entry.actor_id or 0, ""), actor_words(entry.acting_as),
        verb_words(entry.verb), object_words(entry.object_type), entry.object_type, entry.object_id,
        [_change(name, value) for name, value in entry.changes.items()], entry.request_id, entry.hash[:12],
    )  # fmt: skip


def _change(name: str, value: Any) -> Change:
    field = field_words(name)
    if value == NOT_SHOWN:
        return Change(field, "", "", _("changed, not shown"))
    if isinstance(value, list) and len(value) == 2 and name != "fields":
        return Change(field, shown(value[0]), shown(value[1]))
    return Change(field, "", "", shown(value))


def shown(value: Any) -> str:
    match value:
        case None | "" | [] | {}:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case dict():
            text = "; ".join(f"{key}: {shown(item)}" for key, item in value.items())
        case list():
            text = ", ".join(shown(item) for item in value)
        case _:
            text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def actor_words(acting_as: str) -> str:
    return {
        "visitor": _("a visitor"),
        "member": _("as a member"),
        "command line": _("on the command line"),
        "program": _("the program by itself"),
    }.get(acting_as) or role_name(acting_as)


def object_words(kind: str) -> str:
    """What an entry is about; a kind without a label (of a plug-in) is shown as it is, without its signs."""
    return str(OBJECTS.get(kind) or kind.replace("_", " ").capitalize())


def verb_words(verb: str) -> str:
    """“page.edit” as “Page: changed”."""
    kind, _dot, doing = verb.partition(".")
    if not doing:
        return object_words(kind)
    words = str(DOINGS.get(doing) or doing.replace("_", " "))
    return _("{thing}: {what}").format(thing=object_words(kind), what=words)


def field_words(name: str) -> str:
    """A field by its label; what stands within a list (“values.0.name”) by the list's own."""
    return str(FIELDS.get(name.partition(".")[0]) or name.replace("_", " "))
