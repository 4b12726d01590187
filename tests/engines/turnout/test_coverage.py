"""A small share of what `python3 run.py bench --only turnout` measures on a thousand."""

from __future__ import annotations

from bench.forecasting import outcomes, summary


def test_the_range_holds_about_four_of_five_invented_meetups_and_is_narrower_than_the_plain_one() -> None:
    found = summary(list(outcomes(40, 2026)))
    assert 0.68 <= found.covered <= 0.92
    assert found.width < found.plain_width
    assert found.off < found.plain_off
