"""Dates, clocks, lengths and zones in the forms that people write."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from teranga.formats.schedule.times import at_clock, exists, read_clock, read_day, read_minutes, read_moment
from teranga.formats.schedule.zones import choose_zone, country_code, zone_of_place


@pytest.mark.parametrize(
    ("text", "day", "form"),
    [
        ("2025-08-23", date(2025, 8, 23), "iso"),
        ("2025-08-23T09:00:00Z", date(2025, 8, 23), "iso"),
        ("2025/8/23", date(2025, 8, 23), "year-first"),
        ("23-08-2025", date(2025, 8, 23), "day-first"),
        ("23.8.2025", date(2025, 8, 23), "day-first"),
        ("08/23/2025", date(2025, 8, 23), "month-first"),
        ("23 August 2025", date(2025, 8, 23), "worded"),
        ("Saturday, 23rd August 2025", date(2025, 8, 23), "worded"),
        ("August 23, 2025", date(2025, 8, 23), "worded"),
        ("samedi 23 août 2025", date(2025, 8, 23), "worded"),
        ("1er février 2026", date(2026, 2, 1), "worded"),
        ("23 de agosto de 2025", date(2025, 8, 23), "worded"),
    ],
)
def test_a_date_is_read_in_many_forms(text: str, day: date, form: str) -> None:
    found = read_day(text)
    assert found is not None
    assert (found.day, found.form) == (day, form)


@pytest.mark.parametrize(
    "text", ["", "soon", "2025-13-01", "31-02-2025", "0001-01-01", "99/99/9999", None, 5.5, True]
)
def test_what_is_no_date_is_none(text: object) -> None:
    assert read_day(text) is None


def test_only_a_date_with_two_readings_is_ambiguous() -> None:
    readings = {text: read_day(text) for text in ("03/04/2025", "13/04/2025", "04/04/2025")}
    assert {text: found.ambiguous for text, found in readings.items() if found} == {
        "03/04/2025": True,
        "13/04/2025": False,
        "04/04/2025": False,
    }


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9:00", 540),
        ("09:05:30", 545),
        ("9h30", 570),
        ("9h", 540),
        ("9.15", 555),
        ("9 am", 540),
        ("12:30 AM", 30),
        ("12 p.m.", 720),
        ("1:00 PM", 780),
        ("24:00", 1440),
        ("25:00", None),
        ("9:60", None),
        ("noon", None),
        ("", None),
    ],
)
def test_a_clock_time_is_read(text: str, minutes: int | None) -> None:
    found = read_clock(text)
    assert (found.minutes if found else None) == minutes


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (45, 45),
        ("45", 45),
        ("45 min", 45),
        ("00:45", 45),
        ("1:30", 90),
        ("01:30:00", 90),
        ("1h30", 90),
        ("1 h", 60),
        ("PT45M", 45),
        ("P0DT1H30M", 90),
        ("", None),
        ("-5", None),
        ("abc", None),
        (None, None),
        (True, None),
        (-1, None),
        (float("nan"), None),
        (float("inf"), None),
        ([], None),
    ],
)
def test_a_length_is_read(value: object, minutes: int | None) -> None:
    assert read_minutes(value) == minutes


def test_a_stated_offset_decides_and_no_offset_means_the_zone_of_the_event() -> None:
    zone = ZoneInfo("Africa/Lome")
    moments = [
        read_moment(text)
        for text in ("2025-05-30 02:30:50 +0200", "2025-05-30T02:30", "2025-05-30T02:30:00Z")
    ]
    assert [moment.within(zone).isoformat() for moment in moments if moment] == [
        "2025-05-30T00:30:50+00:00",
        "2025-05-30T02:30:00+00:00",
        "2025-05-30T02:30:00+00:00",
    ]


@pytest.mark.parametrize(
    "zone", ["Africa/Lome", "Africa/Dakar", "Europe/Berlin", "Africa/Cairo", "Africa/Casablanca"]
)
def test_h12_a_wall_time_stays_a_wall_time_in_every_zone(zone: str) -> None:
    for day in (date(2026, 1, 15), date(2026, 3, 29), date(2026, 7, 15), date(2026, 10, 25)):
        assert at_clock(day, 9 * 60, ZoneInfo(zone)).strftime("%H:%M") == "09:00"


def test_a_time_that_the_clocks_skip_does_not_exist() -> None:
    assert not exists(at_clock(date(2026, 3, 29), 150, ZoneInfo("Europe/Berlin")))
    assert exists(datetime(2026, 3, 29, 3, 0, tzinfo=ZoneInfo("Europe/Berlin")))


@pytest.mark.parametrize(
    ("stated", "places", "zone", "code"),
    [
        ("Africa/Lome", (), "Africa/Lome", ""),
        ("UTC", (), "UTC", ""),
        ("GMT", ("Lomé, Togo",), "Africa/Lome", "zone-not-iana"),
        ("GMT", (), "UTC", "zone-not-iana"),
        ("Etc/UTC", (), "UTC", "zone-not-iana"),
        ("Etc/GMT-1", (), "Etc/GMT-1", ""),
        ("EST", (), "America/New_York", "zone-not-iana"),
        ("EST", ("Bogotá",), "America/Bogota", "zone-not-iana"),
        ("africa/lome", (), "Africa/Lome", "zone-not-iana"),
        ("UTC+2", (), "Etc/GMT-2", "zone-not-iana"),
        ("-05:00", (), "Etc/GMT+5", "zone-not-iana"),
        ("+05:30", (), "UTC", "zone-not-iana"),
        ("", ("Dakar, Sénégal",), "Africa/Dakar", "zone-missing"),
        ("", ("US",), "UTC", "zone-missing"),
        ("", (), "UTC", "zone-missing"),
        ("Mars/Olympus", (), "UTC", "zone-not-iana"),
    ],
)
def test_a_zone_is_chosen_and_the_choice_is_said(
    stated: str, places: tuple[str, ...], zone: str, code: str
) -> None:
    chosen = choose_zone(stated, places)
    assert (chosen.name, chosen.code) == (zone, code)
    assert bool(chosen.what) == bool(code)
    assert ZoneInfo(chosen.name).key == zone


def test_the_offset_that_all_times_share_stands_in_for_a_missing_zone() -> None:
    assert choose_zone("", (), frozenset({timedelta(hours=2)})).name == "Etc/GMT-2"
    assert choose_zone("", (), frozenset({timedelta(hours=2), timedelta(hours=1)})).name == "UTC"


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("Brussels", "Europe/Brussels"),
        ("Lomé, Togo", "Africa/Lome"),
        ("Kara, Togo", "Africa/Lome"),
        ("Togo", "Africa/Lome"),
        ("Cotonou, Bénin", "Africa/Porto-Novo"),
        ("États-Unis", ""),
        ("Nowhere", ""),
        ("", ""),
    ],
)
def test_a_place_gives_its_zone_when_there_is_only_one(place: str, zone: str) -> None:
    assert zone_of_place(place) == zone


def test_a_country_is_known_by_code_and_by_name_in_four_languages() -> None:
    names = ["TG", "tg", "Togo", "Sénégal", "Senegal", "Côte d’Ivoire", "Brasil", "Colombia", "Atlantis"]
    assert [country_code(name) for name in names] == ["TG", "TG", "TG", "SN", "SN", "CI", "BR", "CO", ""]
