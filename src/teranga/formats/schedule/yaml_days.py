"""Hand-kept days with rows: a list of days, or an event with `days`, in YAML (or JSON)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from teranga.formats.plain_text import one_line
from teranga.formats.programme import ReadResult
from teranga.formats.schedule.access import first, identifier, mapping, rows
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.clock_rows import add_day, assume_one_room, clock_row_lists
from teranga.formats.schedule.dated import day_reader
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.zones import country_code

_ROW_NAMES = ("events", "sessions", "talks", "rows", "schedule", "items", "programme", "program")


def days_of(content: object) -> list[dict[str, Any]]:
    """The days of such a file; none when it has another shape."""
    if isinstance(content, dict):
        content = first(mapping(content), "days", "schedule", "programme", "program")
    days = rows(content)
    return days if any(clock_row_lists(first(day, *_ROW_NAMES)) for day in days[:50]) else []


def read_yaml_days(content: object, report: Report) -> ReadResult:
    builder = ProgrammeBuilder("yaml-days", report)
    event = mapping(content)
    builder.name_event(first(event, "event", "name", "title", "conference"))
    builder.programme.city = one_line(event.get("city"))
    builder.programme.country = country_code(one_line(event.get("country")))
    builder.programme.venue = one_line(event.get("venue"))
    places = (event.get("location"), builder.programme.city, builder.programme.country)
    builder.choose_zone(first(event, "timezone", "time_zone"), places)
    read = day_reader(report)
    for number, day in enumerate(days_of(content), start=1):
        listed = rows(first(day, *_ROW_NAMES))
        label = f"day {identifier(day, 'day', 'index') or number}"
        stated = [read(row["date"], label) if row.get("date") else None for row in listed]
        own = read(day["date"], label) if day.get("date") else None
        chosen = own or _usual([found for found in stated if found])
        _tell_strays(report, label, chosen, listed, stated)
        if chosen is None:
            report.left_out("date-missing", label, "This day has no date; its sessions keep no start.")
        add_day(builder, chosen, listed)
    assume_one_room(builder)
    return builder.finish()


def _usual(days: list[date]) -> date | None:
    return Counter(days).most_common(1)[0][0] if days else None


def _tell_strays(
    report: Report, label: str, chosen: date | None, listed: list[dict[str, Any]], stated: list[date | None]
) -> None:
    for row, found in zip(listed, stated, strict=True):
        if found and chosen and found != chosen:
            name = one_line(first(row, "title", "event", "type")) or "a row"
            what = f"It is dated {found} in {label}, whose other rows say {chosen}; {chosen} was taken."
            report.guessed("date-disagrees", f'"{name}", {label}', what)
