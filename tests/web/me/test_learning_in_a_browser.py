"""Learning in Chromium, with axe: the pages that only one person or an organiser sees."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, give_code
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
DESK = "/fr/organise/practice/mentoring/"


def test_somebody_is_matched_with_a_mentor_and_says_yes(own_demo_server: DemoServer, visitor: Open) -> None:
    page = visitor(own_demo_server, Look()).page
    give_code(page, own_demo_server, an_organiser(own_demo_server))
    _look_for_pairs(page)
    mentee = page.locator(".card .rows .task strong").first.inner_text()
    page.get_by_role("button", name=re.compile("^Proposer")).click()
    expect(page.locator(".task", has_text=mentee).get_by_text("attend le oui des deux")).to_be_visible()
    clean(page, "proposed")
    other = visitor(own_demo_server, Look(width=320, theme="dark")).page
    give_code(other, own_demo_server, _address_of(own_demo_server, mentee))
    other.goto("/fr/me/mentoring/")
    clean(other, "own pair")
    other.get_by_role("button", name="Oui, cela me plaît").click()
    expect(other.get_by_text("Nous attendons l’autre réponse.")).to_be_visible()


def _look_for_pairs(page: Page) -> None:
    for path in (DESK, DESK + "add/"):
        page.goto(path)
        clean(page, path)
    page.goto(DESK)
    page.locator(".desk-work .rows a").first.click()
    page.get_by_role("button", name=re.compile("^Chercher")).click()
    expect(page.get_by_role("button", name=re.compile("^Proposer"))).to_be_visible(timeout=30_000)
    clean(page, "matched")


def _address_of(server: DemoServer, name: str) -> str:
    query = (
        "SELECT value FROM people_contactpoint JOIN people_person ON people_person.id = person_id"
        " WHERE kind = 'email' AND name = ?"
    )
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)) as database:
        return str(database.execute(query, [name]).fetchone()[0])
