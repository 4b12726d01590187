"""A table of proposals: which column holds what, and its rows by the columns that somebody chose."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from teranga.formats.proposals.values import TABLE_FIELDS, Incoming, said
from teranga.foundation.folding import fold

HEADINGS: dict[str, tuple[str, ...]] = {
    "key": ("id", "code", "key", "number", "numero", "reference"),
    "title": ("title", "titre", "titulo", "proposal title", "session title", "talk"),
    "abstract": ("abstract", "resume", "resumen", "summary"),
    "description": ("description", "descripcion", "detailed description"),
    "notes": ("notes", "notas", "private notes", "notes for reviewers"),
    "type": ("type", "format", "session type", "tipo", "formato", "session format"),
    "track": ("track", "theme", "tema"),
    "topics": ("topic", "topics", "sujets", "sujet", "tags", "etiquetas", "category"),
    "level": ("level", "niveau", "nivel", "audience level", "python level"),
    "language": ("language", "langue", "idioma", "spoken language"),
    "speaker": ("speaker", "speakers", "name", "nom", "nombre", "speaker name", "speaker names",
                "intervenant", "intervenants", "ponente", "ponentes"),
    "email": ("email", "e mail", "mail", "courriel", "correo", "email address", "speaker email"),
    "biography": ("biography", "bio", "biographie", "biografia", "speaker bio"),
    "affiliation": ("affiliation", "company", "organisation", "organization", "employer", "entreprise",
                    "empresa", "employer or school"),
    "country": ("country", "pays", "pais", "country code"),
    "state": ("state", "status", "etat", "statut", "estado"),
}  # fmt: skip
STATES = {
    "accepted": "accepted", "accept": "accepted", "acceptee": "accepted", "aceptada": "accepted",
    "confirmed": "confirmed", "confirmee": "confirmed", "confirmada": "confirmed",
    "rejected": "rejected", "declined": "rejected", "refusee": "rejected", "rechazada": "rejected",
    "withdrawn": "withdrawn", "retiree": "withdrawn", "retirada": "withdrawn",
    "canceled": "cancelled", "cancelled": "cancelled", "annulee": "cancelled", "cancelada": "cancelled",
}  # fmt: skip
SEPARATORS = re.compile(r"\s*[;|\n]\s*")
LISTED = re.compile(r"\s*[,;|\n]\s*")


def guess_columns(headings: Sequence[str]) -> list[str]:
    """By the words at the top; each field once, the first column that is called so."""
    taken: set[str] = set()
    found = []
    for heading in headings:
        plain = " ".join(re.findall(r"[a-z0-9]+", fold(heading)))
        field = next((name for name, words in HEADINGS.items() if plain in words and name not in taken), "")
        taken.add(field)
        found.append(field)
    return found


def by_columns(told: Incoming, columns: Sequence[str]) -> Incoming:
    """The table as proposals. Rows without a title are left out."""
    places = {field: place for place, field in enumerate(columns) if field in TABLE_FIELDS}
    proposals = []
    for row in told["rows"]:
        cells = {field: row[place] for field, place in places.items() if place < len(row)}
        if cells.get("title"):
            proposals.append(_proposal(cells))
    return {
        "kind": "table", "proposals": proposals, "drafts": len(told["rows"]) - len(proposals),
        "types": _names(proposals, "type"), "tracks": _names(proposals, "track"), "tags": [], "rooms": [],
        "questions": [], "reviews": [],
    }  # fmt: skip


def _proposal(cells: Mapping[str, str]) -> dict[str, Any]:
    names = SEPARATORS.split(cells.get("speaker", ""))
    addresses = SEPARATORS.split(cells.get("email", ""))
    told = [cells.get(name, "") for name in ("title", "speaker", "email")]
    digest = hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]
    state = STATES.get(" ".join(re.findall(r"[a-z]+", fold(cells.get("state", "")))), "submitted")
    return {
        **{name: cells.get(name, "") for name in ("title", "abstract", "description", "notes", "type",
                                                  "track", "level")},
        "key": cells.get("key") or digest, "code": "", "state": state, "told": state, "may_record": True,
        "language": cells.get("language", "").casefold()[:8], "tags": [], "answers": [], "sent": "",
        "topics": [one for one in LISTED.split(cells.get("topics", "")) if one],
        "speakers": [
            {"name": name, "email": addresses[place] if place < len(addresses) else "",
             **({key: cells.get(key, "") for key in ("biography", "affiliation", "country")}
                if place == 0 else {})}
            for place, name in enumerate(names) if name
        ],
    }  # fmt: skip


def _names(proposals: Sequence[Mapping[str, Any]], field: str) -> list[dict[str, Any]]:
    found = dict.fromkeys(said(one[field]) for one in proposals if one[field])
    return [{"name": name} for name in found]
