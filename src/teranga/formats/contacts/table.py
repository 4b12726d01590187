"""A table of text in whatever delimiter it came, as rows of cells with the line each began on."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from teranga.formats.contacts.columns import HEADINGS, heading_key
from teranga.formats.contacts.values import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from teranga.formats.plain_text import one_line
from teranga.formats.programme import UnreadableFile

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 50  # rows from which the delimiter is guessed


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]


def read_table(text: str) -> tuple[list[Row], str, bool]:
    """(rows that hold something, the delimiter, whether rows beyond the limit were left out)."""
    delimiter = guess_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[Row] = []
    began = 1
    try:
        for cells in reader:
            tidy = tuple(one_line(cell[: LONGEST_CELL * 4])[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS])
            if any(tidy):
                if len(rows) > MOST_ROWS:
                    return rows, delimiter, True
                rows.append(Row(began, tidy))
            began = reader.line_num + 1
    except csv.Error as broken:
        raise UnreadableFile(f"This table breaks off in line {reader.line_num}: {broken}.") from broken
    return rows, delimiter, False


def guess_delimiter(text: str) -> str:
    """The sign that cuts the first rows into equally many cells, most of them."""
    head = "\n".join(text.split("\n", LOOKED_AT)[:LOOKED_AT])
    return max(DELIMITERS, key=lambda sign: (_evenness(head, sign), -DELIMITERS.index(sign)))


def _evenness(head: str, delimiter: str) -> float:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (min(usual, 12) - 1) * widths.count(usual) / len(widths)


def has_headings(rows: Sequence[Row]) -> bool:
    """Whether the first row names the columns: known words and no address among them."""
    if not rows:
        return False
    first = rows[0].cells
    return not any("@" in cell for cell in first) and any(heading_key(cell) in HEADINGS for cell in first)
