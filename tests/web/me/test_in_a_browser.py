"""Joining in Chromium, on the demo: without scripts as on an old phone, and with them for drafts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
QUICKEST = 2.1  # seconds: a form sent sooner is taken for a program's
MOST_INTERACTIONS, MOST_BYTES = 9, 60_000
SUBMIT = "form.form button.main"


class Hands:
    """Counts what a person does: every tap and every field filled in."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def tap(self, what: str) -> None:
        self.page.locator(what).first.click()
        self.done += 1

    def fill(self, what: str, text: str) -> None:
        self.page.fill(what, text)
        self.done += 1


def received(page: Page) -> list[int]:
    """Will hold the bytes of every answer, as they came over the wire."""
    sizes: list[int] = []

    def note(request: object) -> None:
        measured = request.sizes()  # type: ignore[attr-defined]
        sizes.append(measured["responseBodySize"] + measured["responseHeadersSize"])

    page.on("requestfinished", note)
    return sizes


def wait_until(is_so: Callable[[], bool], page: Page) -> None:
    """Look again and again: the pages' own policy forbids the browser to evaluate a condition by itself."""
    for _round in range(100):
        if is_so():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It did not come about within five seconds.")


def code_for(server: DemoServer, address: str) -> str:
    _status, html = server.get("/fr/demo/mail/")
    mail = next(part for part in html.split("<article") if address in part)
    return re.search(r"\b(\d{6})\b", mail)[1]


def test_from_the_home_page_to_a_member_in_french_without_scripts(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    visit = visitor(module_demo_server, Look("fr", width=390, scripts=False))
    page, hands, sizes = visit.page, Hands(visit.page), received(visit.page)
    page.goto("/fr/practice/")
    hands.tap('main a[href="/fr/practice/join/"]')
    opened = time.monotonic()
    hands.fill("#name", "Ama Mensah")
    hands.fill("#contact", "ama.mensah@example.org")
    hands.tap('input[name="consents"][value="contact"]')
    page.wait_for_timeout(max(0.0, QUICKEST - (time.monotonic() - opened)) * 1000)
    hands.tap(SUBMIT)
    expect(page).to_have_url(re.compile(r"/fr/practice/join/confirm/$"))
    hands.fill("#code", code_for(module_demo_server, "ama.mensah@example.org"))
    hands.tap(SUBMIT)
    expect(page).to_have_url(re.compile(r"/fr/me/\?joined=practice$"))
    assert hands.done <= MOST_INTERACTIONS
    assert sum(sizes) <= MOST_BYTES
    assert visit.complaints == []
    assert visit.strange_hosts == set()


def test_a_draft_survives_a_cut_and_goes_when_the_answer_is_there(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    visit = visitor(module_demo_server, Look("fr", width=390))
    page = visit.page
    kept = "localStorage.getItem('draft:join-practice')"
    page.goto("/fr/practice/join/")
    page.fill("#name", "Kofi Agbeko")
    page.fill("#contact", "kofi@example.org")
    page.check('input[name="help_ways"][value="mentor"]')
    wait_until(lambda: "mentor" in (page.evaluate(kept) or ""), page)
    page.wait_for_timeout(QUICKEST * 1000)
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.locator(SUBMIT).first.click()
    page.context.set_offline(False)
    page.goto("/fr/practice/join/")
    expect(page.locator("#name")).to_have_value("Kofi Agbeko")
    expect(page.locator("#contact")).to_have_value("kofi@example.org")
    expect(page.locator('input[name="help_ways"][value="mentor"]')).to_be_checked()
    assert "website" not in page.evaluate(kept)
    page.check('input[name="consents"][value="contact"]')
    page.wait_for_timeout(QUICKEST * 1000)
    page.locator(SUBMIT).first.click()
    expect(page).to_have_url(re.compile(r"/join/confirm/$"))
    assert page.evaluate(kept) is None
    assert [words for words in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in words] == []


def test_after_a_refusal_the_summary_of_errors_has_the_focus(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    visit = visitor(module_demo_server, Look("fr", width=320))
    page = visit.page
    page.goto("/fr/practice/join/")
    page.wait_for_timeout(QUICKEST * 1000)
    page.locator(SUBMIT).first.click()
    expect(page.locator("#errors")).to_be_focused()
    page.locator('#errors a[href="#contact"]').click()
    expect(page.locator("#contact")).to_be_focused()
    assert visit.complaints == []
