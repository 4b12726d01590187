"""Roles of a team's own: written, changed, given, invited to and retired in the browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from teranga.base.idempotency import new_key
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Community
from teranga.domains.people.models import CustomRole, Invitation, RoleGrant
from teranga.domains.people.policy import Place
from teranga.domains.people.queries_roles import rights_for
from teranga.domains.people.roles import Area, Verb
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.me.visiting import text_of
from tests.web.organise.test_team import a_member, invite, organiser_of

pytestmark = pytest.mark.django_db
KEY = new_key()
ADD = "/en/organise/lome/team/roles/add/"
CELLS = ["pages:view", "pages:edit", "mail:message"]


def sent(**changed: object) -> dict[str, object]:
    return {"name_en": "Website", "name_fr": "Site", "allowed": CELLS, "key": KEY, **changed}


def rows() -> list[tuple[dict[str, str], dict[str, list[str]], bool]]:
    found = CustomRole.objects.across_communities("all of the test").order_by("id")
    return [(dict(row.name), row.allowed, row.retired_at is not None) for row in found]


def the_role() -> CustomRole:
    return CustomRole.objects.across_communities("the only one").get()


def logged() -> list[tuple[str, dict[str, list[object]]]]:
    found = AuditEntry.objects.across_communities("all of the test").filter(verb__startswith="custom_role")
    return list(found.order_by("id").values_list("verb", "changes"))


def a_world() -> tuple[Community, Client]:
    lome = a_community("lome", languages=["fr", "en"])
    _afi, browser = organiser_of(lome)
    return lome, browser


def test_a_role_is_written_once_and_shown_with_what_it_allows() -> None:
    _lome, browser = a_world()
    for _twice in range(2):
        assert browser.post(ADD, sent()).status_code == 302
    allowed = {"pages": ["view", "edit"], "mail": ["message"]}
    assert rows() == [({"fr": "Site", "en": "Website"}, allowed, False)]
    assert the_role().key == "website"
    assert logged() == [
        ("custom_role.add", {"name": [None, {"en": "Website", "fr": "Site"}], "allowed": [None, allowed],
                             "needs_second_factor": [None, False]}),
    ]  # fmt: skip
    text = text_of(browser.get("/en/organise/lome/team/"))
    assert "Roles of our own Website see, change · pages and stories write to people · mails" in text
    assert "Site" in text_of(browser.get("/fr/organise/lome/team/"))


def test_only_what_the_writer_may_do_is_offered_and_taken() -> None:
    _lome, browser = a_world()
    page = browser.get(ADD).content.decode()
    offered = {f"{area}:{verb}" for area in Area for verb in Verb if f'value="{area}:{verb}"' in page}
    assert {"pages:edit", "team:decide", "members:export"} <= offered
    refused = {"money:pay", "conduct:view", "conduct:conduct", "money:export"}
    assert offered & refused == set()
    for cell in sorted(refused):
        answer = browser.post(ADD, sent(allowed=[*CELLS, cell]))
        assert (answer.status_code, rows()) == (422, [])
    assert browser.post(ADD, sent(allowed=[])).status_code == 422
    assert browser.post(ADD, sent(name_en="", name_fr="")).status_code == 422
    assert (rows(), logged()) == ([], [])


def test_a_change_counts_at_once_for_everybody_who_has_the_role() -> None:
    lome, browser = a_world()
    browser.post(ADD, sent())
    kofi, role = a_member(lome, "Kofi"), the_role()
    form = {"person": kofi.pk, "role": f"own:{role.pk}", "reach": "chapter", "until": "2099-01-02"}
    assert browser.post("/en/organise/lome/team/give/", form).status_code == 302
    text = text_of(browser.get("/en/organise/lome/team/"))
    assert "Kofi this community alone" in text
    assert "given by Afi January 2, 2099" in text
    path = f"/en/organise/lome/team/roles/{role.pk}/"
    page = browser.get(path)
    assert "A change counts at once for Kofi." in text_of(page)
    browser.post(path, sent(allowed=["goals:view"], seen=seen(page)))
    rights = rights_for(kofi.pk, at=timezone.now(), has_second_factor=False)
    assert rights.areas(Verb.VIEW, Place(lome.pk)) == {"goals"}
    assert rights.areas(Verb.EDIT, Place(lome.pk)) == set()
    assert logged()[-1] == (
        "custom_role.change",
        {"allowed": [{"pages": ["view", "edit"], "mail": ["message"]}, {"goals": ["view"]}]},
    )


def test_two_who_change_a_role_at_once_do_not_overwrite_each_other() -> None:
    _lome, browser = a_world()
    browser.post(ADD, sent())
    path = f"/en/organise/lome/team/roles/{the_role().pk}/"
    first = seen(browser.get(path))
    assert browser.post(path, sent(name_en="Web", seen=first)).status_code == 302
    assert browser.post(path, sent(name_en="Pages", seen=first)).status_code == 409
    assert rows()[0][0]["en"] == "Web"


def test_what_stands_in_a_role_may_stay_though_its_editor_may_not_do_it_but_is_not_put_back() -> None:
    _lome, browser = a_world()
    browser.post(ADD, sent())
    role = the_role()
    CustomRole.objects.filter(community_id=role.community_id).update(allowed={"money": ["view", "pay"]})
    path = f"/en/organise/lome/team/roles/{role.pk}/"
    both = sent(allowed=["money:view", "money:pay"], name_en="Cash", seen=seen(browser.get(path)))
    assert browser.post(path, both).status_code == 302
    less = sent(allowed=["money:view"], seen=seen(browser.get(path)))
    assert browser.post(path, less).status_code == 302
    assert browser.post(path, {**both, "seen": seen(browser.get(path))}).status_code == 422
    assert rows()[0][1] == {"money": ["view"]}


def test_nobody_gives_a_role_of_their_own_making_that_allows_more_than_they_may() -> None:
    lome, browser = a_world()
    browser.post(ADD, sent())
    role, kofi = the_role(), a_member(lome, "Kofi")
    CustomRole.objects.filter(community_id=lome.pk).update(allowed={"money": ["pay"]})
    form = {"person": kofi.pk, "role": f"own:{role.pk}", "reach": "community", "until": ""}
    answer = browser.post("/en/organise/lome/team/give/", form)
    assert "Your own role does not let you give this one." in text_of(answer)
    assert invite(browser, role=f"own:{role.pk}") == ""
    assert RoleGrant.objects.filter(community_id=lome.pk).exclude(custom_role=None).count() == 0
    assert Invitation.objects.filter(community_id=lome.pk).count() == 0


def test_an_invitation_gives_the_role_in_one_event() -> None:
    lome, browser = a_world()
    event = an_event(lome, "meetup")
    browser.post(ADD, sent())
    path = invite(browser, role=f"own:{the_role().pk}", reach=f"event:{event.pk}")
    assert "You are invited: Website" in text_of(Client().get(path))
    Client().post(path)
    grant = RoleGrant.objects.filter(community_id=lome.pk).exclude(custom_role=None).get()
    assert (grant.role, grant.scope, grant.scope_id) == ("website", "event", event.pk)


def test_a_retired_role_ends_for_everybody_and_is_offered_no_more() -> None:
    lome, browser = a_world()
    browser.post(ADD, sent())
    role, kofi = the_role(), a_member(lome, "Kofi")
    form = {"person": kofi.pk, "role": f"own:{role.pk}", "reach": "community", "until": ""}
    browser.post("/en/organise/lome/team/give/", form)
    link = invite(browser, role=f"own:{role.pk}")
    path = f"/en/organise/lome/team/roles/{role.pk}/retire/"
    assert "From now on these people no longer have it: Kofi." in text_of(browser.get(path))
    assert rows()[0][2] is False
    for _twice in range(2):
        browser.post(path)
    assert rows()[0][2] is True
    assert RoleGrant.objects.filter(community_id=lome.pk, ended_at=None).count() == 1  # the organiser's
    assert Client().post(link).status_code == 410
    assert browser.post("/en/organise/lome/team/give/", form).status_code == 200
    assert browser.get(f"/en/organise/lome/team/roles/{role.pk}/").status_code == 404
    text = text_of(browser.get("/en/organise/lome/team/"))
    assert "Roles that are over Website" in text
    assert [verb for verb, _changes in logged()] == ["custom_role.add", "custom_role.retire"]


def test_c16_the_role_of_another_team_and_of_the_installation_are_not_found() -> None:
    _lome, browser = a_world()
    browser.post(ADD, sent())
    other = a_community("other")
    _bob, browser_of_other = organiser_of(other, "Bob")
    for tail in ("", "retire/"):
        path = f"/en/organise/other/team/roles/{the_role().pk}/{tail}"
        assert browser_of_other.post(path, sent(name_en="Taken")).status_code == 404
        assert browser.post(f"/en/organise/team/roles/{the_role().pk}/{tail}").status_code == 404
    assert rows()[0][0]["en"] == "Website"


def test_the_installation_s_organisers_write_roles_for_every_community() -> None:
    _lome, browser = a_world()
    head = a_person("Esi")
    a_grant(head, "organiser")
    above = signed_in(head)
    assert above.post("/en/organise/team/roles/add/", sent()).status_code == 302
    assert the_role().community_id is None
    page = browser.get("/en/organise/lome/team/")
    assert "Roles of our own Website" in text_of(page)
    assert f"/roles/{the_role().pk}/" not in page.content.decode()


def test_a_reader_of_the_team_writes_no_role() -> None:
    lome, _browser = a_world()
    auditor = a_person("Akou")
    a_grant(auditor, "read_only", community=lome)
    assert signed_in(auditor).get(ADD).status_code == 404
    assert signed_in(auditor).post(ADD, sent()).status_code == 404
    assert rows() == []


def seen(page: object) -> str:
    return re.search(r'name="seen" value="([^"]*)"', page.content.decode())[1]  # type: ignore[attr-defined]
