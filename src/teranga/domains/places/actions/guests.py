"""What a guest does with their own place: says who they are, gives it back."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.people.normal_forms import person_name
from teranga.domains.places.actions.grant_place import PlaceIsOver, end_place
from teranga.domains.places.actions.moves import audit
from teranga.domains.places.actions.place_mail import tell_guest_gave_back
from teranga.domains.places.models import Place
from teranga.domains.places.rules import over_at


def name_guest(*, event: Event, place: Place, name: str, by: Actor, at: datetime) -> Place:
    """The name by which the door finds the guest. Raises NameRefused, and PlaceIsOver once given back."""
    told = person_name(name)
    with write():
        row = _locked(event, place)
        if row.ended_at is not None:
            raise PlaceIsOver
        if row.name != told:
            row.name = told
            row.save(update_fields=["name"])
            audit(row, "place.name", by=by, at=at, changes={})  # that it was named, never what was written
            announce_event(event)
    return row


def give_guest_place_back(*, event: Event, place: Place, by: Actor, at: datetime) -> None:
    """The next one in the list is offered it; whoever brings the guest keeps theirs, and hears of it.

    Raises PlaceIsOver, also for a place that was used and after the event.
    """
    with write(durable=True):
        if place.arrived_at is not None or at >= over_at(event):
            raise PlaceIsOver
        end_place(place=place, event=event, by=by, at=at)
        tell_guest_gave_back(place, event, at=at)


def _locked(event: Event, place: Place) -> Place:
    return Place.objects.filter(event=event).select_for_update(of=("self",)).get(pk=place.pk)
