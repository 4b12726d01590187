from __future__ import annotations

import pytest

from tests.web.account.entering import FastClock


@pytest.fixture(autouse=True)
def _answers_without_waiting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    from teranga.web.me import evenly

    if "measured" not in request.fixturenames:
        monkeypatch.setattr(evenly, "SHORTEST_ANSWER", 0.0)


@pytest.fixture
def measured() -> None:
    """Asked for by a test that looks at how long answers take: they take as long as they really do."""


@pytest.fixture
def clock() -> FastClock:
    with FastClock() as clock:
        yield clock
