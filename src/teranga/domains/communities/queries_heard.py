"""Where the community was heard, as the public and as each person sees it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from teranga.domains.communities.models import Appearance, Community, Delegate, Delegation
from teranga.domains.people.models import Person


@dataclass(frozen=True, slots=True)
class Heard:
    appearances: list[Appearance]
    delegations: list[tuple[Delegation, list[str]]]  # with the names of those who agreed


def heard_of(community: Community, limit: int = 200) -> Heard:
    """Only what each person agreed to; three queries."""
    talks = Appearance.objects.filter(community=community, declined_at=None, person__forgotten_at=None)
    talks = talks.exclude(confirmed_at=None).exclude(person__name="").select_related("person")
    trips = list(Delegation.objects.filter(community=community).order_by("-start", "-pk")[:limit])
    names: dict[int, list[str]] = defaultdict(list)
    agreed = Delegate.objects.filter(community=community, delegation__in=trips).exclude(agreed_at=None)
    for delegation, name in agreed.order_by("pk").values_list("delegation_id", "person__name"):
        if name:
            names[delegation].append(name)
    return Heard(list(talks.order_by("-day", "-pk")[:limit]), [(row, names[row.pk]) for row in trips])


def was_heard(community: Community) -> bool:
    talks = Appearance.objects.filter(community=community, declined_at=None).exclude(confirmed_at=None)
    return talks.exists() or Delegation.objects.filter(community=community).exists()


def own_appearances(community: Community, person: Person) -> list[Appearance]:
    """Shown ones and those that wait for a yes; what was declined is gone from sight."""
    rows = Appearance.objects.filter(community=community, person=person, declined_at=None)
    return list(rows.order_by("-day", "-pk")[:50])


def own_delegations(community: Community, person: Person) -> list[Delegate]:
    rows = Delegate.objects.filter(community=community, person=person)
    return list(rows.select_related("delegation").order_by("-delegation__start", "-pk")[:50])


def waiting_appearances(community: Community) -> list[Appearance]:
    """Noted by an organiser; the person has not said yes yet."""
    rows = Appearance.objects.filter(
        community=community, confirmed_at=None, declined_at=None, person__forgotten_at=None
    )
    return list(rows.select_related("person").order_by("-day", "-pk")[:100])


def delegation_of(community: Community, number: int) -> Delegation | None:
    if number >= 2**63:
        return None
    rows = Delegation.objects.filter(community=community, pk=number)
    return rows.select_related("community").first()
