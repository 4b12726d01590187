"""What one run does of what all runs together do: drawn from the commit, so that a commit draws the same."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import Any

import pytest


def some_each_run(options: Sequence[Any], count: int, *, of: str, always: Sequence[Any] = ()) -> list[Any]:
    """Parameters of a test: `always` and `count` of the options; the others belong to the long run.

    `of` names what is drawn, so that two tests of a commit draw apart.
    """
    chance = random.Random(f"{os.environ.get('TERANGA_TEST_COMMIT', '')} {of}")
    drawn = set(chance.sample(range(len(options)), count))
    later = [
        pytest.param(option, marks=() if number in drawn else pytest.mark.long)
        for number, option in enumerate(options)
    ]
    return [*map(pytest.param, always), *later]
