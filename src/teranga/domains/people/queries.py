"""Finding a person by what they can prove."""

from __future__ import annotations

from datetime import datetime

from teranga.base.kept_queries import KeptQuery
from teranga.base.lookups import at_most_one
from teranga.domains.people.models import (
    Account,
    Consent,
    ContactPoint,
    Person,
    Profile,
    ProfilePhoto,
    SignInCode,
)
from teranga.domains.people.normal_forms import Contact
from teranga.domains.people.rules import link_digest

WITHOUT_ACCOUNT: KeptQuery[Person] = KeptQuery(
    lambda person: Person.objects.filter(pk=person, forgotten_at=None, account=None).order_by()[:1], person=-1
)


def known_person(person_id: int) -> Person | None:
    """The person of a browser's session, unless they were forgotten since."""
    return at_most_one(Person.objects.filter(pk=person_id, forgotten_at=None))


def person_of_browser(person_id: int) -> Person | None:
    """The person whom a browser proved to be by a code alone. Who has an account signs in with it."""
    found = WITHOUT_ACCOUNT.one(person=person_id)
    if found is None or found.merged_into_id is None:
        return found
    return WITHOUT_ACCOUNT.one(person=found.merged_into_id)


def account_by_address(address: str) -> Account | None:
    """The account of whoever confirmed this e-mail address."""
    point = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value=address).exclude(verified_at=None)
    found = point.values_list("person__account", flat=True).first()
    return at_most_one(Account.objects.filter(pk=found)) if found else None


def account_of(person: Person) -> Account | None:
    return at_most_one(Account.objects.filter(person=person))


def first_address(person: Person) -> str:
    """The confirmed e-mail address that a person has had longest, "" when there is none."""
    points = person.contact_points.filter(kind=ContactPoint.Kind.EMAIL).exclude(verified_at=None)
    return points.order_by("id").values_list("value", flat=True).first() or ""


def profile_of(person: Person) -> Profile | None:
    return at_most_one(Profile.objects.filter(person=person))


def photo_of(person: Person) -> ProfilePhoto | None:
    return at_most_one(ProfilePhoto.objects.filter(person=person))


def contact_point(contact: Contact) -> ContactPoint | None:
    return (
        ContactPoint.objects.filter(kind=contact.kind, value=contact.value).select_related("person").first()
    )


def is_proved(person: Person) -> bool:
    """Whether this person ever showed that an address or number is theirs."""
    return person.contact_points.exclude(verified_at=None).exists()


def open_link(token: str, at: datetime) -> SignInCode | None:
    """The code behind a link of a mail while it can still be used; reading it changes nothing."""
    return (
        SignInCode.objects.filter(link_digest=link_digest(token), used_at=None, expires_at__gt=at)
        .select_related("contact_point__person")
        .first()
    )


def consents_of(person: Person, community_id: int) -> list[Consent]:
    """Everything this person agreed to in a community and has not taken back, the oldest first."""
    return list(
        Consent.objects.filter(person=person, community_id=community_id, withdrawn_at=None).order_by(
            "given_at", "id"
        )
    )
