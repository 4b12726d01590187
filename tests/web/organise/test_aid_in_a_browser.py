"""A decided round of aid in Chromium, with axe: the desk's allocations, and the page of somebody's offer."""

# Templates that these visits see: organise/aid/allocation.html, organise/aid/scenario.html,
# organise/aid/side_by_side.html, me/award.html, me/award_pieces.html, me/receipts.html,
# me/receipt_pieces.html, components/statement.html.

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


def own_page_of(server: DemoServer, state: str) -> str:
    """The link in the mail of somebody whose application is in this state, signed as the server does."""
    uuid = first_row(server, f"SELECT uuid FROM aid_aidapplication WHERE state = '{state}' ORDER BY id")  # noqa: S608 -- ours
    key = (server.database.parent / "secret-key").read_text(encoding="utf-8").strip()
    return f"/fr/me/news/{signing.Signer(key=key, salt=SIGNER.salt, sep='.').sign(UUID(uuid).hex)}/"


def test_the_desk_shows_who_gets_what_and_why(demo_server: DemoServer, visitor: Open) -> None:
    page = visitor(demo_server, Look()).page
    give_code(page, demo_server, an_organiser(demo_server))
    page.goto(f"/fr/organise/practice/aid/{first_row(demo_server, ROUND)}/allocation/")
    clean(page, "allocations")
    page.get_by_role("link", name="Tous les fonds").first.click()
    expect(page.get_by_text("Vérifié à part")).to_be_visible()
    clean(page, "a scenario")
    other = visitor(demo_server, Look(width=320, theme="dark")).page
    for state, words in (("offered", "Une aide t’est proposée"), ("accepted", "Tu viens, avec une aide")):
        other.goto(own_page_of(demo_server, state))
        expect(other.get_by_role("heading", name=words)).to_be_visible()
        clean(other, state)
    other.goto(f"{own_page_of(demo_server, 'accepted')}receipts/")
    expect(other.get_by_role("heading", name="Envoyer un reçu")).to_be_visible()
    clean(other, "receipts")
