"""A hackathon in Chromium, with axe: a member founds a team and hands in, a judge and the desk look."""

# Templates that these visits see: me/hackathon.html, me/hackathon_team.html, me/judging.html,
# me/judging_sheet.html, me/team_ask.html, me/team_form.html, me/team_submission.html,
# organise/hackathon/board.html.

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, give_code
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
COMING, PAST = "/fr/practice/nuit-du-code/teams/", "/fr/organise/practice/hackathon-eau/hackathon/"


def test_a_team_is_founded_and_hands_in_and_a_judge_reads(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    page = visitor(module_demo_server, Look(width=320, theme="dark")).page
    give_code(page, module_demo_server, _a_judge(module_demo_server))
    page.goto(COMING)
    page.get_by_role("link", name="Les Noctambules").click()
    page.get_by_role("link", name="J’aimerais en être").click()
    clean(page, "asking")
    page.goto(COMING + "found/")
    clean(page, "founding")
    page.fill("#name", "Les Lève-tôt")
    _send(page, "own team")
    page.locator(".act a.main").click()
    clean(page, "handing in")
    page.fill("#title", "Le réveil")
    _send(page, "handed in")
    page.goto("/fr/me/hackathon/")
    clean(page, "own hackathons")
    page.locator("a[href*=judging]").first.click()
    clean(page, "judging")
    page.locator("ul.rows a").first.click()
    clean(page, "a sheet")
    desk = visitor(module_demo_server, Look()).page
    give_code(desk, module_demo_server, an_organiser(module_demo_server))
    desk.goto(PAST)
    clean(desk, "the desk")


def _send(page: Page, what: str) -> None:
    page.locator("form.form button.main").click()
    page.wait_for_url("**saved=1")
    clean(page, what)


def _a_judge(server: DemoServer) -> str:
    query = (
        "SELECT value FROM people_contactpoint JOIN learning_judge USING (person_id)"
        " WHERE kind = 'email' ORDER BY learning_judge.id"
    )
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)) as database:
        return str(database.execute(query).fetchone()[0])
