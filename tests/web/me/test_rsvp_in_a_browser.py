"""Answering in Chromium, on the demo: without scripts as on an old phone, in few taps and few bytes.

On the way it sees, with axe, components/places_card.html, me/rsvp.html, me/rsvp_when.html,
me/rsvp_party.html, me/rsvp_check.html, me/rsvp_link.html, me/rsvp_link_over.html, me/rsvp_paper.html,
me/rsvp_closed.html, me/own_place.html, me/own_place_more.html,
me/own_place_pieces.html, me/guest_place.html, public/draw.html; and as an organiser
organise/places/places.html, organise/places/people.html, organise/places/quota.html.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import OVERFLOW
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, axe_clean, give_code
from tests.web.me.test_in_a_browser import QUICKEST, SUBMIT, Hands, received

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
MOST_INTERACTIONS, MOST_BYTES = 4, 40_000
WORKSHOP, PYDAY, NIGHT = (f"/fr/practice/{slug}/" for slug in ("atelier-csv", "pyday-coming", "nuit-du-code"))


def link_for(server: DemoServer, address: str) -> str:
    _status, html = server.get("/fr/demo/mail/")
    mail = next(part for part in html.split("<article") if address in part)
    return re.search(r"https?://[^/\s]+(/(?:fr|en)/[^\s<\"]+)", mail)[1]


def fill_in(page: Page, hands: Hands, address: str) -> None:
    opened = time.monotonic()
    hands.fill("#name", "Ama Mensah")
    hands.fill("#contact", address)
    page.wait_for_timeout(max(0.0, QUICKEST - (time.monotonic() - opened)) * 1000)
    hands.tap(SUBMIT)


def test_from_the_shared_link_to_a_place_in_french_without_scripts(
    own_demo_server: DemoServer, visitor: Open
) -> None:
    visit = visitor(own_demo_server, Look("fr", width=390, scripts=False))
    page, hands, sizes = visit.page, Hands(visit.page), received(visit.page)
    page.goto(WORKSHOP + "answer/?from=link")
    fill_in(page, hands, "ama.mensah@example.org")
    expect(page).to_have_url(re.compile(r"/answer/check/$"))
    page.goto(link_for(own_demo_server, "ama.mensah@example.org"))
    hands.tap(SUBMIT)
    expect(page).to_have_url(re.compile(r"/place/[^/]+/\?done=1$"))
    expect(page.locator("main h2").first).to_have_text("Tu as une place")
    print(f"{hands.done} interactions, {sum(sizes)} bytes in {len(sizes)} answers")
    assert hands.done <= MOST_INTERACTIONS
    assert sum(sizes) <= MOST_BYTES
    assert visit.complaints == []
    assert visit.strange_hosts == set()
    again = visitor(own_demo_server, Look("fr", "dark", 320)).page
    again.goto(page.url)
    expect(again.get_by_role("link", name="Ouvrir la salle en ligne")).to_be_visible()
    axe_clean(again)
    assert again.evaluate(OVERFLOW) == []
    look_at_a_guest(again)


def look_at_a_guest(page: Page) -> None:
    page.locator("details summary").first.click()
    page.locator("#guests").select_option("1")
    page.get_by_role("button", name="Enregistrer mes invités").click()
    axe_clean(page)
    assert page.evaluate(OVERFLOW) == []
    page.get_by_role("link", name="Page de cette place").click()
    page.locator("#name").fill("Kossi Boa")
    page.get_by_role("button", name="Enregistrer mon nom").click()
    expect(
        page.get_by_text("Kossi Boa, à l’entrée ton nom suffit. Tu viens avec Ama Mensah.")
    ).to_be_visible()
    axe_clean(page)
    assert page.evaluate(OVERFLOW) == []


def test_every_page_of_an_answer_is_clean(own_demo_server: DemoServer, visitor: Open) -> None:
    for look in (Look("fr", "light", 390), Look("en", "dark", 320)):
        look_at_every_page(own_demo_server, visitor(own_demo_server, look), look)

    look_at_the_desk(own_demo_server, visitor(own_demo_server, Look("fr", "light", 390)))


def look_at_the_desk(server: DemoServer, visit: Visit) -> None:
    page = visit.page
    give_code(page, server, an_organiser(server))
    desk = "/fr/organise/practice/pyday-coming/places/"
    for path in ("", "settings/", "add/", "by-name/", "questions/add/"):
        page.goto(desk + path)
        assert page.locator("h1").count() == 1, path
        axe_clean(page)
        assert page.evaluate(OVERFLOW) == [], path
        visit.screenshot(f"places-desk-{path.strip('/').replace('/', '-') or 'home'}")
    page.goto(desk)
    page.locator(".card .pair a").first.click()
    axe_clean(page)


def look_at_every_page(own_demo_server: DemoServer, visit: Visit, look: Look) -> None:
    page, address = visit.page, f"kofi.{look.width}@example.org"

    def clean(name: str) -> None:
        assert page.locator("h1").count() == 1, name
        axe_clean(page)
        assert page.evaluate(OVERFLOW) == [], name
        visit.screenshot(f"answer-{name}-{look}")

    def go(path: str, name: str) -> None:
        page.goto(path.replace("/fr/", f"/{look.language}/"))
        clean(name)

    go(PYDAY, "event")
    go(PYDAY + "answer/paper/", "paper")
    go(PYDAY + "answer/link/of-long-ago/", "link-over")
    go(NIGHT + "draw/", "draw")
    go("/fr/practice/rencontre-rentree/answer/", "closed")
    go(PYDAY + "answer/", "form")
    page.locator("details summary").first.click()
    page.wait_for_timeout(QUICKEST * 1000)
    page.locator(SUBMIT).first.click()
    clean("refused")
    fill_in(page, Hands(page), address)
    expect(page).to_have_url(re.compile(r"/answer/check/$"))
    clean("check")
    page.goto(link_for(own_demo_server, address))
    clean("link")
    page.locator(SUBMIT).first.click()
    expect(page).to_have_url(re.compile(r"/place/[^/]+/\?done=1$"))
    clean("waiting")
    assert visit.strange_hosts == set()
