"""Aid in Chromium, with axe: what only the person who applies, or the committee, sees."""

# Templates that these visits see: me/aid.html, me/aid_own.html, me/aid_pieces.html, me/aid_step.html,
# me/aid_step_needs.html, me/aid_step_proofs.html, me/aid_step_send.html, me/aid_step_why.html,
# me/aid_step_you.html, me/aid_withdraw.html, organise/aid/applications.html, organise/aid/list.html,
# organise/aid/needs.html, organise/aid/parts.html, organise/aid/pieces.html, organise/aid/round.html,
# organise/aid/scored.html, organise/aid/sheet.html.

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, give_code
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
DESK = "/fr/organise/practice/aid/"
SCORER = """SELECT value FROM aid_scorer JOIN people_contactpoint USING (person_id)
WHERE kind = 'email' ORDER BY aid_scorer.id"""
DRAFT = """SELECT uuid, value FROM aid_aidapplication JOIN people_contactpoint USING (person_id)
WHERE state = 'draft' AND kind = 'email' ORDER BY aid_aidapplication.id"""


def test_somebody_fills_in_four_steps_on_a_small_phone_and_sends_them(
    own_demo_server: DemoServer, visitor: Open
) -> None:
    with closing(sqlite3.connect(own_demo_server.database)) as database:
        key, address = database.execute(DRAFT).fetchone()
    page = visitor(own_demo_server, Look(width=320, theme="dark")).page
    give_code(page, own_demo_server, address)
    root = f"/fr/me/aid/{UUID(str(key))}/"
    for path in ("/fr/me/aid/", root, root + "withdraw/", root + "you/"):
        page.goto(path)
        clean(page, path)
    for step in ("needs", "why", "proofs"):
        page.locator("form.form button.main").click()
        expect(page.locator("[aria-current=step]")).to_have_attribute("href", f"{root}{step}/")
        clean(page, step)
    page.locator(".act a.button.main").click()
    clean(page, "send")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.locator("h1")).to_contain_text("Ta demande")
    expect(page.get_by_role("status")).to_contain_text("Envoyée.")
    _look_at_the_desk(own_demo_server, visitor)


def _look_at_the_desk(server: DemoServer, visitor: Open) -> None:
    page = visitor(server, Look()).page
    give_code(page, server, an_organiser(server))
    for path in ("", "1/", "1/change/", "1/parts/add/", "1/shares/add/", "1/funds/add/",
                 "1/applications/", "1/applications/1/"):  # fmt: skip
        page.goto(DESK + path)
        clean(page, path)
    _score_everything(server, visitor)


def _score_everything(server: DemoServer, visitor: Open) -> None:
    with closing(sqlite3.connect(server.database)) as database:
        (address,) = database.execute(SCORER).fetchone()
    page = visitor(server, Look(width=320)).page
    give_code(page, server, address)
    page.goto(DESK + "1/scoring/")
    clean(page, "a sheet")
    while (sheet := page.locator("form.form input[type=number]")).count():
        for line in sheet.all():
            line.fill("3")
        page.get_by_role("button", name="Garder les points et continuer").click()
        page.wait_for_load_state()
    clean(page, "all scored")
