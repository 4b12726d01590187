"""The HTML of every page is valid, whatever a browser would forgive."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Address
from tests.browser.html_rules import faults_of
from tests.browser.pages import PAGES
from tests.demo_server import DemoServer


@pytest.mark.parametrize("name", PAGES)
def test_html_is_valid(name: str, demo_server: DemoServer, address: Address) -> None:
    status, html = demo_server.get(address(name, "fr"))
    assert (status, faults_of(html)) == (PAGES[name].status, [])


def test_the_address_without_a_language_leads_to_one(demo_server: DemoServer) -> None:
    status, html = demo_server.get("/", **{"Accept-Language": "fr-TG,fr;q=0.9"})
    assert status == 200
    assert '<html lang="fr"' in html
