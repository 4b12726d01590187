"""A read programme as plain JSON values and back, for work done in another process."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from teranga.formats import programme
from teranga.foundation.translated import TranslatedText

KIND = "$"  # no text of ours has a key like this: mappings other than TranslatedText do not occur
SHAPES = {
    shape.__name__: shape
    for shape in (
        programme.Programme, programme.ProgrammeRoom, programme.ProgrammeSpeaker, programme.ProgrammeSession,
        programme.Finding, programme.ReadResult,
    )
}  # fmt: skip


def to_plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        told = {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
        return {KIND: type(value).__name__, "told": told}
    match value:
        case TranslatedText():
            return {KIND: "text", "told": dict(value)}
        case datetime():
            zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else ""
            moment = value.astimezone(UTC) if zone else value
            return {KIND: "moment", "told": [moment.isoformat(), zone]}
        case date() | time():
            return {KIND: type(value).__name__, "told": value.isoformat()}
        case tuple():
            return {KIND: "tuple", "told": [to_plain(item) for item in value]}
        case list():
            return [to_plain(item) for item in value]
    return value


def from_plain(value: Any) -> Any:
    if isinstance(value, list):
        return [from_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind, told = value[KIND], value["told"]
    match kind:
        case "text":
            return TranslatedText(told)
        case "moment":
            moment = datetime.fromisoformat(told[0])
            return moment.astimezone(ZoneInfo(told[1])) if told[1] else moment
        case "date":
            return date.fromisoformat(told)
        case "time":
            return time.fromisoformat(told)
        case "tuple":
            return tuple(from_plain(item) for item in told)
    values = {name: from_plain(item) for name, item in told.items()}
    if kind == "Finding":
        values["outcome"] = programme.Outcome(values["outcome"])
    return SHAPES[kind](**values)
