from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from teranga.domains.activity.rules import LONGEST_TEXT, NOT_SHOWN, changed, plain
from teranga.foundation.translated import TranslatedText


def test_only_what_differs_is_told_with_before_and_after() -> None:
    told = changed({"city": "Lomé", "seats": 40}, {"city": "Kara", "seats": 40})
    assert told == {"city": ["Lomé", "Kara"]}


def test_of_a_sensitive_field_only_the_change_is_told() -> None:
    told = changed({"password": "one", "city": "Lomé"}, {"password": "two", "city": "Kara"}, {"password"})
    assert told == {"password": NOT_SHOWN, "city": ["Lomé", "Kara"]}
    assert changed({"password": "one"}, {"password": "one"}, {"password"}) == {}


def test_a_field_that_was_not_there_before_comes_from_nothing() -> None:
    assert changed({}, {"city": "Lomé"}) == {"city": [None, "Lomé"]}


def test_a_very_long_text_is_kept_as_its_beginning_and_a_digest() -> None:
    [[before, after]] = changed({"body": "a" * 5_000}, {"body": "a" * 5_001}).values()
    assert before.startswith("a" * LONGEST_TEXT + "… (5000 characters, digest ")
    assert before != after


def test_texts_in_several_languages_and_times_become_plain_values() -> None:
    lome = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=2)))
    assert plain({"name": TranslatedText({"fr": "Accueil"}), "at": lome, "day": date(2026, 1, 2)}) == {
        "name": {"fr": "Accueil"}, "at": "2026-11-21T10:00:00.000000+00:00", "day": "2026-01-02",
    }  # fmt: skip
    assert plain({"b", "a"}) == ["a", "b"]
    assert plain([Decimal("1.10"), datetime(2026, 1, 1, tzinfo=UTC)]) == [
        "1.10", "2026-01-01T00:00:00.000000+00:00",
    ]  # fmt: skip
