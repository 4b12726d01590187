"""In which languages, themes and widths a page is looked at: few looks that together cover every pair."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable

from tests.chromium import Look

LANGUAGES = ("en", "fr", "es")
THEMES = ("light", "dark")
WIDTHS = (320, 390, 1280)


def pairwise_looks(seed: str) -> list[Look]:
    """Nine looks: every language with every width, and both themes with each language and each width."""
    chance = random.Random(seed)
    first = chance.randrange(2)
    looks = [
        Look(language, THEMES[(row + column + first) % 2], width)
        for row, language in enumerate(LANGUAGES)
        for column, width in enumerate(WIDTHS)
    ]
    chance.shuffle(looks)
    return looks


def one_look_each(names: Iterable[str]) -> dict[str, Look]:
    """Each page in one look of the nine, what a run sees besides French on a phone.

    It follows from the page's name alone: no page changes its look because another came, and what was seen
    before a commit is what is seen after it. The long run draws others.
    """
    looks = pairwise_looks("every run")
    return {name: looks[hashlib.sha256(name.encode()).digest()[0] % len(looks)] for name in names}


def covering_looks(names: Iterable[str], seed: str) -> list[tuple[str, Look]]:
    """Three looks a page: each language and each width once, both themes; other pages pair them otherwise."""
    chance = random.Random(seed)
    order = sorted(names)
    chance.shuffle(order)
    looks = []
    for turn, name in enumerate(order):
        widths = [*WIDTHS[turn % 3 :], *WIDTHS[: turn % 3]]
        first = turn // 3 % 2
        looks += [
            (name, Look(language, THEMES[(place + first) % 2], width))
            for place, (language, width) in enumerate(zip(LANGUAGES, widths, strict=True))
        ]
    return looks
