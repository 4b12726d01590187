"""Calls and what belongs to them for tests, each with the least that makes it whole."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from teranga.domains.events.models import Event, Track
from teranga.domains.proposals.models import AccessCode, Call, CallQuestion, SessionType, Topic
from tests.factories.communities import MADE, in_three, number

OPENS = datetime(2026, 10, 1, 8, tzinfo=UTC)
OPEN = datetime(2026, 11, 1, 12, tzinfo=UTC)  # a moment while a_call takes proposals
CLOSES = datetime(2026, 12, 1, 22, tzinfo=UTC)
TYPES = ("talk", "workshop")
TOPICS = ("web", "ai", "community")


def a_call(event: Event, *, types: tuple[str, ...] = TYPES, topics: tuple[str, ...] = TOPICS,
           **more: Any) -> Call:  # fmt: skip
    """Published, open at OPEN, with two types and three topics."""
    call = Call.objects.create(
        **{
            "community_id": event.community_id, "event": event, "state": "published",
            "about": in_three("Tell us"), "opens_at": OPENS, "closes_at": CLOSES,
            "levels": ["beginner", "intermediate", "advanced"], "created_at": MADE, "updated_at": MADE,
            **more,
        }
    )  # fmt: skip
    for position, slug in enumerate(types):
        a_type(call, slug, position=position)
    for position, slug in enumerate(topics):
        Topic.objects.create(**_of(call), slug=slug, name=in_three(slug), position=position)
    return call


def a_type(call: Call, slug: str = "", **more: Any) -> SessionType:
    slug = slug or f"type-{number()}"
    told = {"slug": slug, "name": in_three(slug.capitalize()), "minutes": 30, "room_minutes": 600, **more}
    return SessionType.objects.create(**_of(call), **told)


def type_of(call: Call, slug: str) -> SessionType:
    return SessionType.objects.get(event=call.event_id, call=call, slug=slug)


def a_track(event: Event, slug: str = "", **more: Any) -> Track:
    slug = slug or f"track-{number()}"
    return Track.objects.create(
        community_id=event.community_id, event=event, slug=slug, name=in_three(slug.capitalize()), **more
    )


def a_call_question(call: Call, kind: str = "text", label: str = "Why?", **more: Any) -> CallQuestion:
    return CallQuestion.objects.create(**_of(call), kind=kind, label=in_three(label), **more)


def an_access_code(call: Call, code: str = "", **more: Any) -> AccessCode:
    return AccessCode.objects.create(**_of(call), code=code or f"CODE{number()}", **more)


def _of(call: Call) -> dict[str, Any]:
    return {"community_id": call.community_id, "event_id": call.event_id, "call": call}
