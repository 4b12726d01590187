"""Somebody joins from a phone, in French, without JavaScript, and another one leaves again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import accessibility_faults  # noqa: F401 -- a fixture of the browser tests
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer

pytestmark = pytest.mark.browser
MOST_INTERACTIONS = 9
MOST_BYTES = 60_000
QUICK_TYPING = 75  # milliseconds a letter; a form that is filled in faster than by hand is refused
CONTACT, ANOTHER = "afi.journey@example.org", "kossi.journey@example.org"


class Hands:
    """What a person does, counted: every tap and every field filled in."""

    def __init__(self, visit: Visit) -> None:
        self.page, self.interactions, self.bytes = visit.page, 0, 0
        self.page.on("requestfinished", self._weigh)

    def _weigh(self, request: object) -> None:
        sizes = request.sizes()  # type: ignore[attr-defined]
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    def tap(self, target: str | Locator) -> None:
        self.interactions += 1
        (self.page.locator(target).first if isinstance(target, str) else target.first).tap()

    def fill(self, target: str, text: str) -> None:
        self.interactions += 1
        self.page.locator(target).press_sequentially(text, delay=QUICK_TYPING)


def mail_to(server: DemoServer, visitor: Callable[[DemoServer, Look], Visit], address: str) -> str:
    """The mail as the demo shows it, read in another tab: no interaction with the pages of joining."""
    reader = visitor(server, Look(scripts=False))
    reader.page.goto("/fr/demo/mail/")
    return reader.page.locator("article", has_text=address).first.inner_text()


def ask_to_join(hands: Hands, contact: str) -> None:
    hands.page.goto("/fr/")
    hands.tap("main a[href='/fr/practice/']")
    hands.tap("main a[href^='/fr/practice/join/']")
    hands.fill("#name", "Afi Journey")
    hands.fill("#contact", contact)
    hands.tap("input[name=consents][required]")
    hands.tap("form[data-once] button.main")
    hands.page.wait_for_url("**/fr/practice/join/confirm/")


def test_joining_takes_few_steps_and_few_bytes(
    module_demo_server: DemoServer, visitor: Callable[[DemoServer, Look], Visit]
) -> None:
    tab = visitor(module_demo_server, Look(scripts=False))
    hands = Hands(tab)
    ask_to_join(hands, CONTACT)
    code = re.search(r"\b\d{6}\b", mail_to(module_demo_server, visitor, CONTACT))
    assert code is not None
    hands.fill("input[name=code]", code[0])
    hands.tap("form[data-once] button.main")
    hands.page.wait_for_url("**/fr/me/?joined=practice")
    assert CONTACT in hands.page.locator("main").inner_text()
    tab.screenshot("journey-joined")
    print(f"joining: {hands.interactions} interactions, {hands.bytes} bytes")
    assert hands.interactions <= MOST_INTERACTIONS
    assert hands.bytes <= MOST_BYTES
    assert (tab.complaints, tab.strange_hosts) == ([], set())


def test_the_link_in_the_mail_joins_and_the_member_can_leave(
    module_demo_server: DemoServer,
    visitor: Callable[[DemoServer, Look], Visit],
    accessibility_faults: Callable[..., list[str]],  # noqa: F811
) -> None:
    """Seen on the way: me/link.html, me/me.html with me/place.html, me/leave.html."""
    tab = visitor(module_demo_server, Look())
    ask_to_join(Hands(tab), ANOTHER)
    link = re.search(r"/fr/practice/join/link/[^\s\"<]+", mail_to(module_demo_server, visitor, ANOTHER))
    assert link is not None
    tab.page.goto(link[0])
    assert accessibility_faults(tab.page) == []
    tab.page.locator("form[data-once] button.main").tap()
    tab.page.wait_for_url("**/fr/me/?joined=practice")
    tab.screenshot("journey-me")
    assert accessibility_faults(tab.page) == []
    tab.page.locator("a[href='/fr/me/practice/leave/']").first.tap()
    tab.page.wait_for_url("**/fr/me/practice/leave/")
    tab.screenshot("journey-leave")
    assert accessibility_faults(tab.page) == []
    tab.page.locator("main form button.main").first.tap()
    tab.page.wait_for_url("**/fr/me/practice/left/")
    tab.page.goto("/fr/me/")
    assert ANOTHER not in tab.page.locator("main").inner_text()
    assert (tab.complaints, tab.strange_hosts) == ([], set())
