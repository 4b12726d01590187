"""Somebody is forgotten: what is still to come of theirs is free for others."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.models import Person
from teranga.domains.places.actions.grant_place import end_place
from teranga.domains.places.actions.holds import release_hold
from teranga.domains.places.actions.rsvp import cancel_rsvp
from teranga.domains.places.actions.scarcity import locked_quotas
from teranga.domains.places.models import Place, Rsvp, RsvpRequest, SeriesFollower
from teranga.domains.places.rules import OPEN, over_at

WHY = "what is kept for one person, wherever it is"
PROGRAM = Actor("program")


def give_places_back(person: Person, at: datetime) -> None:
    """End answers and places of events that are not over, answers not confirmed, and being counted in.

    What is past stays without a name, so that its counts stay true.
    """
    answers = Rsvp.objects.across_communities(WHY).filter(person=person, state__in=OPEN)
    for rsvp in answers.select_related("event__community").order_by("event_id"):
        if at < over_at(rsvp.event):
            cancel_rsvp(event=rsvp.event, rsvp=rsvp, by=PROGRAM, at=at)
    places = Place.objects.across_communities(WHY).filter(person=person, ended_at=None)
    for place in places.select_related("event__community").order_by("event_id", "pk"):
        if at < over_at(place.event):
            end_place(place=place, event=place.event, by=PROGRAM, at=at)
    addresses = list(person.contact_points.values_list("value", flat=True))
    requests = RsvpRequest.objects.across_communities(WHY).filter(contact_value__in=addresses)
    for row in requests.select_related("event", "hold").order_by("event_id", "pk"):
        if row.hold is not None:
            release_hold(row.hold, locked_quotas(row.event))
        row.delete()
    SeriesFollower.objects.across_communities(WHY).filter(person=person).delete()
