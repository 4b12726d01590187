"""A table of proposals: which column holds what, and its rows by the columns that somebody chose.

A row is a proposal. Several speakers stand in one cell, or in columns of their own: what is chosen for more
than one column belongs to the first, the second speaker and so on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from teranga.formats.proposals.values import (
    REPEATED,
    TABLE_FIELDS,
    Incoming,
    proposal,
    said,
    speaker,
    text_of,
)
from teranga.foundation.folding import fold

# As forms of Google, Sessionize, PaperCall and this program call them, in three languages.
HEADINGS: dict[str, tuple[str, ...]] = {
    "key": ("id", "code", "key", "number", "numero", "reference", "session id", "submission id"),
    "title": ("title", "titre", "titulo", "proposal title", "session title", "talk title", "talk",
              "titre de la proposition", "titulo de la charla"),
    "abstract": ("abstract", "resume", "resumen", "summary", "elevator pitch"),
    "description": ("description", "descripcion", "detailed description"),
    "notes": ("notes", "notas", "private notes", "notes for reviewers", "owner notes"),
    "type": ("type", "format", "session type", "tipo", "formato", "session format", "talk format"),
    "track": ("track", "theme", "tema", "main topic"),
    "topics": ("topic", "topics", "sujets", "sujet", "tags", "etiquetas", "category", "sub topic"),
    "level": ("level", "niveau", "nivel", "audience level", "python level"),
    "language": ("language", "langue", "idioma", "spoken language"),
    "speaker": ("speaker", "speakers", "name", "nom", "nombre", "speaker name", "speaker names", "full name",
                "nom complet", "nombre completo", "co speaker", "co speakers",
                "intervenant", "intervenante", "intervenants", "intervenantes", "orateur", "oratrice",
                "conferencier", "conferenciere", "ponente", "ponentes", "owner"),
    "first_name": ("first name", "firstname", "prenom"),
    "last_name": ("last name", "lastname", "surname", "apellido", "apellidos", "nom de famille"),
    "email": ("email", "e mail", "mail", "courriel", "correo", "email address", "speaker email",
              "owner email", "adresse e mail", "direccion de correo electronico", "username"),
    "biography": ("biography", "bio", "biographie", "biografia", "speaker bio"),
    "affiliation": ("affiliation", "company", "organisation", "organization", "employer", "entreprise",
                    "empresa", "employer or school", "tagline", "tag line"),
    "country": ("country", "pays", "pais", "country code"),
    "state": ("state", "status", "etat", "statut", "estado"),
    "sent": ("timestamp", "horodateur", "marca temporal", "date submitted", "created at", "submitted at",
             "sent in"),
}  # fmt: skip
STATES = {
    "accepted": "accepted", "accept": "accepted", "acceptee": "accepted", "aceptada": "accepted",
    "accept queue": "accepted", "confirmed": "confirmed", "confirmee": "confirmed",
    "confirmada": "confirmed", "rejected": "rejected", "declined": "rejected", "decline queue": "rejected",
    "refusee": "rejected", "rechazada": "rejected", "waitlist": "reserve", "waitlisted": "reserve",
    "withdrawn": "withdrawn", "retiree": "withdrawn", "retirada": "withdrawn",
    "canceled": "cancelled", "cancelled": "cancelled", "annulee": "cancelled", "cancelada": "cancelled",
}  # fmt: skip
UNTOLD = ("accept queue", "decline queue")  # decided, and nobody heard of it
LEVELS = {
    "beginner": "beginner", "debutant": "beginner", "principiante": "beginner", "novice": "beginner",
    "introductory": "beginner", "introductory and overview": "beginner",
    "intermediate": "intermediate", "intermediaire": "intermediate", "intermedio": "intermediate",
    "advanced": "advanced", "avance": "advanced", "avanzado": "advanced", "expert": "advanced",
}  # fmt: skip
LANGUAGES = {
    "english": "en", "anglais": "en", "ingles": "en", "french": "fr", "francais": "fr", "frances": "fr",
    "spanish": "es", "espagnol": "es", "espanol": "es", "portuguese": "pt", "portugais": "pt",
}  # fmt: skip
SEPARATORS = re.compile(r"\s*[;|\n]\s*")
LISTED = re.compile(r"\s*[,;|\n]\s*")
NUMBERED = re.compile(r" ?(\d|10)$")  # “Speaker 2”, “Speaker 2 email”
INSIDE = re.compile(r"^(co )?(speaker|intervenant|intervenante|ponente) ?\d ")
WHEN = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:,?[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?)?"
)
MOST_QUESTIONS = 20


def guess_columns(headings: Sequence[str]) -> list[str]:
    """By the words at the top; what can be there once goes to the first column that is called so."""
    taken: set[str] = set()
    found = []
    for heading in headings:
        field = next((name for one in _called(heading) for name, words in HEADINGS.items()
                      if one in words and (name not in taken or name in REPEATED)), "")  # fmt: skip
        taken.add(field)
        found.append(field)
    if "first_name" in found:  # the owner is among the speakers, who have columns of their own
        start = found.index("first_name")
        ends = ("speaker", "email") if found.count("email") > found.count("first_name") else ("speaker",)
        found[:start] = ["" if field in ends else field for field in found[:start]]
    return found


def by_columns(told: Incoming, columns: Sequence[str]) -> Incoming:
    """The table as proposals. Rows without a title are left out."""
    places: dict[str, list[int]] = {}
    for place, field in enumerate(columns):
        if field in TABLE_FIELDS:
            places.setdefault(field, []).append(place)
    asked = places.get("question", [])[:MOST_QUESTIONS]
    month_first = bool(places.get("sent_month_first")) or _is_month_first(told, places)
    proposals = []
    for row in told["rows"]:
        cells = {field: [row[one] if one < len(row) else "" for one in at] for field, at in places.items()}
        if any(cells.get("title", ())):
            answers = [{"question": str(place), "value": row[place], "values": LISTED.split(row[place]),
                        "file": ""} for place in asked if place < len(row) and row[place]]  # fmt: skip
            proposals.append(_proposal(cells, answers, month_first))
    return {
        "kind": "table", "proposals": proposals, "drafts": len(told["rows"]) - len(proposals),
        "types": _names(proposals, "type"), "tracks": _names(proposals, "track"), "topics": [], "tags": [],
        "rooms": [], "criteria": [], "writers": [], "reviews": [], "lacking": [],
        "questions": [_question(place, told["headings"][place]) for place in asked],
    }  # fmt: skip


def _called(heading: str) -> list[str]:
    """The words as they stand, without a number at the end, and without “speaker 2” before them."""
    plain = " ".join(re.findall(r"[a-z0-9]+", fold(heading)))
    return [plain, NUMBERED.sub("", plain), INSIDE.sub("", plain)]


def _question(place: int, heading: str) -> dict[str, Any]:
    return {"key": str(place), "label": heading[:300] or f"{place + 1}", "hint": "", "kind": "long_text",
            "about": "proposal", "choices": [], "is_personal": False, "seen_by": "team"}  # fmt: skip


def _proposal(cells: Mapping[str, list[str]], answers: list[Any], month_first: bool) -> dict[str, Any]:
    one = {field: next(filter(None, texts), "") for field, texts in cells.items()}
    told = [one.get(name, "") for name in ("title", "speaker", "email")]
    digest = hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]
    word = " ".join(re.findall(r"[a-z]+", fold(one.get("state", ""))))
    state = STATES.get(word, "submitted")
    topics = [topic for text in cells.get("topics", ()) for topic in LISTED.split(text) if topic]
    return proposal(
        **{name: one.get(name, "") for name in ("title", "abstract", "description", "notes", "team_notes",
                                                "type", "track")},
        key=one.get("key") or digest, state=state, told="submitted" if word in UNTOLD else state,
        level=LEVELS.get(" ".join(re.findall(r"[a-z]+", fold(one.get("level", "")))), one.get("level", "")),
        language=_language(one.get("language", "")), topics=topics[:20], answers=answers,
        sent=_moment(one.get("sent") or one.get("sent_month_first", ""), month_first),
        speakers=_speakers(cells),
    )  # fmt: skip


def _speakers(cells: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """Of each field the parts of the first cell, then those of the next."""
    told = {name: _split(name, cells.get(name, ())) for name in REPEATED}
    names = told["speaker"] or [
        " ".join(filter(None, pair)) for pair in _pairs(told["first_name"], told["last_name"])
    ]
    kept = ("email", "biography", "affiliation", "country")
    return [
        speaker(name=name[:160], **{field: told[field][place][:20_000] if place < len(told[field]) else ""
                                    for field in kept})
        for place, name in enumerate(names[:20]) if name
    ]  # fmt: skip


def _split(name: str, texts: Sequence[str]) -> list[str]:
    """Texts of one cell stay whole. Empty cells keep their place where there are several columns."""
    if name in ("biography", "affiliation", "country", "first_name", "last_name") or len(texts) > 1:
        return list(texts)
    return [part for text in texts for part in SEPARATORS.split(text) if part]


def _pairs(first: list[str], last: list[str]) -> list[tuple[str, str]]:
    most = max(len(first), len(last))
    return [(first[place] if place < len(first) else "", last[place] if place < len(last) else "")
            for place in range(most)]  # fmt: skip


def _language(text: str) -> str:
    plain = fold(text).strip()
    return LANGUAGES.get(plain, plain[:8])


def _is_month_first(told: Incoming, places: Mapping[str, list[int]]) -> bool:
    """Where some day after the twelfth shows it; else days come first, as everywhere but in one country."""
    texts = [row[place] for row in told["rows"] for place in places.get("sent", ()) if place < len(row)]
    found = [match for text in texts if (match := WHEN.match(text))]
    return any(len(match[1]) < 3 and int(match[2]) > 12 for match in found)


def _moment(text: str, month_first: bool) -> str:
    """ISO, without a zone where none is told."""
    match = WHEN.match(text_of(text))
    if not match:
        return ""
    one, two, three, hour, minute, second, half = match.groups()
    year, month, day = (one, two, three) if len(one) == 4 else (
        (three, one, two) if month_first else (three, two, one))  # fmt: skip
    try:
        if re.match(r"[\d-]+T\d", text):
            return datetime.fromisoformat(text).isoformat()
        clock = time(_hour(int(hour or 0), half), int(minute or 0), int(second or 0))
        return f"{date(_year(year), int(month), int(day)).isoformat()}T{clock.isoformat()}"
    except ValueError:
        return ""


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.lower() == "p" else 0)


def _names(proposals: Sequence[Mapping[str, Any]], field: str) -> list[dict[str, Any]]:
    found = dict.fromkeys(said(one[field]) for one in proposals if one[field])
    return [{"name": name} for name in found]
