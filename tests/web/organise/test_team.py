from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Community, Membership
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Invitation, Person, RoleGrant, TeamRule
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.me.visiting import text_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://[^/]+(/en/account/invitation/[\w-]+/)")


def grants() -> list[tuple[str, str, int, bool]]:
    rows = RoleGrant.objects.across_communities("all of the test").order_by("id")
    return [(row.person.name, row.role, row.scope_id, row.ended_at is None) for row in rows]


def verbs() -> list[str]:
    return list(
        AuditEntry.objects.across_communities("all of the test").order_by("id").values_list("verb", flat=True)
    )


def organiser_of(community: Community, name: str = "Afi") -> tuple[Person, Client]:
    person = a_person(name)
    a_grant(person, "organiser", community=community)
    return person, signed_in(person)


def a_member(community: Community, name: str) -> Person:
    person = a_person(name)
    Membership.objects.create(
        community=community, person=person, state="confirmed", joined_at=MADE, confirmed_at=MADE
    )
    return person


def invite(browser: Client, **changed: str) -> str:
    """Send an invitation and return the path of its mailed link ("" when none was mailed)."""
    form = {"email": "kofi@example.org", "language": "en", "role": "translator", "reach": "community",
            "until": "", **changed}  # fmt: skip
    browser.post("/en/organise/lome/team/invite/", form)
    mail = OutgoingMail.objects.order_by("-id").first()
    return LINK.search(mail.body)[1] if mail else ""


def test_the_page_says_who_can_do_what_and_since_when() -> None:
    lome = a_community("lome")
    _afi, browser = organiser_of(lome)
    a_grant(a_person("Yao"), "translator", community=lome, ended_at=MADE + timedelta(days=3))
    text = text_of(browser.get("/en/organise/lome/team/"))
    assert (
        "Organiser see, change, decide, write to people, let people in · settings, pages and stories" in text
    )
    assert "Afi this community, its chapters and events January 5, 2026, 09:00" in text
    assert "Roles that are over Translator" in text
    assert "January 8, 2026, 09:00" in text


def test_an_auditor_reads_the_page_and_changes_nothing() -> None:
    lome, auditor = a_community("lome"), a_person("Akou")
    grant = a_grant(auditor, "read_only", community=lome)
    browser = signed_in(auditor)
    assert browser.get("/en/organise/lome/team/").status_code == 200
    assert "Invite somebody" not in text_of(browser.get("/en/organise/lome/team/"))
    for path in ("invite/", "give/", "second-step/", f"{grant.pk}/end/"):
        assert browser.post(f"/en/organise/lome/team/{path}", {"required": "yes"}).status_code == 404
    assert grants() == [("Akou", "read_only", lome.pk, True)]


def test_an_invitation_is_mailed_accepted_once_and_gives_the_role() -> None:
    lome = a_community("lome")
    _afi, browser = organiser_of(lome)
    path = invite(browser)
    kofi = Client()
    assert "You are invited: Translator" in text_of(kofi.get(path))
    assert grants() == [("Afi", "organiser", lome.pk, True)]
    assert kofi.post(path)["Location"] == "/en/me/sign-in/code/"
    assert grants()[1:] == [("", "translator", lome.pk, True)]
    assert "person_id" not in kofi.session
    assert kofi.post(path).status_code == 410
    assert verbs() == ["invitation.send", "role.grant", "invitation.accept"]


def test_whoever_is_signed_in_takes_the_role_as_themselves() -> None:
    lome, kofi = a_community("lome"), a_person("Kofi")
    _afi, browser = organiser_of(lome)
    assert signed_in(kofi).post(invite(browser))["Location"] == "/en/organise/lome/"
    assert grants()[1:] == [("Kofi", "translator", lome.pk, True)]


def test_an_invitation_proposes_the_first_language_of_the_community() -> None:
    person = a_person()
    a_grant(person, community=a_community("lome", languages=["fr", "en"], default_language="fr"))
    page = signed_in(person).get("/en/organise/lome/team/invite/").content.decode()
    assert re.findall(r'<option value="(..)" selected>', page) == ["fr"]


def test_an_invitation_ends_after_fourteen_days() -> None:
    lome = a_community("lome")
    _afi, browser = organiser_of(lome)
    path = invite(browser)
    Invitation.objects.filter(community_id=lome.pk).update(expires_at=timezone.now())
    assert Client().post(path).status_code == 410
    assert len(grants()) == 1


def test_an_invitation_that_was_taken_back_opens_nothing() -> None:
    lome = a_community("lome")
    _afi, browser = organiser_of(lome)
    path = invite(browser)
    row = Invitation.objects.get(community_id=lome.pk)
    browser.post(f"/en/organise/lome/team/invitations/{row.pk}/revoke/")
    assert Client().get(path).status_code == 410
    assert len(grants()) == 1


def test_c16_the_grant_and_invitation_of_another_team_are_not_found() -> None:
    lome, other = a_community("lome"), a_community("other")
    _afi, browser = organiser_of(lome)
    _bob, browser_of_other = organiser_of(other, "Bob")
    invite(browser)
    theirs = RoleGrant.objects.get(community_id=lome.pk)
    open_one = Invitation.objects.get(community_id=lome.pk)
    root = "/en/organise/other/team/"
    assert browser_of_other.post(f"{root}{theirs.pk}/end/").status_code == 404
    assert browser_of_other.post(f"{root}invitations/{open_one.pk}/revoke/").status_code == 404
    open_one.refresh_from_db()
    assert (open_one.revoked_at, [row[3] for row in grants()]) == (None, [True, True])


def test_a_member_gets_a_role_in_one_event_until_a_day() -> None:
    lome = a_community("lome", zone="Africa/Lome")
    event = an_event(lome, "meetup")
    kofi = a_member(lome, "Kofi Élan")
    _afi, browser = organiser_of(lome)
    assert "Kofi Élan" in text_of(browser.get("/en/organise/lome/team/give/?q=elan"))
    form = {"person": kofi.pk, "role": "door_volunteer", "reach": f"event:{event.pk}", "until": "2099-01-02"}
    assert browser.post("/en/organise/lome/team/give/", form).status_code == 302
    row = RoleGrant.objects.get(community_id=lome.pk, person=kofi)
    assert (row.role, row.scope, row.scope_id, row.until.isoformat()) == (
        "door_volunteer", "event", event.pk, "2099-01-02T23:59:59+00:00",
    )  # fmt: skip


def test_c06_fields_that_the_form_does_not_offer_are_ignored_or_refused() -> None:
    lome, other = a_community("lome"), a_community("other")
    foreign = an_event(other, "theirs")
    kofi, stranger = a_member(lome, "Kofi"), a_person("Stranger")
    _afi, browser = organiser_of(lome)
    good = {"person": kofi.pk, "role": "translator", "reach": "community", "until": ""}
    for wrong in (
        {"reach": f"event:{foreign.pk}"}, {"reach": "installation"}, {"role": "own:1"}, {"role": "god"},
        {"person": stranger.pk},
    ):  # fmt: skip
        answer = browser.post("/en/organise/lome/team/give/", {**good, **wrong})
        assert (answer.status_code, len(grants())) == (200, 1)
    browser.post(
        "/en/organise/lome/team/give/", {**good, "scope_id": "0", "since": "2000-01-01", "granted_by": "1"}
    )
    row = RoleGrant.objects.get(community_id=lome.pk, person=kofi)
    assert (row.scope_id, row.granted_by.name, row.since.year >= 2026) == (lome.pk, "Afi", True)


def test_nobody_gives_themselves_what_they_may_not_do() -> None:
    lome = a_community("lome")
    afi, browser = organiser_of(lome)
    Membership.objects.create(community=lome, person=afi, state="confirmed", joined_at=MADE)
    form = {"person": afi.pk, "role": "treasurer", "reach": "community", "until": ""}
    answer = browser.post("/en/organise/lome/team/give/", form)
    assert "Nobody gives a new role to themselves." in text_of(answer)
    assert grants() == [("Afi", "organiser", lome.pk, True)]


def test_the_last_organiser_stays() -> None:
    lome = a_community("lome")
    _afi, browser = organiser_of(lome)
    own = RoleGrant.objects.get(community_id=lome.pk)
    answer = browser.post(f"/en/organise/lome/team/{own.pk}/end/")
    assert (answer.status_code, "This is the last organiser here." in text_of(answer)) == (400, True)
    assert grants() == [("Afi", "organiser", lome.pk, True)]
    organiser_of(lome, "Bob")
    assert browser.post(f"/en/organise/lome/team/{own.pk}/end/").status_code == 302
    assert [row[3] for row in grants()] == [False, True]
    assert browser.get("/en/organise/lome/team/").status_code == 404


def test_a_team_can_ask_everybody_for_a_second_step() -> None:
    lome = a_community("lome")
    _afi, browser = organiser_of(lome)
    browser.post("/en/organise/lome/team/second-step/", {"required": "yes"})
    assert TeamRule.objects.get(community_id=lome.pk).second_factor_required is True
    assert browser.get("/en/organise/lome/team/")["Location"].startswith("/en/account/second-step/")
    assert verbs() == ["team.second_factor"]


def test_the_installation_s_team_is_for_its_organisers() -> None:
    lome = a_community("lome")
    _afi, browser = organiser_of(lome)
    head = a_person("Esi")
    a_grant(head, "organiser")
    assert browser.get("/en/organise/team/").status_code == 404
    assert "Esi everything here" in text_of(signed_in(head).get("/en/organise/team/"))


@pytest.mark.parametrize("people", [1, 3])
def test_the_team_page_asks_the_database_equally_often_for_few_and_many(
    people: int, django_assert_num_queries  # type: ignore[no-untyped-def]
) -> None:  # fmt: skip
    lome = a_community("lome")
    _afi, browser = organiser_of(lome)
    for _number in range(people):
        a_grant(a_person(), "translator", community=lome)
    browser.get("/en/organise/lome/team/")
    with django_assert_num_queries(12):
        browser.get("/en/organise/lome/team/")
