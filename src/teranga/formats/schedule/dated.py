"""Reading dates of one file with their findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from teranga.formats.plain_text import one_line
from teranga.formats.programme import Outcome
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import read_day


def day_reader(report: Report) -> Callable[[object, str], date | None]:
    """A function from a date in any form to a day; odd forms are told once for the whole file."""

    def read(value: object, where: str) -> date | None:
        found = read_day(value)
        if found is None:
            if shown := one_line(value)[:40]:
                report.left_out("date-invalid", where, f'The date "{shown}" could not be understood.')
            return None
        if found.ambiguous:
            what = "A date such as 03/04/2025 can be read in two ways; the day was taken to come first."
            report.tally(Outcome.GUESSED, "date-day-first", where, what)
        elif found.form != "iso":
            what = "The date is not written as year-month-day; its meaning was clear."
            report.tally(Outcome.REPAIRED, "date-form", where, what)
        return found.day

    return read
