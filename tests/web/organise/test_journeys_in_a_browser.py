"""A journey together in Chromium, with axe: the desk, the plan to print, and one's own page of it."""

# Templates that these visits see: organise/pools/journeys.html, organise/pools/journey.html,
# organise/pools/pieces.html, organise/pools/plan.html, me/journey.html, me/journey_plan.html,
# components/journey_plan.html.

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import signing
from playwright.sync_api import expect

from teranga.domains.places.links import SIGNER
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, first_row, give_code
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
SLUG = "SELECT slug FROM events_event WHERE id = (SELECT MIN(event_id) FROM aid_travelpool)"
ANSWER = (
    "SELECT r.id FROM places_rsvp r JOIN aid_travelpool p ON p.event_id = r.event_id"
    " WHERE r.state = 'going' ORDER BY r.id"
)


def test_a_bus_is_planned_at_the_desk_and_seen_by_one_who_travels(
    own_demo_server: DemoServer, visitor: Open
) -> None:
    slug = first_row(own_demo_server, SLUG)
    page = visitor(own_demo_server, Look()).page
    give_code(page, own_demo_server, an_organiser(own_demo_server))
    page.goto("/fr/organise/practice/journeys/")
    clean(page, "journeys")
    page.goto(f"/fr/organise/practice/{slug}/journey/")
    expect(page.get_by_text("11 / 14")).to_be_visible()
    page.locator("details > summary").first.click()
    clean(page, "a journey")
    page.goto(f"/fr/organise/practice/{slug}/journey/plan/")
    clean(page, "the plan")
    key = (own_demo_server.database.parent / "secret-key").read_text(encoding="utf-8").strip()
    token = signing.Signer(key=key, salt=SIGNER.salt, sep=".").sign(str(first_row(own_demo_server, ANSWER)))
    other = visitor(own_demo_server, Look(width=320, theme="dark")).page
    other.goto(f"/fr/practice/{slug}/place/{token}/")
    other.get_by_role("link", name="Mon voyage").click()
    expect(other.get_by_text("Tu as une place.")).to_be_visible()
    clean(other, "my journey")
    other.get_by_role("link", name="Le plan à imprimer").click()
    expect(other.get_by_text("06:30 Gare routière du Marché")).to_be_visible()
    clean(other, "my plan")
