"""Filling a practice community with generated people, in bulk. No human being is ever among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.communities.publishing import announce_community
from teranga.domains.people.consents import CONTACT, NEWS, WORDING
from teranga.domains.people.models import Consent, ContactPoint, Person, Profile
from teranga.foundation.folding import fold

BATCH = 500


@dataclass(frozen=True, slots=True)
class PracticeMember:
    name: str
    email: str
    phone: str  # "" for many
    city: str
    level: str
    languages: tuple[str, ...]
    help_ways: tuple[str, ...]
    joined: date
    gender: str = ""


@dataclass(frozen=True, slots=True)
class PracticeParticipation:
    member: int  # position among the members
    event_id: int | None
    kind: str
    day: date


class NotForPractice(Exception):
    """Generated people were about to be put into a community that is not a practice community."""


def enrol_practice_members(
    *, community: Community, members: Sequence[PracticeMember],
    participations: Sequence[PracticeParticipation], by: Actor, at: datetime,
) -> list[Person]:  # fmt: skip
    """Confirmed members with what they did, in the given order; refused outside a practice community."""
    if community.kind != Community.Kind.PRACTICE:
        raise NotForPractice(community.slug)
    with write():
        people = Person.objects.bulk_create([_person(member) for member in members], batch_size=BATCH)
        ContactPoint.objects.bulk_create(
            [point for pair in zip(people, members, strict=True) for point in _reached(*pair)],
            batch_size=BATCH,
        )
        Profile.objects.bulk_create(
            [
                Profile(person=person, gender=member.gender, updated_at=person.created_at)
                for person, member in zip(people, members, strict=True)
                if member.gender
            ],
            batch_size=BATCH,
        )
        Membership.objects.bulk_create(
            [_membership(community, *pair) for pair in zip(people, members, strict=True)],
            batch_size=BATCH,
        )
        Consent.objects.bulk_create(
            [consent for person in people for consent in _consents(community, person)], batch_size=BATCH
        )
        Participation.objects.bulk_create(
            [
                Participation(community=community, person=people[fact.member], event_id=fact.event_id,
                              kind=fact.kind, day=fact.day)
                for fact in participations
            ],
            batch_size=BATCH, ignore_conflicts=True,
        )  # fmt: skip
        record(
            by=by, verb="community.enrol_practice_members", object_type="community", object_id=community.pk,
            at=at, community_id=community.pk, changes={"members": len(people)},
        )  # fmt: skip
        announce_community(community)
    return people


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)), timezone.get_default_timezone())


def _person(member: PracticeMember) -> Person:
    return Person(
        name=member.name, folded_name=fold(member.name), city=member.city, languages=list(member.languages),
        preferred_language=member.languages[0] if member.languages else "en", is_generated=True,
        created_at=_noon(member.joined),
    )  # fmt: skip


def _reached(person: Person, member: PracticeMember) -> list[ContactPoint]:
    since = person.created_at
    email, phone = member.email.casefold(), "".join(member.phone.split())
    kinds = ContactPoint.Kind
    points = [ContactPoint(person=person, kind=kinds.EMAIL, value=email, verified_at=since, created_at=since)]
    if phone:
        points.append(ContactPoint(person=person, kind=kinds.PHONE, value=phone, created_at=since))
    return points


def _consents(community: Community, person: Person) -> list[Consent]:
    """What joining asks for; to news two in three agreed, told apart by their keys so that it stays so."""
    purposes = [CONTACT, *([NEWS] if person.pk % 3 else [])]
    return [
        Consent(person=person, community_id=community.pk, purpose=purpose, wording=WORDING,
                language=person.preferred_language, given_at=person.created_at)
        for purpose in purposes
    ]  # fmt: skip


def _membership(community: Community, person: Person, member: PracticeMember) -> Membership:
    return Membership(
        community=community, person=person, state=Membership.State.CONFIRMED, level=member.level,
        help_ways=list(member.help_ways), confirmed_by="email", joined_at=person.created_at,
        confirmed_at=person.created_at,
    )  # fmt: skip
