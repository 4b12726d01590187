"""A board of opportunities as open data, written and read (docs/reference/opportunities-format.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

from teranga.formats.csv_rows import csv_rows
from teranga.formats.directory_file import WEB, Trouble, csv_cells, json_rows, line_of, texts_in, texts_of

KINDS = ("aid", "scholarship", "call", "hackathon", "mentoring", "job", "internship")
PLAIN = ("kind", "url", "source", "last_day", "last_hour", "zone")
LISTS = ("who", "languages")
TEXTS = {"title": 200, "text": 4000, "who_note": 400, "money": 160}  # and how long they may be
MOST_ROWS = 300
YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Call:
    kind: str
    title: Mapping[str, str]  # language -> text
    url: str
    text: Mapping[str, str] = field(default_factory=dict)
    who: tuple[str, ...] = ()
    who_note: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    money: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    last_day: date | None = None  # none: open all year
    last_hour: time | None = None  # none: until the day is over
    zone: str = ""


def write_json(calls: Iterable[Call], *, title: str, licence: str, source: str) -> bytes:
    rows = [
        {name: dict(getattr(one, name)) for name in TEXTS}
        | {name: list(getattr(one, name)) for name in LISTS}
        | {name: _plain(one, name) for name in PLAIN}
        for one in calls
    ]
    told = {"format": "teranga-opportunities-1", "title": title, "licence": licence, "source": source,
            "entries": rows}  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def write_csv(calls: Iterable[Call], *, languages: Iterable[str]) -> bytes:
    """One line a call; a cell that a spreadsheet would run begins with an apostrophe."""
    codes = list(dict.fromkeys(languages))
    texts = [(part, code) for part in TEXTS for code in codes]
    rows: list[list[str]] = [[*PLAIN, *LISTS, *(f"{part}_{code}" for part, code in texts)]]
    for one in calls:
        lists = [", ".join(getattr(one, name)) for name in LISTS]
        told = [getattr(one, part).get(code, "") for part, code in texts]
        rows.append([*(_plain(one, name) for name in PLAIN), *lists, *told])
    return b"".join(csv_rows(rows))


def read_calls(
    content: str, is_over: Callable[[Call], bool] = lambda call: False
) -> tuple[list[Call], list[Trouble]]:
    """Calls that can be taken and rows that cannot. Raises UnreadableDirectory."""
    content = content.lstrip("\ufeff").strip()
    rows = json_rows(content) if content.startswith(("{", "[")) else _table(content)
    calls, troubles = [], []
    for number, row in enumerate(rows[:MOST_ROWS], 1):
        found = _call(row)
        if isinstance(found, Call) and not is_over(found):
            calls.append(found)
        else:
            troubles.append(Trouble(number, "over" if isinstance(found, Call) else found))
    return calls, troubles


def _plain(one: Call, name: str) -> str:
    value = getattr(one, name)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value or ""


def _table(content: str) -> list[Any]:
    return [
        {name: cells.get(name, "") for name in PLAIN}
        | {name: cells.get(name, "").split(",") for name in LISTS}
        | {part: texts_in(cells, part) for part in TEXTS}
        for cells in csv_cells(content)
    ]


def _call(row: Any) -> Call | str:
    """The call, or the code of why there is none."""
    if not isinstance(row, dict):
        return "shape"
    plain = {name: line_of(row.get(name)) for name in PLAIN}
    texts = {part: texts_of(row.get(part), longest) for part, longest in TEXTS.items()}
    if plain["kind"] not in KINDS:
        return "kind"
    if not texts["title"]:
        return "title"
    if not WEB.fullmatch(plain["url"]):
        return "address"
    if plain["zone"] and plain["zone"] not in available_timezones():
        return "clock"
    try:
        day = date.fromisoformat(plain["last_day"]) if plain["last_day"] else None
        hour = time.fromisoformat(plain["last_hour"]) if plain["last_hour"] and day else None
    except ValueError:
        return "day"
    if (day and day.year not in YEARS) or (hour and hour.tzinfo):
        return "day"
    return Call(
        plain["kind"], texts["title"], plain["url"], texts["text"], _codes(row.get("who")), texts["who_note"],
        _codes(row.get("languages")), texts["money"], plain["source"][:120], day, hour, plain["zone"],
    )  # fmt: skip


def _codes(value: Any) -> tuple[str, ...]:
    told = [line_of(one) for one in value] if isinstance(value, list) else []
    return tuple(dict.fromkeys(one for one in told if re.fullmatch("[a-z]{2,12}", one)))[:12]
