"""Who may apply until when, and what a programme's words are called in its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from teranga.domains.learning.models import Programme
from teranga.foundation.folding import fold


def takes_applications(programme: Programme, today: date) -> bool:
    return programme.state == Programme.State.OPEN and today <= programme.apply_until


def word_key(word: Mapping[str, str]) -> str:
    """How a goal or topic is remembered: by its words in the first language it has."""
    first = next((text for text in word.values() if text), "")
    return "-".join(fold(first).split())[:60]


def keyed(words: Sequence[Mapping[str, str]]) -> list[tuple[str, Mapping[str, str]]]:
    return [(word_key(word), word) for word in words if word_key(word)]


def known_only(keys: Sequence[str], words: Sequence[Mapping[str, Any]]) -> list[str]:
    wanted = set(keys)
    return [key for key, _word in keyed(words) if key in wanted]
