from teranga.domains.events.models.event import Event, EventLink, Series, SeriesException, Venue
from teranga.domains.events.models.plan import FineText, ProgrammeUpload, Task, TaskDependency
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
    "FineText",
    "ProgrammeImport",
    "ProgrammeUpload",
    "Room",
    "ScheduleChange",
    "Series",
    "SeriesException",
    "Session",
    "SessionSpeaker",
    "Speaker",
    "Task",
    "TaskDependency",
    "Track",
    "Venue",
]
