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
COMMUNITY = "/fr/organise/python-anecho/"
EVENT = f"{COMMUNITY}pycon-aneho-2027/"
ROOMS = ("Amphi", "Salle 2", "Cour")
PAGE = {
    "title_fr": "Notre histoire", "title_en": "Our story", "body_fr": "Un taxi, cinq personnes.",
    "body_en": "One taxi, five people.",
}  # fmt: skip


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


def add_rooms(hands: Organiser) -> None:
    root = f"{EVENT}rooms/"
    hands.tap("main nav.only-narrow summary:has-text('Programme')")
    hands.tap(f"main a.tile[href='{root}']")
    for name in ROOMS:
        hands.tap(f"main a[href='{root}add/']")
        hands.fill("#name_fr", name)
        hands.press()
        hands.page.wait_for_url(f"**{root}?saved=1")


def write_page(hands: Organiser) -> None:
    hands.tap(".desk-menu > summary")
    hands.tap(".desk-menu summary:has-text('Nouvelles et pages')")
    hands.tap(f".desk-menu a[href='{COMMUNITY}pages/']")
    hands.tap(f"main a[href='{COMMUNITY}pages/add/']")
    for field, text in PAGE.items():
        hands.fill(f"#{field}", text)
    hands.press("main form.form button.main")
    hands.press("main form button[name=what][value=now]")
    hands.page.locator("main form button[name=what][value=draft]").wait_for()


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
        add_rooms(hands)
        write_page(hands)
        tab.screenshot("journey-published")
        print(f"organising: {hands.interactions} interactions")
        assert hands.interactions <= MOST_INTERACTIONS
        assert (tab.complaints, tab.strange_hosts) == ([], set())
        check_what_visitors_see(server)


def check_what_visitors_see(server: DemoServer) -> None:
    for language, name, page in (
        ("fr", "PyCon Aného 2027", "Notre histoire"), ("en", "PyCon Aneho 2027", "Our story"),
    ):  # fmt: skip
        status, html = server.get(f"/{language}/python-anecho/pycon-aneho-2027/")
        assert status == 200
        assert name in html
        venue = server.get(f"/{language}/python-anecho/pycon-aneho-2027/venue/")[1]
        assert [room for room in ROOMS if room not in venue] == []
        assert page in server.get(f"/{language}/python-anecho/pages/notre-histoire/")[1]
    assert "pycon-aneho-2027" in server.get("/fr/")[1]
