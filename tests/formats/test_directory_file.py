"""A directory as open data: what is written is read again, and no cell runs in a spreadsheet."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from teranga.formats.directory_file import (
    Entry,
    Trouble,
    UnreadableDirectory,
    read_directory,
    write_csv,
    write_json,
)
from teranga.formats.signs_of_life import newest_day

ENTRY = Entry(
    "conference", {"en": "PyCon", "fr": "PyCon"}, {"en": "Once a year."}, "https://pycon.example/",
    "https://pycon.example/feed", "TG", "fr", ("python", "africa"),
)  # fmt: skip
TODAY = date(2026, 11, 21)


def test_json_and_csv_are_read_as_they_were_written() -> None:
    told = write_json([ENTRY], title="Togo", licence="CC0", source="https://x.example/").decode()
    assert read_directory(told) == ([ENTRY], [])
    assert read_directory(write_csv([ENTRY], languages=["en", "fr"]).decode()) == ([ENTRY], [])


def test_b04_no_cell_of_the_table_is_a_formula() -> None:
    evil = Entry("resource", {"en": "=HYPERLINK(1)"}, {"en": "+1"}, tags=("@x", "-2"))
    table = write_csv([evil], languages=["en"]).decode("utf-8-sig")
    assert table.splitlines()[1] == "resource,,,,,'=HYPERLINK(1),'+1,\"'@x, -2\",,"
    assert read_directory(table)[0][0].title == {"en": "=HYPERLINK(1)"}


def test_rows_that_cannot_be_taken_are_told_and_the_others_taken() -> None:
    rows = (
        '[{"kind": "planet", "title": {"en": "x"}}, {"kind": "resource", "title": {}}, 7,'
        ' {"kind": "resource", "title": {"en": "x"}, "url": "javascript:alert(1)"},'
        ' {"kind": "resource", "title": {"en": "x"}, "country": "Togo"},'
        ' {"kind": "resource", "title": {"en": "good"}}]'
    )
    entries, troubles = read_directory(rows)
    assert [dict(entry.title) for entry in entries] == [{"en": "good"}]
    assert troubles == [
        Trouble(1, "kind"), Trouble(2, "title"), Trouble(3, "shape"), Trouble(4, "address"),
        Trouble(5, "country"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", ["", "{", '{"entries": 1}', "name;url", "[" * 100_000])
def test_what_is_no_directory_is_said_so(content: str) -> None:
    with pytest.raises(UnreadableDirectory):
        read_directory(content)


@given(some.text())
def test_any_text_is_read_or_refused(content: str) -> None:
    try:
        read_directory(content)
    except UnreadableDirectory:
        return


@pytest.mark.parametrize(
    ("content", "newest"),
    [
        (b"BEGIN:VEVENT\r\nDTSTART;TZID=Africa/Lome:20260901T180000\r\n", date(2026, 9, 1)),
        (b"DTSTART:20270101T180000Z", TODAY),
        (b"<updated>2026-05-01T00:00:00Z</updated><published>2026-04-01</published>", date(2026, 5, 1)),
        (b"<pubDate>Tue, 03 Nov 2026 10:00:00 GMT</pubDate>", date(2026, 11, 3)),
        (b"<updated>2026-99-99</updated><pubDate>never, of course</pubDate>", None),
        (b"<html>words</html>", None),
    ],
)
def test_the_newest_day_of_a_calendar_or_feed(content: bytes, newest: date | None) -> None:
    assert newest_day(content, TODAY) == newest


@given(some.binary())
def test_no_bytes_tell_a_day_after_today(content: bytes) -> None:
    found = newest_day(b"<updated>" + content + b"</updated>DTSTART:" + content, TODAY)
    assert found is None or found <= TODAY
