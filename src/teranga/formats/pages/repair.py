"""Undoing a wrong decoding: UTF-8 that somebody once read as Mac Roman or Windows text and saved again."""

from __future__ import annotations

from teranga.formats.pages.page import TextRepair

_MISTAKEN = ("mac-roman", "cp1252")
_SAMPLES = 6


def find_repair(text: str, *, apply: bool) -> tuple[str, TextRepair | None]:
    """The text (repaired if `apply`) and the repair, if all of it round-trips with fewer non-ASCII signs."""
    before = _beyond_ascii(text)
    if not before:
        return text, None
    for encoding in _MISTAKEN:
        try:
            repaired = text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        after = _beyond_ascii(repaired)
        if after < before:
            repair = TextRepair(encoding, before, after, _samples(text, repaired), apply)
            return (repaired if apply else text), repair
    return text, None


def _beyond_ascii(text: str) -> int:
    return sum(1 for character in text if character > "\x7f")


def _samples(text: str, repaired: str) -> tuple[tuple[str, str], ...]:
    pairs = zip(text.split("\n"), repaired.split("\n"), strict=False)
    differing = [(old.strip()[:200], new.strip()[:200]) for old, new in pairs if old != new]
    return tuple(differing[:_SAMPLES])
