"""What can be used of one line of a list: a name, addresses in their normal form, a city, a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from teranga.domains.people.normal_forms import (
    Contact,
    ContactRefused,
    NameRefused,
    email_address,
    one_line,
    person_name,
    phone_number,
)
from teranga.formats.contacts import Listed
from teranga.foundation.folding import fold


@dataclass(frozen=True, slots=True)
class Usable:
    line: int
    name: str
    folded: str
    contacts: tuple[Contact, ...]
    city: str
    joined: date | None
    key: str
    bad: tuple[tuple[str, str], ...]  # ("address" or "phone", what stood there)

    @property
    def is_reachable(self) -> bool:
        return bool(self.contacts)


def usable(one: Listed, countries: Sequence[str], today: date) -> Usable:
    """What is wrong is named and left out; the rest of the line counts."""
    contacts: dict[str, Contact] = {}
    bad: list[tuple[str, str]] = []
    for text in one.emails:
        try:
            found = Contact("email", email_address(text))
        except ContactRefused:
            bad.append(("address", text[:80]))
        else:
            contacts.setdefault(found.value, found)
    for text in one.phones:
        try:
            found = Contact("phone", phone_number(text, countries))
        except ContactRefused:
            bad.append(("phone", text[:80]))
        else:
            contacts.setdefault(found.value, found)
    name = _name(one.name)
    return Usable(
        one.line, name, fold(name)[:120], tuple(contacts.values()), one_line(one.city)[:80],
        _day(one.joined, today), one.key[:80], tuple(bad),
    )  # fmt: skip


def _name(text: str) -> str:
    try:
        return person_name(text[:120])
    except NameRefused:
        return ""


def _day(text: str, today: date) -> date | None:
    """A day on which somebody can have joined: not before Python, not after today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1991, 2, 20) <= day <= today else None
