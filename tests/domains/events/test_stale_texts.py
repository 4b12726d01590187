from __future__ import annotations

from datetime import date

import pytest

from teranga.domains.events.rules_clone import first_day, with_year
from teranga.domains.events.rules_stale import Edition, PlacedText, dates_in, stale_findings

EDITION = Edition(
    date(2027, 8, 28), date(2027, 8, 30), names=("PyCon Togo 2027", "Python Togo"), cities=("Lomé",),
    other_cities=("Kara", "Accra"), other_names=("PyCon Togo 2026", "PyDay Kara"),
)  # fmt: skip


def said(words: str) -> list[tuple[str, str]]:
    text = PlacedText("event", 1, "summary", "en", words)
    return [(finding.code.value, finding.said) for finding in stale_findings([text], EDITION)]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("29 August 2027", date(2027, 8, 29), date(2027, 8, 29)),
        ("August 29, 2027", date(2027, 8, 29), date(2027, 8, 29)),
        ("August 28-30, 2027", date(2027, 8, 28), date(2027, 8, 30)),
        ("dimanche 29 août 2027", date(2027, 8, 29), date(2027, 8, 29)),
        ("du 28 au 30 août 2027", date(2027, 8, 28), date(2027, 8, 30)),
        ("le 1er septembre", date(2027, 9, 1), date(2027, 9, 1)),
        ("domingo 29 de agosto de 2027", date(2027, 8, 29), date(2027, 8, 29)),
        ("28–30 agosto", date(2027, 8, 28), date(2027, 8, 30)),
        ("2027-08-29", date(2027, 8, 29), date(2027, 8, 29)),
    ],
)
def test_dates_are_read_in_three_languages(words: str, first: date, last: date) -> None:
    assert [(told.first, told.last) for told in dates_in(words, 2027)] == [(first, last)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("See you on 28–30 August 2027 in Lomé at PyCon Togo 2027.", []),
        ("As in 2026, we meet again.", [("year", "2026")]),
        ("We meet in Kara.", [("city", "Kara")]),
        ("Karaoke in the evening", []),
        ("Welcome to PyCon Ghana", [("conference", "PyCon Ghana")]),
        ("Welcome to PyCon Togo", []),
        ("Saturday 29 August", [("weekday", "Saturday 29 August")]),
        ("dimanche 29 août", []),
        ("The call closes on 1 May.", [("outside", "1 May")]),
        ("21–23 August 2027", [("range", "21–23 August 2027")]),
        ("29–30 August 2027", [("range", "29–30 August 2027")]),
        ("31 June 2027", [("no_such_day", "31 June 2027")]),
        ("12 October 2026", [("year", "2026")]),
        ("call 90 20 26 11", []),
    ],
)
def test_what_another_edition_left_is_found_and_nothing_else(
    words: str, found: list[tuple[str, str]]
) -> None:
    assert said(words) == found


def test_two_dates_for_one_event_in_two_texts_are_both_held_against_the_event() -> None:
    texts = [PlacedText("event", 1, path, "fr", words) for path, words in
             (("tagline", "28–30 août 2027"), ("summary", "du 21 au 23 août 2027"))]  # fmt: skip
    assert [(one.text.path, one.code.value) for one in stale_findings(texts, EDITION)] == [
        ("summary", "range")
    ]


def test_a_finding_keeps_its_key_until_the_text_says_something_else() -> None:
    keys = [
        stale_findings([PlacedText("event", 1, "summary", "en", words)], EDITION)[0].key
        for words in ("Back in 2026.", "It was in 2026, remember?", "Back in 2025.")
    ]
    assert (keys[0] == keys[1], keys[0] == keys[2]) == (True, False)


@pytest.mark.parametrize(
    ("source", "wanted", "first"),
    [
        (date(2026, 8, 28), date(2027, 8, 28), date(2027, 8, 27)),  # Friday
        (date(2026, 8, 28), date(2027, 8, 24), date(2027, 8, 27)),
        (date(2026, 8, 28), date(2027, 8, 27), date(2027, 8, 27)),
    ],
)
def test_the_nearest_day_of_the_same_weekday_is_taken(source: date, wanted: date, first: date) -> None:
    assert first_day(source, wanted, keep_weekday=True) == first
    assert first_day(source, wanted, keep_weekday=False) == wanted


def test_a_year_within_a_longer_number_stays() -> None:
    assert with_year("2026, 12026 and v2026", 2026, 2027) == "2027, 12026 and v2027"
