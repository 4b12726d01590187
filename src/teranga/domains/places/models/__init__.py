"""The one engine of scarcity: quotas, holds, waiting lists, places and arrivals."""

from teranga.domains.places.models.answers import Answer, Question, Rsvp, RsvpRequest, SeriesFollower
from teranga.domains.places.models.arrival import Arrival
from teranga.domains.places.models.door import DoorLink, DoorPhone, Forecast, WalkInContact
from teranga.domains.places.models.place import Place
from teranga.domains.places.models.quota import Hold, PlaceSettings, Quota
from teranga.domains.places.models.reminders import CalendarFeed, ReminderSettings
from teranga.domains.places.models.waiting import Draw, Offer, WaitingEntry

__all__ = [
    "Answer",
    "Arrival",
    "CalendarFeed",
    "DoorLink",
    "DoorPhone",
    "Draw",
    "Forecast",
    "Hold",
    "Offer",
    "Place",
    "PlaceSettings",
    "Question",
    "Quota",
    "ReminderSettings",
    "Rsvp",
    "RsvpRequest",
    "SeriesFollower",
    "WaitingEntry",
    "WalkInContact",
]  # fmt: skip
