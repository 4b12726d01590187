from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from teranga.domains.communities.actions.duplicates import note_duplicates
from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.people.models import (
    Consent,
    ContactPoint,
    DuplicateSuspicion,
    MergeRecord,
    Person,
    Profile,
)
from tests.factories.communities import MADE, a_community
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.me.visiting import text_of

pytestmark = pytest.mark.django_db
ROOT = "/en/organise/lome/duplicates/"


def a_member(community: Community, name: str, *, proved: bool = True, state: str = "confirmed") -> Person:
    person = a_person(name)
    if not proved:
        person.contact_points.update(verified_at=None)
    membership = Membership.objects.create(
        community=community, person=person, state=state, joined_at=MADE, confirmed_at=MADE
    )
    note_duplicates(membership, at=MADE)
    return person


def organiser_of(community: Community | None) -> Client:
    person = a_person("Organiser")
    a_grant(person, "organiser", community=community)
    return signed_in(person)


LABELS = (
    "people.Person", "people.ContactPoint", "people.Consent", "people.RoleGrant", "people.ClaimCode",
    "communities.Membership", "communities.Participation", "people.DuplicateSuspicion",
)  # fmt: skip


def everything() -> dict[str, list[Any]]:
    """Every row that may belong to a person, as it is in the database."""
    found = {}
    for label in LABELS:
        rows = apps.get_model(label)._default_manager.all()
        rows = rows.across_communities("all of the test") if hasattr(rows, "across_communities") else rows
        found[label] = list(rows.order_by("pk").values())
    return found


def decide(browser: Client, keep: Person | None) -> Any:
    pair = DuplicateSuspicion.objects.get()
    return browser.post(f"{ROOT}{pair.pk}/decide/", {"keep": keep.pk} if keep else {})


def confirmed(community: Community) -> int:
    return Membership.objects.filter(community=community, state="confirmed").count()


def a_pair(lome: Community) -> tuple[Person, Person]:
    """A proved member and an unproved record of the same name, with facts of its own."""
    proved, loose = a_member(lome, "Kofi Élan"), a_member(lome, "kofi elan", proved=False)
    Consent.objects.create(person=loose, community_id=lome.pk, purpose="contact", wording="1", given_at=MADE)
    for kind in ("attended", "helped"):
        Participation.objects.create(community=lome, person=loose, kind=kind, day=MADE.date(), event_id=1)
    Participation.objects.create(community=lome, person=proved, kind="attended", day=MADE.date(), event_id=1)
    return proved, loose


def test_two_members_of_one_name_and_city_are_shown_to_organisers_alone() -> None:
    lome, other = a_community("lome"), a_community("other")
    a_pair(lome)
    assert "Kofi Élan" in text_of(organiser_of(lome).get(ROOT))
    assert organiser_of(other).get(ROOT).status_code == 404


def test_joining_moves_what_the_other_record_had_and_counts_one_member() -> None:
    lome = a_community("lome")
    proved, loose = a_pair(lome)
    assert confirmed(lome) == 2
    assert decide(organiser_of(lome), proved).status_code == 302
    loose.refresh_from_db()
    assert (loose.merged_into, confirmed(lome)) == (proved, 1)
    assert ContactPoint.objects.filter(person=proved).count() == 2
    assert Consent.objects.get().person == proved
    kinds = (
        Participation.objects.filter(community=lome, person=proved)
        .order_by("kind")
        .values_list("kind", flat=True)
    )
    assert list(kinds) == ["attended", "helped"]


def test_parting_them_again_restores_every_row_exactly() -> None:
    lome = a_community("lome")
    proved, _loose = a_pair(lome)
    Membership.objects.filter(community=lome, person=proved).update(state="pending", confirmed_at=None)
    browser = organiser_of(lome)
    before = everything()
    decide(browser, proved)
    assert everything() != before
    assert confirmed(lome) == 1
    browser.post(f"{ROOT}merges/{MergeRecord.objects.get().pk}/undo/")
    assert everything() == before
    assert MergeRecord.objects.get().undone_at is not None


def test_what_was_edited_since_stays_edited() -> None:
    lome = a_community("lome")
    proved, loose = a_pair(lome)
    Person.objects.filter(pk=proved.pk).update(city="")
    browser = organiser_of(lome)
    decide(browser, proved)
    proved.refresh_from_db()
    assert proved.city == "Lomé"
    Person.objects.filter(pk=proved.pk).update(city="Kara")
    browser.post(f"{ROOT}merges/{MergeRecord.objects.get().pk}/undo/")
    proved.refresh_from_db()
    loose.refresh_from_db()
    assert (proved.city, loose.merged_into) == ("Kara", None)


def test_a_record_that_somebody_proved_is_not_handed_to_another() -> None:
    lome = a_community("lome")
    proved, loose = a_pair(lome)
    browser, chief = organiser_of(lome), organiser_of(None)
    before = everything()
    answer = decide(browser, loose)
    assert "Somebody proved that the second record is theirs" in text_of(answer)
    assert (answer.status_code, everything(), MergeRecord.objects.count()) == (400, before, 0)
    assert decide(chief, loose).status_code == 302
    proved.refresh_from_db()
    assert proved.merged_into == loose


def test_a_role_is_never_taken_over_by_joining() -> None:
    lome, far = a_community("lome"), a_community("far")
    proved, loose = a_pair(lome)
    a_grant(loose, "organiser", community=far)
    assert decide(organiser_of(lome), proved).status_code == 400
    assert MergeRecord.objects.count() == 0


def test_two_different_people_are_not_shown_again() -> None:
    lome = a_community("lome")
    _proved, loose = a_pair(lome)
    browser = organiser_of(lome)
    decide(browser, None)
    note_duplicates(Membership.objects.get(community=lome, person=loose), at=MADE)
    assert "No two members look like the same person." in text_of(browser.get(ROOT))
    assert (DuplicateSuspicion.objects.get().decision, MergeRecord.objects.count()) == ("apart", 0)


def test_c16_a_pair_and_a_merge_of_another_community_are_not_found() -> None:
    lome, other = a_community("lome"), a_community("other")
    proved, _loose = a_pair(lome)
    pair = DuplicateSuspicion.objects.get()
    theirs = organiser_of(other)
    root = "/en/organise/other/duplicates/"
    assert theirs.post(f"{root}{pair.pk}/decide/", {"keep": proved.pk}).status_code == 404
    decide(organiser_of(lome), proved)
    merge = MergeRecord.objects.get()
    assert theirs.post(f"{root}merges/{merge.pk}/undo/").status_code == 404
    merge.refresh_from_db()
    assert merge.undone_at is None


def test_a_browser_of_the_joined_record_belongs_to_the_kept_one() -> None:
    lome = a_community("lome")
    proved, loose = a_pair(lome)
    browser = signed_in(loose)
    decide(organiser_of(lome), proved)
    assert "Kofi Élan" in text_of(browser.get("/en/me/"))


def test_what_a_member_hides_from_organisers_is_not_shown_beside_the_other_record() -> None:
    lome = a_community("lome")
    proved, _loose = a_pair(lome)
    Person.objects.update(city="Zorillaville")
    Profile.objects.create(person=proved, audiences={"name": "me", "city": "me"}, updated_at=MADE)
    page = text_of(organiser_of(lome).get(ROOT))
    assert ("Kofi Élan" in page, "kofi elan" in page, page.count("Zorillaville")) == (False, True, 1)
