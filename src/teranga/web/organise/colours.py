"""How two colours will read, in figures, before anybody sees them on a page."""

from __future__ import annotations

from dataclasses import dataclass

from babel.numbers import format_decimal

from teranga.foundation.colours import HEX, PAPER, contrast, text_on
from teranga.web.localised import locale
from teranga.web.palette import FIRST, SECOND, text_colours


@dataclass(frozen=True, slots=True)
class Swatch:
    """One colour as a surface, and what becomes of it as text on paper."""

    key: str
    colour: str
    on: str
    ratio: str
    text: str
    text_ratio: str


def swatches(first: str, second: str) -> list[Swatch]:
    """Both colours; one that cannot be read is shown as the house's."""
    first = first if HEX.fullmatch(first) else FIRST
    second = second if HEX.fullmatch(second) else SECOND
    texts = text_colours(first, second)
    return [_swatch("first_colour", first, texts[0]), _swatch("second_colour", second, texts[1])]


def _swatch(key: str, colour: str, text: str) -> Swatch:
    on = text_on(colour)
    return Swatch(key, colour, on, _figure(contrast(on, colour)), text, _figure(contrast(text, PAPER)))


def _figure(ratio: float) -> str:
    return f"{format_decimal(ratio, format='0.0', locale=locale())}:1"
