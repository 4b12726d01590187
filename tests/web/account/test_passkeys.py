from __future__ import annotations

import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.people.actions.accounts import open_account
from tests.factories.communities import MADE
from tests.factories.people import a_person
from tests.web.account.authenticator import PRESENT, Passkey
from tests.web.account.entering import FastClock, sign_in_by_mail

pytestmark = pytest.mark.django_db
DATA = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def a_browser() -> Client:
    return Client(headers={"host": "testserver"})


def options_on(browser: Client, path: str) -> dict[str, Any]:
    return json.loads(DATA.search(browser.get(path).content.decode())[1])


def question(browser: Client) -> dict[str, Any]:
    return browser.post("/en/account/passkey/question/").json()["publicKey"]


def is_in(browser: Client) -> bool:
    return browser.get("/en/me/").status_code == 200


def signed_in_owner(address: str = "afi@example.org") -> Client:
    open_account(person=a_person("Afi", address), by=COMMAND_LINE, at=MADE)
    browser = a_browser()
    sign_in_by_mail(browser, address)
    return browser


def add(browser: Client, **bent: Any) -> Passkey:
    passkey = Passkey()
    options = options_on(browser, "/en/account/passkey/add/")
    browser.post("/en/account/passkey/add/", {"name": "Phone", "credential": passkey.create(options, **bent)})
    return passkey


@pytest.fixture
def owner(clock: FastClock) -> Client:
    return signed_in_owner()


@pytest.fixture
def passkey(owner: Client) -> Passkey:
    return add(owner)


def use(browser: Client, passkey: Passkey, **bent: Any) -> bool:
    """Whether the passkey's answer to a fresh question signs the browser in."""
    browser.post("/en/account/passkey/", {"credential": passkey.answer(question(browser), **bent)})
    return is_in(browser)


def test_a_passkey_signs_in_alone_and_counts_as_the_second_step(passkey: Passkey) -> None:
    browser = a_browser()
    assert use(browser, passkey)
    proofs = browser.session["account_authentication_methods"]
    assert [(proof["method"], proof["type"]) for proof in proofs] == [("mfa", "webauthn")]


def test_a_passkey_is_the_second_step_after_a_mailed_code(passkey: Passkey) -> None:
    browser = a_browser()
    assert sign_in_by_mail(browser, "afi@example.org")["Location"] == "/en/account/second-step/code/"
    options = options_on(browser, "/en/account/second-step/code/")
    browser.post("/en/account/second-step/code/", {"credential": passkey.answer(options)})
    assert is_in(browser)


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver"},
        {"site": "evil.example"},
        {"flags": PRESENT},
        {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
        {"credential_id": b"another credential"},
        {"user_handle": ""},
    ],
    ids=["origin", "plain http", "site", "no finger", "challenge", "foreign credential", "nobody's"],
)
def test_d20_an_answer_that_was_bent_is_refused(passkey: Passkey, bent: dict[str, Any]) -> None:
    browser = a_browser()
    assert not use(browser, passkey, **bent)
    assert use(browser, passkey)


def test_d20_a_signature_by_another_key_is_refused(passkey: Passkey) -> None:
    thief = Passkey(credential_id=passkey.credential_id, user_handle=passkey.user_handle)
    assert not use(a_browser(), thief)


def test_d20_a_passkey_of_one_account_opens_no_other(passkey: Passkey, owner: Client) -> None:
    other = add(signed_in_owner("kofi@example.org"))
    assert not use(a_browser(), other, user_handle=passkey.user_handle)


def test_d20_a_question_is_answered_once(passkey: Passkey) -> None:
    browser = a_browser()
    answer = passkey.answer(question(browser))
    cookie = browser.cookies["session"].value
    browser.post("/en/account/passkey/", {"credential": answer})
    assert is_in(browser)
    again = a_browser()
    again.post("/en/account/passkey/", {"credential": answer})
    assert not is_in(again)
    again.cookies["session"] = cookie
    again.post("/en/account/passkey/", {"credential": answer})
    assert not is_in(again)


def test_d20_a_question_stands_for_five_minutes(passkey: Passkey, clock: FastClock) -> None:
    browser = a_browser()
    answer = passkey.answer(question(browser))
    clock.shift(seconds=301)
    browser.post("/en/account/passkey/", {"credential": answer})
    assert not is_in(browser)
    assert use(browser, passkey)


def test_d20_a_copy_whose_counter_went_back_is_refused(passkey: Passkey) -> None:
    for _time in range(3):
        assert use(a_browser(), passkey)
    for counter in (0, 2, 3):
        assert not use(a_browser(), passkey, counter=counter)
    assert Authenticator.objects.get(type="webauthn").data["counter"] == 3
    passkey.counter = 3
    assert use(a_browser(), passkey)


def test_a_passkey_that_does_not_count_is_taken_again_and_again(passkey: Passkey) -> None:
    assert [use(a_browser(), passkey, counter=0) for _time in range(2)] == [True, True]


@pytest.mark.parametrize(
    "bent", [{"origin": "https://evil.example"}, {"site": "evil.example"}, {"challenge": "AAAA"}]
)
def test_d20_a_new_passkey_from_elsewhere_is_not_added(owner: Client, bent: dict[str, Any]) -> None:
    add(owner, **bent)
    assert Authenticator.objects.count() == 0


def test_d20_a_page_for_a_new_passkey_that_stood_too_long_adds_none(owner: Client, clock: FastClock) -> None:
    passkey, options = Passkey(), options_on(owner, "/en/account/passkey/add/")
    clock.shift(seconds=301)
    owner.post("/en/account/passkey/add/", {"name": "Phone", "credential": passkey.create(options)})
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"id": 1}', "no json", '{"response": {}}'])
def test_d20_what_is_no_answer_at_all_is_refused_without_a_fault(passkey: Passkey, credential: str) -> None:
    browser = a_browser()
    question(browser)
    assert browser.post("/en/account/passkey/", {"credential": credential}).status_code == 200
    assert not is_in(browser)


@pytest.mark.parametrize("credential", ["", "{}", "[]", '{"id": 1}', '{"response": {}}'])
def test_d20_what_is_no_passkey_at_all_is_not_added(owner: Client, credential: str) -> None:
    owner.get("/en/account/passkey/add/")
    answer = owner.post("/en/account/passkey/add/", {"name": "Phone", "credential": credential})
    assert (answer.status_code, Authenticator.objects.count()) == (200, 0)


def test_a_removed_passkey_opens_nothing(passkey: Passkey, owner: Client) -> None:
    row = Authenticator.objects.get(type="webauthn")
    assert owner.post(f"/en/account/passkey/{row.pk}/remove/")["Location"] == "/en/account/"
    assert not use(a_browser(), passkey)
