"""Counting members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.communities.rules import ActiveRule, active_rule
from teranga.domains.people.models import Person


@dataclass(frozen=True, slots=True)
class MemberCounts:
    """All confirmed members, those who are active, and the rule that says who is."""

    confirmed: int
    active: int
    rule: ActiveRule


def member_counts(community: Community, today: date) -> MemberCounts:
    """Counted now, in one query, or two when the community's rule looks at what members did."""
    rule = active_rule(community)
    members = Membership.objects.filter(community=community, state=Membership.State.CONFIRMED)
    confirmed = members.count()
    if rule.counts_everybody or not confirmed:
        return MemberCounts(confirmed, confirmed, rule)
    facts = Participation.objects.filter(
        community=community,
        person=OuterRef("person"),
        kind__in=rule.kinds,
        day__gt=rule.since(today),
        day__lte=today,
    )
    return MemberCounts(confirmed, members.filter(Exists(facts)).count(), rule)


def memberships_of(person: Person) -> list[Membership]:
    """Where a person is or asked to be a member, the newest first."""
    return list(
        Membership.objects.across_communities("one person's own memberships")
        .filter(person=person)
        .exclude(state=Membership.State.LEFT)
        .select_related("community")
        .order_by("-joined_at")
    )
