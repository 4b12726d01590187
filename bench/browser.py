"""Chromium with a cold cache in each context, and what it says of every byte that came over the wire."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.chromium import QUIET, find_chromium

PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass(slots=True)
class Resource:
    url: str
    kind: str
    encoding: str = ""
    headers: int = 0  # bytes on the wire
    whole: int = 0  # bytes on the wire, headers included

    @property
    def body(self) -> int:
        return max(0, self.whole - self.headers)


@dataclass
class Wire:
    """Everything that one tab received, in the order in which it was asked for."""

    resources: list[Resource] = field(default_factory=list)
    _open: dict[str, Resource] = field(default_factory=dict)

    def listen(self, page: Page) -> Any:
        """Returns the session with the browser's own protocol, for those who want more of it."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._finished)
        return session

    def _asked(self, event: dict[str, Any]) -> None:
        redirect = event.get("redirectResponse")
        if redirect:
            self._open[event["requestId"]].headers = self._open[event["requestId"]].whole = int(
                redirect["encodedDataLength"]
            )
        if event["request"]["url"].startswith("data:"):
            return
        resource = Resource(event["request"]["url"], event.get("type", ""))
        self._open[event["requestId"]] = resource
        self.resources.append(resource)

    def _answered(self, event: dict[str, Any]) -> None:
        resource = self._open.get(event["requestId"])
        if resource:
            headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
            resource.encoding = headers.get("content-encoding", "")
            resource.headers = int(event["response"]["encodedDataLength"])

    def _finished(self, event: dict[str, Any]) -> None:
        resource = self._open.get(event["requestId"])
        if resource:
            resource.whole = int(event.get("encodedDataLength", 0))

    @property
    def bytes(self) -> int:
        return sum(resource.whole for resource in self.resources)

    @property
    def hosts(self) -> set[str]:
        return {urlsplit(resource.url).netloc for resource in self.resources}


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def phone(browser: Browser, *, scripts: bool = True) -> Iterator[BrowserContext]:
    """A visitor with a phone, in French, who was never here before."""
    context = browser.new_context(
        viewport=PHONE, is_mobile=True, has_touch=True, locale="fr-TG", timezone_id="Africa/Lome",
        java_script_enabled=scripts,
    )  # fmt: skip
    context.set_default_timeout(30_000)
    try:
        yield context
    finally:
        context.close()
