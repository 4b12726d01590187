"""Five hundred sittings: cuts, reloads, other languages, expired sessions, two tabs, a killed server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domains.proposals.sittings import Site, sit
from tests.smtp_server import Server

SITTINGS, KILLS = 500, 100


@pytest.mark.long
def test_five_hundred_sittings_lose_no_save_that_was_acknowledged(tmp_path: Path) -> None:
    with Server() as server:
        site = Site(tmp_path, server)
        try:
            report = sit(site, sittings=SITTINGS, seed="long", kills=KILLS)
        finally:
            site.end()
    print(report)
    assert (report.sittings, report.lost) == (SITTINGS, [])
    assert report.did["kill"] == KILLS
