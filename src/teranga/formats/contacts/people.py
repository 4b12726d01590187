"""Rows of a table to people, by what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from teranga.formats.contacts.table import Row
from teranga.formats.contacts.values import Listed, Trouble

SEVERAL = re.compile(r"\s*(?: ::: |[;,/]|\s{2,})\s*")
ANGLED = re.compile(r"^[^<>]*<([^<>]+)>$")  # Afi Mensah <afi@example.org>
FORMS = ("%m/%d/%Y", "%B %d, %Y", "%b %d, %Y")  # as Meetup writes days


def people_of_table(
    body: Sequence[Row], columns: Sequence[str], kind: str
) -> tuple[list[Listed], list[Trouble]]:
    people: list[Listed] = []
    troubles: list[Trouble] = []
    for row in body:
        told: dict[str, list[str]] = {}
        for field, cell in zip(columns, row.cells, strict=False):
            if field and cell:
                told.setdefault(field, []).append(cell)
        name = (told.get("name") or [" ".join([*told.get("first", []), *told.get("last", [])])])[0]
        emails = _emails(told.get("email", []))
        phones = _phones(told.get("phone", []))
        if not (name or emails or phones):
            troubles.append(Trouble(row.line, "empty", " · ".join(cell for cell in row.cells if cell)[:80]))
            continue
        key = told.get("key", [""])[0]
        people.append(
            Listed(
                row.line, name.strip(), emails, phones, told.get("city", [""])[0],
                day_of(told.get("joined", [""])[0], kind), f"{kind}:{key}" if key and kind != "table" else "",
            )
        )  # fmt: skip
    return people, troubles


def _emails(cells: Sequence[str]) -> tuple[str, ...]:
    found = []
    for cell in cells:
        for part in SEVERAL.split(cell) if cell.count("@") > 1 else [cell]:
            angled = ANGLED.match(part)
            found.append(angled[1].strip() if angled else part.strip())
    return tuple(dict.fromkeys(part for part in found if part))[:4]


def _phones(cells: Sequence[str]) -> tuple[str, ...]:
    found = []
    for cell in cells:
        parts = cell.split(" ::: ") if " ::: " in cell else re.split(r"\s*[;/|]\s*", cell)
        found += [part.strip().lstrip("'") for part in parts]  # spreadsheets keep a + behind an apostrophe
    return tuple(dict.fromkeys(part for part in found if part))[:4]


def day_of(text: str, kind: str) -> str:
    """An ISO day; what could be read in two ways is left out."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        pass
    for form in FORMS if kind == "meetup" else ():
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return ""
