from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Four days before the event of `a_world` opens, unless the test says otherwise."""
    from tests.web.public.worlds import NOW

    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
