from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.actions.custom_roles import add_custom_role
from teranga.domains.people.actions.roles import RoleRefused, end_role, grant_role
from teranga.domains.people.models import CustomRole, RoleGrant
from teranga.domains.people.policy import Place, Rights, Scope
from teranga.domains.people.queries_roles import rights_for
from teranga.domains.people.roles import READY_ROLES, Area, Verb
from teranga.domains.people.rules_roles import RoleAt
from teranga.domains.people.two_persons import (
    Approval,
    NotAllowed,
    OwnMatter,
    SamePerson,
    approve,
    is_decided,
)
from teranga.foundation.translated import TranslatedText
from tests.factories.communities import MADE, a_community
from tests.factories.people import a_grant, a_person

pytestmark = pytest.mark.django_db
LATER = MADE + timedelta(days=30)


def rights(person, at=MADE, *, second_factor=True) -> Rights:  # type: ignore[no-untyped-def]
    return rights_for(person.pk, at=at, has_second_factor=second_factor)


def count() -> int:
    return RoleGrant.objects.across_communities("all of the test").count()


def test_a_role_given_twice_is_one_grant_with_the_later_end() -> None:
    lome, person = a_community(), a_person()
    which, by = RoleAt("translator", Scope.COMMUNITY, Place(lome.pk)), Actor("command line")
    first = grant_role(person=person, which=which, by=by, at=MADE, rights=None)
    second = grant_role(person=person, which=which, by=by, at=MADE, rights=None, until=LATER)
    assert (first.pk, second.until, count()) == (second.pk, LATER, 1)


def test_a_role_that_ran_out_can_be_given_again() -> None:
    lome, person = a_community(), a_person()
    a_grant(person, "translator", community=lome, until=MADE + timedelta(days=1))
    which = RoleAt("translator", Scope.COMMUNITY, Place(lome.pk))
    grant_role(person=person, which=which, by=Actor("command line"), at=LATER, rights=None)
    rows = RoleGrant.objects.filter(community_id=lome.pk).order_by("id").values_list("ended_at", flat=True)
    assert list(rows) == [MADE + timedelta(days=1), None]


def test_a_role_that_ends_before_it_begins_is_refused() -> None:
    lome, person = a_community(), a_person()
    which = RoleAt("translator", Scope.COMMUNITY, Place(lome.pk))
    with pytest.raises(RoleRefused):
        grant_role(person=person, which=which, by=Actor("x"), at=LATER, rights=None, until=MADE)
    assert count() == 0


def test_c22_nobody_gives_more_than_their_own_scope() -> None:
    lome, far, giver, friend = a_community(), a_community(), a_person(), a_person()
    a_grant(giver, "organiser", community=lome)
    for which in (
        RoleAt("organiser", Scope.INSTALLATION),
        RoleAt("organiser", Scope.COMMUNITY, Place(far.pk)),
        RoleAt("no such role", Scope.COMMUNITY, Place(lome.pk)),
    ):
        with pytest.raises(RoleRefused):
            grant_role(
                person=friend, which=which, by=Actor("organiser", giver.pk), at=MADE, rights=rights(giver)
            )
    assert count() == 1


def test_c22_an_empty_role_and_one_wider_than_its_writer_are_refused() -> None:
    lome, writer = a_community(), a_person()
    a_grant(writer, "organiser", community=lome)
    name, by = TranslatedText({"en": "Helper"}), Actor("organiser", writer.pk)
    for allowed in ({}, {"pages": []}, {"nowhere": ["view"]}, {"money": ["pay"]}, {"conduct": ["conduct"]}):
        with pytest.raises(RoleRefused):
            add_custom_role(community_id=lome.pk, name=name, allowed=allowed, by=by, at=MADE,
                            rights=rights(writer))  # fmt: skip
    assert CustomRole.objects.filter(community_id=lome.pk).count() == 0


def test_a_role_of_a_community_s_own_allows_what_it_says_and_only_there() -> None:
    lome, far, person = a_community(), a_community(), a_person()
    role = add_custom_role(
        community_id=lome.pk, name=TranslatedText({"en": "Helper"}),
        allowed={"pages": ["view", "edit", "fly"]}, by=Actor("x"), at=MADE, rights=None,
    )  # fmt: skip
    assert role.allowed == {"pages": ["view", "edit"]}
    which = RoleAt("helper", Scope.COMMUNITY, Place(lome.pk), role)
    grant_role(person=person, which=which, by=Actor("x"), at=MADE, rights=None)
    held = rights(person)
    assert held.may(Verb.EDIT, Area.PAGES, Place(lome.pk))
    assert not held.may(Verb.DECIDE, Area.PAGES, Place(lome.pk))
    assert not held.may(Verb.EDIT, Area.PAGES, Place(far.pk))
    with pytest.raises(RoleRefused):
        grant_role(
            person=person, which=RoleAt("helper", Scope.COMMUNITY, Place(far.pk), role), by=Actor("x"),
            at=MADE, rights=None,
        )  # fmt: skip
    assert count() == 1


def test_c20_a_reviewer_never_gets_the_programme_by_it() -> None:
    lome, person = a_community(), a_person()
    a_grant(person, "reviewer", community=lome)
    held, there = rights(person), Place(lome.pk)
    assert sorted((area, verb) for area in Area for verb in Verb if held.may(verb, area, there)) == [
        (Area.PROPOSALS, Verb.VIEW), (Area.REVIEWS, Verb.EDIT), (Area.REVIEWS, Verb.VIEW),
    ]  # fmt: skip


def test_handling_conduct_is_implied_by_no_other_role() -> None:
    allowing = {
        key
        for key, role in READY_ROLES.items()
        if any(Verb.CONDUCT in verbs for verbs in role.allowed.values())
    }
    assert allowing == {"conduct_team"}
    assert {key for key, role in READY_ROLES.items() if Area.CONDUCT in role.allowed} == {"conduct_team"}


def test_two_organisers_cannot_both_end_each_other() -> None:
    lome = a_community()
    one, two = a_grant(a_person(), community=lome), a_grant(a_person(), community=lome)
    end_role(grant=one, by=Actor("organiser", two.person_id), at=MADE)
    with pytest.raises(RoleRefused):
        end_role(grant=two, by=Actor("organiser", one.person_id), at=MADE)
    two.refresh_from_db()
    assert two.ended_at is None


def test_what_weighs_heavily_needs_two_different_people_who_may() -> None:
    lome = a_community()
    here = Place(lome.pk)
    treasurers = [a_person(), a_person()]
    for person in treasurers:
        a_grant(person, "treasurer", community=lome)
    stranger = a_person()
    asked = {"verb": Verb.PAY, "area": Area.MONEY, "place": here, "at": MADE}
    first = approve((), rights=rights(treasurers[0]), **asked)
    assert (first, is_decided(first)) == ((Approval(treasurers[0].pk, "treasurer", MADE),), False)
    with pytest.raises(SamePerson):
        approve(first, rights=rights(treasurers[0]), **asked)
    with pytest.raises(NotAllowed):
        approve(first, rights=rights(stranger), **asked)
    with pytest.raises(NotAllowed):
        approve(first, rights=rights(treasurers[1], second_factor=False), **asked)
    with pytest.raises(OwnMatter):
        approve(first, rights=rights(treasurers[1]), concerns=[treasurers[1].pk], **asked)
    both = approve(first, rights=rights(treasurers[1]), **asked)
    assert (len(both), is_decided(both), is_decided(first * 2)) == (2, True, False)
