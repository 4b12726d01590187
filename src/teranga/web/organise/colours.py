"""How two colours will read, in figures, before anybody sees them on a page."""

from __future__ import annotations

from dataclasses import dataclass

from teranga.foundation.colours import HEX, PAPER, contrast, readable, text_on
from teranga.web.palette import FIRST, SECOND


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
    return [
        _swatch("first_colour", first if HEX.fullmatch(first) else FIRST),
        _swatch("second_colour", second if HEX.fullmatch(second) else SECOND),
    ]


def _swatch(key: str, colour: str) -> Swatch:
    on, text = text_on(colour), readable(colour, PAPER)
    return Swatch(key, colour, on, _figure(contrast(on, colour)), text, _figure(contrast(text, PAPER)))


def _figure(ratio: float) -> str:
    return f"{ratio:.1f}:1"
