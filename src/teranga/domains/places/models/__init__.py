"""The one engine of scarcity: quotas, holds, waiting lists, places and arrivals."""

from teranga.domains.places.models.answers import Answer, Question, Rsvp, RsvpRequest, SeriesFollower
from teranga.domains.places.models.arrival import Arrival
from teranga.domains.places.models.place import Place
from teranga.domains.places.models.quota import Hold, PlaceSettings, Quota
from teranga.domains.places.models.waiting import Draw, Offer, WaitingEntry

__all__ = [
    "Answer", "Arrival", "Draw", "Hold", "Offer", "Place", "PlaceSettings", "Question", "Quota", "Rsvp",
    "RsvpRequest", "SeriesFollower", "WaitingEntry",
]  # fmt: skip
