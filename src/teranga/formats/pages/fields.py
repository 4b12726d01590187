"""From the keys of a header to the fields of a page."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from teranga.formats.markup import web_address
from teranga.formats.pages.header import Header
from teranga.formats.pages.page import Page
from teranga.formats.plain_text import one_line, slug_of
from teranga.formats.programme import Outcome
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import read_day, read_moment
from teranga.formats.schedule.words import language_code

_USED = {
    "title", "name", "date", "published_at", "modified", "updated", "last_modified_at", "author",
    "authors", "description", "meta", "summary", "excerpt", "keywords", "image", "headerimage",
    "category", "categories", "tags", "lang", "language", "sortorder", "menu_order", "layout",
    "template", "status", "published", "draft", "slug", "permalink", "schema", "jsonld",
}  # fmt: skip
_DATED_NAME = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}-")


def page_of(header: Header, filename: str, report: Report) -> Page:
    values = header.values
    page = Page(title=_text(values, "title", "name"), layout=_text(values, "layout", "template"))
    page.date = _moment(values, report, "date", "published_at")
    page.modified = _moment(values, report, "modified", "updated", "last_modified_at")
    page.author = ", ".join(_names(values.get("author") or values.get("authors")))
    page.description = _text(values, "description", "meta", "summary", "excerpt")
    page.keywords = _list(values, report, "keywords", by_blank=False)
    page.image = _address(_text(values, "image", "headerimage"), values.get("image"), report)
    blank_separates = header.source_format == "jekyll"
    page.categories = _list(values, report, "categories", by_blank=blank_separates)
    page.categories += _list(values, report, "category", by_blank=False)
    page.tags = _list(values, report, "tags", by_blank=blank_separates)
    page.language = _language(values, report)
    page.sort_order = _text(values, "sortorder", "menu_order")
    page.published = _is_published(values, filename, report)
    page.structured_data = _structured(header, report)
    page.slug = _slug(values, filename)
    page.extra = _extra(values, report)
    return page


def _text(values: dict[str, Any], *names: str) -> str:
    return next((text for name in names if (text := one_line(values.get(name)))), "")


def _names(value: object) -> list[str]:
    if isinstance(value, dict):
        value = value.get("name")
    found = value if isinstance(value, list) else [value]
    texts = [one_line(item.get("name") if isinstance(item, dict) else item) for item in found]
    return [text for text in texts if text]


def _moment(values: dict[str, Any], report: Report, *names: str) -> datetime | None:
    name = next((name for name in names if one_line(values.get(name))), "")
    if not name:
        return None
    text = one_line(values[name])
    if moment := read_moment(text):
        if moment.offset is None:
            report.guessed("date-without-zone", name, f'"{text}" states no time zone; it was read as UTC.')
        return moment.wall.replace(tzinfo=UTC) - (moment.offset or timedelta(0))
    if day := read_day(text):
        if day.ambiguous:
            report.guessed(
                "date-day-first", name, f'"{text}" can be read in two ways; the day was taken first.'
            )
        return datetime(day.day.year, day.day.month, day.day.day, tzinfo=UTC)
    report.left_out("date-invalid", name, f'The date "{text[:60]}" could not be understood.')
    return None


def _list(values: dict[str, Any], report: Report, name: str, *, by_blank: bool) -> list[str]:
    value = values.get(name)
    if isinstance(value, list):
        return list(dict.fromkeys(text for item in value if (text := one_line(item))))
    text = one_line(value)
    if not text:
        return []
    parts = text.split(",") if "," in text or not by_blank else text.split(" ")
    if len(parts) > 1 and name != "keywords":
        report.repaired(f"{name}-split", name, f'The text "{text[:100]}" was read as a list of {len(parts)}.')
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _address(text: str, raw: object, report: Report) -> str:
    if isinstance(raw, dict):
        raw = raw.get("path") or raw.get("url") or raw.get("src")
        text = one_line(raw)
    if isinstance(raw, str) and raw != raw.strip():
        report.tally(
            Outcome.REPAIRED, "blank-in-address", text[:100], "A blank at the end of an address was removed."
        )
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text) and not web_address(text):
        report.left_out("link-dropped", "image", f'The address "{text[:100]}" is not safe.')
        return ""
    return text


def _language(values: dict[str, Any], report: Report) -> str:
    text = _text(values, "lang", "language")
    code = language_code(text) if text else ""
    if text and not code:
        report.left_out("language-unknown", "lang", f'"{text[:60]}" is no language we know and was left out.')
    return code


def _is_published(values: dict[str, Any], filename: str, report: Report) -> bool:
    hidden = (
        _text(values, "published").lower() in ("false", "no")
        or _text(values, "draft").lower() in ("true", "yes")
        or _text(values, "status").lower() in ("draft", "hidden")
        or filename.rsplit("/", 1)[-1].startswith("__")
    )
    if hidden:
        report.noted("unpublished", "the page", "The source marks this page as not published.")
    return not hidden


def _structured(header: Header, report: Report) -> Any:
    block = header.typed.get("schema") or header.typed.get("jsonld")
    return _trimmed(block, report) if isinstance(block, dict | list) else None


def _trimmed(value: Any, report: Report) -> Any:
    """The block with blanks trimmed off its addresses and keys as texts."""
    if isinstance(value, dict):
        return {one_line(key): _trimmed(item, report) for key, item in value.items()}
    if isinstance(value, list):
        return [_trimmed(item, report) for item in value]
    if isinstance(value, str) and value != value.strip() and web_address(value.strip()):
        what = "A blank at the end of an address was removed."
        report.tally(Outcome.REPAIRED, "blank-in-address", value.strip()[:100], what)
        return value.strip()
    return value if value is None or isinstance(value, str | int | float) else one_line(str(value))


def _slug(values: dict[str, Any], filename: str) -> str:
    if own := slug_of(_text(values, "slug")):
        return own
    parts = re.findall(r"(?:^|/)([^/:#]+)", _text(values, "permalink"))
    for part in reversed(parts):
        if (slug := slug_of(part)) and slug != "index":
            return slug
    stem = filename.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return slug_of(_DATED_NAME.sub("", stem)) or slug_of(_text(values, "title", "name"))


def _extra(values: dict[str, Any], report: Report) -> dict[str, str]:
    extra: dict[str, str] = {}
    for key, value in values.items():
        if value in ("", None):
            report.tally(Outcome.NOTED, "header-empty", key[:60], "A key of the header has no value.")
        elif key not in _USED and key:
            extra[key[:60]] = (
                one_line(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
    return extra
