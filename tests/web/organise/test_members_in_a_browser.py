"""Members in Chromium: an organiser brings a list along, a member shares and offers; every page with axe."""

# Templates that these visits see: me/part.html, me/part_offers.html, me/part_pieces.html,
# me/timeline.html, organise/members/active.html, organise/members/delegation.html,
# organise/members/fading.html, organise/members/heard.html, organise/members/import.html,
# organise/members/list.html, organise/members/look.html, organise/members/member.html,
# organise/members/newcomers.html, organise/members/pieces.html, organise/members/report.html,
# organise/members/speakers.html.

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import OVERFLOW
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import a_member, an_organiser, axe_clean, give_code

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
DESK = "organise/practice/"
LOOK = Look("fr", "light", 390)
PAGES = (
    "members/", "members/active/", "members/newcomers/", "members/fading/", "members/speakers/", "heard/",
    "heard/talk/", "heard/add/", "members/import/",
)  # fmt: skip
LIST = "Nom;Courriel;Ville\nAfi Démo;afi.demo.{}@example.org;Lomé\nKofi;kofi@;Kara\n"


def clean(visit: Visit, page: Page, name: str) -> None:
    assert page.locator("h1").count() == 1, name
    axe_clean(page)
    assert page.evaluate(OVERFLOW) == [], name
    visit.screenshot(f"members-{name.strip('/').replace('/', '-')}")


def test_the_members_desk_is_clean_and_brings_a_list_along(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    visit = visitor(module_demo_server, LOOK)
    page, root = visit.page, f"/{LOOK.language}/{DESK}"
    give_code(page, module_demo_server, an_organiser(module_demo_server))
    for path in PAGES:
        answer = page.goto(root + path)
        assert answer is not None
        assert answer.status == 200, path
        clean(visit, page, path)
    sent = LIST.format(LOOK.width).encode("cp1252")
    page.set_input_files("#file", {"name": "liste.csv", "mimeType": "text/csv", "buffer": sent})
    page.locator("form.form button.main").click()
    expect(page.locator("#basis")).to_be_visible(timeout=30_000)
    clean(visit, page, "look")
    page.locator("input[value=recorded]").check()
    page.locator("#basis").fill("They signed our attendance list.")
    page.locator("button[value=apply]").click()
    expect(page.locator("button[value=undo]")).to_be_visible(timeout=30_000)
    clean(visit, page, "put-in")
    page.goto(f"{root}members/?q=afi+demo")
    page.locator(".desk-work .rows a").first.click()
    clean(visit, page, "one")
    page.goto(f"{root}heard/")
    page.locator(".desk-work .rows a").first.click()
    clean(visit, page, "journey")


def test_a_member_shares_offers_and_reads_their_timeline_on_a_phone(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    visit = visitor(module_demo_server, LOOK)
    page = visit.page
    give_code(page, module_demo_server, a_member(module_demo_server, 60))
    page.goto("/fr/me/practice/part/")
    clean(visit, page, "part")
    page.locator("#directory button").click()
    page.locator("#speak summary").click()
    page.locator("#about").fill("Python sans réseau")
    page.locator("#speak button").first.click()
    expect(page.locator("#speak details")).to_have_attribute("open", "")
    clean(visit, page, "part-offered")
    page.goto("/fr/practice/members/")
    clean(visit, page, "directory")
    page.goto("/fr/me/timeline/")
    clean(visit, page, "timeline")
