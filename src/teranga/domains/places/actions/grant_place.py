"""A place given by somebody who may give it: to a speaker, a helper, a winner, or a name on the list."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.people.models import Person
from teranga.domains.places.actions.moves import audit
from teranga.domains.places.actions.offers import move_up
from teranga.domains.places.actions.scarcity import Counted, give_back, locked_quotas, take
from teranga.domains.places.models import Place, Quota


class HasPlace(Exception):
    """This person has a place there already."""


class NameMissing(Exception):
    """A place is for a person, a guest of one, or at least a name."""


class WrongKind(Exception):
    """Places of this kind do not come out of this quota."""


class PlaceIsOver(Exception):
    """The place was given back before."""


def grant_place(
    *, event: Event, kind: str, by: Actor, at: datetime, person: Person | None = None, name: str = "",
    quota: Quota | None = None, guest_of: Place | None = None, uuid: UUID | None = None,
) -> Place:  # fmt: skip
    """Give one place. Raises SoldOut, HasPlace, NameMissing or WrongKind, and then nothing was given.

    Without a quota it counts nowhere: for somebody who stands in the room already.
    """
    if person is None and guest_of is None and not name.strip():
        raise NameMissing
    if quota is not None and quota.kinds and kind not in quota.kinds:
        raise WrongKind(kind)
    with write(durable=True):
        quotas = locked_quotas(event)
        if quota is not None:
            take(quotas, quotas[quota.pk].pk, 1, Counted.USED)
        try:
            with transaction.atomic():
                place = Place.objects.create(
                    community_id=event.community_id, event=event, kind=kind, quota=quota, person=person,
                    session_id=quota.session_id if quota else None, guest_of=guest_of, name=name[:120],
                    given_at=at, uuid=uuid or uuid4(),
                )  # fmt: skip
        except IntegrityError as taken:
            raise HasPlace from taken
        audit(place, "place.give", by=by, at=at, changes={"kind": ["", kind]})
        announce_event(event)
    return place


def end_place(*, place: Place, event: Event, by: Actor, at: datetime) -> None:
    """Take a granted place back; the next in the list is offered it. Raises PlaceIsOver."""
    with write(durable=True):
        quotas = locked_quotas(event)
        row = Place.objects.filter(event=event).select_for_update(of=("self",)).get(pk=place.pk)
        if row.ended_at is not None:
            raise PlaceIsOver
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        if row.quota_id is not None:
            give_back(quotas, row.quota_id, 1, Counted.USED)
        audit(row, "place.end", by=by, at=at, changes={"ended": ["", at]})
        move_up(event, quotas, at=at)
        announce_event(event)
