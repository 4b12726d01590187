"""How likely a text from the public is not meant for people: a score with its reasons, never a refusal.

At `WAITS` a text is kept and waits for a person. What somebody wrote in a hurry, with one link, stays below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from teranga.foundation.folding import fold

WAITS = 50
HURRY = timedelta(seconds=8)  # for a text of more than a line
A_LINE = 120  # characters
LINK = re.compile(r"https?://|www\.|\[url|<a\s|\bt\.me/|\bbit\.ly/|wa\.me/", re.IGNORECASE)
BAD_WORDS = re.compile(
    r"\b(casino|viagra|cialis|porn\w*|escorts?|backlinks?|payday loans?|forex signals?|guest posts?"
    r"|crypto (?:investment|recovery)|double your (?:money|bitcoin)|hacker for hire|telegram channel"
    r"|gagne[rz]? (?:de l )?argent (?:facile|rapide)\w*|pret rapide|retour affectif|marabout|dinero facil)\b"
)
HIDDEN_SIGNS = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Score:
    points: int
    reasons: tuple[str, ...]  # codes; the desk has words for them

    @property
    def waits_for_a_person(self) -> bool:
        return self.points >= WAITS


def score(text: str, *, took: timedelta | None = None, earlier: Sequence[str] = ()) -> Score:
    """Look at one text. `took` is how long its form was open; `earlier` are texts sent of late by anybody."""
    words = " ".join(fold(text).split())
    links = len(LINK.findall(text))
    found = {
        "links": 0 if links < 2 else min(60, 20 * links - 10),
        "mostly-links": 30 if links and len(LINK.sub("", text)) < 40 * links else 0,
        "bad-words": min(80, 40 * len(set(BAD_WORDS.findall(words)))),
        "repeated": 50 if _is_repeated(words, earlier) else 0,
        "hurry": 20 if took is not None and took < HURRY and len(text) > A_LINE else 0,
        "loud": 15 if _is_loud(text) else 0,
        "hidden-signs": 30 if HIDDEN_SIGNS.search(text) else 0,
    }
    return Score(sum(found.values()), tuple(code for code, points in found.items() if points))


def _is_repeated(words: str, earlier: Sequence[str]) -> bool:
    return len(words) > 20 and any(" ".join(fold(other).split()) == words for other in earlier)


def _is_loud(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 30 and sum(letter.isupper() for letter in letters) > len(letters) * 0.7
