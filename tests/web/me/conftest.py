from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.web.me.visiting import NOON, Visitor

if TYPE_CHECKING:  # models cannot be imported before Django is set up, and this file is read earlier
    from teranga.domains.communities.models import Community


@pytest.fixture(autouse=True)
def _answers_without_waiting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    from teranga.web.me import evenly

    if "measured" not in request.fixturenames:
        monkeypatch.setattr(evenly, "SHORTEST_ANSWER", 0.0)


@pytest.fixture
def measured() -> None:
    """Asked for by a test that looks at how long answers take: they take as long as they really do."""


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def place(db: None) -> Community:
    from tests.domains.communities.joining import community

    return community()


@pytest.fixture
def ama(place: Community, clock: time_machine.Traveller) -> Visitor:
    return Visitor(clock)


@pytest.fixture
def kofi(place: Community, clock: time_machine.Traveller) -> Visitor:
    return Visitor(clock)
