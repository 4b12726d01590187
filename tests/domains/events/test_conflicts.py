from __future__ import annotations

from datetime import UTC, datetime, timedelta

from teranga.domains.events.rules_conflicts import ConflictKind, Placed, all_conflicts, conflicts_of

NINE = datetime(2026, 9, 24, 9, tzinfo=UTC)


def placed(number: int, after: int, minutes: int | None = 30, room: int | None = 1, *speakers: int) -> Placed:
    start = NINE + timedelta(minutes=after)
    return Placed(number, f"Talk {number}", start, minutes, room, frozenset(speakers))


def test_one_session_after_the_other_collides_with_nothing() -> None:
    assert conflicts_of(placed(1, 0), [placed(2, 30), placed(3, -30)]) == []


def test_two_sessions_in_one_room_collide_and_a_session_never_with_itself() -> None:
    one, other = placed(1, 0), placed(2, 29)
    found = conflicts_of(one, [one, other])
    assert [(conflict.kind, conflict.other) for conflict in found] == [(ConflictKind.ROOM, other)]


def test_a_speaker_cannot_be_in_two_rooms() -> None:
    found = conflicts_of(placed(1, 0, 30, 1, 7, 8), [placed(2, 10, 30, 2, 8, 9)])
    assert [(conflict.kind, conflict.speakers) for conflict in found] == [(ConflictKind.SPEAKER, {8})]


def test_sessions_without_a_room_share_none() -> None:
    assert conflicts_of(placed(1, 0, 30, None), [placed(2, 0, 30, None)]) == []


def test_a_session_without_a_length_takes_the_usual_one() -> None:
    assert len(conflicts_of(placed(1, 0, None), [placed(2, 29)])) == 1
    assert conflicts_of(placed(1, 0, None), [placed(2, 30)]) == []


def test_each_pair_of_a_day_is_told_once_even_behind_a_long_session() -> None:
    day = [placed(1, 0, 180), placed(2, 30), placed(3, 90), placed(4, 200)]
    pairs = [(conflict.one.number, conflict.other.number) for conflict in all_conflicts(reversed(day))]
    assert pairs == [(1, 2), (1, 3)]
