"""Learning in Chromium, with axe: the pages that only one person or an organiser sees."""

# Templates that these visits see: me/learning_links.html, me/mentoring.html, me/mentoring_end.html,
# me/mentoring_pair.html, me/path_enrol.html, me/path_waiting.html, me/paths.html, me/project_form.html,
# me/project_help.html, me/project_remove.html, me/projects.html, organise/mentoring/board.html,
# organise/mentoring/list.html, organise/mentoring/pairs.html, organise/mentoring/result.html,
# organise/paths/guide.html, organise/paths/certificates.html, organise/paths/list.html,
# organise/paths/path.html, organise/paths/projects.html, me/opportunity_told.html,
# me/opportunity_help.html, organise/opportunity_decide.html.

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
DESK_PAGES = (
    "/fr/organise/practice/paths/",
    "/fr/organise/practice/paths/add/",
    "/fr/organise/practice/projects/",
    "/fr/organise/practice/pycon-practice/first-time/",
    "/fr/me/paths/",
    "/fr/organise/practice/opportunities/1/decide/",
)


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
    number = (other.locator("section[id^=pair-]").first.get_attribute("id") or "").removeprefix("pair-")
    other.goto(f"/fr/me/mentoring/pairs/{number}/end/")
    clean(other, "end a pair")
    other.goto("/fr/practice/opportunities/1/told/")
    clean(other, "told of an opportunity")
    other.goto("/fr/practice/opportunities/1/help/")
    clean(other, "help with an opportunity")
    _plan_a_project(other)
    _wait_for_a_group(other)
    _take_a_path(other)
    for path in DESK_PAGES:
        page.goto(path)
        clean(page, path)
    page.goto("/fr/organise/practice/paths/")
    page.locator(".desk-work .rows a").first.click()
    clean(page, "a path")
    page.get_by_role("link", name="Attestations", exact=True).click()
    clean(page, "certificates of a path")
    page.get_by_role("link", name=re.compile("^L’annuler")).first.click()
    clean(page, "taking a certificate back")


def _plan_a_project(page: Page) -> None:
    page.goto("/fr/me/projects/add/")
    clean(page, "project form")
    page.fill("#title", "Ma carte")
    page.fill("#steps", "2027-01-15 | Relever dix arrêts\nDessiner")
    page.select_option("#shown", "public")
    page.locator("form.form button.main").click()
    clean(page, "own projects")
    page.get_by_role("button", name="Fait Relever dix arrêts").click()
    expect(page.get_by_role("button", name="Fait Relever dix arrêts")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("link", name="sa page").click()
    clean(page, "its public page")
    page.goto("/fr/practice/projects/")
    page.get_by_role("link", name="Les arrêts de taxi de notre ville").click()
    page.get_by_role("link", name="J’aimerais aider").click()
    clean(page, "asking to help")
    page.locator("form.form button.main").click()
    page.get_by_role("link", name="Ma carte").click()
    page.get_by_role("link", name="Retirer ce projet").click()
    clean(page, "removing")


def _wait_for_a_group(page: Page) -> None:
    page.goto("/fr/practice/paths/premiers-pas/")
    page.get_by_role("link", name="M’inscrire sur la liste d’attente").click()
    clean(page, "a full group")
    page.get_by_role("button", name="M’inscrire sur la liste d’attente").click()
    expect(page.get_by_role("heading", name="Tu es numéro 4 sur la liste d’attente")).to_be_visible()
    clean(page, "waiting for a group")


def _take_a_path(page: Page) -> None:
    page.goto("/fr/practice/paths/premiers-pas/")
    page.get_by_role("link", name="Prendre une place").click()
    clean(page, "taking a place")
    page.get_by_role("button", name="Prendre une place").click()
    clean(page, "own paths")
    for step in range(4):
        page.locator(".rows button[aria-pressed=false]").first.click()
        expect(page.locator(".rows button[aria-pressed=true]")).to_have_count(step + 1)
    page.get_by_role("link", name="Ton attestation").click()
    clean(page, "certificate")


def _look_for_pairs(page: Page) -> None:
    for path in (DESK, DESK + "add/"):
        page.goto(path)
        clean(page, path)
    page.goto(DESK)
    page.get_by_role("link", name="Mentorat d’automne").click()
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
