"""People and their roles for tests, each with the least that makes them whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client

from teranga.domains.people.models import ContactPoint, Person, RoleGrant
from teranga.domains.people.policy import Scope
from teranga.foundation.folding import fold
from tests.factories.communities import MADE, number


def a_person(name: str = "", email: str = "", **more: Any) -> Person:
    """A person with a confirmed address."""
    nth = number()
    name = name or f"Person {nth}"
    person = Person.objects.create(
        **{"name": name, "folded_name": fold(name), "city": "Lomé", "languages": ["fr"],
           "preferred_language": "en", "created_at": MADE, **more}
    )  # fmt: skip
    ContactPoint.objects.create(
        person=person,
        kind="email",
        value=email or f"person{nth}@example.org",
        verified_at=MADE,
        created_at=MADE,
    )
    return person


def a_grant(
    person: Person, role: str = "organiser", *, community: Any = None, event: Any = None,
    scope: Scope | None = None, since: datetime = MADE, **more: Any,
) -> RoleGrant:  # fmt: skip
    """A running grant: for an event, a community, or the installation, whichever is given."""
    if event is not None:
        found, scope_id, community_id = Scope.EVENT, event.pk, event.community_id
    elif community is not None:
        found, scope_id, community_id = Scope.COMMUNITY, community.pk, community.pk
    else:
        found, scope_id, community_id = Scope.INSTALLATION, 0, None
    return RoleGrant.objects.create(
        **{"person": person, "role": role, "scope": scope or found, "scope_id": scope_id,
           "community_id": community_id, "since": since, **more}
    )  # fmt: skip


def signed_in(person: Person, browser: Client | None = None) -> Client:
    """A browser that this person signed in by mailed code."""
    browser = browser or Client()
    session = browser.session
    session["person_id"] = person.pk
    session.save()
    return browser
