"""A mail to many written in a browser, and every page of mails and jobs looked at by axe.

Seen here: organise/jobs/jobs.html, organise/jobs/progress.html, organise/mail/bulk.html,
organise/mail/domain.html, organise/mail/letter.html, organise/mail/letters.html, organise/mail/many.html,
organise/mail/one.html, organise/mail/outbox.html, organise/mail/previews.html, organise/mail/tabs.html,
organise/mail/write.html, me/mail.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import accessibility_faults  # noqa: F401 -- a fixture of the browser tests
from tests.chromium import Look, Tabs, Visit
from tests.demo_server import DemoServer
from tests.journeys.installation import founded, served
from tests.journeys.test_organisers_pages import faults_seen, sign_in_by_link

pytestmark = pytest.mark.browser
ROOT = "/{language}/organise/python-anecho/mail/"
PAGES = (
    ROOT, f"{ROOT}letters/", f"{ROOT}letters/join_code/", f"{ROOT}many/", f"{ROOT}many/new/",
    f"{ROOT}many/1/", f"{ROOT}many/1/change/", f"{ROOT}1/", "/{language}/organise/mail/domain/",
    "/{language}/organise/jobs/", "/{language}/me/mail/",
)  # fmt: skip


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def let_the_organiser_be_a_member(server: DemoServer) -> None:
    connection = sqlite3.connect(server.database)
    with connection:
        connection.execute(
            "INSERT INTO communities_membership (community_id, person_id, state, level, help_ways,"
            " confirmed_by, asked, came_from, joined_at, listed_name, listed_folded, listed_contact,"
            " left_in_peace) SELECT c.id, p.id, 'confirmed', '', '[]', '', '{}', '', '2026-01-01', '', '',"
            " '', 0 FROM communities_community c, people_person p"
        )
    connection.close()


def write_to_many(page: Page) -> None:
    """From the draft to the list of recipients."""
    page.goto(f"{ROOT}many/new/".replace("{language}", "en"))
    page.get_by_label("Who gets it").select_option("membership")
    page.locator("#subject_fr").fill("Réunion")
    page.locator("#body_fr").fill("Bonjour {name},\n\nviens **samedi**.")
    press(page, "Keep the draft")
    page.wait_for_url("**/mail/many/1/")
    press(page, "Choose the recipients")
    page.get_by_text("1 person gets it").wait_for()


def test_a_mail_to_many_and_the_pages_around_it_are_for_everybody(
    tmp_path: Path,
    visitor: Callable[[DemoServer, Look], Visit],
    accessibility_faults: Callable[..., list[str]],  # noqa: F811
) -> None:
    said = founded(tmp_path / "data")
    with served(tmp_path / "data") as server:
        first = visitor(server, Look())
        sign_in_by_link(first, said)
        let_the_organiser_be_a_member(server)
        write_to_many(first.page)
        assert faults_seen(PAGES, Tabs(visitor, server, first), accessibility_faults) == {}
        press_and_take_back(first.page)


def press_and_take_back(page: Page) -> None:
    page.locator("#count").fill("1")
    press(page, "Approve and send")
    page.get_by_role("progressbar").wait_for()
    press(page, "Take it back")
    page.locator("#count").wait_for()
