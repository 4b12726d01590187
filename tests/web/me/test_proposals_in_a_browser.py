"""Writing a proposal in Chromium, with axe: on a phone whose network goes, until it is sent."""

# Templates that these visits see: me/proposal_aside.html, me/proposal_begin.html, me/proposal_check.html,
# me/proposal_code.html, me/proposal_fields.html, me/proposal_files.html, me/proposal_own.html,
# me/proposal_parts.html, me/proposal_seen.html, me/proposal_speak.html, me/proposal_speakers.html,
# me/proposal_withdraw.html, me/proposal_write.html, me/proposals.html.

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
PROPOSE = "/fr/practice/pyday-coming/call/propose/"
ABSTRACT = " ".join(["Des tontines, des graphes et des mères qui savent compter."] * 5)


def newest(server: DemoServer, words: str) -> str:
    with closing(sqlite3.connect(server.database)) as database:
        query = "SELECT body FROM mail_outgoingmail WHERE body LIKE ? ORDER BY id DESC LIMIT 1"
        return str(database.execute(query, (f"%{words}%",)).fetchone()[0])


def test_a_phone_without_network_keeps_every_word_and_sends_the_proposal(
    own_demo_server: DemoServer, visitor: Open
) -> None:
    visit = visitor(own_demo_server, Look(width=320, theme="dark"))
    page = visit.page
    page.goto(PROPOSE)
    clean(page, "begin")
    page.fill("#title", "Des graphes pour les tontines")
    kept = page.locator("[data-kept]")
    expect(kept).to_contain_text("Gardé à", timeout=15000)
    expect(page).to_have_url(re.compile(r"/propose/[0-9a-f-]{36}/write/$"))
    root = page.url.removesuffix("write/")
    page.context.set_offline(True)
    page.fill("#abstract", ABSTRACT)
    expect(kept).to_contain_text("Pas de réseau", timeout=15000)
    visit.complaints.clear()  # of the network that was not there
    page.context.set_offline(False)
    page.goto(root + "write/")
    expect(page.locator("#abstract")).to_have_value(ABSTRACT)
    expect(page.locator("[data-count=abstract] output")).to_have_text(str(len(ABSTRACT.split())))
    page.fill("#description", "Trente minutes.")
    expect(kept).to_contain_text("Gardé à", timeout=15000)
    clean(page, "write")
    _two_texts(page, root)
    _fill_and_send(page, own_demo_server, root)


def _two_texts(page: Page, root: str) -> None:
    """Another page wrote meanwhile: this one's text is kept beside it."""
    other = page.context.new_page()
    other.goto(root + "write/")
    other.fill("#description", "D’un autre téléphone")
    expect(other.locator("[data-kept]")).to_contain_text("Gardé à", timeout=15000)
    other.close()
    page.fill("#notes", "Du premier téléphone")
    expect(page.locator("[data-kept]")).to_contain_text("Les deux textes sont gardés", timeout=15000)
    page.goto(root + "aside/")
    clean(page, "aside")
    page.get_by_role("button", name="Jeter ce texte").click()


def _fill_and_send(page: Page, server: DemoServer, root: str) -> None:
    page.goto(root + "check/")
    clean(page, "check, lacking")
    page.goto(root + "write/?check=1")
    clean(page, "write, lacking")
    for field in ("type", "level"):
        page.select_option(f"#{field}", index=1)
    for field, text in (
        ("name", "Afi Mensah"),
        ("contact", "afi.mensah@example.org"),
        ("biography", ABSTRACT),
    ):
        page.fill(f"#{field}", text)
    for topic in page.locator("[name=topics]").all()[:1]:
        topic.check()
    page.locator("button[value=check]").click()
    expect(page.locator("h1")).to_contain_text("Relire, puis envoyer")
    clean(page, "check")
    page.get_by_role("button", name="Envoyer la proposition").click()
    clean(page, "code")
    page.fill("#code", re.search(r"\b(\d{3} \d{3})\b", newest(server, root))[1])  # type: ignore[index]
    page.get_by_role("button", name="Envoyer la proposition").click()
    expect(page.get_by_role("status")).to_contain_text("Envoyée. Merci")
    clean(page, "own")
    for path in ("speakers/", "files/", "withdraw/"):
        page.goto(root + path)
        clean(page, path)
    page.goto("/fr/me/proposals/")
    clean(page, "all of them")
    page.goto(root + "speakers/")
    page.fill("#name", "Kossi")
    page.fill("#contact", "kossi@example.org")
    page.locator("form.form button.main").click()
    with closing(sqlite3.connect(server.database)) as database:
        (key,) = database.execute(
            "SELECT uuid FROM proposals_proposalspeaker ORDER BY id DESC LIMIT 1"
        ).fetchone()
    page.goto(
        f"{PROPOSE.removesuffix('propose/')}speak/{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}/"
    )
    clean(page, "speak")
