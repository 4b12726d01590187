from __future__ import annotations

import random

import pytest

from teranga.foundation.forecast import FARTHEST, LEAST_MONTHS, TooLittleHistory, forecast


def test_steady_growth_goes_on_a_little_slower() -> None:
    ahead = forecast([100 + 10 * month for month in range(13)], 6)
    middles = [step.middle for step in ahead.steps]
    assert middles == sorted(middles)
    assert 220 + 40 < middles[-1] < 220 + 60
    assert ahead.last.low == ahead.last.middle == ahead.last.high


def test_the_same_history_gives_the_same_forecast() -> None:
    values = [5, 9, 8, 14, 13, 17, 22, 20]
    assert forecast(values, 12, 30) == forecast(list(map(float, values)), 12, 30)


def test_the_range_widens_and_never_falls_below_zero() -> None:
    ahead = forecast([30, 2, 25, 0, 20, 3, 15, 1], 12)
    widths = [step.high - step.low for step in ahead.steps]
    assert widths[-1] > widths[0] > 0
    assert min(step.low for step in ahead.steps) >= 0


@pytest.mark.parametrize("known", range(LEAST_MONTHS))
def test_too_little_history_is_said_and_not_guessed(known: int) -> None:
    with pytest.raises(TooLittleHistory) as told:
        forecast([1.0] * known, 3)
    assert told.value.months == known


@pytest.mark.parametrize("months", [0, -1, FARTHEST + 1])
def test_no_month_and_too_many_are_refused(months: int) -> None:
    with pytest.raises(ValueError, match="months ahead"):
        forecast([1.0] * 12, months)


def test_a_goal_that_is_far_or_near_has_the_share_of_futures_that_reach_it() -> None:
    values = [100, 104, 111, 113, 120, 128, 131, 138]
    shares = [forecast(values, 6, target).reaches for target in (130, 165, 400)]
    assert shares[0] == 1.0
    assert 0 < shares[1] < 1  # type: ignore[operator]
    assert shares[2] == 0.0
    assert forecast(values, 6).reaches is None


def test_eight_of_ten_futures_end_in_the_range() -> None:
    """240 communities that grow by chance: how often the truth six months later lies in the range."""
    inside = 0
    for seed in range(240):
        dice = random.Random(seed)
        trend, noise = dice.uniform(0, 12), dice.uniform(2, 12)
        values = [dice.uniform(50, 400)]
        for _ in range(18 + 6):
            values.append(max(0.0, values[-1] + trend + dice.gauss(0, noise)))
        last = forecast(values[:19], 6).last
        inside += last.low <= values[24] <= last.high
    assert 0.70 <= inside / 240 <= 0.90
