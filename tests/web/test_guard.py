from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from teranga.domains.people.models import TeamRule
from teranga.domains.people.policy import Scope
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.people import a_grant, a_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.guarded_urls")]
SECOND_FACTOR = [{"method": "mfa", "type": "totp", "at": 1.0}]


def passed(browser: Client) -> Client:
    session = browser.session
    session["account_authentication_methods"] = SECOND_FACTOR
    session.save()
    return browser


def test_a_view_without_a_mark_opens_for_nobody() -> None:
    browser = signed_in(a_person())
    assert browser.get("/en/unmarked/").status_code == 404


def test_somebody_who_is_not_signed_in_is_led_to_sign_in_and_back() -> None:
    a_community("lome")
    for address in ("/en/pages/lome/", "/en/pages/nowhere/"):
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"]) == (
            302, f"/en/me/sign-in/?next={address.replace('/', '%2F')}",
        )  # fmt: skip
    assert Client().post("/en/pages/lome/")["Location"] == "/en/me/sign-in/"


def test_a_view_for_accounts_opens_for_whoever_signed_in() -> None:
    assert Client().get("/en/accounts/").status_code == 302
    assert signed_in(a_person()).get("/en/accounts/").content == b"inside"


def test_an_organiser_enters_and_acts_under_the_role() -> None:
    lome, person = a_community("lome"), a_person()
    a_grant(person, "organiser", community=lome)
    answer = signed_in(person).get("/en/pages/lome/")
    assert answer.json() == {
        "community": "lome", "event": None, "acting_as": "organiser", "person": person.pk,
    }  # fmt: skip


def test_c13_a_member_without_the_role_meets_what_is_missing() -> None:
    a_community("lome")
    assert signed_in(a_person()).get("/en/pages/lome/").status_code == 404


def test_c21_forbidden_and_missing_answer_with_the_same_bytes() -> None:
    """What differs is only the address that the page itself repeats in its language links."""
    here, elsewhere, person = a_community("here"), a_community("abcd"), a_person()
    a_grant(person, "organiser", community=here)
    browser = signed_in(person)
    forbidden, missing = browser.get("/en/pages/abcd/"), browser.get("/en/pages/efgh/")
    assert (forbidden.status_code, missing.status_code) == (404, 404)
    assert forbidden.content.replace(b"abcd", b"efgh") == missing.content
    assert elsewhere.slug == "abcd"


def test_a_role_in_one_community_reaches_no_event_of_another() -> None:
    here, other, person = a_community("here"), a_community("other"), a_person()
    an_event(other, "meetup")
    a_grant(person, "organiser", community=here)
    assert signed_in(person).get("/en/pages/other/meetup/").status_code == 404


def test_an_event_is_found_only_below_its_own_community() -> None:
    here, other, person = a_community("here"), a_community("other"), a_person()
    an_event(other, "meetup")
    a_grant(person, "organiser", community=here)
    assert signed_in(person).get("/en/pages/here/meetup/").status_code == 404


def test_a_role_in_an_event_opens_the_event_and_not_its_community() -> None:
    lome, person = a_community("lome"), a_person()
    event = an_event(lome, "meetup")
    a_grant(person, "translator", event=event)
    browser = signed_in(person)
    assert browser.get("/en/pages/lome/meetup/").json()["event"] == "meetup"
    assert browser.get("/en/pages/lome/").status_code == 404


def test_organisers_of_a_community_reach_its_chapters() -> None:
    parent, person = a_community("parent"), a_person()
    a_community("chapter", parent=parent)
    a_grant(person, "organiser", community=parent)
    assert signed_in(person).get("/en/pages/chapter/").status_code == 200


def test_a_role_in_a_chapter_alone_does_not_reach_up() -> None:
    parent, person = a_community("parent"), a_person()
    chapter = a_community("chapter", parent=parent)
    a_grant(person, "organiser", community=chapter, scope=Scope.CHAPTER)
    browser = signed_in(person)
    assert browser.get("/en/pages/chapter/").status_code == 200
    assert browser.get("/en/pages/parent/").status_code == 404


def test_a_draft_opens_for_its_organisers() -> None:
    lome, person = a_community("lome", visibility="draft"), a_person()
    an_event(lome, "meetup", visibility="draft")
    a_grant(person, "organiser", community=lome)
    assert signed_in(person).get("/en/pages/lome/meetup/").status_code == 200


def test_any_role_opens_what_asks_for_no_verb() -> None:
    lome, person = a_community("lome"), a_person()
    a_community("other")
    a_grant(person, "door_volunteer", community=lome)
    browser = signed_in(person)
    assert [browser.get(path).status_code for path in ("/en/any/", "/en/any/lome/", "/en/any/other/")] == [
        200,
        200,
        404,
    ]
    assert signed_in(a_person()).get("/en/any/").status_code == 404


def test_what_names_no_place_and_a_verb_is_for_the_installation() -> None:
    lome, one, two = a_community("lome"), a_person(), a_person()
    a_grant(one, "organiser", community=lome)
    a_grant(two, "organiser")
    assert signed_in(one).get("/en/audit/").status_code == 404
    assert signed_in(two).get("/en/audit/").status_code == 200


def test_d06_a_role_that_was_ended_refuses_the_next_request() -> None:
    lome, person = a_community("lome"), a_person()
    grant = a_grant(person, "organiser", community=lome)
    browser = signed_in(person)
    assert browser.get("/en/pages/lome/").status_code == 200
    grant.ended_at = MADE
    grant.save()
    assert browser.get("/en/pages/lome/").status_code == 404


def test_d06_a_role_whose_end_has_come_refuses_the_next_request() -> None:
    lome, person = a_community("lome"), a_person()
    a_grant(person, "organiser", community=lome, until=MADE + timedelta(days=1))
    assert signed_in(person).get("/en/pages/lome/").status_code == 404


def test_d06_a_person_who_was_forgotten_is_not_signed_in_any_more() -> None:
    lome, person = a_community("lome"), a_person()
    a_grant(person, "organiser", community=lome)
    browser = signed_in(person)
    person.forgotten_at = MADE
    person.save()
    assert browser.get("/en/pages/lome/").status_code == 302


def test_a_treasurer_pays_only_after_a_second_step() -> None:
    lome, person = a_community("lome"), a_person()
    a_grant(person, "treasurer", community=lome)
    browser = signed_in(person)
    assert browser.get("/en/pay/lome/")["Location"] == "/en/account/second-step/?next=%2Fen%2Fpay%2Flome%2F"
    assert passed(browser).get("/en/pay/lome/").json()["acting_as"] == "treasurer"


def test_a_team_that_asks_for_a_second_step_asks_everybody() -> None:
    lome, person = a_community("lome"), a_person()
    a_grant(person, "organiser", community=lome)
    TeamRule.objects.create(community_id=lome.pk, second_factor_required=True, changed_at=MADE)
    browser = signed_in(person)
    assert browser.get("/en/pages/lome/").status_code == 302
    assert passed(browser).get("/en/pages/lome/").status_code == 200


def test_rights_are_read_in_one_query_however_many_grants_there_are(
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    from teranga.domains.people.queries_roles import rights_for

    person = a_person()
    for role in ("organiser", "translator", "read_only"):
        a_grant(person, role, community=a_community())
    with django_assert_num_queries(1):
        rights = rights_for(person.pk, at=MADE, has_second_factor=False)
    assert [grant.role for grant in rights.grants] == ["organiser", "translator", "read_only"]
