"""Allocations beside each other as bars from plain values: the figures stand beside them as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teranga.domains.aid.queries_scenarios import InFigures
from teranga.domains.ledger.models import Fund
from teranga.web import aid_words, localised

WIDTH = 100.0
SHADES = 5  # the style sheet has so many; later ones begin again


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar, with its words."""

    x: float
    width: float
    shade: str
    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> str:
        """What stands in for the picture."""
        return f"{self.name}: " + ", ".join(f"{piece.name} {piece.figure}" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Picture:
    """One scenario: its people, its money by fund, its money by part. Bars of all scenarios share a scale."""

    name: str
    number: int
    bars: tuple[Bar, ...]


def pictures_of(found: Sequence[InFigures], funds: Mapping[str, Fund], currency: str) -> list[Picture]:
    people = max((one.people for one in found), default=0)
    money = max((one.money for one in found), default=0)
    drawn = []
    for one in found:
        counts = [(_("in full"), one.full, "full"), (_("in part"), one.part, "part"),
                  (_("nothing"), one.none, "none")]  # fmt: skip
        by_fund = [(aid_words.fund_names([slug], funds) or slug, minor) for slug, minor in one.by_fund]
        by_part = [(aid_words.kind_name(kind), minor) for kind, minor in one.by_part]
        drawn.append(Picture(one.name, one.number, (
            Bar(_("People"), _pieces([(*row, localised.number(row[1])) for row in counts], people)),
            Bar(_("Money by fund"), _pieces(_shaded(by_fund, currency), money)),
            Bar(_("Money by part"), _pieces(_shaded(by_part, currency), money)),
        )))  # fmt: skip
    return drawn


def _shaded(rows: Sequence[tuple[str, int]], currency: str) -> list[tuple[str, int, str, str]]:
    return [(name, minor, f"shade-{place % SHADES}", aid_words.amount(minor, currency))
            for place, (name, minor) in enumerate(rows)]  # fmt: skip


def _pieces(rows: Sequence[tuple[str, int, str, str]], most: int) -> tuple[Piece, ...]:
    """(name, how much, shade, figure) one after the other; an empty one keeps its words."""
    pieces, before = [], 0
    for name, value, shade, figure in rows:
        x, end = (round(WIDTH * much / most, 2) if most else 0.0 for much in (before, before + value))
        pieces.append(Piece(x, round(end - x, 2), shade, name, figure))
        before += value
    return tuple(pieces)
