"""Members as organisers look for them when they give a role."""

from __future__ import annotations

from teranga.domains.communities.models import Community, Membership
from teranga.domains.people.audiences import Audience, hiding, seen_or_empty
from teranga.domains.people.models import Person
from teranga.foundation.folding import fold

SHOWN = 20


def members_named(community: Community, words: str) -> list[Person]:
    """Confirmed members whose name holds these letters, however they are written; none without letters."""
    folded = fold(words).strip()
    if not folded:
        return []
    rows = Membership.objects.filter(
        community=community, state=Membership.State.CONFIRMED, person__folded_name__contains=folded
    )
    rows = rows.exclude(person_id__in=hiding("name", Audience.ORGANISERS)).select_related("person__profile")
    return [row.person for row in rows.order_by("person__folded_name", "id")[:SHOWN]]


def city_shown(person: Person) -> str:
    """Where a member lives, if they let organisers see it."""
    return seen_or_empty(person, "city", Audience.ORGANISERS)


def own_member(community: Community, number: str) -> Person | None:
    """The confirmed member of this community with this number."""
    if not number.isascii() or not number.isdigit():
        return None
    row = (
        Membership.objects.filter(
            community=community, state=Membership.State.CONFIRMED, person_id=int(number[:18])
        )
        .select_related("person__profile")
        .first()
    )
    return row.person if row else None
