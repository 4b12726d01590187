"""A few sittings of the long run: what a save's answer promised is there after cuts, two tabs and a kill."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.domains.proposals.sittings import Site, sit
from tests.domains.proposals.writers import write_at_once
from tests.smtp_server import Server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Server() as server:
        site = Site(tmp_path_factory.mktemp("site"), server)
        try:
            yield site
        finally:
            site.end()


def test_a_few_sittings_lose_no_save_that_was_acknowledged(site: Site) -> None:
    report = sit(site, sittings=8, seed="short", kills=1)
    assert (report.sittings, report.lost, report.did["kill"]) == (8, [], 1)
    assert report.promised > 12


def test_g32_a_few_who_write_at_once_through_two_processes_lose_nothing_and_see_no_error(site: Site) -> None:
    report = write_at_once(site, writers=8, seconds=1)
    assert (report.lost, set(report.answers)) == (0, {200})
    assert report.answers[200] >= 8
