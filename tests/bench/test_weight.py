"""Which page stands for its group, and what is too heavy."""

from __future__ import annotations

from typing import Any

from bench.browser import Wire
from bench.parts.weight import summary
from bench.rows import MISSED, OK, Row

EVENT = "/fr/practice/pycon-practice/"


def weight(path: str, html: int, visit: int, hosts: list[str] | None = None) -> dict[str, Any]:
    return {"path": path, "html": html, "encoding": "br", "visit": visit, "headers": 900, "requests": 3,
            "strange_hosts": hosts or []}  # fmt: skip


def rows_of(weights: dict[str, dict[str, Any]]) -> dict[str, Row]:
    return {row.figure: row for row in summary(weights)}


GOOD = {
    "event": weight(EVENT, 9_000, 11_000),
    "session": weight(EVENT + "sessions/x/", 14_000, 15_000),
    "schedule": weight(EVENT + "schedule/", 19_500, 21_000),
    "speakers": weight(EVENT + "speakers/", 8_000, 9_000),
    "home": weight("/fr/", 7_000, 49_900),
}


def test_the_heaviest_page_of_a_group_stands_for_it() -> None:
    rows = rows_of(GOOD)
    assert rows["first HTML of an event's pages"].measured == "14 kB (session)"
    assert rows["first HTML of schedule"].measured == "19.5 kB (schedule)"
    assert rows["first visit with headers, heaviest page"].measured == "49.9 kB (home)"
    assert {row.verdict for row in rows.values() if row.must} == {OK}


def test_the_long_lists_have_a_limit_of_their_own_and_other_pages_do_not() -> None:
    rows = rows_of({**GOOD, "venue": weight(EVENT + "venue/", 14_001, 15_000)})
    assert rows["first HTML of an event's pages"].verdict == MISSED
    assert rows["first HTML of schedule"].verdict == OK


def test_the_row_says_how_many_pages_are_too_heavy() -> None:
    heavy = {f"page {at}": weight(f"/fr/{at}/", 15_000 + at, 20_000) for at in range(3)}
    assert (
        rows_of({**GOOD, **heavy})["first HTML of all other pages"].measured
        == "15.0 kB (page 2; 3 pages over)"
    )


def test_one_strange_host_is_one_too_many() -> None:
    row = rows_of({**GOOD, "tour": weight("/fr/tour/", 1_000, 2_000, ["fonts.example.org"])})[
        "hosts contacted other than its own"
    ]
    assert (row.verdict, row.measured) == (MISSED, "1 in 6 kinds of page fonts.example.org")


def test_redirects_and_headers_count_among_the_bytes_on_the_wire() -> None:
    wire = Wire()
    first = {"requestId": "1", "type": "Document", "request": {"url": "http://127.0.0.1:1/a"}}
    wire._asked(first)
    wire._asked(
        {**first, "request": {"url": "http://127.0.0.1:1/b"}, "redirectResponse": {"encodedDataLength": 300}}
    )
    answer = {"headers": {"Content-Encoding": "br"}, "encodedDataLength": 700}
    wire._answered({"requestId": "1", "response": answer})
    wire._finished({"requestId": "1", "encodedDataLength": 5_700})
    assert [(resource.whole, resource.headers, resource.body) for resource in wire.resources] == [
        (300, 300, 0), (5_700, 700, 5_000),
    ]  # fmt: skip
    assert wire.bytes == 6_000
    assert wire.hosts == {"127.0.0.1:1"}
