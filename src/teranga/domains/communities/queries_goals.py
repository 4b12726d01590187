"""How far a community is on its measured goals, from facts about members only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from teranga.domains.communities.models import Community, Goal, Participation
from teranga.domains.communities.queries_members import member_counts

PEOPLE_WHO = {
    "active_mentors": Participation.Kind.MENTORED,
    "active_speakers": Participation.Kind.SPOKE,
    "active_helpers": Participation.Kind.HELPED,
    "active_contributors": Participation.Kind.CONTRIBUTED,
}  # metrics that count people who did one thing in the last twelve months


def goal_values(community: Community, goals: Iterable[Goal], today: date) -> dict[int, int]:
    """Goal id to its value of today, for goals whose metric is known; told goals have none."""
    wanted = {goal.metric for goal in goals if goal.metric}
    if not wanted:
        return {}
    values: dict[str, int] = {}
    if wanted & {"active_members", "members"}:
        counts = member_counts(community, today)
        values |= {"active_members": counts.active, "members": counts.confirmed}
    year_ago = today - timedelta(days=365)
    facts = Participation.objects.filter(community=community, day__gt=year_ago, day__lte=today)
    if "events_held" in wanted:
        held = facts.exclude(event_id=None).values("event_id").distinct()
        values["events_held"] = held.count()
    for metric, kind in PEOPLE_WHO.items():
        if metric in wanted:
            values[metric] = facts.filter(kind=kind).values("person_id").distinct().count()
    return {goal.pk: values[goal.metric] for goal in goals if goal.metric in values}
