"""Well-known words of programmes: languages, levels, breaks and what concerns everybody (EN, FR, ES, PT)."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from teranga.formats.plain_text import folded, scalar_text

_BREAK_KINDS = frozenset(
    re.findall(
        r"\S+",
        "break coffee lunch dinner breakfast registration inscription check-in checkin pause "
        "dejeuner diner accueil cafe receso descanso almuerzo desayuno cena registro merienda "
        "intervalo almoco credenciamento recess",
    )
)
_BREAK_TITLES = re.compile(
    r"\b(coffee|tea break|break|lunch|breakfast|registration|check-?in|attenders arrival"
    r"|pause|dejeuner|petit-dejeuner|accueil|cafe|receso|descanso|almuerzo|desayuno|registro|inscripciones"
    r"|intervalo|almoco|credenciamento|networking)\b"
)
_PLENARY_KINDS = frozenset(
    re.findall(
        r"\S+",
        "keynote keynotes plenary opening closing welcome ouverture cloture pleniere apertura "
        "clausura cierre bienvenida plenaria inauguration inauguracion introduction abertura "
        "encerramento",
    )
)
_PLENARY_TITLES = re.compile(
    r"\b(opening|closing|welcome|keynote|plenary|ouverture|cloture|bienvenue|pleniere|conference inaugurale"
    r"|apertura|clausura|cierre|bienvenida|palabras de cierre|abertura|encerramento|boas-vindas)\b"
)
_LEVELS = {
    "beginner": [
        "beginner",
        "novice",
        "debutant",
        "debutante",
        "principiante",
        "basico",
        "basic",
        "easy",
        "introductory",
        "iniciante",
        "1",
    ],
    "intermediate": ["intermediate", "intermediaire", "intermedio", "medium", "intermediario", "2"],
    "advanced": ["advanced", "avance", "avancee", "avanzado", "expert", "hard", "confirme", "avancado", "3"],
    "all": ["all", "any", "tous", "todos", "everyone", "everybody"],
}
_NAME_BREAKS = re.compile(r"\s*(?:[,;/&+|]|\band\b|\bet\b|\by\b|\be\b)\s*", re.IGNORECASE)


def is_break_kind(kind: str) -> bool:
    return _has_word(kind, _BREAK_KINDS)


def is_plenary_kind(kind: str) -> bool:
    return _has_word(kind, _PLENARY_KINDS)


def _has_word(kind: str, known: frozenset[str]) -> bool:
    words = re.findall(r"[a-z-]+", folded(kind).replace("_", " "))
    return any(word in known for word in words)


def titled_as_break(title: str) -> bool:
    return _BREAK_TITLES.search(folded(title)[:200]) is not None


def titled_as_plenary(title: str) -> bool:
    return _PLENARY_TITLES.search(folded(title)[:200]) is not None


def level_of(value: object) -> str:
    """beginner, intermediate, advanced, all, or "" for a level nobody knows."""
    words = re.findall(r"[a-z0-9]+", folded(scalar_text(value)))
    return next((level for level, names in _LEVELS.items() if any(word in names for word in words)), "")


def language_codes(value: object) -> list[tuple[str, str]]:
    """(as written, two-letter code or "") for each language named in a text or a list of texts."""
    texts = [scalar_text(item) for item in value[:50]] if isinstance(value, list) else [scalar_text(value)]
    pairs: list[tuple[str, str]] = []
    for text in texts:
        whole = text.strip()[:100]
        if not whole or folded(whole) in ("null", "none", "-", "n/a"):
            continue
        names = [whole] if language_code(whole) else [name for name in _NAME_BREAKS.split(whole) if name]
        pairs.extend((name, language_code(name)) for name in names)
    return pairs


def language_code(name: str) -> str:
    """ISO 639-1 (or 639-2 where there is no shorter one) for a code or a name; "" when unknown."""
    key = folded(name)
    if re.fullmatch(r"[a-z]{2,3}([-_][a-z0-9]+)*", key):
        base = re.split(r"[-_]", key)[0]
        short = str(get_global("language_aliases").get(base, base))
        if short in _known_codes():
            return short
    return _names().get(key, "")


@cache
def _known_codes() -> frozenset[str]:
    codes = (str(code) for code in Locale("en").languages)
    return frozenset(code for code in codes if re.fullmatch("[a-z]{2,3}", code)) - {
        "und",
        "zxx",
        "mul",
    }


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for code in ("ar", "sw", "ha", "yo", "ig", "ee", "wo", "nl", "it", "de", "pt", "es", "fr", "en"):
        own = Locale(code)
        names[folded(own.languages.get(code, ""))] = code
    for language in ("pt", "es", "fr", "en"):
        for code, name in Locale(language).languages.items():
            if code in _known_codes():
                names.setdefault(folded(name), code)
    names.pop("", None)
    return names
