"""One list of rows for one event: `event`, `timezone`, `date` and a schedule with "HH:MM" starts and ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from teranga.formats.plain_text import one_line
from teranga.formats.programme import ReadResult
from teranga.formats.schedule.access import first, rows
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.clock_rows import add_day, assume_one_room, clock_row_lists
from teranga.formats.schedule.dated import day_reader
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.zones import country_code

LIST_NAMES = (
    "schedule",
    "sessions",
    "talks",
    "programme",
    "program",
    "agenda",
    "events",
    "horaire",
    "cronograma",
)


def rows_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The first list of clock rows in the file, under any of the names people give it."""
    return next((rows(content[name]) for name in LIST_NAMES if clock_row_lists(content.get(name))), [])


def read_talk_list(content: dict[str, Any], report: Report) -> ReadResult:
    builder = ProgrammeBuilder("talk-list", report)
    programme = builder.programme
    event = content.get("event")
    builder.name_event(
        first(event, "name", "title") if isinstance(event, dict) else event or first(content, "name", "title")
    )
    location = one_line(first(content, "location", "place", "venue"))
    parts = [part.strip() for part in location.split(",") if part.strip()]
    programme.country = next((code for part in reversed(parts) if (code := country_code(part))), "")
    programme.city = one_line(content.get("city")) or (parts[0] if len(parts) > 1 else "")
    programme.venue = one_line(content.get("venue"))
    builder.choose_zone(
        first(content, "timezone", "time_zone"), (location, programme.city, programme.country)
    )
    read = day_reader(report)
    main = read(first(content, "date", "day", "start_date"), programme.title)
    by_day: dict[date | None, list[dict[str, Any]]] = {}
    for row in rows_of(content):
        own = read(row["date"], one_line(row.get("title"))) if row.get("date") else None
        by_day.setdefault(own or main, []).append(row)
    for day, listed in by_day.items():
        add_day(builder, day, listed)
    assume_one_room(builder)
    return builder.finish()
