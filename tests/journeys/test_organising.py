"""From `teranga init` to a published event: on a phone, in French, without an address typed by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.journeys.installation import INIT, let_minutes_pass, mailed_code, served, teranga
from tests.journeys.test_joining import Hands

pytestmark = pytest.mark.browser
MOST_INTERACTIONS = 40
ORGANISER = "ama@example.org"


class Organiser(Hands):
    """Somebody with a phone. Dates and choices come from the phone's own pickers: one interaction each."""

    def pick(self, target: str, value: str) -> None:
        self.interactions += 1
        self.page.locator(target).fill(value)

    def choose(self, target: str, value: str) -> None:
        self.interactions += 1
        self.page.locator(target).select_option(value)

    def follow(self, words: str) -> None:
        self.tap(self.page.get_by_role("link", name=words, exact=True))

    def press(self, selector: str = "main form button.main") -> None:
        self.tap(selector)


def sign_in(hands: Organiser, server: DemoServer) -> None:
    hands.tap("footer a[href*='/me/sign-in/']")
    hands.fill("#contact", ORGANISER)
    hands.press()
    hands.page.wait_for_url("**/sign-in/code/")
    hands.fill("input[name=code]", mailed_code(server))
    hands.press()
    hands.page.wait_for_url("**/fr/organise/")


def describe_community(hands: Organiser) -> None:
    hands.tap("main a[href='/fr/organise/python-anecho/']")
    hands.tap("main a[href='/fr/organise/python-anecho/start/']")
    hands.fill("#city", "Aného")
    hands.choose("#country", "TG")
    hands.press()
    hands.page.wait_for_url("**/start/event/")


def describe_event(hands: Organiser) -> None:
    hands.fill("#name_fr", "PyCon Aného 2027")
    hands.fill("#name_en", "PyCon Aneho 2027")
    hands.pick("#start", "2027-08-20")
    hands.fill("#venue", "Lycée d’Aného")
    hands.press()
    hands.page.wait_for_url("**/look/")


def publish(hands: Organiser) -> None:
    hands.press()
    hands.page.wait_for_url("**/?published=1")


def test_an_event_is_published_from_nothing_on_a_phone(
    tmp_path: Path,
    visitor: Callable[[DemoServer, Look], Visit],
) -> None:
    data = tmp_path / "data"
    teranga(*INIT, "--email", ORGANISER, data=data)
    let_minutes_pass(data)
    with served(data) as server:
        tab = visitor(server, Look(scripts=False))
        hands = Organiser(tab)
        hands.page.goto("/fr/")
        sign_in(hands, server)
        describe_community(hands)
        describe_event(hands)
        publish(hands)
        tab.screenshot("journey-published")
        print(f"organising: {hands.interactions} interactions")
        assert hands.interactions <= MOST_INTERACTIONS
        assert (tab.complaints, tab.strange_hosts) == ([], set())
        for language, name in (("fr", "PyCon Aného 2027"), ("en", "PyCon Aneho 2027")):
            status, html = server.get(f"/{language}/python-anecho/pycon-aneho-2027/")
            assert status == 200
            assert name in html
        assert "pycon-aneho-2027" in server.get("/fr/")[1]
