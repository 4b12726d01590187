"""A board as open data: what is written is read again, and no cell runs in a spreadsheet."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from teranga.formats.directory_file import Trouble, UnreadableDirectory
from teranga.formats.opportunities_file import Call, read_calls, write_csv, write_json

CALL = Call(
    "scholarship", {"en": "Grant", "fr": "Bourse"}, "https://grant.example/", {"en": "For you."},
    ("students", "women"), {"fr": "Au Togo"}, ("fr", "en"), {"en": "500 euros"}, "PSF",
    date(2026, 12, 3), time(18, 30), "Africa/Lome",
)  # fmt: skip


def test_json_and_csv_are_read_as_they_were_written() -> None:
    always = Call("job", {"en": "A job"}, "https://job.example/")
    told = write_json([CALL, always], title="Togo", licence="CC0", source="https://x.example/").decode()
    assert read_calls(told) == ([CALL, always], [])
    assert read_calls(write_csv([CALL, always], languages=["en", "fr"]).decode()) == ([CALL, always], [])


def test_b04_no_cell_of_the_table_of_a_board_is_a_formula() -> None:
    evil = Call("job", {"en": "=HYPERLINK(1)"}, "https://x.example/", {"en": "＝1"}, source="@x")
    table = write_csv([evil], languages=["en"]).decode("utf-8-sig")
    assert table.splitlines()[1] == (
        '"job","https://x.example/","\'@x","","","","","","\'=HYPERLINK(1)","\'＝1","",""'
    )
    assert read_calls(table) == ([evil], [])


def test_calls_that_cannot_be_taken_are_told_and_the_others_taken() -> None:
    rest = '"title": {"en": "x"}, "url": "https://x.example/"'
    rows = (
        f'[{{"kind": "planet", {rest}}}, {{"kind": "job", "title": {{}}}}, 7,'
        f' {{"kind": "job", "title": {{"en": "x"}}, "url": "javascript:alert(1)"}},'
        f' {{"kind": "job", {rest}, "last_day": "soon"}},'
        f' {{"kind": "job", {rest}, "last_day": "9999-12-31"}},'
        f' {{"kind": "job", {rest}, "zone": "Mars/Base"}}, {{"kind": "call", {rest}}},'
        f' {{"kind": "job", {rest}}}]'
    )
    calls, troubles = read_calls(rows, lambda call: call.kind == "call")
    assert calls == [Call("job", {"en": "x"}, "https://x.example/")]
    assert troubles == [
        Trouble(1, "kind"), Trouble(2, "title"), Trouble(3, "shape"), Trouble(4, "address"),
        Trouble(5, "day"), Trouble(6, "day"), Trouble(7, "clock"), Trouble(8, "over"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", ["", "{", '{"entries": 1}', "name;url", "[" * 100_000])
def test_what_is_no_board_is_said_so(content: str) -> None:
    with pytest.raises(UnreadableDirectory):
        read_calls(content)


@given(some.text())
def test_any_text_is_read_as_a_board_or_refused(content: str) -> None:
    try:
        read_calls(content)
    except UnreadableDirectory:
        return
