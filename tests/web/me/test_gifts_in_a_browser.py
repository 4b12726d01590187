"""A gift promised on a phone, in French, and its own page (me/gift.html), with axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import OVERFLOW
from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import axe_clean
from tests.web.me.test_in_a_browser import QUICKEST

pytestmark = pytest.mark.browser
FUND = "/fr/practice/funds/aller-a-pycon-baie-des-palmes/"


def test_a_gift_is_promised_by_two_taps_and_shows_its_reference(
    module_demo_server: DemoServer, visitor: Callable[..., Visit]
) -> None:
    visit = visitor(module_demo_server, Look("fr", "light", 320))
    page = visit.page
    page.goto(FUND)
    page.locator("a.button.main").click()
    page.locator("input[name=chosen]").nth(1).check()
    page.wait_for_timeout(QUICKEST * 1000)  # no hand fills in a form faster
    page.locator("form.form button.main").click()
    expect(page.locator(".paper")).to_be_visible()
    axe_clean(page)
    assert page.evaluate(OVERFLOW) == []
    visit.screenshot("gift-own-page")
