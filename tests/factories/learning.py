"""Rows of learning for tests, each with the least that makes it whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from teranga.domains.communities.models import Community, Membership
from teranga.domains.learning.models import Application, Pair, Programme
from teranga.domains.people.models import Person
from tests.factories.communities import MADE, in_three, number
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
