"""A table as CSV, row by row, that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

RISKY = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # also as East Asian keyboards write them


def harmless(value: object) -> str:
    """The cell as text; one that a spreadsheet would calculate begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(RISKY) or text.startswith(RISKY) else text


def csv_rows(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Each row as bytes in UTF-8; a mark at the beginning, so that spreadsheets read accents right."""
    yield b"\xef\xbb\xbf"
    for row in rows:
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL).writerow([harmless(value) for value in row])
        yield line.getvalue().encode("utf-8")
