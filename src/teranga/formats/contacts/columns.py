"""What each column of a list holds: by its heading in three languages, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from teranga.formats.plain_text import folded

_NAMES: dict[str, tuple[str, ...]] = {
    "name": (
        "name", "full name", "fullname", "display name", "nom complet", "nom et prenom", "nom et prenoms",
        "nombre completo", "nombre y apellido", "nombre y apellidos", "attendee", "attendee name",
        "participant", "participante", "membre", "member", "member name", "noms", "nom prenom",
        "file as", "nombres y apellidos", "your name", "ton nom", "votre nom",
    ),
    "first": (
        "first name", "firstname", "given name", "prenom", "prenoms", "primer nombre", "nombre", "nombres",
    ),
    "last": (
        "last name", "lastname", "family name", "surname", "nom", "nom de famille", "apellido", "apellidos",
    ),
    "email": (
        "email", "e-mail", "mail", "email address", "e-mail address", "adresse email", "adresse e-mail",
        "adresse mail", "courriel", "adresse electronique", "correo", "correo electronico", "email 1",
        "e-mail 1 - value", "e-mail 2 - value", "e-mail 3 - value", "adresse", "mail address",
        "direccion de correo",
    ),
    "phone": (
        "phone", "phone number", "phone_number", "telephone", "tel", "mobile", "numero", "whatsapp",
        "numero whatsapp", "numero de telephone", "portable", "celular", "telefono", "movil", "contact",
        "phone 1 - value", "phone 2 - value", "mobile phone", "contacto",
    ),
    "city": (
        "city", "ville", "ciudad", "town", "location", "address 1 - city", "localite", "lieu", "quartier",
        "home city", "commune",
    ),
    "joined": (
        "joined", "joined on", "joined group on", "date joined", "member since", "membre depuis",
        "date d'adhesion", "date d'inscription", "inscrit le", "created_at", "fecha de ingreso",
        "miembro desde", "registered at", "horodateur", "timestamp", "marca temporal",
    ),
    "key": ("user id", "member id", "api_id", "guest_api_id", "user_api_id", "id"),
}  # fmt: skip
HEADINGS = {heading: field for field, headings in _NAMES.items() for heading in headings}
MEETUP = frozenset({"user id", "joined group on", "url of member profile", "last visited group on"})
LUMA = frozenset({"api_id", "guest_api_id", "approval_status", "ticket_name", "qr_code_url"})
GOOGLE = re.compile(r"(e-mail|phone) \d+ - (value|type|label)")
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}")
PHONE = re.compile(r"\+?[\d\s().\-]{7,20}")


class HasCells(Protocol):
    @property
    def cells(self) -> tuple[str, ...]: ...


def heading_key(text: str) -> str:
    return folded(text).strip(" :*?")


def kind_of_table(headings: Sequence[str]) -> str:
    """The program that wrote the table, as its headings give it away."""
    keys = {heading_key(heading) for heading in headings}
    if len(keys & MEETUP) >= 2:
        return "meetup"
    if len(keys & LUMA) >= 2:
        return "luma"
    return "google" if any(GOOGLE.fullmatch(key) for key in keys) else "table"


def guess_columns(headings: Sequence[str], body: Sequence[HasCells], width: int) -> tuple[str, ...]:
    """One of FIELDS or "" for each column; a whole name wins over its parts."""
    keys = [heading_key(heading) for heading in headings]
    named = [HEADINGS.get(key, "") for key in keys] + [""] * (width - len(headings))
    sample = [row.cells for row in body[:200]]
    guessed = [
        by_heading or _by_content([cells[place] for cells in sample if place < len(cells)])
        for place, by_heading in enumerate(named)
    ]
    # « Nom » beside « Prénom » is a family name; alone it is the whole name.
    if "last" in guessed and "first" not in guessed and "name" not in guessed:
        guessed[guessed.index("last")] = "name"
    if "first" in guessed and "last" not in guessed and "name" not in guessed:
        guessed[guessed.index("first")] = "name"
    if "name" not in guessed and "first" not in guessed:
        free = (
            place for place, field in enumerate(guessed) if not field and _looks_like_names(sample, place)
        )
        if (place := next(free, None)) is not None:
            guessed[place] = "name"
    return tuple(_once(guessed))


def _by_content(cells: Sequence[str]) -> str:
    told = [cell for cell in cells if cell]
    if not told:
        return ""
    if sum(bool(EMAIL.fullmatch(cell)) for cell in told) * 2 > len(told):
        return "email"
    phones = sum(bool(PHONE.fullmatch(cell)) and sum(map(str.isdigit, cell)) >= 8 for cell in told)
    return "phone" if phones * 2 > len(told) and any(cell[:1] in "+0(" for cell in told) else ""


def _looks_like_names(sample: Sequence[tuple[str, ...]], place: int) -> bool:
    cells = [row[place] for row in sample if place < len(row) and row[place]]
    fitting = sum(cell[:1].isalpha() and not any(map(str.isdigit, cell)) and len(cell) < 80 for cell in cells)
    return bool(cells) and fitting * 10 > len(cells) * 7


def _once(fields: list[str]) -> list[str]:
    """Several addresses and numbers may stand in a row, but one name, one city, one date."""
    seen: set[str] = set()
    kept = []
    for field in fields:
        kept.append("" if field in seen and field not in ("email", "phone") else field)
        seen.add(field)
    return kept
