from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.activity.models import AuditEntry
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.actions.accounts import open_account, set_password
from teranga.domains.people.models import Account, Person
from tests.factories.communities import MADE
from tests.factories.people import a_person, signed_in
from tests.web.account.entering import (
    CODE,
    PASSWORD,
    FastClock,
    add_app,
    app_code,
    last_mail,
    sign_in_by_mail,
    sign_in_by_password,
)
from tests.web.me.visiting import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "afi@example.org"


@pytest.fixture
def person(clock: FastClock) -> Person:
    person = a_person("Afi", ADDRESS)
    account = open_account(person=person, by=COMMAND_LINE, at=MADE)
    set_password(account=account, password=PASSWORD, by=COMMAND_LINE, at=MADE)
    return person


@pytest.fixture
def browser(person: Person) -> Client:
    browser = Client(HTTP_USER_AGENT="First browser")
    sign_in_by_mail(browser, ADDRESS)
    return browser


def verbs() -> list[str]:
    rows = AuditEntry.objects.across_communities("all of the test").order_by("id")
    return list(rows.values_list("verb", flat=True))


def test_a_member_makes_an_account_when_they_want_one(clock: FastClock) -> None:
    person = a_person("Afi", ADDRESS)
    browser = signed_in(person)
    assert "Make an account" in text_of(browser.get("/en/account/"))
    assert Account.objects.count() == 0
    browser.post("/en/account/make/")
    assert Account.objects.get().person == person
    assert "Where you are signed in" in text_of(browser.get("/en/account/"))


def test_the_page_lists_every_browser_and_signs_another_one_out(browser: Client) -> None:
    other = Client(HTTP_USER_AGENT="Lost phone")
    sign_in_by_password(other, ADDRESS)
    text = text_of(browser.get("/en/account/"))
    assert "First browser this one" in text
    assert "Lost phone" in text
    lost = UserSession.objects.get(user_agent="Lost phone")
    assert browser.post(f"/en/account/sessions/{lost.pk}/end/")["Location"] == "/en/account/"
    assert (other.get("/en/me/").status_code, browser.get("/en/me/").status_code) == (302, 200)
    assert verbs()[-1] == "account.session_end"


def test_signing_out_everywhere_else_leaves_this_browser(browser: Client) -> None:
    others = [Client(), Client()]
    for other in others:
        sign_in_by_password(other, ADDRESS)
    browser.post("/en/account/sessions/end-others/")
    assert [other.get("/en/me/").status_code for other in others] == [302, 302]
    assert browser.get("/en/me/").status_code == 200


def test_c16_the_session_and_passkey_of_somebody_else_are_not_found(browser: Client, person: Person) -> None:
    own = UserSession.objects.get()
    key = Authenticator.objects.create(user=person.account, type="webauthn", data={"name": "Key"})
    stranger = a_person("Kofi", "kofi@example.org")
    open_account(person=stranger, by=COMMAND_LINE, at=MADE)
    theirs = Client()
    sign_in_by_mail(theirs, "kofi@example.org")
    assert theirs.post(f"/en/account/sessions/{own.pk}/end/").status_code == 404
    assert theirs.post(f"/en/account/passkey/{key.pk}/remove/").status_code == 404
    assert (browser.get("/en/me/").status_code, Authenticator.objects.count()) == (200, 1)


def test_what_decides_who_can_sign_in_asks_for_a_fresh_proof(browser: Client, clock: FastClock) -> None:
    clock.shift(minutes=16)
    for path in ("password/new/", "app/add/", "passkey/add/"):
        assert browser.get(f"/en/account/{path}")["Location"] == (
            f"/en/account/again/?next=%2Fen%2Faccount%2F{path.replace('/', '%2F')}"
        )
    before = Account.objects.get().password
    for path in ("password/new/", "password/remove/", "app/add/", "app/remove/", "codes/new/"):
        assert browser.post(f"/en/account/{path}", {"password": "another quiet baobab"}).status_code == 302
    assert (Account.objects.get().password, Authenticator.objects.count()) == (before, 0)


def test_a_mailed_code_is_proof_enough_without_a_second_step(browser: Client, clock: FastClock) -> None:
    clock.shift(minutes=16)
    browser.post("/en/account/again/", {"send": "code"})
    form = {"code": CODE.search(last_mail())[0], "next": "/en/account/app/add/"}
    assert browser.post("/en/account/again/", form)["Location"] == "/en/account/app/add/"
    assert browser.get("/en/account/app/add/").status_code == 200


def test_the_password_is_proof_too_and_a_wrong_one_is_none(browser: Client, clock: FastClock) -> None:
    clock.shift(minutes=16)
    assert "This is not your password." in text_of(browser.post("/en/account/again/", {"password": "wrong"}))
    assert browser.get("/en/account/app/add/").status_code == 302
    assert browser.post("/en/account/again/", {"password": PASSWORD})["Location"] == "/en/account/"
    assert browser.get("/en/account/app/add/").status_code == 200


def test_with_a_second_step_only_the_second_step_is_proof(browser: Client, clock: FastClock) -> None:
    secret, _recovery = add_app(browser)
    clock.shift(minutes=16)
    mails = OutgoingMail.objects.count()
    browser.post("/en/account/again/", {"send": "code"})
    assert OutgoingMail.objects.count() == mails
    browser.post("/en/account/again/", {"password": PASSWORD})
    assert browser.post("/en/account/app/remove/")["Location"].startswith("/en/account/again/")
    assert Authenticator.objects.filter(type="totp").count() == 1
    browser.post("/en/account/again/", {"code": app_code(secret)})
    browser.post("/en/account/app/remove/")
    assert Authenticator.objects.count() == 0


def test_after_proving_again_a_foreign_address_is_not_followed(browser: Client, clock: FastClock) -> None:
    form = {"password": PASSWORD, "next": "//evil.example/"}
    assert browser.post("/en/account/again/", form)["Location"] == "/en/account/"


def test_every_change_is_written_down_and_mailed(
    browser: Client, django_capture_on_commit_callbacks  # type: ignore[no-untyped-def]
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        add_app(browser)
    browser.post("/en/account/password/new/", {"password": "another quiet baobab"})
    changes = [verb for verb in verbs() if verb.startswith("account.")]
    assert changes == [
        "account.open",
        "account.password_set",
        "account.totp_activated",
        "account.password_set",
    ]
    told = OutgoingMail.objects.filter(cause__startswith="account:").values_list("cause", flat=True)
    assert sorted(cause.split(":")[1] for cause in told) == ["password_set", "totp_activated"]


def test_adding_a_second_step_signs_the_other_browsers_out(browser: Client) -> None:
    other = Client()
    sign_in_by_password(other, ADDRESS)
    add_app(browser)
    assert (other.get("/en/me/").status_code, browser.get("/en/me/").status_code) == (302, 200)


def test_recovery_codes_are_shown_once(browser: Client) -> None:
    _secret, recovery = add_app(browser)
    page = browser.get("/en/account/").content.decode()
    assert not any(code in page for code in recovery)
    assert "10 recovery codes are left." in text_of(browser.get("/en/account/"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("short", "This password is too short."),
        ("1234567890", "This password is entirely numeric."),
        ("password123", "This password is too common."),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(browser: Client, typed: str, told: str) -> None:
    before = Account.objects.get().password
    assert told in text_of(browser.post("/en/account/password/new/", {"password": typed}))
    assert Account.objects.get().password == before
