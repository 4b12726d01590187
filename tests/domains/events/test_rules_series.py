"""When a series meets: rules of the calendar, and the days on which it does otherwise."""

from __future__ import annotations

from datetime import date
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from teranga.domains.events.rules_series import (
    RHYTHMS,
    Exceptional,
    Occurrence,
    days_of,
    first_on,
    occurrences,
    rhythm_of,
    rule_for,
)

THURSDAY = date(2026, 11, 26)
SOME_DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def some(rhythm: str, since: date, count: int, first: date = THURSDAY) -> list[date]:
    return list(islice(days_of(rule_for(rhythm, first), first, since, None), count))


def test_every_last_thursday_is_the_last_one_also_in_a_month_of_five() -> None:
    assert some("month_last", date(2026, 12, 1), 3) == [
        date(2026, 12, 31), date(2027, 1, 28), date(2027, 2, 25),
    ]  # fmt: skip


def test_every_two_weeks_counts_from_the_first_day_wherever_one_looks() -> None:
    assert some("two_weeks", date(2026, 12, 4), 2) == [date(2026, 12, 10), date(2026, 12, 24)]
    assert some("two_weeks", date(2027, 3, 1), 1) == [date(2027, 3, 4)]


def test_a_rule_ends_with_its_last_day_and_never_goes_on_for_ever() -> None:
    rule = rule_for("week", THURSDAY)
    assert list(days_of(rule, THURSDAY, THURSDAY, date(2026, 12, 9))) == [THURSDAY, date(2026, 12, 3)]
    assert 156 <= len(list(days_of(rule, THURSDAY, THURSDAY, None))) <= 158
    assert list(days_of("", THURSDAY, THURSDAY, None)) == []


@given(st.sampled_from(sorted(RHYTHMS)), SOME_DAYS)
def test_a_rhythm_becomes_a_rule_and_is_read_back(rhythm: str, first: date) -> None:
    rule = rule_for(rhythm, first)
    assert rhythm_of(rule) == rhythm
    begin = first_on(rhythm, first)
    assert begin >= first
    assert begin.weekday() == first.weekday()
    found = list(islice(days_of(rule, begin, begin, None), 4))
    assert found[0] == begin
    assert found == sorted(set(found))
    assert {day.weekday() for day in found} == {first.weekday()}


def test_a_foreign_rule_is_no_rhythm_of_ours() -> None:
    assert rhythm_of("FREQ=YEARLY;BYMONTH=5") == ""


def test_skipped_days_stay_in_sight_and_moved_ones_stand_where_they_went() -> None:
    feast = Exceptional(date(2026, 12, 24), None, {"fr": "Noël"})
    moved = Exceptional(date(2026, 12, 3), date(2026, 12, 5), {"fr": "Salle prise"})
    found = occurrences(
        rule_for("week", THURSDAY), THURSDAY, None, [feast, moved], since=date(2026, 12, 1), count=4
    )
    assert found == [
        Occurrence(date(2026, 12, 3), date(2026, 12, 5), {"fr": "Salle prise"}),
        Occurrence(date(2026, 12, 10), date(2026, 12, 10), {}),
        Occurrence(date(2026, 12, 17), date(2026, 12, 17), {}),
        Occurrence(date(2026, 12, 24), None, {"fr": "Noël"}),
    ]
    assert [one.is_moved for one in found] == [True, False, False, False]


def test_a_day_of_yesterday_that_moved_ahead_of_us_still_comes() -> None:
    late = Exceptional(date(2026, 12, 3), date(2026, 12, 6), {"fr": "Grève"})
    rule = rule_for("week", THURSDAY)
    found = occurrences(rule, THURSDAY, None, [late], since=date(2026, 12, 4), count=2)
    assert [one.day for one in found] == [date(2026, 12, 6), date(2026, 12, 10)]
