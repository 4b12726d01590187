"""Plan, texts, programme, import and clone in Chromium, with axe.

Every page in French on a phone and in one of the nine looks of the covering set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import one_look_each
from tests.browser.test_pages import OVERFLOW
from tests.chromium import Look, Tabs, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import MAIN, an_organiser, axe_clean, give_code

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
HOME, EVENT = "organise/practice/", "organise/practice/pycon-practice/"
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
    "organise/series/next.html": HOME + "next/",
    "organise/series/list.html": HOME + "series/",
    "organise/series/series.html": HOME + "series/cercle-du-mardi/",
    "organise/decisions/decisions.html": HOME + "decisions/",
    "organise/after/share.html": HOME + "atelier-csv/share/",
    "organise/certificates.html": HOME + "rencontre-rentree/certificates/",
    "organise/after/reminders.html": HOME + "atelier-csv/reminders/",
    "organise/after/online.html": HOME + "atelier-csv/online/",
    "organise/after/after.html": HOME + "rencontre-rentree/after/",
    "organise/money/funds.html": HOME + "funds/",
    "organise/money/fund.html": HOME + "funds/1/",
    "organise/money/without.html": HOME + "funds/without/?fund=2",
    "organise/money/payouts.html": HOME + "payouts/",
    "organise/money/payout.html": HOME + "payouts/1/",
    "organise/money/things.html": HOME + "in-kind/",
    "organise/money/thing.html": HOME + "in-kind/1/",
    "organise/money/rates.html": HOME + "rates/",
    "organise/clone/editions.html": HOME + "clone/",
    "organise/clone/check.html": EVENT + "check/",
    "organise/proposals/list.html": HOME + "pycon-practice-next/proposals/",
    "organise/proposals/proposal.html": HOME + "pycon-practice-next/proposals/ESSAI1/",
    "organise/proposals/ask.html": HOME + "pycon-practice-next/proposals/ESSAI1/ask/",
    "organise/proposals/import.html": HOME + "pyday-coming/proposals/import/",
    "organise/proposals/import_report.html": HOME + "pyday-coming/proposals/import/1/",
    "organise/proposals/none.html": HOME + "atelier-csv/proposals/",
    "organise/call/home.html": HOME + "pycon-practice-next/call/",
    "organise/call/codes.html": HOME + "pycon-practice-next/call/codes/",
    "organise/call/fields.html": HOME + "pycon-practice-next/call/fields/",
    "organise/call/votes.html": HOME + "pycon-practice-next/call/votes/",
    "organise/call/none.html": HOME + "atelier-csv/call/",
    "me/vote.html": "practice/pycon-practice-next/call/vote/",
    "me/vote_own.html": "practice/pycon-practice-next/call/vote/mine/",
    "me/vote_closed.html": "practice/pyday-coming/call/vote/",
}
# organise/certificate_row.html, me/calendar.html, and lists and forms that share their templates with others
MORE = ("me/calendar/", HOME + "partners/contacts/", HOME + "partners/equipment/add/",
        HOME + "people/", HOME + "pages/channels/", HOME + "pages/figures/", HOME + "directory/",
        HOME + "network/", EVENT + "rooms/", EVENT + "tracks/", EVENT + "speakers/", EVENT + "venues/",
        EVENT + "translations/", EVENT + "sessions/add/", HOME + "clone/pycon-practice/")  # fmt: skip
# Reached by a tap: the page it stands on, and the link.
BELOW = {
    "organise/plan/task.html": (EVENT + "plan/", ".task a"),
    "me/certificate.html": (HOME + "rencontre-rentree/certificates/", "a.to-certificate"),
    "organise/content/row.html": (HOME + "goals/", ".task a"),
    "organise/programme/session.html": (EVENT + "sessions/", ".desk-work .rows a"),
    "organise/decisions/decision.html": (HOME + "decisions/", ".desk-work .rows li:nth-child(3) a"),
    "organise/content/translate.html": (HOME + "pages/translations/", ".desk-work .rows a"),
}
SEEN_INSIDE = (
    "components/form.html",
    "organise/plan/filters.html",
    "organise/drawn/pieces.html",
    "organise/money/pieces.html",
    "organise/money/conditions.html",
    "organise/money/gifts.html",
    "organise/call/checklist.html",
    "organise/proposals/import_plan.html",
    "organise/call/parts.html",
)
SEEN_ON_THE_WAY = ("organise/drawn/remove.html", "organise/programme/report.html")


def clean(page: Page, path: str) -> None:
    assert page.locator("h1").count() == 1, path
    axe_clean(page)
    assert page.evaluate(OVERFLOW) == [], path


def test_every_page_of_the_desk_is_clean(own_demo_server: DemoServer, visitor: Open) -> None:
    visit = visitor(own_demo_server, Look())
    page = visit.page
    give_code(page, own_demo_server, an_organiser(own_demo_server))
    page.goto("/fr/" + EVENT + "plan/")
    clean(page, "plan not begun")
    page.locator(".card button.main").click()
    expect(page.locator(".task").first).to_be_visible()
    addresses = [*PAGES.values(), *MORE]
    for path in addresses:
        answer = page.goto("/fr/" + path)
        assert answer is not None
        assert answer.status == 200, path
        clean(page, path)
        visit.screenshot(f"desk-{path.strip('/').replace('/', '-')}-{Look()}")
    for path, link in BELOW.values():
        page.goto("/fr/" + path)
        page.locator(link).first.click()
        clean(page, page.url)
        addresses.append(here(page))
    addresses += [a_goals_history(page), a_partners_logo(page)]
    addresses += look_at_what_is_sent(page)
    look_again(addresses, Tabs(visitor, own_demo_server, visit))


def here(page: Page) -> str:
    return page.url.partition("/fr/")[2]


def look_again(addresses: list[str], tabs: Tabs) -> None:
    """Each page once more, in a language, a theme and a width that go from page to page."""
    for path, look in one_look_each(addresses).items():
        if look != Look():
            tabs[look].page.goto(f"/{look.language}/{path}")
            clean(tabs[look].page, f"{path} {look}")
            tabs[look].screenshot(f"desk-{path.strip('/').replace('/', '-')}-{look}")


def a_goals_history(page: Page) -> str:
    """organise/goal_history.html, which stands below a goal's own page."""
    page.goto("/fr/" + HOME + "goals/")
    page.locator(".task a").first.click()
    page.locator("a[href='history/']").click()
    clean(page, page.url)
    return here(page)


def a_partners_logo(page: Page) -> str:
    """organise/partner_logo.html, which stands below a partner's own page."""
    page.goto("/fr/" + HOME + "partners/")
    page.locator(".task a").first.click()
    page.locator("a[href='logo/']").click()
    clean(page, page.url)
    return here(page)


def look_at_what_is_sent(page: Page) -> list[str]:
    """A page with its preview, a question before removing, and a file brought in; where the last two are."""
    page.goto("/fr/" + HOME + "pages/add/")
    page.fill("input[name^='title_']", "Bonjour")
    page.fill("textarea[name^='body_']", "Un **texte** avec [un lien](https://example.org/).")
    page.locator("button[name=look]").click()
    expect(page.locator(".prose strong")).to_be_visible()
    clean(page, "preview")
    page.locator(MAIN).first.click()
    page.locator("a[href$='remove/']").click()
    clean(page, "remove")
    question = here(page)
    page.goto("/fr/" + EVENT + "import/")
    rows = [{"id": "a", "title": "Bonjour", "start": "2026-09-24T09:00:00+00:00", "room": "Salle"}]
    content = json.dumps({"conference": {"title": "PyCon", "timezone": "Africa/Lome"}, "sessions": rows})
    page.set_input_files(
        "#file", [{"name": "talks.json", "mimeType": "application/json", "buffer": content.encode()}]
    )
    page.locator(MAIN).first.click()
    expect(page).to_have_url(re.compile(r"/import/\d+/$"))
    clean(page, "report")
    return [question, here(page)]
