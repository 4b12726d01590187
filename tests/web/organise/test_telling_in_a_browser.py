"""A guest is invited at the desk, says yes on a phone and writes the session, in Chromium with axe."""

# Templates that these visits see: me/talk.html, me/talk_pieces.html, me/talk_programme.html,
# organise/telling/answers.html, organise/telling/none.html, organise/telling/pieces.html,
# organise/telling/talk.html, organise/telling/tell.html.

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, first_row, give_code
from tests.web.organise.test_desk_in_a_browser import clean

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
DESK = "/fr/organise/practice/pycon-practice-next/telling/"
MAIL = "SELECT body FROM mail_outgoingmail WHERE to_address = 'awa.diop@example.org' ORDER BY id DESC"


def test_a_guest_is_invited_says_yes_and_writes_the_session(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    page = visitor(module_demo_server, Look()).page
    give_code(page, module_demo_server, an_organiser(module_demo_server))
    page.goto("/fr/organise/practice/atelier-csv/telling/")
    expect(page.locator(".desk-work a[href$='/atelier-csv/call/']")).to_be_visible()
    clean(page, "no call")
    page.goto(DESK)
    clean(page, "telling")
    page.goto(DESK + "invite/")
    page.get_by_label("Nom").fill("Awa Diop")
    page.get_by_label("Adresse e-mail").fill("awa.diop@example.org")
    page.get_by_label("Tes mots pour cette personne").fill("Nous aimons tes cartes.")
    page.locator("form button.main").click()
    expect(page.get_by_text("Enregistré.")).to_be_visible()
    clean(page, "a talk at the desk")
    page.goto(DESK + "answers/")
    expect(page.get_by_text("Awa Diop")).to_be_visible()
    clean(page, "answers")
    found = re.search(r"/fr/me/talk/\S+", first_row(module_demo_server, MAIL))
    assert found
    guest = visitor(module_demo_server, Look(width=320, theme="dark")).page
    guest.goto(found[0])
    expect(guest.get_by_text("Nous aimons tes cartes.")).to_be_visible()
    clean(guest, "an invitation")
    guest.get_by_role("button", name="Oui, je viens").click()
    expect(guest.get_by_role("heading", name="Tu interviens")).to_be_visible()
    guest.get_by_role("link", name="L’écrire").click()
    clean(guest, "writing the session")
    guest.get_by_label("Titre").fill("Cartes libres")
    guest.get_by_label("Ce que les gens entendront").fill("Comment on dessine une ville ensemble.")
    guest.get_by_role("button", name="Enregistrer").click()
    expect(guest.get_by_role("heading", name="Cartes libres")).to_be_visible()
    page.goto(DESK + "answers/?state=confirmed")
    expect(page.get_by_role("link", name="Cartes libres")).to_be_visible()
