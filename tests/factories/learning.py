"""Rows of learning for tests, each with the least that makes it whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from teranga.domains.communities.models import Community, Membership
from teranga.domains.events.models import Event
from teranga.domains.learning.models import (
    Application,
    Cohort,
    Hackathon,
    Pair,
    PathStep,
    Programme,
    Project,
    ProjectStep,
    Submission,
    Team,
    TeamMember,
    TrainingPath,
)
from teranga.domains.people.models import Person
from teranga.domains.places.models import Quota
from tests.factories.communities import MADE, in_three, number
from tests.factories.events import an_event
from tests.factories.people import a_person


def a_member(community: Community, **more: Any) -> Person:
    person = a_person(**more)
    Membership.objects.create(
        community=community, person=person, state="confirmed", joined_at=MADE, confirmed_at=MADE
    )
    return person


def a_mentoring(community: Community, slug: str = "", **more: Any) -> Programme:
    slug = slug or f"mentoring-{number()}"
    return Programme.objects.create(
        **{
            "community": community, "slug": slug, "name": in_three(slug.title()), "state": "open",
            "goals": [{"en": "First job", "fr": "Premier emploi"}], "topics": [{"en": "Web"}, {"en": "Data"}],
            "apply_until": date(2026, 9, 1), "start": date(2026, 9, 10), "end": date(2026, 12, 10),
            "created_at": MADE, "updated_at": MADE, **more,
        }
    )  # fmt: skip


def an_application(programme: Programme, role: str = "mentee", **more: Any) -> Application:
    person = more.pop("person", None) or a_member(programme.community)
    return Application.objects.create(
        **{
            "community_id": programme.community_id, "programme": programme, "person": person, "role": role,
            "state": "confirmed", "languages": ["fr"], "times": ["week-evening"], "topics": ["web"],
            "level": 2 if role == "mentor" else 0, "made_at": MADE, "confirmed_at": MADE, **more,
        }
    )  # fmt: skip


def a_pair(programme: Programme, state: str = "running", **more: Any) -> Pair:
    mentee = more.pop("mentee", None) or an_application(programme)
    mentor = more.pop("mentor", None) or an_application(programme, "mentor")
    begun = {"mentee_yes_at": MADE, "mentor_yes_at": MADE, "begun_at": MADE} if state != "proposed" else {}
    return Pair.objects.create(
        **{
            "community_id": programme.community_id, "programme": programme, "mentee": mentee,
            "mentor": mentor, "state": state, "score": 60, "proposed_at": MADE,
            "reason": {"topics": ["web"], "languages": ["fr"], "times": ["week-evening"], "ahead": 2},
            **begun, **more,
        }
    )  # fmt: skip


def a_project(community: Community, **more: Any) -> Project:
    owner = more.pop("owner", None) or a_member(community)
    row = Project.objects.create(
        **{
            "community": community, "owner": owner, "title": f"Project {number()}", "shown": "public",
            "goal": "A map of every stop.", "looking_for": "Two people with good shoes.", "language": "en",
            "created_at": MADE, "updated_at": MADE, **more,
        }
    )  # fmt: skip
    ProjectStep.objects.create(community=community, project=row, text="Walk the first line")
    return row


def first_project(community: Community) -> Project:
    return Project.objects.filter(community=community).earliest("pk")


def a_path(community: Community, slug: str = "", *, steps: int = 2, cohorts: int = 1) -> TrainingPath:
    slug = slug or f"path-{number()}"
    row = TrainingPath.objects.create(
        community=community, slug=slug, name=in_three(slug.title()), shown=True, created_at=MADE,
        updated_at=MADE,
    )  # fmt: skip
    for position in range(steps):
        PathStep.objects.create(
            community=community, path=row, position=position, title=in_three(f"Step {position + 1}")
        )
    for _ in range(cohorts):
        a_cohort(row)
    return row


def a_cohort(path: TrainingPath, capacity: int = 2, **more: Any) -> Cohort:
    quota = Quota.objects.create(community_id=path.community_id, event=None, size=capacity)
    return Cohort.objects.create(
        **{"community_id": path.community_id, "path": path, "start": date(2026, 9, 12),
           "end": date(2026, 11, 1), "quota": quota, **more}
    )  # fmt: skip


def a_hackathon(community: Community, **more: Any) -> Event:
    """An event of this kind with its teams open until the day after."""
    event = an_event(community, **{"kind": "hackathon", **more})
    open_teams(event)
    return event


def open_teams(event: Event, **more: Any) -> None:
    Hackathon.objects.create(
        **{"community_id": event.community_id, "event": event, "team_size": 2, "created_at": MADE,
           "deadline": datetime(2026, 9, 24, 18, tzinfo=UTC), "updated_at": MADE, **more}
    )  # fmt: skip


def a_team(event: Event, *, submitted: bool = False, **more: Any) -> Team:
    """With one member, its founder."""
    person = more.pop("person", None) or a_member(event.community)
    row = Team.objects.create(
        **{"community_id": event.community_id, "event": event, "name": f"Team {number()}", "idea": "A map.",
           "looking_for": "Somebody who draws.", "created_at": MADE, "updated_at": MADE, **more}
    )  # fmt: skip
    TeamMember.objects.create(
        community_id=event.community_id, event=event, team=row, person=person, is_founder=True,
        state="member", asked_at=MADE,
    )  # fmt: skip
    if submitted:
        Submission.objects.create(
            community_id=event.community_id, team=row, title="Wells", description="**Every** well.",
            repository="https://code.example.org/wells", licence="MIT", submitted_at=MADE, updated_at=MADE,
        )  # fmt: skip
    return row


def first_team(event: Event) -> Team:
    return Team.objects.filter(event=event).earliest("pk")
