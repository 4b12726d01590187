"""In which languages, themes and widths a page is looked at: few looks that together cover every pair."""

from __future__ import annotations

import random

from tests.chromium import Look

LANGUAGES = ("en", "fr", "es")
THEMES = ("light", "dark")
WIDTHS = (320, 390, 1280)


def covering_looks(names: list[str], seed: str) -> list[tuple[str, Look]]:
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
