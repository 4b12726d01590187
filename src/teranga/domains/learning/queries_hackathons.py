"""Reads of hackathons: what everybody sees, one's own teams, what a judge and an organiser see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q

from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.learning.models import (
    Criterion,
    Hackathon,
    HackathonMentor,
    Judge,
    Score,
    Submission,
    Team,
    TeamMember,
    Verdict,
)
from teranga.domains.learning.rules_hackathons import Placed, ranking
from teranga.domains.people.models import ContactPoint, Person

State = TeamMember.State
IN_IT = Q(members__state=State.MEMBER)


def hackathon_of(event: Event) -> Hackathon:
    """Raises NotFound where nobody opened the teams."""
    row = settings_of(event)
    if row is None:
        raise NotFound(event.slug)
    return row


def settings_of(event: Event) -> Hackathon | None:
    return Hackathon.objects.filter(event=event).first()


def shown_teams(event: Event) -> list[Team]:
    """Each with `people`, the number of its members, and its submission; those without anybody left out."""
    rows = Team.objects.filter(event=event, hidden_at=None).select_related("submission")
    return list(rows.annotate(people=Count("members", filter=IN_IT)).filter(people__gt=0).order_by("pk"))


def shown_team(event: Event, number: int) -> Team:
    """Raises NotFound."""
    rows = Team.objects.filter(event=event, hidden_at=None).select_related("submission", "event__community")
    row = rows.annotate(people=Count("members", filter=IN_IT)).filter(pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def shown_mentors(event: Event) -> list[HackathonMentor]:
    rows = HackathonMentor.objects.filter(event=event).exclude(agreed_at=None)
    return list(rows.select_related("person").order_by("pk"))


def criteria_of(event: Event) -> list[Criterion]:
    return list(Criterion.objects.filter(event=event).order_by("position", "pk"))


def criterion_of(event: Event, number: int) -> Criterion:
    """Raises NotFound."""
    row = Criterion.objects.filter(event=event, pk=number).select_related("event").first()
    if row is None:
        raise NotFound(str(number))
    return row


def result_of(event: Event) -> list[Placed]:
    """As the scores stand now; what somebody said of a team that they are in does not count."""
    weights = dict(Criterion.objects.filter(event=event).values_list("pk", "weight"))
    within = set(
        TeamMember.objects.filter(event=event, state=State.MEMBER).values_list("team_id", "person_id")
    )
    sheets: dict[tuple[int, int], dict[int, int]] = {}
    rows = Score.objects.filter(
        community=event.community_id, criterion__event=event, verdict__recused_at=None
    )
    told = rows.values_list(
        "verdict__judge_id", "verdict__judge__person_id", "verdict__team_id", "criterion_id", "points"
    )
    for judge, person, team, criterion, points in told:
        if (team, person) not in within:
            sheets.setdefault((judge, team), {})[criterion] = points
    return ranking(weights, sheets)


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What one person has to do with hackathons."""

    teams: list[TeamMember]
    mentoring: list[HackathonMentor]
    judging: list[Judge]


def part_of(person: Person) -> OwnPart:
    teams = TeamMember.objects.across_communities("one person's own teams").filter(person=person)
    mentors = HackathonMentor.objects.across_communities("one person's own").filter(person=person)
    judges = Judge.objects.across_communities("one person's own").filter(person=person)
    there = "event__community"
    return OwnPart(
        list(teams.exclude(state=State.LEFT).select_related("team", there).order_by("-pk")),
        list(mentors.select_related(there).order_by("-pk")),
        list(judges.select_related(there).order_by("-pk")),
    )


def own_team(person: Person, number: int) -> Team:
    """A team that this person is in. Raises NotFound."""
    rows = TeamMember.objects.across_communities("one person's own team")
    rows = rows.filter(person=person, team=number, state=State.MEMBER)
    row = rows.select_related("team__submission", "team__event__community").first()
    if row is None:
        raise NotFound(str(number))
    return row.team


def own_request(person: Person, number: int) -> TeamMember:
    """A person's request to a team or their place in it. Raises NotFound."""
    rows = TeamMember.objects.across_communities("one person's own request").filter(person=person)
    row = rows.filter(team=number).exclude(state=State.LEFT).select_related("team__event__community").first()
    if row is None:
        raise NotFound(str(number))
    return row


def own_offer(person: Person, number: int) -> HackathonMentor:
    """Raises NotFound."""
    rows = HackathonMentor.objects.across_communities("one person's own").filter(person=person, pk=number)
    row = rows.select_related("event__community").first()
    if row is None:
        raise NotFound(str(number))
    return row


def own_judge(person: Person, number: int) -> Judge:
    """Raises NotFound."""
    rows = Judge.objects.across_communities("one person's own").filter(person=person, pk=number)
    row = rows.select_related("event__community").first()
    if row is None:
        raise NotFound(str(number))
    return row


@dataclass(frozen=True, slots=True)
class Teammate:
    row: TeamMember
    addresses: list[tuple[str, str]] = field(default_factory=list)


def people_of(team: Team) -> list[Teammate]:
    """Members, each with how to reach them, and those who asked, without. For the team alone."""
    rows = TeamMember.objects.filter(event=team.event_id, team=team, state__in=(State.MEMBER, State.ASKED))
    rows = list(rows.select_related("person").order_by("-is_founder", "pk"))
    inside = [row.person_id for row in rows if row.state == State.MEMBER]
    reach: dict[int, list[tuple[str, str]]] = {}
    points = ContactPoint.objects.filter(person__in=inside).exclude(verified_at=None).order_by("pk")
    for owner, kind, value in points.values_list("person_id", "kind", "value"):
        reach.setdefault(owner, []).append((kind, value))
    return [Teammate(row, reach.get(row.person_id, [])) for row in rows]


def comments_to(team: Team) -> list[str]:
    """What judges told the team; for the team, once the result is out."""
    rows = Verdict.objects.filter(community=team.community_id, team=team, recused_at=None)
    return list(rows.exclude(comment="").order_by("pk").values_list("comment", flat=True))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A submission before one judge: their own points, or why they have none."""

    team: Team
    verdict: Verdict | None
    points: dict[int, int]
    is_own: bool


def sheets_of(judge: Judge) -> list[Sheet]:
    teams = Team.objects.filter(event=judge.event_id).exclude(submission=None).select_related("submission")
    scores = Prefetch("scores", Score.objects.filter(community=judge.community_id))
    verdicts = Verdict.objects.filter(community=judge.community_id, judge=judge).prefetch_related(scores)
    told = {row.team_id: row for row in verdicts}
    members = TeamMember.objects.filter(event=judge.event_id, person=judge.person_id, state=State.MEMBER)
    mine = set(members.values_list("team_id", flat=True))
    return [
        Sheet(team, told.get(team.pk), _points(told.get(team.pk)), team.pk in mine)
        for team in teams.order_by("pk")
    ]


def _points(verdict: Verdict | None) -> dict[int, int]:
    return {row.criterion_id: row.points for row in verdict.scores.all()} if verdict else {}


def sheet_of(judge: Judge, team: int) -> Sheet:
    """Raises NotFound."""
    for sheet in sheets_of(judge):
        if sheet.team.pk == team:
            return sheet
    raise NotFound(str(team))


@dataclass(frozen=True, slots=True)
class Desk:
    """What the organisers of a hackathon see."""

    teams: list[Team]
    judges: list[tuple[Judge, int]]  # and how many teams they scored or keep out of
    mentors: list[HackathonMentor]
    submitted: int


def desk_of(event: Event) -> Desk:
    teams = list(
        Team.objects.filter(event=event).select_related("submission")
        .annotate(people=Count("members", filter=IN_IT)).order_by("pk")
    )  # fmt: skip
    judges = Judge.objects.filter(event=event).select_related("person").order_by("pk")
    done: dict[int, int] = {}
    verdicts = Verdict.objects.filter(community=event.community_id, judge__event=event)
    finished = verdicts.filter(Q(recused_at__isnull=False) | Q(scores__isnull=False)).distinct()
    for judge in finished.values_list("judge_id", flat=True):
        done[judge] = done.get(judge, 0) + 1
    mentors = HackathonMentor.objects.filter(event=event).select_related("person").order_by("pk")
    submitted = Submission.objects.filter(community=event.community_id, team__event=event).count()
    return Desk(teams, [(row, done.get(row.pk, 0)) for row in judges], list(mentors), submitted)


def of_event(model: type[Any], event: Event, number: int) -> Any:
    """One row of a hackathon's tables. Raises NotFound."""
    row = model.objects.filter(event=event, pk=number).select_related("event").first()
    if row is None:
        raise NotFound(str(number))
    return row


def member_named(community: Community, words: str) -> Person | None:
    """The one confirmed member with this e-mail address, or this very name."""
    rows = Membership.objects.filter(community=community, state=Membership.State.CONFIRMED)
    wanted = words.strip()
    reached = ContactPoint.objects.filter(value__iexact=wanted).exclude(verified_at=None)
    by_address = rows.filter(person__in=reached.values("person_id"))
    found: Sequence[Membership] = by_address.select_related("person")[:2]
    if not found:
        found = rows.filter(person__name__iexact=wanted).select_related("person")[:2]
    return found[0].person if len(found) == 1 else None


def is_closed(row: Hackathon, at: datetime) -> bool:
    return at >= row.deadline
