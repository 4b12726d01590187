from teranga.domains.events.models.after import EventPhoto, Helper, Material, TakeDown, Thanks
from teranga.domains.events.models.event import Event, EventLink, Series, SeriesException, Venue
from teranga.domains.events.models.online import OnlineRoom
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
    "EventPhoto",
    "FineText",
    "Helper",
    "Material",
    "OnlineRoom",
    "ProgrammeImport",
    "ProgrammeUpload",
    "Room",
    "ScheduleChange",
    "Series",
    "SeriesException",
    "Session",
    "SessionSpeaker",
    "Speaker",
    "TakeDown",
    "Task",
    "TaskDependency",
    "Thanks",
    "Track",
    "Venue",
]
