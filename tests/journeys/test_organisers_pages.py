"""The desk's pages of beginning and settings, seen by axe on a phone and a laptop, by day and by night.

Seen here: organise/answers.html, organise/colours.html, organise/community_home.html,
organise/community_links.html, organise/desk.html, organise/event_home.html, organise/event_links.html,
organise/home.html, organise/lines.html, organise/may_not_start.html, organise/menu.html,
organise/settings.html, organise/start_community.html, organise/start_event.html, organise/start_look.html,
organise/steps.html, organise/tabs.html, organise/visibility.html, organise/audit.html,
organise/lines_of_log.html, organise/processing.html, me/data.html, me/data_erase.html, me/data_erased.html.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import accessibility_faults  # noqa: F401 -- a fixture of the browser tests
from tests.browser.looks import one_look_each
from tests.browser.test_pages import OVERFLOW
from tests.chromium import Look, Tabs, Visit
from tests.demo_server import DemoServer
from tests.journeys.installation import INIT, founded, served, teranga

pytestmark = pytest.mark.browser
DESK = "/{language}/organise/"
COMMUNITY = f"{DESK}python-anecho/"
EVENT = f"{COMMUNITY}fete/"
PAGES = (
    DESK, f"{DESK}new/", COMMUNITY, f"{COMMUNITY}start/", f"{COMMUNITY}start/event/",
    f"{COMMUNITY}settings/", f"{COMMUNITY}settings/facts/", f"{COMMUNITY}settings/visibility/",
    f"{COMMUNITY}address/", f"{COMMUNITY}links/", EVENT, f"{EVENT}start/", f"{EVENT}look/",
    f"{EVENT}settings/", f"{EVENT}settings/facts/", f"{EVENT}settings/links/",
    f"{EVENT}settings/links/propose/", f"{EVENT}settings/visibility/", f"{EVENT}address/",
    f"{EVENT}call-off/", f"{EVENT}hold/", f"{DESK}preview/python-anecho/",
    f"{DESK}preview/python-anecho/fete/", f"{COMMUNITY}audit/", f"{COMMUNITY}processing/",
    "/{language}/me/data/", "/{language}/me/data/erase/", "/{language}/me/data/erased/",
)  # fmt: skip


def sign_in_by_link(tab: Visit, said: str) -> None:
    """The link that `init` prints opens the desk once."""
    link = re.search(r"/me/sign-in/link/[^\s]+", said)
    assert link is not None, said
    tab.page.goto(f"/fr{link[0]}")
    tab.page.locator("main form button.main").first.click()
    tab.page.wait_for_url("**/fr/me/")


def make_an_event(page: Page) -> None:
    page.goto(f"{COMMUNITY}start/event/".replace("{language}", "fr"))
    page.locator("#name_fr").fill("Fête")
    page.locator("#start").fill("2027-08-20")
    page.locator("main form button.main").click()
    page.wait_for_url("**/fete/look/")


def test_the_pages_of_beginning_and_settings_are_for_everybody(
    tmp_path: Path,
    visitor: Callable[[DemoServer, Look], Visit],
    accessibility_faults: Callable[..., list[str]],  # noqa: F811
) -> None:
    """Every page in French on a phone, and in one of the nine looks of the covering set."""
    said = founded(tmp_path / "data")
    with served(tmp_path / "data") as server:
        first = visitor(server, Look())
        sign_in_by_link(first, said)
        make_an_event(first.page)
        assert faults_seen(PAGES, Tabs(visitor, server, first), accessibility_faults) == {}


def faults_seen(paths: Iterable[str], tabs: Tabs, axe: Callable[[Page], list[str]]) -> dict[str, object]:
    """What is wrong with these pages (a path with `{language}` each), by page and look."""
    again = one_look_each(paths)
    found: dict[str, object] = {}
    for path, look in dict.fromkeys([*((path, Look()) for path in again), *again.items()]):
        tab = tabs[look]
        answer = tab.page.goto(path.replace("{language}", look.language))
        assert answer is not None
        faults = axe(tab.page) + tab.page.evaluate(OVERFLOW)
        if faults or tab.complaints or answer.status != 200:
            found[f"{path} {look}"] = (answer.status, faults, list(tab.complaints))
            tab.complaints.clear()
        name = path.replace("/{language}/", "").strip("/").replace("/", "-")
        tab.screenshot(f"{name}-{look}")
    return found


def test_a_refused_form_and_two_texts_side_by_side_are_for_everybody(
    tmp_path: Path,
    visitor: Callable[[DemoServer, Look], Visit],
    accessibility_faults: Callable[..., list[str]],  # noqa: F811
) -> None:
    said = founded(tmp_path / "data")
    with served(tmp_path / "data") as server:
        mine = visitor(server, Look())
        sign_in_by_link(mine, said)
        theirs = visitor(server, Look("fr", "dark", 1280))
        theirs.page.context.add_cookies(mine.page.context.cookies())  # type: ignore[arg-type]
        address = f"{COMMUNITY}settings/".replace("{language}", "fr")
        for tab, text in ((mine, "Ensemble"), (theirs, "À deux")):
            tab.page.goto(address)
            tab.page.locator("#tagline_fr").fill(text)
        mine.page.locator("main form button.main").click()
        mine.page.wait_for_url("**/?saved=1")
        theirs.page.locator("main form button.main").click()
        theirs.page.get_by_role("alert").wait_for()
        assert "Ensemble" in theirs.page.get_by_role("alert").inner_text()
        assert accessibility_faults(theirs.page) == []
        theirs.screenshot("desk-meanwhile")
        mine.page.goto(address)
        for language in ("fr", "en"):
            mine.page.locator(f"#name_{language}").fill("")
        mine.page.locator("main form button.main").click()
        mine.page.get_by_role("alert").wait_for()
        assert accessibility_faults(mine.page) == []


def test_a_link_that_waits_and_a_closed_door_are_for_everybody(
    tmp_path: Path,
    visitor: Callable[[DemoServer, Look], Visit],
    accessibility_faults: Callable[..., list[str]],  # noqa: F811
) -> None:
    data = tmp_path / "data"
    said = founded(data)
    teranga(*INIT, "--slug", "python-accra", "--email", "kofi@example.org", data=data)
    with served(data) as server:
        tab = visitor(server, Look())
        sign_in_by_link(tab, said)
        tab.page.goto("/fr/organise/python-anecho/links/")
        tab.page.locator("#address").fill(f"{server.url}/fr/python-accra/")
        tab.page.locator("main form button.main").click()
        tab.page.wait_for_url("**/links/?saved=1")
        assert accessibility_faults(tab.page) == []
        tab.page.goto("/fr/organise/python-accra/links/")
        assert accessibility_faults(tab.page) == []
        tab.page.locator("button[name=answer][value=yes]").click()
        tab.page.wait_for_url("**/links/?saved=1")
        assert tab.page.locator("button[name=answer][value=yes]").count() == 0
        end_every_role(data)
        tab.page.goto("/fr/organise/new/")
        assert accessibility_faults(tab.page) == []
        assert tab.page.locator("main form").count() == 0


def end_every_role(data: Path) -> None:
    connection = sqlite3.connect(data / "teranga.sqlite3")
    with connection:
        connection.execute("UPDATE people_rolegrant SET ended_at = datetime('now')")
    connection.close()
