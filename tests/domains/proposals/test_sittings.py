"""A few sittings of the long run: what a save's answer promised is there after cuts, two tabs and a kill."""

from __future__ import annotations

from pathlib import Path

from tests.domains.proposals.sittings import Site, sit
from tests.smtp_server import Server


def test_a_few_sittings_lose_no_save_that_was_acknowledged(tmp_path: Path) -> None:
    with Server() as server:
        site = Site(tmp_path, server)
        try:
            report = sit(site, sittings=8, seed="short", kills=1)
        finally:
            site.end()
    assert (report.sittings, report.lost, report.did["kill"]) == (8, [], 1)
    assert report.promised > 12
