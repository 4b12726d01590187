"""Members of a community for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.people.models import Person
from teranga.foundation.folding import fold
from tests.factories.communities import MADE, number
from tests.factories.people import a_person


def a_member(community: Community, name: str = "", person: Person | None = None, **more: Any) -> Membership:
    """A confirmed member."""
    return Membership.objects.create(
        **{"community": community, "person": person or a_person(name), "state": "confirmed",
           "joined_at": MADE, "confirmed_at": MADE, **more}
    )  # fmt: skip


def on_a_list(community: Community, name: str = "", **more: Any) -> Membership:
    """Somebody who was brought along and has not confirmed; their record says something else."""
    name = name or f"Listed {number()}"
    return Membership.objects.create(
        **{"community": community, "person": a_person(f"Private {number()}"), "state": "recorded",
           "joined_at": MADE, "listed_name": name, "listed_folded": fold(name),
           "listed_contact": f"{fold(name).replace(' ', '.')}@example.org", "came_from": "import", **more}
    )  # fmt: skip


def did(member: Membership, kind: str, day: date, event_id: int | None = None) -> Participation:
    return Participation.objects.create(
        community=member.community, person=member.person, kind=kind, day=day, event_id=event_id
    )
