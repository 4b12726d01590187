from __future__ import annotations

import pytest
from django.test import Client

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.actions.accounts import close_account, open_account, set_password
from teranga.domains.people.models import Account, Person
from tests.factories.communities import MADE, a_community
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.account.entering import (
    PASSWORD,
    FastClock,
    add_app,
    app_code,
    sign_in_by_mail,
    sign_in_by_password,
)
from tests.web.me.visiting import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "afi@example.org"


def afi(password: str = "") -> Person:
    person = a_person("Afi", ADDRESS)
    account = open_account(person=person, by=COMMAND_LINE, at=MADE)
    if password:
        set_password(account=account, password=password, by=COMMAND_LINE, at=MADE)
    return person


def is_in(browser: Client) -> bool:
    return browser.get("/en/me/").status_code == 200


def test_a_member_without_an_account_signs_in_by_code_and_gets_none(clock: FastClock) -> None:
    a_person("Afi", ADDRESS)
    browser = Client()
    assert sign_in_by_mail(browser, ADDRESS)["Location"] == "/en/me/"
    assert (is_in(browser), Account.objects.count()) == (True, 0)


def test_whoever_holds_a_role_gets_an_account_when_signing_in(clock: FastClock) -> None:
    person = a_person("Afi", ADDRESS)
    a_grant(person, "organiser", community=a_community("lome"))
    browser = Client()
    sign_in_by_mail(browser, ADDRESS, next="/en/organise/lome/team/")
    account = Account.objects.get(person=person)
    assert (account.has_usable_password(), len(account.handle)) == (False, 32)
    assert browser.get("/en/organise/lome/team/").status_code == 200


def test_signing_in_leads_back_to_where_one_was_going(clock: FastClock) -> None:
    afi()
    answer = sign_in_by_mail(Client(), ADDRESS, next="/en/organise/lome/team/")
    assert answer["Location"] == "/en/organise/lome/team/"


def test_code_and_account_and_password_open_the_same_person(clock: FastClock) -> None:
    person = afi(PASSWORD)
    by_mail, by_password = Client(), Client()
    sign_in_by_mail(by_mail, ADDRESS)
    assert sign_in_by_password(by_password, ADDRESS)["Location"] == "/en/me/"
    for browser in (by_mail, by_password):
        assert browser.get("/en/me/").status_code == 200
        assert browser.session["_auth_user_id"] == str(person.account.pk)


def test_d18_each_account_has_a_handle_of_its_own() -> None:
    accounts = [open_account(person=a_person(), by=COMMAND_LINE, at=MADE) for _number in range(20)]
    assert len({account.handle for account in accounts}) == 20
    assert {len(account.handle) for account in accounts} == {32}


def test_d01_a_mailed_link_leads_to_the_configured_address_alone(clock: FastClock) -> None:
    a_person("Afi", ADDRESS)
    for host in ({"HTTP_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}):
        Client(**host).post("/en/me/sign-in/", {"contact": ADDRESS})
    mails = list(OutgoingMail.objects.values_list("body", flat=True))
    assert len(mails) == 1
    assert ("http://localhost:8000/en/me/sign-in/link/" in mails[0], "evil" in mails[0]) == (True, False)


def test_the_password_is_kept_as_argon2_alone() -> None:
    assert afi(PASSWORD).account.password.startswith("argon2$argon2id$")


def test_d08_an_account_without_a_password_opens_to_no_password(clock: FastClock) -> None:
    afi()
    for typed in ("", " ", "!", "None", PASSWORD):
        browser = Client()
        assert sign_in_by_password(browser, ADDRESS, typed).status_code == 200
        assert not is_in(browser)


def test_d04_known_and_unknown_addresses_get_the_same_words(clock: FastClock) -> None:
    afi(PASSWORD)
    known, unknown = (
        text_of(sign_in_by_password(Client(), address, "wrong")) for address in (ADDRESS, "no@example.org")
    )
    assert known.replace(ADDRESS, "") == unknown.replace("no@example.org", "")


def test_d02_and_five_wrong_passwords_close_the_door_whatever_the_request_says_of_itself(
    clock: FastClock,
) -> None:
    afi(PASSWORD)
    for number in range(5):
        Client(HTTP_X_FORWARDED_FOR=f"10.0.0.{number}").post(
            "/en/account/password/", {"contact": ADDRESS, "password": "wrong"}
        )
    browser = Client(HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert "There were too many tries." in text_of(sign_in_by_password(browser, ADDRESS))
    clock.shift(minutes=16)
    assert sign_in_by_password(browser, ADDRESS).status_code == 302


def test_d10_a_letter_that_only_looks_latin_reaches_no_account(clock: FastClock) -> None:
    afi(PASSWORD)
    browser = Client()
    sign_in_by_password(browser, "\u0430fi@example.org")
    assert not is_in(browser)


@pytest.mark.parametrize("how", ["mail", "password"])
def test_d13_a_session_planted_before_is_worth_nothing_afterwards(how: str, clock: FastClock) -> None:
    afi(PASSWORD)
    browser = Client()
    browser.get("/en/me/sign-in/")
    session = browser.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    sign_in_by_mail(browser, ADDRESS) if how == "mail" else sign_in_by_password(browser, ADDRESS)
    assert browser.session.session_key != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert not is_in(thief)


def test_d09_a_sign_in_form_from_elsewhere_is_refused() -> None:
    afi(PASSWORD)
    browser = Client(enforce_csrf_checks=True)
    assert sign_in_by_password(browser, ADDRESS).status_code == 403
    assert not is_in(browser)


def test_d06_a_closed_account_is_refused_at_the_next_request(clock: FastClock) -> None:
    person = afi(PASSWORD)
    browser = Client()
    sign_in_by_password(browser, ADDRESS)
    assert is_in(browser)
    close_account(account=person.account, by=COMMAND_LINE, at=MADE)
    assert not is_in(browser)
    sign_in_by_mail(browser, ADDRESS)
    assert not is_in(browser)
    sign_in_by_password(browser, ADDRESS)
    assert not is_in(browser)


def test_d06_a_new_password_ends_every_other_session(clock: FastClock) -> None:
    afi(PASSWORD)
    here, elsewhere = Client(), Client()
    sign_in_by_password(here, ADDRESS)
    sign_in_by_password(elsewhere, ADDRESS)
    assert here.post("/en/account/password/new/", {"password": "another quiet baobab"})["Location"] == (
        "/en/account/"
    )
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_d06_an_account_ends_the_sessions_that_a_code_alone_had_opened(clock: FastClock) -> None:
    person = a_person("Afi", ADDRESS)
    browser = signed_in(person)
    assert is_in(browser)
    open_account(person=person, by=COMMAND_LINE, at=MADE)
    assert not is_in(browser)


def test_the_second_step_stands_between_the_code_and_the_page(clock: FastClock) -> None:
    afi()
    first = Client()
    sign_in_by_mail(first, ADDRESS)
    secret, recovery = add_app(first)
    assert len(recovery) == 10
    clock.shift(minutes=5)
    browser = Client()
    assert sign_in_by_mail(browser, ADDRESS, next="/en/tour/")["Location"] == "/en/account/second-step/code/"
    assert not is_in(browser)
    assert "This code does not open anything here." in text_of(
        browser.post("/en/account/second-step/code/", {"code": "000000"})
    )
    assert not is_in(browser)
    answer = browser.post("/en/account/second-step/code/", {"code": app_code(secret)})
    assert answer["Location"] == "/en/tour/"
    assert is_in(browser)


def test_a_code_of_the_app_opens_once(clock: FastClock) -> None:
    afi()
    first = Client()
    sign_in_by_mail(first, ADDRESS)
    secret, _recovery = add_app(first)
    clock.shift(minutes=5)
    one, two = Client(), Client()
    sign_in_by_mail(one, ADDRESS)
    one.post("/en/account/second-step/code/", {"code": app_code(secret)})
    assert is_in(one)
    two.post("/en/me/sign-in/", {"contact": ADDRESS})
    clock.shift(seconds=61)
    same = app_code(secret)
    sign_in_by_mail(two, ADDRESS)
    two.post("/en/account/second-step/code/", {"code": same})
    three = Client()
    clock.shift(seconds=1)
    assert is_in(two)
    three.post("/en/account/second-step/code/", {"code": same})
    assert not is_in(three)


def test_d20_a_recovery_code_opens_once_and_is_told_by_mail(clock: FastClock) -> None:
    from teranga.domains.activity.models import AuditEntry

    afi()
    first = Client()
    sign_in_by_mail(first, ADDRESS)
    _secret, recovery = add_app(first)
    for minutes, expected in ((5, True), (10, False)):
        clock.shift(minutes=minutes)
        browser = Client()
        sign_in_by_mail(browser, ADDRESS)
        browser.post("/en/account/second-step/code/", {"code": recovery[0]})
        assert is_in(browser) is expected
    verbs = AuditEntry.objects.across_communities("all of the test").values_list("verb", flat=True)
    assert list(verbs).count("account.recovery_code_used") == 1
    assert OutgoingMail.objects.filter(body__contains="A recovery code was used to sign in.").count() == 1


def test_the_app_s_secret_is_not_readable_in_the_database(clock: FastClock) -> None:
    from allauth.mfa.models import Authenticator

    afi()
    browser = Client()
    sign_in_by_mail(browser, ADDRESS)
    secret, _recovery = add_app(browser)
    stored = Authenticator.objects.get(type="totp").data
    assert secret not in str(stored)
    assert stored["secret"].startswith("gAAAA")


def test_a_role_that_asks_for_a_second_step_counts_after_it(clock: FastClock) -> None:
    a_grant(afi(), "treasurer", community=a_community("lome"))
    first = Client()
    sign_in_by_mail(first, ADDRESS)
    secret, _recovery = add_app(first)
    clock.shift(minutes=5)
    browser = Client()
    sign_in_by_mail(browser, ADDRESS)
    browser.post("/en/account/second-step/code/", {"code": app_code(secret)})
    from teranga.web.account.proofs import METHODS_KEY

    assert [proof["method"] for proof in browser.session[METHODS_KEY]] == ["code", "mfa"]
