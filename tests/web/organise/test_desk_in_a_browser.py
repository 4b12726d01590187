"""Plan, texts, programme, import and clone in Chromium: every page in three looks, with axe."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import OVERFLOW
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import MAIN, an_organiser, axe_clean, give_code

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
HOME, EVENT = "organise/practice/", "organise/practice/pycon-practice/"
LOOKS = [Look("fr", "light", 390), Look("en", "dark", 320), Look("es", "light", 1280)]
# The pages that these visits see; those that stand inside them are seen with them.
PAGES = {
    "organise/plan/plan.html": EVENT + "plan/",
    "organise/plan/print.html": EVENT + "plan/print/",
    "organise/drawn/form.html": EVENT + "plan/add/",
    "organise/content/pages.html": HOME + "pages/",
    "organise/content/page.html": HOME + "pages/add/",
    "organise/content/rows.html": HOME + "goals/",
    "organise/content/board.html": HOME + "pages/translations/",
    "organise/programme/programme.html": EVENT + "sessions/",
    "organise/programme/import.html": EVENT + "import/",
    "organise/clone/editions.html": HOME + "clone/",
    "organise/clone/check.html": EVENT + "check/",
}
MORE = (HOME + "people/", HOME + "pages/channels/", HOME + "pages/figures/", HOME + "directory/",
        HOME + "network/", EVENT + "rooms/", EVENT + "tracks/", EVENT + "speakers/", EVENT + "venues/",
        EVENT + "translations/", EVENT + "sessions/add/", HOME + "clone/pycon-practice/")  # fmt: skip
# Reached by a tap: the page it stands on, and the link.
BELOW = {
    "organise/plan/task.html": (EVENT + "plan/", ".task a"),
    "organise/content/row.html": (HOME + "goals/", ".task a"),
    "organise/programme/session.html": (EVENT + "sessions/", ".desk-work .rows a"),
    "organise/content/translate.html": (HOME + "pages/translations/", ".desk-work .rows a"),
}
SEEN_INSIDE = ("components/form.html", "organise/plan/filters.html", "organise/drawn/pieces.html")
SEEN_ON_THE_WAY = ("organise/drawn/remove.html", "organise/programme/report.html")


def clean(page: Page, path: str) -> None:
    assert page.locator("h1").count() == 1, path
    axe_clean(page)
    assert page.evaluate(OVERFLOW) == [], path


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_of_the_desk_is_clean(own_demo_server: DemoServer, visitor: Open, look: Look) -> None:
    visit = visitor(own_demo_server, look)
    page, prefix = visit.page, f"/{look.language}/"
    give_code(page, own_demo_server, an_organiser(own_demo_server))
    page.goto(prefix + EVENT + "plan/")
    clean(page, "plan not begun")
    page.locator(".card button.main").click()
    expect(page.locator(".task").first).to_be_visible()
    for path in (*PAGES.values(), *MORE):
        answer = page.goto(prefix + path)
        assert answer is not None
        assert answer.status == 200, path
        clean(page, path)
        visit.screenshot(f"desk-{path.strip('/').replace('/', '-')}-{look}")
    for template, (path, link) in BELOW.items():
        page.goto(prefix + path)
        if page.locator(link).count():
            page.locator(link).first.click()
            clean(page, template)
    look_at_what_is_sent(page, prefix)


def look_at_what_is_sent(page: Page, prefix: str) -> None:
    """A page with its preview, a question before removing, and a file brought in."""
    page.goto(prefix + HOME + "pages/add/")
    page.fill("input[name^='title_']", "Bonjour")
    page.fill("textarea[name^='body_']", "Un **texte** avec [un lien](https://example.org/).")
    page.locator("button[name=look]").click()
    expect(page.locator(".prose strong")).to_be_visible()
    clean(page, "preview")
    page.locator(MAIN).first.click()
    page.locator("a[href$='remove/']").click()
    clean(page, "remove")
    page.goto(prefix + EVENT + "import/")
    rows = [{"id": "a", "title": "Bonjour", "start": "2026-09-24T09:00:00+00:00", "room": "Salle"}]
    content = json.dumps({"conference": {"title": "PyCon", "timezone": "Africa/Lome"}, "sessions": rows})
    page.set_input_files(
        "#file", [{"name": "talks.json", "mimeType": "application/json", "buffer": content.encode()}]
    )
    page.locator(MAIN).first.click()
    expect(page).to_have_url(re.compile(r"/import/\d+/$"))
    clean(page, "report")
