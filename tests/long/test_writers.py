"""Fifty who write for half a minute through two processes on one SQLite file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domains.proposals.sittings import Site
from tests.domains.proposals.writers import write_at_once
from tests.smtp_server import Server


@pytest.mark.long
def test_g32_fifty_who_write_for_half_a_minute_lose_nothing_and_see_no_error(tmp_path: Path) -> None:
    with Server() as server:
        site = Site(tmp_path, server)
        try:
            report = write_at_once(site, writers=50, seconds=30)
        finally:
            site.end()
    print(report)
    assert (report.lost, set(report.answers)) == (0, {200})
