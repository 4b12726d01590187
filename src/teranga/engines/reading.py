"""Fields of an instance file, read strictly: whatever is not what it should be is named with its place."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite
from typing import Any

MANY = 10**6  # of anything that is counted
LONG = 1000  # letters of a key
Row = Mapping[str, Any]


class Unreadable(ValueError):
    """The text says which place has what."""


def row_of(told: Any, place: str) -> Row:
    if not isinstance(told, Mapping):
        raise Unreadable(f"{place} is not an object with fields")
    return told


def rows_of(told: Row, name: str, place: str, *, default: Any = None) -> list[Row]:
    """The list of objects under this name; without a default it has to be there."""
    if name not in told and default is not None:
        return list(default)
    found = told[name] if name in told else _missing(name, place)
    if not isinstance(found, list):
        raise Unreadable(f"{name!r} of {place} is not a list")
    return [row_of(one, f"number {number} of {name!r}") for number, one in enumerate(found)]


def whole_of(told: Row, name: str, place: str, *, default: int | None = None, most: int = MANY) -> int:
    """A whole number from 0 to `most`."""
    found = told.get(name, default)
    if found is None:
        found = _missing(name, place)
    is_whole = isinstance(found, int | float) and not isinstance(found, bool) and found == found // 1
    if not is_whole or not 0 <= found <= most:
        raise Unreadable(f"{name!r} of {place} is not a whole number from 0 to {most:,}")
    return int(found)


def number_of(told: Row, name: str, place: str) -> Fraction:
    """A number, or one written as text ("0.35")."""
    found = told[name] if name in told else _missing(name, place)
    is_number = isinstance(found, int) and not isinstance(found, bool)
    is_number = is_number or (isinstance(found, float) and isfinite(found))
    if not is_number and not (isinstance(found, str) and len(found) <= LONG):
        raise Unreadable(f"{name!r} of {place} is not a number")
    try:
        value = Fraction(str(found))
    except (ValueError, ZeroDivisionError) as wrong:
        raise Unreadable(f"{name!r} of {place} is not a number") from wrong
    if abs(value) > MANY**2:
        raise Unreadable(f"{name!r} of {place} is too large")
    return value


def text_of(told: Row, name: str, place: str, *, default: str | None = None, most: int = MANY) -> str:
    """A text, or a number that is meant as one."""
    found = told.get(name, default)
    if found is None:
        found = _missing(name, place)
    if isinstance(found, bool) or not isinstance(found, str | int) or len(str(found)) > most:
        raise Unreadable(f"{name!r} of {place} is not a text")
    return str(found)


def key_of(told: Row, place: str, *, default: str | None = None) -> str:
    key = text_of(told, "key", place, default=default, most=LONG)
    if not key.strip():
        raise Unreadable(f"'key' of {place} is empty")
    return key


def words_of(told: Row, name: str, place: str) -> frozenset[str]:
    """A list of texts; nothing where there is none."""
    found = told.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str | int) for one in found):
        raise Unreadable(f"{name!r} of {place} is not a list of texts")
    return frozenset(map(str, found))


def truth_of(told: Row, name: str, place: str) -> bool:
    """True or false, also as 1 or 0; false where it is not there."""
    found = told.get(name, False)
    if not isinstance(found, bool | int) or found not in (0, 1):
        raise Unreadable(f"{name!r} of {place} is neither true nor false")
    return bool(found)


def _missing(name: str, place: str) -> Any:
    raise Unreadable(f"{place} has no {name!r}")
