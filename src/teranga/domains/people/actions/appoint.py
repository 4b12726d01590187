"""Appointing by the command line: whoever runs the program knows whose address it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.actions.persons import describe_person, locked_contact_point, prove_contact_point
from teranga.domains.people.actions.roles import grant_role
from teranga.domains.people.actions.sign_in_codes import issue_code
from teranga.domains.people.models import ContactPoint, Person
from teranga.domains.people.normal_forms import Contact, email_address
from teranga.domains.people.rules_roles import RoleAt


@dataclass(frozen=True, slots=True)
class Appointed:
    person: Person
    link_token: str  # opens the person's page once, within twenty minutes; "" when one was just made


def appoint(*, email: str, language: str, which: RoleAt, by: Actor, at: datetime) -> Appointed:
    """Give a role to the person of this address, known or new, and make a first link to sign in with."""
    with write():
        point = locked_contact_point(Contact(ContactPoint.Kind.EMAIL, email_address(email)), at=at)
        prove_contact_point(point, at=at)
        describe_person(point.person, preferred_language=language)
        grant_role(person=point.person, which=which, by=by, at=at, rights=None)
        fresh = issue_code(point, purpose="sign-in", community_id=None, at=at)
    return Appointed(point.person, fresh.token if fresh else "")
