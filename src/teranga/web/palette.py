"""A community's two colours as custom properties, with text colours computed for light and dark."""

from __future__ import annotations

from functools import lru_cache

from teranga.foundation.colours import INK, MOON, NIGHT, PAPER, mix, readable, text_on

FIRST, SECOND = "#1f3a68", "#d9822b"
LIGHT_CARD, DARK_CARD = "#fffefa", "#1f1c17"
NON_TEXT = 3.0  # the ratio that WCAG 2.2 AA asks of signs and borders that carry meaning


@lru_cache(maxsize=512)
def palette(first: str = FIRST, second: str = SECOND) -> str:
    """One small style sheet. Falls back to the house colours when a stored colour cannot be read."""
    try:
        light, dark = (
            _properties(first, second, PAPER, LIGHT_CARD),
            _properties(first, second, NIGHT, DARK_CARD),
        )
    except ValueError:
        light, dark = (
            _properties(FIRST, SECOND, PAPER, LIGHT_CARD),
            _properties(FIRST, SECOND, NIGHT, DARK_CARD),
        )
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def text_colours(first: str, second: str) -> tuple[str, str]:
    """What becomes of the two colours as text by day. Raises ValueError for what is no colour."""
    backgrounds = (PAPER, LIGHT_CARD, mix(first, LIGHT_CARD, 0.07), mix(second, LIGHT_CARD, 0.1))
    return _readable_on_all(first, *backgrounds), _readable_on_all(second, *backgrounds)


def _properties(first: str, second: str, paper: str, card: str) -> str:
    night = paper == NIGHT
    fill = readable(first, paper, NON_TEXT)
    tint = mix(first, card, 0.22 if night else 0.07)
    second_tint = mix(second, card, 0.1)
    values = {
        "first": fill,
        "on-first": text_on(fill),
        "first-text": _readable_on_all(first, paper, card, tint, second_tint),
        "second": readable(second, paper, NON_TEXT) if night else second,
        "second-text": _readable_on_all(second, paper, card, tint, second_tint),
        "second-tint": second_tint,
        "tint": tint,
        "weft": MOON if night else INK,
    }
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def _readable_on_all(colour: str, *backgrounds: str) -> str:
    """One text colour for all of a theme's backgrounds, which lie close together."""
    for background in backgrounds:
        colour = readable(colour, background)
    return colour
