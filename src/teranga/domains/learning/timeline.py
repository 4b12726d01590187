"""What somebody learned and built, for their own timeline."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from teranga.domains.communities.timeline import TimelineLine, join_timeline
from teranga.domains.learning.models import Enrolment, Pair, Project, TeamMember
from teranga.domains.people.models import Person

WHY = "what one person learned anywhere"


def join_timelines() -> None:
    """Called once at start-up."""
    for source in (_paths, _pairs, _projects, _teams):
        join_timeline(source)


def _paths(person: Person) -> Iterable[TimelineLine]:
    rows = Enrolment.objects.across_communities(WHY).filter(person=person)
    for row in rows.exclude(state=Enrolment.State.LEFT).select_related("cohort__path", "community"):
        path = row.cohort.path
        where = f"/{row.community.slug}/paths/{path.slug}/" if path.shown else ""
        kind = "helps_path" if row.role == Enrolment.Role.HELPER else "began_path"
        yield TimelineLine(row.enrolled_at.date(), kind, row.community.name, where, path.name)
        if row.finished_at:
            yield TimelineLine(row.finished_at.date(), "finished_path", row.community.name, where, path.name)


def _pairs(person: Person) -> Iterable[TimelineLine]:
    rows = Pair.objects.across_communities(WHY).exclude(begun_at=None)
    rows = rows.filter(Q(mentee__person=person) | Q(mentor__person=person))
    for row in rows.select_related("community", "programme"):
        yield TimelineLine(
            row.begun_at.date(), "began_mentoring", row.community.name, "/me/mentoring/", row.programme.name
        )


def _projects(person: Person) -> Iterable[TimelineLine]:
    rows = Project.objects.across_communities(WHY).filter(owner=person)
    for row in rows.select_related("community"):
        yield TimelineLine(
            row.created_at.date(), "began_project", row.community.name, "/me/projects/", row.title
        )


def _teams(person: Person) -> Iterable[TimelineLine]:
    rows = TeamMember.objects.across_communities(WHY).filter(person=person, state=TeamMember.State.MEMBER)
    for row in rows.select_related("community", "team"):
        yield TimelineLine(
            row.asked_at.date(), "joined_team", row.community.name, "/me/hackathon/", row.team.name
        )
