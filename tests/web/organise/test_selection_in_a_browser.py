"""The committee's page in Chromium, with axe: a rule is moved, and the programme changes where one looks."""

# Templates that these visits see: organise/selection/list.html, organise/selection/selection.html,
# organise/selection/tiles.html, organise/selection/decide.html, organise/selection/pieces.html,
# organise/selection/balance.html, organise/selection/lines.html, organise/selection/why.html,
# organise/selection/compare.html.

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, give_code
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
DESK = "/fr/organise/practice/pycon-practice-next/selection/"


def test_a_rule_is_moved_and_its_price_is_seen(module_demo_server: DemoServer, visitor: Open) -> None:
    page = visitor(module_demo_server, Look()).page
    give_code(page, module_demo_server, an_organiser(module_demo_server))
    page.goto(DESK)
    clean(page, "selections")
    page.get_by_role("link", name="Équilibrée").click()
    address, balance = page.url, page.locator(".choosing-balance")
    expect(balance.get_by_text("au plus 30\u202f% · coûte")).to_be_visible()
    clean(page, "a selection")
    page.evaluate("window.stays = true")
    balance.get_by_text("Intelligence artificielle", exact=True).click()
    page.get_by_label("au plus · Intelligence artificielle").first.fill("20")
    page.keyboard.press("Tab")
    expect(balance.get_by_text("au plus 20\u202f% · coûte")).to_be_visible()
    expect(page.get_by_text("Effet du dernier changement")).to_be_visible()
    assert page.evaluate("window.stays") is True
    page.locator(".choice select").nth(3).select_option("out")
    expect(page.locator(".choice .pill", has_text="à la main")).to_have_count(1)
    page.get_by_role("link", name="Toutes les sélections").click()
    page.goto(f"{address}compare/{int(address.rstrip('/').rpartition('/')[2]) - 1}/")
    clean(page, "two selections")
    page.goto(address)
    page.locator("#others ~ .choices a").first.click()
    expect(page.get_by_role("button", name="La prendre à la main")).to_be_visible()
    clean(page, "why not")


def test_without_scripts_a_button_does_the_same(module_demo_server: DemoServer, visitor: Open) -> None:
    page = visitor(module_demo_server, Look(width=320, theme="dark", scripts=False)).page
    give_code(page, module_demo_server, an_organiser(module_demo_server))
    page.goto(DESK)
    page.get_by_role("link", name="Selon la note seule").click()
    page.locator("#numbers summary").click()
    page.get_by_label("Combien de sessions").fill("40")
    page.get_by_role("button", name="Calculer").click()
    expect(page.get_by_text("40 sur")).to_be_visible()
