"""Persons and their addresses: found or made under a lock, described, forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from teranga.domains.people.leaving import say_farewell
from teranga.domains.people.models import Account, ContactPoint, DuplicateSuspicion, Person, RoleGrant
from teranga.domains.people.normal_forms import Contact, one_line
from teranga.foundation.folding import fold


def lock_contact_point(contact: Contact) -> ContactPoint | None:
    """The row of this address or number with its person, locked until the transaction ends, if it is known.

    What concerns one address thus happens one after the other.
    """
    rows = ContactPoint.objects.select_for_update(of=("self",)).select_related("person")
    return rows.filter(kind=contact.kind, value=contact.value).first()


def locked_contact_point(contact: Contact, *, at: datetime) -> ContactPoint:
    """The same, made together with a person when the address is new. Call inside a transaction."""
    while (point := lock_contact_point(contact)) is None:
        try:
            with transaction.atomic():
                person = Person.objects.create(created_at=at)
                return ContactPoint.objects.create(
                    person=person, kind=contact.kind, value=contact.value, created_at=at
                )
        except IntegrityError:
            continue  # somebody sent the same address at the same moment: theirs is the row
    return point


def describe_person(
    person: Person,
    *,
    name: str | None = None,
    city: str | None = None,
    languages: Sequence[str] | None = None,
    preferred_language: str | None = None,
) -> None:
    """Write what a person tells about themselves; what is None stays as it is."""
    if name is not None:
        person.name = name
        person.folded_name = fold(name)[:120]
    if city is not None:
        person.city = one_line(city)[:80]
    if languages is not None:
        person.languages = list(dict.fromkeys(languages))[:12]
    if preferred_language is not None:
        person.preferred_language = preferred_language
    person.save()


def prove_contact_point(point: ContactPoint, *, at: datetime) -> None:
    if point.verified_at is None:
        point.verified_at = at
        point.save(update_fields=["verified_at"])


def forget_person(person: Person, *, at: datetime) -> None:
    """Erase everything that says who this was; the bare row stays, so that counts and facts stay true."""
    for merged in Person.objects.filter(merged_into=person, forgotten_at=None):
        forget_person(merged, at=at)
    say_farewell(person, at)
    person.contact_points.all().delete()
    Account.objects.filter(person=person).delete()
    held = RoleGrant.objects.across_communities("a person who is forgotten holds no role anywhere")
    held.filter(person=person, ended_at=None).update(ended_at=at)
    DuplicateSuspicion.objects.filter(person=person).delete()
    DuplicateSuspicion.objects.filter(other=person).delete()
    person.name = person.folded_name = person.city = ""
    person.languages, person.preferred_language = [], "en"
    person.forgotten_at = at
    person.save()
