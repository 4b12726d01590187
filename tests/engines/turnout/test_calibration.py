"""How good past forecasts were."""

from __future__ import annotations

import pytest

from teranga.engines.turnout.calibration import Told, calibrate


def test_four_of_five_inside_is_as_promised() -> None:
    found = calibrate([Told(10, 8, 12, 9)] * 8 + [Told(10, 8, 12, 20), Told(10, 8, 12, 4)])
    assert found is not None
    assert (found.events, found.inside, found.share, found.width) == (10, 8, 0.8, 4.0)
    assert found.off == pytest.approx((8 * 1 + 10 + 6) / 10)
    assert found.leaning == pytest.approx((8 * 1 - 10 + 6) / 10)
    assert found.as_promised(0.8)


def test_never_inside_is_not() -> None:
    found = calibrate([Told(10, 8, 12, 30)] * 10)
    assert found is not None
    assert not found.as_promised(0.8)


def test_before_the_first_event_nothing_is_said() -> None:
    assert calibrate([]) is None
