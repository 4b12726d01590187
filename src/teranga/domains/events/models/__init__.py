from teranga.domains.events.models.event import Event, EventLink, Series, Venue
from teranga.domains.events.models.programme import (
    ProgrammeImport,
    Room,
    ScheduleChange,
    Session,
    SessionSpeaker,
    Speaker,
    Track,
)

__all__ = [
    "Event",
    "EventLink",
    "ProgrammeImport",
    "Room",
    "ScheduleChange",
    "Series",
    "Session",
    "SessionSpeaker",
    "Speaker",
    "Track",
    "Venue",
]
