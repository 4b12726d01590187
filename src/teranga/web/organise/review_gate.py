"""Who looks at the pages of reviewing: the gate of the domain for the person, the event and the moment."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from teranga.domains.communities.queries import NotFound
from teranga.domains.people.models import Person
from teranga.domains.people.queries import known_person
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals.models import Call
from teranga.domains.proposals.queries_seen import Sight, sight_of
from teranga.domains.proposals.rules_seen import Role

REVIEW = {"verb": Verb.EDIT, "area": Area.REVIEWS}
TEAM = {"verb": Verb.EDIT, "area": Area.PROPOSALS}


def call_here(request: HttpRequest) -> Call:
    """The event's call. Raises NotFound where none was begun."""
    row = Call.objects.filter(event=request.event).first()
    if row is None:
        raise NotFound(request.event.slug)
    row.event = request.event
    return row


def has_call(request: HttpRequest) -> bool:
    return bool(Call.objects.filter(event=request.event).exists())


def sight_here(request: HttpRequest) -> Sight:
    """What this person sees of the event's call now. Raises NotFound."""
    return sight_of(call_here(request), rights=request.rights, place=request.place, at=timezone.now())


def sight_of_team(request: HttpRequest) -> Sight:
    """The same, for pages of those who run the call. Raises NotFound."""
    sight = sight_here(request)
    if sight.gate.role not in (Role.TEAM, Role.BLIND_TEAM):
        raise NotFound
    return sight


def person_here(request: HttpRequest) -> Person:
    person = known_person(request.actor.person_id)
    if person is None:
        raise NotFound
    return person
