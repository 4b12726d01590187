"""Chromium as a visitor holds it: a language, a theme, a width, with JavaScript or without."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

import run
from tests.demo_server import DemoServer

ARTEFACTS = run.ROOT / "artefacts" / "screens"
HEIGHTS = {320: 640, 390: 844, 1280: 900}
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    language: str = "fr"
    theme: str = "light"
    width: int = 390
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}" + ("" if self.scripts else "-noscript")


@dataclass
class Visit:
    """One tab, and all that went wrong in it: console errors, refused resources, strange hosts."""

    page: Page
    own_host: str
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def listen(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def _hear(self, message: ConsoleMessage) -> None:
        status = "Failed to load resource: the server responded with a status of "
        expected = message.text.startswith(status) and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.url.endswith("/icon.svg") and request.failure == "net::ERR_ABORTED":
            return  # the browser itself gives its tab icon up when the person goes on to the next page
        self.complaints.append(f"not loaded: {request.url} ({request.failure})")

    def forget(self) -> None:
        """Begin anew with the next page in the same tab."""
        self.complaints.clear()
        self.hosts.clear()

    @property
    def strange_hosts(self) -> set[str]:
        return {host for host in self.hosts if host and host != self.own_host}

    def screenshot(self, name: str) -> None:
        """Keep how the page looks, where somebody asked for pictures: TERANGA_TEST_SCREENS=1."""
        if not os.environ.get("TERANGA_TEST_SCREENS"):
            return
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)


class Tabs:
    """The tabs of one person who signed in in the first of them: one a look, opened when it is needed."""

    def __init__(
        self, visitor: Callable[[DemoServer, Look], Visit], server: DemoServer, first: Visit
    ) -> None:
        self.visitor, self.server, self.first = visitor, server, first
        self.opened: dict[Look, Visit] = {}

    def __getitem__(self, look: Look) -> Visit:
        if look not in self.opened:
            tab = self.visitor(self.server, look)
            tab.page.context.add_cookies(self.first.page.context.cookies())  # type: ignore[arg-type]
            self.opened[look] = tab
        return self.opened[look]


@cache
def axe_script() -> str:
    return Axe().axe_script


def violations_of(page: Page) -> list[dict[str, Any]]:
    """What axe holds against the page as it stands. All rules are asked; of what is good, no list is made."""
    return page.evaluate("async () => (await axe.run({ resultTypes: ['violations'] })).violations")


def find_chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        found = shutil.which(name)
        if found:
            return found
    raise AssertionError("The browser tests need Chromium. On Debian: apt-get install chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; the database tests beside it are not asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[[DemoServer, Look], Visit]]:
    """Open a tab with a look of its own on a server: visitor(demo_server, Look("es", "dark", 1280))."""
    with ExitStack() as opened:
        yield lambda server, look=None: opened.enter_context(tab_of(chromium, server, look or Look()))


@pytest.fixture(scope="session")
def reader(chromium: Browser) -> Iterator[Callable[[DemoServer, Look], Visit]]:
    """Like `visitor`, for who only reads: the tab of a look is kept and goes on to the next test's page."""
    kept: dict[tuple[str, Look], Visit] = {}
    with ExitStack() as opened:

        def tab_for(server: DemoServer, look: Look) -> Visit:
            if (server.url, look) not in kept:
                kept[server.url, look] = opened.enter_context(tab_of(chromium, server, look))
            kept[server.url, look].forget()
            return kept[server.url, look]

        yield tab_for


@contextmanager
def tab_of(chromium: Browser, server: DemoServer, look: Look) -> Iterator[Visit]:
    context = context_for(chromium, server, look)
    visit = Visit(context.new_page(), urlsplit(server.url).netloc)
    visit.listen()
    yield visit
    context.close()


def context_for(chromium: Browser, server: DemoServer, look: Look) -> BrowserContext:
    context = chromium.new_context(
        base_url=server.url,
        viewport={"width": look.width, "height": HEIGHTS[look.width]},
        is_mobile=look.width < 600,
        has_touch=look.width < 600,
        color_scheme="dark" if look.theme == "dark" else "light",
        reduced_motion="reduce",
        locale={"fr": "fr-TG", "en": "en-GM", "es": "es-CO"}[look.language],
        timezone_id="Africa/Lome",
        java_script_enabled=look.scripts,
    )
    if look.scripts:  # axe comes with each page as a script that is compiled already, not sent anew each time
        context.add_init_script(axe_script())
    context.set_default_timeout(15_000)
    return context
