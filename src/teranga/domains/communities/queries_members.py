"""Counting members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.communities.rules import ActiveRule, active_rule
from teranga.domains.people.models import Person


@dataclass(frozen=True, slots=True)
class MemberCounts:
    """All confirmed members, those who are active, and the rule that says who is."""

    confirmed: int
    active: int
    rule: ActiveRule


def family(community: Community) -> QuerySet[Any]:
    """The community with its chapters, as a part of another query."""
    if community.parent_id:
        return Community.objects.filter(pk=community.pk).values("pk")
    return Community.objects.filter(Q(pk=community.pk) | Q(parent=community.pk)).values("pk")


def chapter_keys(community: Community) -> QuerySet[Any]:
    """The numbers of its chapters, as a part of another query."""
    return Community.objects.filter(parent=community.pk).values("pk")


def member_counts(community: Community, today: date, rule: ActiveRule | None = None) -> MemberCounts:
    """Counted now, in one query, or two when the rule (by default the community's) looks at what they did.

    Somebody in a chapter is a member of the whole, and somebody in both is counted once.
    """
    rule = rule or active_rule(community)
    members = Membership.objects.filter(community__in=family(community), state=Membership.State.CONFIRMED)
    confirmed = members.values("person_id").distinct().count()
    if rule.counts_everybody or not confirmed:
        return MemberCounts(confirmed, confirmed, rule)
    active = members.filter(person_id__in=active_people(community, rule, today))
    return MemberCounts(confirmed, active.values("person_id").distinct().count(), rule)


def active_people(community: Community, rule: ActiveRule, today: date) -> QuerySet[Any]:
    """Numbers of those who did what the rule names, in the community or a chapter of it."""
    facts = Participation.objects.filter(
        community__in=family(community), kind__in=rule.kinds, day__gt=rule.since(today), day__lte=today
    )
    if rule.times == 1:
        return facts.values("person_id")
    often = facts.values("person_id").annotate(times=Count("pk")).filter(times__gte=rule.times)
    return often.values("person_id")


def chapter_counts(chapters: Iterable[Community]) -> dict[int, int]:
    """Confirmed members of each of these communities, in one query."""
    rows = Membership.objects.filter(
        community_id__in=[chapter.pk for chapter in chapters], state=Membership.State.CONFIRMED
    )
    return dict(rows.values("community_id").annotate(count=Count("pk")).values_list("community_id", "count"))


def memberships_of(person: Person) -> list[Membership]:
    """Where a person is or asked to be a member, the newest first."""
    return list(
        Membership.objects.across_communities("one person's own memberships")
        .filter(person=person)
        .exclude(state=Membership.State.LEFT)
        .select_related("community")
        .order_by("-joined_at")
    )
