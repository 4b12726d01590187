"""Who a mail to many could go to: members by what they have in common, with an address where there is one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.people.models import ContactPoint


@dataclass(frozen=True, slots=True)
class Audience:
    """Empty lists leave a question open. `event_id`: only those who took part in it."""

    communities: tuple[int, ...]
    languages: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    help_ways: tuple[str, ...] = ()
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class Addressed:
    person_id: int
    community_id: int
    name: str
    language: str
    address: str = ""
    is_confirmed: bool = False
    help_ways: list[str] = field(default_factory=list)


def members_in(audience: Audience) -> list[Addressed]:
    """Confirmed members of these communities; somebody in two of them is there twice."""
    rows = Membership.objects.filter(
        community_id__in=audience.communities, state=Membership.State.CONFIRMED, person__forgotten_at=None
    )
    if audience.languages:
        rows = rows.filter(person__preferred_language__in=audience.languages)
    if audience.levels:
        rows = rows.filter(level__in=audience.levels)
    if audience.event_id is not None:
        took_part = Participation.objects.filter(
            community_id__in=audience.communities, event_id=audience.event_id
        )
        rows = rows.filter(person_id__in=took_part.values("person_id"))
    columns = ("person_id", "community_id", "person__name", "person__preferred_language", "help_ways")
    found = [row for row in rows.order_by("id").values_list(*columns) if _helps(row[4], audience.help_ways)]
    addresses = addresses_of(row[0] for row in found)
    return [
        Addressed(row[0], row[1], row[2], row[3], *addresses.get(row[0], ("", False)), help_ways=row[4])
        for row in found
    ]


def _helps(ways: list[str], wanted: Collection[str]) -> bool:
    return not wanted or any(way in wanted for way in ways)


def addresses_of(person_ids: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """For each person the confirmed address, else the first one; many at a time."""
    ids = sorted(set(person_ids))
    found: dict[int, tuple[str, bool]] = {}
    for start in range(0, len(ids), 500):
        points: Any = ContactPoint.objects.filter(
            kind=ContactPoint.Kind.EMAIL, person_id__in=ids[start : start + 500]
        )
        for person_id, value, verified in points.order_by("id").values_list(
            "person_id", "value", "verified_at"
        ):
            if person_id not in found or (verified and not found[person_id][1]):
                found[person_id] = (value, verified is not None)
    return found


def communities_below(community: Community) -> list[Community]:
    """The community itself and its chapters, as a mail may choose among them."""
    return [community, *community.chapters.order_by("slug")]
