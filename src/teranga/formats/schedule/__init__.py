"""Programmes in foreign forms, read leniently: what can be used is used, and every repair is reported.

The shape is recognised by the content; the name of the file only serves the report. Keys of sessions are
stable across versions of a source (see `keys.py`), so that a later import finds the same sessions again.
"""

from __future__ import annotations

from collections.abc import Mapping

from teranga.formats.intake import read_text
from teranga.formats.programme import ReadResult, UnreadableFile
from teranga.formats.schedule import pretalx
from teranga.formats.schedule.access import mapping, rows
from teranga.formats.schedule.converted import read_converted
from teranga.formats.schedule.frab_json import read_frab_json
from teranga.formats.schedule.frab_xml import read_frab_xml
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.talk_list import read_talk_list, rows_of
from teranga.formats.schedule.video_index import read_video_index
from teranga.formats.schedule.yaml_days import days_of, read_yaml_days
from teranga.formats.structured import looks_like_json, parse_json, parse_xml, parse_yaml

KNOWN_SHAPES = (
    "frab or pentabarf XML, frab or c3voc JSON, pretalx submissions or schedule, a JSON with conference and "
    "sessions, a list of talks with start and end, or YAML with days"
)
_WANTED = "upload the programme itself as XML, JSON or YAML"


def read_programme(
    data: bytes, filename: str = "", *, companions: Mapping[str, bytes] | None = None
) -> ReadResult:
    """The programme in `data` with a report, or `UnreadableFile` with one sentence.

    `companions` are other files of the same folder by name: pretalx's speakers beside its submissions.
    """
    decoded = read_text(data, _WANTED)
    report = Report()
    name = filename.rsplit("/", 1)[-1] or "the file"
    if decoded.repaired:
        what = f"The file was not in UTF-8; it was read as {decoded.encoding}. Check names with accents."
        report.repaired("encoding", name, what)
    if decoded.text.lstrip()[:1] == "<":
        return read_frab_xml(parse_xml(decoded.text), report)
    if looks_like_json(decoded.text):
        return _read_shape(parse_json(decoded.text), report, _speaker_files(companions or {}, report))
    return _read_shape(parse_yaml(decoded.text), report, [])


def _read_shape(content: object, report: Report, speakers: list[object]) -> ReadResult:
    top = mapping(content)
    if mapping(mapping(top.get("schedule")).get("conference")):
        return read_frab_json(top, report)
    if mapping(top.get("conference")) and isinstance(top.get("sessions"), list):
        entries = rows(top["sessions"])
        recorded = any("recorded" in row or "video_seconds" in row for row in entries)
        if recorded and not any(row.get("start") for row in entries):
            return read_video_index(top, report)
        return read_converted(top, report)
    if pretalx.is_schedule(content):
        return pretalx.read_schedule(content, report, speakers)
    if rows_of(top):
        return read_talk_list(top, report)
    if days_of(content):
        return read_yaml_days(content, report)
    if pretalx.are_submissions(content):
        return pretalx.read_submissions(content, report, speakers)
    if rows_of({"schedule": content}):
        return read_talk_list({"schedule": content}, report)
    if pretalx.are_speakers(content):
        raise UnreadableFile(
            "This file lists speakers without sessions: give the file of the submissions or sessions, "
            "and this one beside it."
        )
    raise UnreadableFile(
        f"This file is not a programme in a shape that we know ({KNOWN_SHAPES}): export it in one of these."
    )


def _speaker_files(companions: Mapping[str, bytes], report: Report) -> list[object]:
    """The companions that list speakers; those that cannot be read are reported and passed over."""
    found: list[object] = []
    for name, data in sorted(companions.items()):
        try:
            text = read_text(data, _WANTED).text
            content = parse_json(text) if looks_like_json(text) else None
        except UnreadableFile as fault:
            report.left_out("companion-unreadable", name, str(fault))
            continue
        if pretalx.are_speakers(content):
            found.append(content)
    return found
