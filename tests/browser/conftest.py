"""Where each page is on the running demo, and what axe says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Page

from tests.browser.pages import PAGES
from tests.chromium import violations_of
from tests.demo_server import DemoServer

Address = Callable[[str, str], str]


@cache
def links_of(server: DemoServer, path: str) -> tuple[str, ...]:
    status, html = server.get(path)
    assert status == 200, f"{path} answered {status}"
    return tuple(re.findall(r'href="([^"#?]+)"', html))


@pytest.fixture(scope="session")
def address(demo_server: DemoServer) -> Address:
    """The path of a page of PAGES in a language; one with `*` is looked up on the page that links to it."""

    def find(name: str, language: str) -> str:
        page = PAGES[name]
        path = page.path.replace("{language}", language)
        if "*" not in path:
            return path
        start, _, end = path.partition("*")
        wanted = re.compile(re.escape(start) + r"[^/]+" + re.escape(end))
        parent = page.found_on.replace("{language}", language)
        found = [link for link in links_of(demo_server, parent) if wanted.fullmatch(link)]
        if name == "event-story":
            found = [link for link in found if not link.endswith(NOT_AN_EVENT)]
        assert found, f"{parent} links to nothing like {path}"
        return found[0]

    return find


NOT_AN_EVENT = tuple(
    f"/{page}/"
    for page in ("goals", "people", "events", "network", "news", "directory", "join", "decisions", "partners")
)


@pytest.fixture(scope="session")
def accessibility_faults() -> Callable[[Page], list[str]]:
    """What axe finds on the page as it stands, best practices included: rule, and the element concerned."""

    def find(page: Page) -> list[str]:
        return [
            f"{violation['id']}: {node['html'][:160]} | {node.get('failureSummary', '')}"
            for violation in violations_of(page)
            for node in violation["nodes"]
        ]

    return find
