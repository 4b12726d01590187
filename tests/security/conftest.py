from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.demo_server import DemoServer, copy_of
from tests.security.production import Production, running


@pytest.fixture(scope="module")
def production(demo_server: DemoServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """A copy of the demo world, served for others behind one proxy."""
    data = copy_of(demo_server, tmp_path_factory.mktemp("production") / "data")
    with running(data, TERANGA_PROXIES="1") as server:
        yield server


@pytest.fixture(autouse=True)
def _answers_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of forms are sent here; that answers take evenly long is looked at where people join."""
    from teranga.web.me import evenly

    monkeypatch.setattr(evenly, "SHORTEST_ANSWER", 0.0)
