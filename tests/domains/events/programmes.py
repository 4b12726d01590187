"""A community with an event, and small programmes to put into it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.create_community import create_community
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event import create_event
from teranga.domains.events.actions.import_programme import ImportSummary, import_programme
from teranga.domains.events.models import Event
from teranga.formats.programme import Programme, ProgrammeRoom, ProgrammeSession, ProgrammeSpeaker
from teranga.foundation.translated import TranslatedText

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=3)
ORGANISER = Actor("organiser")
LOME = ZoneInfo("Africa/Lome")
ROOMS = {"main": "Main hall", "side": "Side"}
MORNING = datetime(2027, 8, 20, 9, tzinfo=LOME)


def community(slug: str = "python-lome", **fields: Any) -> Community:
    known = {
        "name": TranslatedText({"en": "Python Lomé"}),
        "languages": ["fr", "en"],
        "default_language": "fr",
    }
    return create_community(slug=slug, by=ORGANISER, at=NOON, **{**known, **fields})


def event(place: Community | None = None, slug: str = "2027", **fields: Any) -> Event:
    known = {
        "name": TranslatedText({"en": "PyCon Lomé 2027"}), "zone": "Africa/Lome", "start": date(2027, 8, 20),
        "end": date(2027, 8, 22),
    }  # fmt: skip
    return create_event(
        community=place or community(), slug=slug, by=ORGANISER, at=NOON, **{**known, **fields}
    )


def talk(number: int = 1, **fields: Any) -> ProgrammeSession:
    known = {
        "key": f"talk-{number}", "title": TranslatedText(f"Talk number {number}"), "room": "main",
        "start": MORNING + timedelta(hours=number - 1), "minutes": 30, "speakers": ["ama"],
    }  # fmt: skip
    return ProgrammeSession(**{**known, **fields})


def programme(*sessions: ProgrammeSession, **fields: Any) -> Programme:
    known: dict[str, Any] = {
        "title": "PyCon Lomé 2027", "source_format": "yaml-days", "zone": "Africa/Lome",
        "rooms": [ProgrammeRoom(key, TranslatedText(name)) for key, name in ROOMS.items()],
        "speakers": [ProgrammeSpeaker("ama", "Ama Mensah"), ProgrammeSpeaker("kofi", "Kofi Adzo")],
        "sessions": list(sessions) or [talk(1), talk(2), talk(3)],
    }  # fmt: skip
    return Programme(**{**known, **fields})


def put(into: Event, what: Programme, at: datetime = NOON, **options: Any) -> ImportSummary:
    return import_programme(
        event=into, programme=what, findings=[], file_name="programme.yaml", digest="0" * 64, by=ORGANISER,
        at=at, **options,
    )  # fmt: skip


def counted(summary: ImportSummary) -> tuple[int, int, int, int]:
    return summary.added, summary.moved, summary.changed, summary.removed
