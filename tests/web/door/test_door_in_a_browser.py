"""The door in Chromium: a helper's phone loses the network, goes on, and the server has it all afterwards.

What these visits see: door/frame.html, door/start.html, door/list.html, door/answer.html, door/closed.html,
organise/door/door.html, organise/door/link.html, organise/forecast/forecast.html,
organise/forecast/before.html, organise/forecast/picture.html, organise/forecast/calibration.html,
organise/forecast/truth.html.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import OVERFLOW
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, axe_clean, sign_in

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
DESK = "organise/practice/pyday-coming/"
PAST = "organise/practice/rencontre-rentree/"
LOOKS = (Look("fr", "light", 390), Look("es", "dark", 320), Look("en", "light", 1280))
AT_ONCE = 500  # milliseconds in which the answer must stand there
SIGN_OF_ANSWER = """() => new Promise((done) => {
  const answer = document.querySelector("[data-answer]");
  const begun = performance.now();
  setTimeout(() => done(5000), 5000);
  new MutationObserver(() => answer.dataset.look === "in" && done(performance.now() - begun))
    .observe(answer, { attributes: true });
  document.querySelector("[data-list] .door-person").click();
})"""


def clean(page: Page) -> None:
    axe_clean(page)
    assert page.evaluate(OVERFLOW) == []


def told(server: DemoServer, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


ARRIVALS = (
    "SELECT coalesce(nullif(person.name, ''), place.name), arrival.kind FROM places_arrival AS arrival"
    " JOIN places_place AS place ON place.id = arrival.place_id"
    " LEFT JOIN people_person AS person ON person.id = place.person_id"
    " WHERE arrival.device LIKE 'phone-%' ORDER BY arrival.happened_at"
)


def a_link(server: DemoServer, visitor: Open, looks: tuple[Look, ...]) -> str:
    """An organiser looks at the forecast, opens a door, and shows the code."""
    page = visitor(server, looks[0]).page
    sign_in(page, server, an_organiser(server))
    for look in looks:
        page.set_viewport_size({"width": look.width, "height": 844})
        page.emulate_media(color_scheme="dark" if look.theme == "dark" else "light")
        for path in (f"{DESK}forecast/", PAST + "forecast/", f"{DESK}door/"):
            page.goto(f"/{look.language}/{path}")
            clean(page)
    page.goto(f"/{looks[0].language}/{DESK}door/new/")
    page.locator("form.form button.main").click()
    expect(page.locator("svg.qr")).to_be_visible()
    clean(page)
    return re.sub(r"^https?://[^/]+", "", page.locator(".say a").inner_text())


def enter(visit: Visit, address: str) -> Page:
    page = visit.page
    page.goto(address)
    page.fill("#helper", "Efua")
    page.locator("button.door-main").click()
    return page


def by_forms_alone(visit: Visit, address: str) -> None:
    """Another helper's phone without scripts; and a wrong link says whom to ask."""
    page = enter(visit, address)
    name = page.locator("[data-list] li[data-in=no] strong").first.inner_text()
    page.locator("[data-list] li[data-in=no] button.door-person").first.click()
    expect(page.locator("[data-said]")).to_have_text(f"Bienvenue, {name}")
    page.locator("[data-undo] button").click()
    expect(page.locator("[data-said]")).to_contain_text("n’est plus")
    page.goto(address[:-5] + "x/")
    expect(page.locator("h1")).to_have_text("Cette entrée est fermée")


def test_a_helper_checks_people_in_without_a_network_and_the_server_has_it_afterwards(
    own_demo_server: DemoServer, visitor: Open
) -> None:
    address = a_link(own_demo_server, visitor, LOOKS)
    visit = visitor(own_demo_server, LOOKS[0])
    visit.page.goto(address[:-5] + "x/")
    clean(visit.page)
    visit.page.goto(address)
    clean(visit.page)
    page = enter(visit, address)
    expect(page.locator("[data-door][data-kept]")).to_be_attached()
    expect(page.locator("[data-state]")).to_have_text("Connecté · tout est envoyé")
    clean(page)
    assert visit.complaints == []

    page.context.set_offline(True)
    page.reload()  # from what the phone keeps
    expect(page.locator("[data-door][data-ready]")).to_be_attached()
    expect(page.locator("header[data-line]")).to_have_attribute("data-network", "away")
    first = page.locator("[data-list] strong").first.inner_text()
    page.fill("#q", first.split()[0][:3].upper())
    expect(page.locator("[data-list] strong").first).to_contain_text(first.split()[0][:3])
    ticked = page.locator("[data-list] strong").first.inner_text()
    assert page.evaluate(SIGN_OF_ANSWER) <= AT_ONCE
    expect(page.locator("[data-said]")).to_have_text(f"Bienvenue, {ticked}")
    visit.screenshot("door-in")
    page.locator("summary").click()
    page.fill("#name", "Kofi Annan")
    page.locator("[data-walk-in] button").click()
    expect(page.locator("[data-said]")).to_have_text("Bienvenue, Kofi A.")
    expect(page.locator("[data-state]")).to_have_text("Sans réseau · à envoyer\u202f: 2")
    clean(page)
    assert told(own_demo_server, ARRIVALS) == []

    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_have_text("Connecté · tout est envoyé")
    there = told(own_demo_server, ARRIVALS)
    assert [kind for _, kind in there] == ["arrive", "walk_in"]
    assert str(there[0][0]).startswith(ticked.split()[0])
    assert there[1][0] == "Kofi Annan"

    by_forms_alone(visitor(own_demo_server, Look("fr", "dark", 390, scripts=False)), address)
