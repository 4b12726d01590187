"""Turning pages: as often as a reader does, and no row is written for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from teranga.web.me.turns import Turns

NOW = datetime(2026, 9, 20, 9, tzinfo=UTC)


def test_a_turn_beyond_the_limit_is_refused_until_the_first_is_long_enough_ago() -> None:
    turns = Turns(limit=2, within=timedelta(minutes=10))
    answers = [turns.allows("lome", "afi", at=NOW + timedelta(minutes=minute)) for minute in (0, 4, 9, 10)]
    assert answers == [True, True, False, True]


def test_each_reader_of_each_community_has_turns_of_their_own() -> None:
    turns = Turns(limit=1, within=timedelta(minutes=10))
    readers = (("lome", "afi"), ("lome", "kofi"), ("dakar", "afi"), ("lome", "afi"))
    assert [turns.allows(*reader, at=NOW) for reader in readers] == [True, True, True, False]


def test_memory_stays_bounded_and_the_reader_seen_longest_ago_is_forgotten_first() -> None:
    turns = Turns(limit=1, within=timedelta(minutes=10), most_readers=2)
    for reader in ("afi", "kofi", "sena"):
        turns.allows(reader, at=NOW)
    assert [turns.allows(reader, at=NOW) for reader in ("kofi", "sena", "afi")] == [False, False, True]
