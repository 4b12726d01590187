"""Rows of events and their programmes for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from teranga.domains.communities.models import Community
from teranga.domains.events.models import (
    Event,
    EventPhoto,
    Material,
    Room,
    ScheduleChange,
    Series,
    Session,
    SessionSpeaker,
    Speaker,
    Track,
    Venue,
)
from tests.factories.communities import MADE, in_three, number

OPENING = datetime(2026, 9, 24, 9, tzinfo=UTC)  # 09:00 on the wall in Lomé and Accra


def a_venue(community: Community, **more: Any) -> Venue:
    slug = f"venue-{number()}"
    return Venue.objects.create(
        **{
            "community": community,
            "slug": slug,
            "name": in_three(slug),
            "city": "Lomé",
            "country": "TG",
            **more,
        }
    )


def a_series(community: Community, slug: str = "", **more: Any) -> Series:
    """Every Thursday, from a year before the conference of these tests."""
    slug = slug or f"series-{number()}"
    return Series.objects.create(
        **{
            "community": community, "slug": slug, "name": in_three(slug.title()), "about": in_three("About"),
            "rule": "FREQ=WEEKLY;BYDAY=TH", "first_day": date(2025, 9, 25), **more,
        }
    )  # fmt: skip


def an_event(community: Community, slug: str = "", **more: Any) -> Event:
    slug = slug or f"event-{number()}"
    return Event.objects.create(
        **{
            "community": community, "slug": slug, "name": in_three(slug.replace("-", " ").title()),
            "summary": in_three(f"About {slug}."), "start": date(2026, 9, 24), "end": date(2026, 9, 25),
            "zone": "Africa/Lome", "languages": ["fr", "en"], "city": "Lomé", "country": "TG",
            "created_at": MADE, "updated_at": MADE, **more,
        }
    )  # fmt: skip


def a_photo(event: Event, **more: Any) -> EventPhoto:
    return EventPhoto.objects.create(
        **{"community_id": event.community_id, "event": event, "webp": b"RIFF....WEBP",
           "jpeg": b"\xff\xd8\xff", "width": 4, "height": 3, "alt": in_three("A picture"), "taken_by": "Afi",
           "consent_note": "Asked", "added_at": MADE, **more}
    )  # fmt: skip


def a_material(event: Event, **more: Any) -> Material:
    return Material.objects.create(
        **{"community_id": event.community_id, "event": event, "title": in_three("Slides"),
           "content": b"%PDF-1.7", "file_name": "slides.pdf", "size": 8, "added_at": MADE, **more}
    )  # fmt: skip


def a_room(event: Event, **more: Any) -> Room:
    slug = f"room-{number()}"
    return Room.objects.create(
        **{"community_id": event.community_id, "event": event, "key": slug, "slug": slug,
           "name": in_three(slug.title()), **more}
    )  # fmt: skip


def a_track(event: Event, **more: Any) -> Track:
    slug = f"track-{number()}"
    return Track.objects.create(
        **{
            "community_id": event.community_id,
            "event": event,
            "slug": slug,
            "name": in_three(slug.title()),
            **more,
        }
    )


def a_speaker(event: Event, **more: Any) -> Speaker:
    slug = f"speaker-{number()}"
    return Speaker.objects.create(
        **{"community_id": event.community_id, "event": event, "key": slug, "slug": slug,
           "name": slug.replace("-", " ").title(), **more}
    )  # fmt: skip


def a_session(event: Event, *, speakers: tuple[Speaker, ...] = (), **more: Any) -> Session:
    made = number()
    slug = f"session-{made}"
    session = Session.objects.create(
        **{
            "community_id": event.community_id, "event": event, "key": slug, "slug": slug,
            "guid": UUID(int=made), "title": in_three(slug.replace("-", " ").title()),
            "abstract": in_three(f"Abstract of {slug}."),
            "kind": "talk", "starts_at": OPENING, "minutes": 45, "languages": ["fr"], "level": "beginner",
            "updated_at": MADE, **more,
        }
    )  # fmt: skip
    for position, speaker in enumerate(speakers):
        SessionSpeaker.objects.create(
            community_id=event.community_id, event=event, session=session, speaker=speaker, position=position
        )
    return session


def a_change(event: Event, session: Session, **more: Any) -> ScheduleChange:
    return ScheduleChange.objects.create(
        **{"community_id": event.community_id, "event": event, "session": session, "version": 1,
           "kind": "added", "title": session.title, "at": MADE, **more}
    )  # fmt: skip


def a_programme(event: Event, sessions: int) -> list[Session]:
    """So many talks in so many rooms and tracks, one hour after another, each with a speaker of its own."""
    event.schedule_version, event.schedule_changed_at = 1, MADE
    event.save(update_fields=["schedule_version", "schedule_changed_at"])
    made = []
    for index in range(sessions):
        room, track, speaker = a_room(event, position=index), a_track(event, position=index), a_speaker(event)
        start = OPENING + timedelta(hours=index)
        made.append(a_session(event, speakers=(speaker,), room=room, track=track, starts_at=start))
        a_change(event, made[-1])
    return made
