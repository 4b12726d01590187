"""The rules of the c3voc schedule schema that real files break, told in plain words.

One finding stands for one fault, except for addresses (slugs), which are counted.
"""

from __future__ import annotations

import re
from typing import Any

from teranga.formats.plain_text import one_line
from teranga.formats.programme import Outcome
from teranga.formats.schedule.access import mapping, rows
from teranga.formats.schedule.report import Report

_ACRONYM = re.compile(r"^[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?$")
_SLUG = re.compile(r"^[a-z0-9_-]+[a-z0-9]$")
_CODE = re.compile(r"^[A-Z0-9]+$")
_CONFERENCE_NEEDS = ("title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration")
_EVENT_NEEDS = [
    "abstract",
    "date",
    "duration",
    "guid",
    "id",
    "language",
    "links",
    "persons",
    "room",
    "slug",
    "start",
    "subtitle",
    "title",
    "track",
    "type",
    "url",
]


def tell_schema_faults(content: dict[str, Any], report: Report) -> None:
    schedule = mapping(content.get("schedule"))
    conference = mapping(schedule.get("conference"))
    if "rooms" in schedule:
        what = "The schema wants the rooms under conference; here they stand beside it and were read."
        report.repaired("schema-rooms-misplaced", "schedule", what)
    if "version" not in schedule:
        report.noted("schema-missing", "schedule", "The schema wants a version.")
    for name in _CONFERENCE_NEEDS:
        if name not in conference:
            report.noted("schema-missing", "conference", f"The schema wants {name}.")
    acronym = conference.get("acronym")
    if "acronym" in conference and not (isinstance(acronym, str) and _ACRONYM.search(acronym)):
        what = f'The acronym "{one_line(acronym)[:60]}" is not in the small letters that the schema wants.'
        report.noted("schema-acronym", "conference", what)
    for day in rows(conference.get("days")):
        for events in mapping(day.get("rooms")).values():
            for event in rows(events):
                _tell_event(event, report)


def _tell_event(event: dict[str, Any], report: Report) -> None:
    where = f'"{one_line(event.get("title"))}"'
    for name in _EVENT_NEEDS:
        if name not in event:
            report.tally(
                Outcome.NOTED,
                "schema-missing",
                where,
                f"The session lacks {name}, which the schema wants.",
            )
    number = event.get("id")
    if "id" in event and (not isinstance(number, int) or isinstance(number, bool) or number < 1):
        what = f'The id "{one_line(number)[:60]}" is not the whole number that the schema wants.'
        report.repaired("schema-id", where, what)
    slug = event.get("slug")
    if "slug" in event and not (isinstance(slug, str) and _SLUG.search(slug)):
        what = (
            "The slug holds capital letters or other signs that the schema forbids; slugs are not imported."
        )
        report.tally(Outcome.NOTED, "schema-slug", where, what)
    for person in rows(event.get("persons")):
        _tell_person(person, where, report)


def _tell_person(person: dict[str, Any], where: str, report: Report) -> None:
    name = one_line(person.get("public_name") or person.get("name"))
    if "id" in person and (not isinstance(person["id"], int) or isinstance(person["id"], bool)):
        what = (
            f'The id "{one_line(person["id"])[:60]}" of {name} is not the whole number that the schema wants.'
        )
        report.repaired("schema-person-id", where, what)
    if _frab_person(person) == _pretalx_person(person):
        what = f"{name} does not fit exactly one of the schema's two forms of a person; the name was read."
        report.repaired("schema-person", where, what)


def _frab_person(person: dict[str, Any]) -> bool:
    number = person.get("id")
    return (
        isinstance(person.get("public_name"), str)
        and isinstance(number, int)
        and not isinstance(number, bool)
    )


def _pretalx_person(person: dict[str, Any]) -> bool:
    code, biography = person.get("code"), person.get("biography")
    return (
        isinstance(person.get("name"), str)
        and ("code" not in person or (isinstance(code, str) and _CODE.search(code) is not None))
        and (biography is None or isinstance(biography, str))
    )
