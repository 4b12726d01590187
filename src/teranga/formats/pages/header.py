"""The header of a page: Jekyll's YAML between `---`, Pelican's `key: value` lines, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from teranga.formats.programme import UnreadableFile
from teranga.formats.schedule.access import mapping
from teranga.formats.schedule.report import Report
from teranga.formats.structured import parse_yaml

_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,40}):(?:[ \t]+(.*)|[ \t]*)\Z")
_KNOWN = {
    "title", "date", "modified", "category", "categories", "tags", "keywords", "slug", "author",
    "authors", "summary", "description", "meta", "sortorder", "status", "template", "lang", "image",
    "toc", "sidebartitle", "headerimage", "name", "include_in_menu", "menu_order",
}  # fmt: skip


@dataclass(slots=True)
class Header:
    source_format: str
    values: dict[str, Any] = field(
        default_factory=dict
    )  # keys in small letters; texts, lists, mappings of texts
    typed: dict[str, Any] = field(
        default_factory=dict
    )  # the same with numbers and truth values as JSON knows them
    body: str = ""


def split_header(text: str, report: Report) -> Header:
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    if text.startswith("---"):
        fenced = _FENCED.match(text)
        if fenced:
            return _jekyll(fenced.group(1), text[fenced.end() :], report)
        report.repaired(
            "header-open", "the header", "The header is not closed; what looks like a header was read."
        )
        text = text.split("\n", 1)[1] if "\n" in text else ""
    lines = text.split("\n\n", 1)[0].split("\n")
    values = _lines(lines)
    if values and (len(_KNOWN & set(values)) >= 2 or ("title" in values and len(lines) == 1)):
        rest = text.split("\n\n", 1)
        return Header("pelican", values, {}, rest[1] if len(rest) > 1 else "")
    return Header("markdown", {}, {}, text)


def _jekyll(source: str, body: str, report: Report) -> Header:
    try:
        values = mapping(parse_yaml(source))
        typed = mapping(parse_yaml(source, typed=True))
    except UnreadableFile as fault:
        values, typed = _lines(source.split("\n"), strict=False), {}
        what = f"The header is not sound YAML and was read line by line: {fault}"
        report.repaired("header-mistake", "the header", what)
    return Header("jekyll", _small_keys(values), _small_keys(typed), body)


def _small_keys(values: dict[str, Any]) -> dict[str, Any]:
    return {key.strip().lower(): value for key, value in values.items()}


def _lines(lines: list[str], *, strict: bool = True) -> dict[str, Any]:
    """`key: value` lines, where an indented line goes on with the one before; none if a line fits neither."""
    values: dict[str, Any] = {}
    last = ""
    for line in lines[:200]:
        match = _LINE.match(line.rstrip())
        if match:
            last = match[1].lower()
            values[last] = (match[2] or "").strip().strip("\"'")
        elif last and line[:1] in (" ", "\t"):
            values[last] = f"{values[last]} {line.strip()}".strip()
        elif strict:
            return {}
    return values
