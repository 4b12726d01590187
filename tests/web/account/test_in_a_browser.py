"""Accounts in Chromium on the demo: a passkey on a virtual device, and every page looked at by axe."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.chromium import Look, Visit, violations_of
from tests.demo_server import DemoServer

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
MAIN = "form.form button.main:visible"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def first_row(server: DemoServer, query: str, *values: int) -> str:
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)) as database:
        return str(database.execute(query, values).fetchone()[0])


def a_member(server: DemoServer, number: int = 0) -> str:
    """Any practice member without a role; each test has its own."""
    return first_row(
        server,
        "SELECT value FROM people_contactpoint WHERE kind = 'email' AND verified_at IS NOT NULL"
        " AND person_id NOT IN (SELECT person_id FROM people_rolegrant) ORDER BY id LIMIT 1 OFFSET ?",
        number,
    )


def an_organiser(server: DemoServer) -> str:
    return first_row(
        server,
        "SELECT value FROM people_contactpoint JOIN people_rolegrant USING (person_id)"
        " WHERE kind = 'email' AND role = 'organiser' ORDER BY people_rolegrant.id LIMIT 1",
    )


def invitation_for(server: DemoServer, address: str) -> str:
    body = first_row(server, f"SELECT body FROM mail_outgoingmail WHERE to_address = '{address}'")  # noqa: S608 -- ours
    return re.search(r"(/fr/account/invitation/[\w-]+/|/en/account/invitation/[\w-]+/)", body)[1]


def give_code(page: Page, server: DemoServer, address: str) -> None:
    """Ask for a code and type the one of the newest mail.

    Not on the demo of all tests: an address gets three codes an hour, and every copy would begin with those.
    """
    assert Path(server.data).parent != Path(os.environ["TERANGA_TEST_RUN"])
    page.goto("/fr/me/sign-in/")
    page.fill("#contact", address)
    page.locator(MAIN).first.click()
    page.locator("#code").wait_for()  # by then the mail is written, whatever mails came before
    query = f"SELECT body FROM mail_outgoingmail WHERE to_address = '{address}' ORDER BY id DESC LIMIT 1"  # noqa: S608
    page.fill("#code", re.search(r"\b(\d{6})\b", first_row(server, query))[1])
    page.locator(MAIN).first.click()
    page.wait_for_url(lambda url: "/me/sign-in/code/" not in url)  # a test that goes on would take it back


def sign_in(page: Page, server: DemoServer, address: str) -> None:
    give_code(page, server, address)
    expect(page).to_have_url(re.compile("/fr/me/$"))


def axe_clean(page: Page) -> None:
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations_of(page)] == []


def with_device(page: Page) -> CDPSession:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return device


def test_d20_a_passkey_is_made_and_signs_in_by_one_tap(module_demo_server: DemoServer, visitor: Open) -> None:
    visit = visitor(module_demo_server, Look("fr"))
    page = visit.page
    with_device(page)
    sign_in(page, module_demo_server, a_member(module_demo_server))
    page.goto("/fr/account/")
    axe_clean(page)
    page.locator("form button.main").first.click()
    expect(page).to_have_url(re.compile("/fr/account/$"))
    axe_clean(page)
    page.goto("/fr/account/passkey/add/")
    axe_clean(page)
    page.fill("#name", "Mon téléphone")
    page.locator(MAIN).first.click()
    expect(page.locator("main code").first).to_be_visible()
    axe_clean(page)
    page.goto("/fr/me/profile/")
    axe_clean(page)
    page.goto("/fr/me/")
    page.locator("form[action$='sign-out/'] button").click()
    expect(page).to_have_url(re.compile("/fr/$"))
    page.wait_for_load_state("networkidle")
    page.goto("/fr/account/password/")
    axe_clean(page)
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile("/fr/me/$"))
    leaving = "icon.svg (net::ERR_ABORTED)"  # the browser was sent on before it had the icon
    assert [complaint for complaint in visit.complaints if leaving not in complaint] == []


# The templates that these visits see, besides those that stand inside them:
ACCOUNT_PAGES = {
    "account/account.html": "account/",
    "account/new_password.html": "account/password/new/",
    "account/add_app.html": "account/app/add/",
    "account/again.html": "account/again/",
    "account/second_step.html": "account/second-step/",
    "account/closed.html": "account/closed/",
    "account/invitation_over.html": "account/invitation/none/",
    "organise/team.html": "organise/practice/team/",
    "organise/team_invite.html": "organise/practice/team/invite/",
    "organise/team_give.html": "organise/practice/team/give/?q=a",
    "organise/duplicates.html": "organise/practice/duplicates/",
}
SEEN_INSIDE = ("account/parts.html", "organise/team_pieces.html")
SEEN_ABOVE = ("account/none.html", "account/add_passkey.html", "account/codes.html", "account/password.html",
              "me/profile.html")  # fmt: skip
SEEN_BELOW = (
    "organise/team_end.html",
    "organise/team_role.html",
    "account/invitation.html",
    "account/second_step_code.html",
)


def test_every_page_of_accounts_and_teams_is_clean_in_french(
    module_demo_server: DemoServer, visitor: Open
) -> None:
    visit = visitor(module_demo_server, Look("fr"))
    page = visit.page
    sign_in(page, module_demo_server, an_organiser(module_demo_server))
    for template, path in ACCOUNT_PAGES.items():
        page.goto(f"/fr/{path}")
        assert page.locator("h1").count() == 1, template
        axe_clean(page)
    page.goto("/fr/organise/practice/team/")
    page.locator("td a[href$='/end/']").first.click()
    axe_clean(page)
    page.goto("/fr/organise/practice/team/")
    page.locator("main a[href*='/team/roles/']").first.click()
    axe_clean(page)
    page.locator("main a[href$='retire/']").click()
    axe_clean(page)
    page.goto("/fr/organise/practice/team/invite/")
    page.fill("#email", "kossi@example.org")
    page.locator(MAIN).first.click()
    expect(page).to_have_url(re.compile("/fr/organise/practice/team/$"))
    page.goto(invitation_for(module_demo_server, "kossi@example.org"))
    axe_clean(page)


def test_the_second_step_is_clean_and_lets_in(module_demo_server: DemoServer, visitor: Open) -> None:
    page = visitor(module_demo_server, Look("fr")).page
    with_device(page)
    member = a_member(module_demo_server, 1)
    sign_in(page, module_demo_server, member)
    page.goto("/fr/account/")
    page.locator("form button.main").first.click()
    expect(page).to_have_url(re.compile("/fr/account/$"))
    page.goto("/fr/account/passkey/add/")
    page.locator(MAIN).first.click()
    expect(page.locator("main code").first).to_be_visible()
    page.goto("/fr/me/")
    page.locator("form[action$='sign-out/'] button").click()
    page.wait_for_timeout(100)
    give_code(page, module_demo_server, member)
    expect(page).to_have_url(re.compile("/fr/account/second-step/code/$"))
    axe_clean(page)
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile("/fr/me/$"))
