"""Reviewing in Chromium, with axe: a reviewer's evening on a phone, by keyboard and without a network."""

# Templates that these visits see: organise/review/queue.html, organise/review/read.html,
# organise/review/sheet.html, organise/review/form.html, organise/review/others.html,
# organise/review/pieces.html, organise/review/board.html, organise/review/conflicts.html,
# organise/review/none.html, organise/review/assign.html, organise/review/assigned.html,
# organise/review/scores.html.

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, first_row, give_code
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
EVENT = (
    "SELECT e.slug FROM events_event e JOIN proposals_call c ON c.event_id = e.id"
    " JOIN proposals_reviewphase p ON p.call_id = c.id LIMIT 1"
)
A_PROPOSAL = (
    "SELECT p.code FROM proposals_proposal p JOIN proposals_reviewphase r ON r.call_id = p.call_id"
    " WHERE p.state = 'submitted' ORDER BY p.id LIMIT 1"
)
A_REVIEWER = (
    "SELECT value FROM people_contactpoint JOIN people_rolegrant USING (person_id)"
    " WHERE kind = 'email' AND role = 'reviewer' ORDER BY people_rolegrant.id LIMIT 1"
)


def test_an_evening_of_reviewing_on_a_phone(module_demo_server: DemoServer, visitor: Open) -> None:
    visit = visitor(module_demo_server, Look(width=320, theme="dark"))
    page, root = visit.page, f"/fr/organise/practice/{first_row(module_demo_server, EVENT)}/reviews/"
    give_code(page, module_demo_server, first_row(module_demo_server, A_REVIEWER))
    page.goto(root)
    clean(page, "the queue")
    page.get_by_role("link", name="Les lire en route, sans réseau").click()
    expect(page.locator("[data-reading-words]")).to_have_text(re.compile("gardée sur cet appareil"))
    clean(page, "to read")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("article h2").first).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    page.get_by_role("button", name="L’enlever de cet appareil").click()
    page.goto(root)
    page.locator("section.card .rows a").last.click()
    page.wait_for_url(re.compile(r"/reviews/of/"))
    clean(page, "a sheet")
    page.locator("[data-points] input").first.focus()
    for points in "432":
        page.keyboard.press(points)
    chosen = page.locator("[data-points] input:checked")
    expect(chosen).to_have_count(3)
    assert [chosen.nth(nth).input_value() for nth in range(3)] == ["4", "3", "2"]
    address = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != address)
    page.goto(address)
    assert [chosen.nth(nth).input_value() for nth in range(3)] == ["4", "3", "2"]


def test_the_board_and_the_lists_of_reviewing_are_clean(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    page = visitor(module_demo_server, Look()).page
    root = f"/fr/organise/practice/{first_row(module_demo_server, EVENT)}/reviews/"
    give_code(page, module_demo_server, an_organiser(module_demo_server))
    code = first_row(module_demo_server, A_PROPOSAL)
    for path in ("board/", "scores/", "phases/", "phases/add/", f"of/{code}/", f"of/{code}/who/"):
        page.goto(root + path)
        clean(page, path)
    page.goto(f"{root}assign/")
    page.get_by_role("button", name="Calculer").click()
    page.get_by_role("button", name="Solliciter ces relecteurs").wait_for(timeout=60_000)
    clean(page, "an assignment")
    page.goto("/fr/organise/practice/atelier-csv/reviews/")
    expect(page.get_by_text("Il n’y a pas encore d’appel")).to_be_visible()
    clean(page, "no call")
