"""A decided round of aid in Chromium, with axe: the desk's allocations, and the page of somebody's offer."""

# Templates that these visits see: organise/aid/allocation.html, organise/aid/scenario.html,
# organise/aid/side_by_side.html, me/award.html, me/award_pieces.html, me/receipts.html,
# me/receipt_pieces.html, components/statement.html, organise/aid/awards.html, organise/aid/award.html,
# organise/aid/award_pieces.html, organise/aid/award_ends.html, organise/aid/receipt.html,
# organise/aid/statement.html, organise/money/payout_award.html, organise/aid/report.html,
# organise/aid/report_pieces.html, organise/aid/pictures.html.

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core import signing
from playwright.sync_api import expect

from teranga.domains.aid.links_award import SIGNER
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, first_row, give_code
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
ROUND = "SELECT id FROM aid_aidround WHERE state = 'decided'"
WITH_RECEIPTS = (
    "SELECT a.round_id FROM aid_aidaward a JOIN aid_receipt r ON r.award_id = a.id WHERE r.state = 'sent'"
)


def own_page_of(server: DemoServer, state: str) -> str:
    """The link in the mail of somebody whose application is in this state, signed as the server does."""
    uuid = first_row(server, f"SELECT uuid FROM aid_aidapplication WHERE state = '{state}' ORDER BY id")  # noqa: S608 -- ours
    key = (server.database.parent / "secret-key").read_text(encoding="utf-8").strip()
    return f"/fr/me/news/{signing.Signer(key=key, salt=SIGNER.salt, sep='.').sign(UUID(uuid).hex)}/"


def test_the_desk_shows_who_gets_what_and_why(module_demo_server: DemoServer, visitor: Open) -> None:
    page = visitor(module_demo_server, Look()).page
    give_code(page, module_demo_server, an_organiser(module_demo_server))
    page.goto(f"/fr/organise/practice/aid/{first_row(module_demo_server, ROUND)}/allocation/")
    clean(page, "allocations")
    page.get_by_role("link", name="Tous les fonds").first.click()
    expect(page.get_by_text("Vérifié à part")).to_be_visible()
    clean(page, "a scenario")
    other = visitor(module_demo_server, Look(width=320, theme="dark")).page
    for state, words in (("offered", "Une aide t’est proposée"), ("accepted", "Tu viens, avec une aide")):
        other.goto(own_page_of(module_demo_server, state))
        expect(other.get_by_role("heading", name=words)).to_be_visible()
        clean(other, state)
    other.goto(f"{own_page_of(module_demo_server, 'accepted')}receipts/")
    expect(other.get_by_role("heading", name="Envoyer un reçu")).to_be_visible()
    clean(other, "receipts")


def test_an_award_is_seen_through_at_the_desk(module_demo_server: DemoServer, visitor: Open) -> None:
    page = visitor(module_demo_server, Look(width=320, theme="dark")).page
    give_code(page, module_demo_server, an_organiser(module_demo_server))
    page.goto(f"/fr/organise/practice/aid/{first_row(module_demo_server, WITH_RECEIPTS)}/")
    page.get_by_role("link", name="Aides accordées").click()
    awards = page.url
    page.get_by_role("link", name="il manque un oui").click()
    page.locator(".rows a").first.click()
    page.locator("#money li a").first.click()
    clean(page, "its payout")
    page.get_by_role("link", name="L’aide et ses reçus").click()
    page.goto(f"{awards}?waits=receipt")
    clean(page, "awards")
    page.locator(".rows a").first.click()
    clean(page, "an award")
    page.get_by_role("link", name="À regarder").first.click()
    page.get_by_role("button", name="Le renvoyer").click()
    expect(page.get_by_role("alert")).to_contain_text("Dis ce qui manque")
    clean(page, "a receipt")
    page.goto(f"{page.url.partition('receipts/')[0]}statement/")
    clean(page, "a statement")
    page.goto(f"{page.url.partition('awards/')[0]}report/")
    clean(page, "the report of the round")
