from __future__ import annotations

from datetime import date, timedelta

import pytest

from teranga.base import stamps
from teranga.base.jobs import run, take
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.join_details import ConsentMissing
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.actions.membership_moves import IllegalMembershipMove
from teranga.domains.communities.actions.own_details import change_consent, change_own_details
from teranga.domains.communities.actions.participation import record_participation
from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import ContactPoint, DuplicateSuspicion, Person
from tests.domains.communities.joining import NOON, ORGANISER, ask, community, join, membership, minutes

pytestmark = pytest.mark.django_db


def leave(place: Community, person: Person, minute: float = 9) -> None:
    leave_community(community=place, person=person, by=Actor("member", person.pk), at=minutes(minute))


def test_leaving_erases_the_person_and_keeps_a_count() -> None:
    place = community()
    person = join(place).person
    record_participation(
        community=place, person=person, kind="attended", day=date(2026, 11, 20), by=ORGANISER, at=NOON
    )
    leave(place, person)
    person.refresh_from_db()
    assert (person.name, person.folded_name, person.city, person.languages) == ("", "", "", [])
    assert person.forgotten_at == minutes(9)
    row = Membership.objects.get(community=place)
    assert (row.state, row.left_at, row.level, row.help_ways, row.came_from, row.asked) == (
        "left", minutes(9), "", [], "", {},
    )  # fmt: skip
    assert ContactPoint.objects.count() == 0
    assert OutgoingMail.objects.count() == 0
    assert list(person.consents.values_list("withdrawn_at", flat=True)) == [minutes(9)] * 2
    assert Participation.objects.filter(community=place).count() == 1


def test_nothing_of_the_person_is_left_in_any_table() -> None:
    from django.apps import apps

    place = community()
    person = join(place, "ama.mensah@example.org", name="Ama Zinsou", city="Tsévié").person
    leave(place, person)
    held = [
        f"{model._meta.label}: {row}"
        for model in apps.get_models()
        if model.__module__.startswith("teranga.")
        for row in model._base_manager.values()
        if any(word in str(row) for word in ("Zinsou", "zinsou", "Tsévié", "ama.mensah"))
    ]
    assert held == []


def test_leaving_one_of_two_communities_keeps_what_the_other_knows() -> None:
    place, other = community(), community("python-kara")
    person = join(place).person
    join(other, key="another-key-of-a-form", at=minutes(3))
    leave(place, person)
    person.refresh_from_db()
    assert (person.name, person.forgotten_at) == ("Ama Mensah", None)
    assert membership(other).state == "confirmed"
    assert set(person.consents.filter(withdrawn_at=None).values_list("community_id", flat=True)) == {other.pk}
    assert set(OutgoingMail.objects.values_list("community_id", flat=True)) == {other.pk}


def test_leaving_makes_the_community_s_saved_pages_stale() -> None:
    place = community()
    person = join(place).person
    before = stamps.read(stamps.community_scope(place.pk))
    leave(place, person)
    assert stamps.read(stamps.community_scope(place.pk)) == before + 1


def test_leaving_twice_is_refused_and_changes_nothing() -> None:
    place = community()
    person = join(place).person
    leave(place, person)
    entries = AuditEntry.objects.filter(community_id=place.pk).count()
    with pytest.raises(IllegalMembershipMove) as refusal:
        leave(place, person, 10)
    assert (refusal.value.state, refusal.value.move) == ("left", "leave")
    assert Membership.objects.get(community=place).left_at == minutes(9)
    assert AuditEntry.objects.filter(community_id=place.pk).count() == entries


def test_who_was_never_there_cannot_leave() -> None:
    person = join(community()).person
    other = community("python-kara")
    with pytest.raises(IllegalMembershipMove):
        leave(other, person)
    person.refresh_from_db()
    assert person.name == "Ama Mensah"


def test_whoever_left_can_come_back_as_somebody_new() -> None:
    place = community()
    first = join(place).person
    leave(place, first)
    second = join(place, key="another-key-of-a-form", at=minutes(20)).person
    assert second.pk != first.pk
    assert membership(place).state == "confirmed"
    assert Membership.objects.filter(community=place).count() == 2


def test_whoever_left_one_of_two_communities_asks_again_as_the_same_person() -> None:
    place, other = community(), community("python-kara")
    person = join(place).person
    join(other, key="another-key-of-a-form", at=minutes(3))
    leave(place, person)
    again = join(place, key="another-key-of-a-form-2", at=minutes(30))
    assert again.person == person
    assert (again.membership.state, again.membership.left_at) == ("confirmed", None)


def test_suspicions_are_forgotten_with_the_person() -> None:
    place = community()
    first = join(place).person
    join(place, "a.mensah@example.org", key="another-key-of-a-form")
    assert DuplicateSuspicion.objects.count() == 1
    leave(place, first)
    assert DuplicateSuspicion.objects.count() == 0


def test_a_wish_that_was_never_confirmed_is_forgotten_after_a_month() -> None:
    place = community()
    ask(place)
    earlier = []
    while (job := take(NOON + timedelta(days=30) - timedelta(seconds=1))) is not None:
        earlier.append(job.name)
        run(job)
    assert earlier == ["mail.send_queued", "people.forget_yesterday"]
    assert membership(place).state == "pending"
    job = take(NOON + timedelta(days=30))
    assert job is not None
    run(job)
    assert (job.name, job.state) == ("communities.forget_unconfirmed", "done")
    assert Membership.objects.get(community=place).state == "left"
    assert Person.objects.get().name == ""
    assert ContactPoint.objects.count() == 0


def test_a_member_is_not_forgotten_by_that_job() -> None:
    place = community()
    join(place)
    while (job := take(NOON + timedelta(days=31))) is not None:
        run(job)
    assert membership(place).state == "confirmed"


def test_a_consent_is_taken_back_and_given_again_with_its_dates() -> None:
    place = community()
    person = join(place).person
    by = Actor("member", person.pk)
    change_consent(community=place, person=person, purpose="news", given=False, by=by, at=minutes(5))
    change_consent(community=place, person=person, purpose="news", given=True, by=by, at=minutes(7))
    rows = person.consents.filter(purpose="news").order_by("id").values_list("given_at", "withdrawn_at")
    assert list(rows) == [(NOON, minutes(5)), (minutes(7), None)]


def test_the_consent_that_membership_rests_on_is_taken_back_by_leaving() -> None:
    place = community()
    person = join(place).person
    with pytest.raises(ConsentMissing):
        change_consent(
            community=place, person=person, purpose="contact", given=False, by=ORGANISER, at=minutes(5)
        )
    assert person.consents.get(purpose="contact").withdrawn_at is None


def test_members_change_city_level_and_ways_of_helping_and_the_audit_names_fields_only() -> None:
    place = community()
    row = join(place).membership
    change_own_details(
        membership=row,
        city=" Kpalimé ",
        level="advanced",
        help_ways=["share", "x"],
        by=ORGANISER,
        at=minutes(5),
    )
    row = membership(place)
    assert (row.person.city, row.level, row.help_ways) == ("Kpalimé", "advanced", ["share"])
    entry = AuditEntry.objects.filter(community_id=place.pk).latest("id")
    assert (entry.verb, entry.changes) == ("membership.change", {"fields": ["city", "level", "help_ways"]})
