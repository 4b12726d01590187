"""Pages of Markdown sites (Jekyll, Pelican, plain), read leniently with a report of every repair."""

from __future__ import annotations

from teranga.formats.intake import read_text
from teranga.formats.pages.body import Body
from teranga.formats.pages.fields import page_of
from teranga.formats.pages.header import split_header
from teranga.formats.pages.page import Page, PageResult, TextRepair
from teranga.formats.pages.repair import find_repair
from teranga.formats.plain_text import one_line
from teranga.formats.programme import UnreadableFile
from teranga.formats.schedule.report import Report
from teranga.formats.structured import looks_like_json

__all__ = ["MAX_PAGE_CHARACTERS", "Page", "PageResult", "TextRepair", "read_page"]

MAX_PAGE_CHARACTERS = 1_000_000
_WANTED = "upload the page itself as a Markdown text"


def read_page(data: bytes, filename: str, *, repair_text: bool = False) -> PageResult:
    """The page in `data` with a report, or `UnreadableFile` with one sentence.

    A text that was once decoded wrongly is offered repaired in `PageResult.repair`, and read so only when
    `repair_text` says so.
    """
    decoded = read_text(data, _WANTED)
    if len(decoded.text) > MAX_PAGE_CHARACTERS:
        raise UnreadableFile(
            f"This page has more than {MAX_PAGE_CHARACTERS} characters: split it and upload the parts."
        )
    if decoded.text.lstrip().startswith("<?xml") or (
        looks_like_json(decoded.text) and decoded.text.rstrip()[-1:] in "}]" and '":' in decoded.text
    ):
        raise UnreadableFile(f"This file holds data and not a page: {_WANTED}.")
    report = Report()
    if decoded.repaired:
        what = f"The file was not in UTF-8; it was read as {decoded.encoding}. Check letters with accents."
        report.repaired("encoding", one_line(filename) or "the file", what)
    text, repair = find_repair(decoded.text, apply=repair_text)
    if repair:
        _tell_repair(repair, report)
    header = split_header(text, report)
    page = page_of(header, filename, report)
    _fill_body(page, Body(header.body, report), report)
    return PageResult(page, header.source_format, report.findings(), repair)


def _tell_repair(repair: TextRepair, report: Report) -> None:
    counts = f"{repair.before} signs beyond ASCII become {repair.after}"
    if repair.applied:
        report.repaired(
            "mojibake", "the whole text", f"The text was once read as {repair.encoding}; {counts}."
        )
    else:
        what = (
            f"The text seems to have been read as {repair.encoding} once; repairing it would help: {counts}."
        )
        report.noted("mojibake", "the whole text", what)


def _fill_body(page: Page, body: Body, report: Report) -> None:
    heading = body.first_heading()
    if body.begins_with(page.title):
        body.drop_first_heading()
        what = "The first heading repeats the title; it was dropped."
        report.repaired("title-repeated", f'"{page.title}"', what)
    elif not page.title and heading:
        page.title = one_line(heading)
        body.drop_first_heading()
        report.guessed(
            "title-from-heading", f'"{page.title}"', "The header has no title; the first heading is it."
        )
    elif not page.title:
        page.title = page.slug.replace("-", " ").capitalize() or "Untitled"
        report.guessed(
            "title-missing", f'"{page.title}"', "Neither header nor heading gives a title; look at this one."
        )
    page.body = body.text
    page.local_addresses = body.local
