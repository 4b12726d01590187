"""Tables as an Excel workbook. Text stays text: nothing that a person wrote is calculated or followed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

KEPT_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
                "in_memory": True}  # fmt: skip
LONGEST_NAME = 31  # of a sheet
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def workbook(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    """The first row of each sheet is its heading. Numbers are numbers, everything else is written as text."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, KEPT_AS_TEXT) as book:
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.translate(NOT_IN_NAMES).strip()[:LONGEST_NAME])
            sheet.freeze_panes(1, 0)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    look = bold if place == 0 else None
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        sheet.write_number(place, column, value, look)
                    elif value not in (None, ""):
                        sheet.write_string(place, column, str(value), look)
            sheet.autofit()
    return content.getvalue()
