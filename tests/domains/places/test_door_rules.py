"""What a helper sees of names, and which time of a scan is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from teranga.domains.places.rules_door import believed_time, door_names

NOON = datetime(2026, 9, 24, 12, tzinfo=UTC)


def test_a_name_is_shown_by_its_first_name_and_the_last_ones_first_letter() -> None:
    names = ["Ama Koné", "Kossi", "Ibrahima Ba Diallo", ""]
    assert door_names(names) == {
        "Ama Koné": "Ama K.",
        "Kossi": "Kossi",
        "Ibrahima Ba Diallo": "Ibrahima D.",
        "": "",
    }


def test_two_of_a_name_are_told_apart_by_as_few_letters_as_that_takes() -> None:
    names = ["Ama Koné", "Ama Kuma", "Ama Kumba", "Ama Sow"]
    assert door_names(names) == {
        "Ama Koné": "Ama Ko.", "Ama Kuma": "Ama Kum.", "Ama Kumba": "Ama Kum.", "Ama Sow": "Ama S.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("clock", "offset", "believed"), [(0, 0, 0), (-60, 60, 0), (-90, 0, -30), (45, 0, 10), (5, 3, 8)]
)
def test_a_time_is_believed_between_the_opening_and_now(clock: int, offset: int, believed: int) -> None:
    def minutes(number: int) -> timedelta:
        return timedelta(minutes=number)

    found = believed_time(
        NOON + minutes(clock), minutes(offset), since=NOON - minutes(30), at=NOON + minutes(10)
    )
    assert found == NOON + minutes(believed)
