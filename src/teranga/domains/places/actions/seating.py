"""Writing places: given to a party, ended, and the list that somebody joins when there are too few."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from teranga.domains.activity.actions.record import Actor
from teranga.domains.places.actions.moves import audit
from teranga.domains.places.actions.scarcity import Counted, Quotas, give_back
from teranga.domains.places.models import Place, Quota, Rsvp, WaitingEntry


def own_place(rsvp: Rsvp) -> Place | None:
    """The place that the answer's own person has now."""
    rows = Place.objects.filter(event=rsvp.event_id, rsvp=rsvp, guest_of=None, ended_at=None)
    return rows.order_by("pk").first()


def guest_places(rsvp: Rsvp) -> list[Place]:
    rows = Place.objects.filter(event=rsvp.event_id, rsvp=rsvp, ended_at=None)
    return list(rows.exclude(guest_of=None).order_by("pk"))


def open_entry(rsvp: Rsvp) -> WaitingEntry | None:
    rows = WaitingEntry.objects.filter(event=rsvp.event_id, rsvp=rsvp, state__in=("waiting", "offered"))
    return rows.first()


def seat(rsvp: Rsvp, quota: Quota, guests: Sequence[str], *, kind: str, by: Actor, at: datetime) -> None:
    """Places for the person, unless they have one, and for these guests. They are counted already."""
    own = own_place(rsvp)
    if own is None:
        own = _place(rsvp, quota, kind, at, person=rsvp.person)
        audit(own, "place.give", by=by, at=at, changes={"kind": ["", kind]})
    for name in guests:
        guest = _place(rsvp, quota, kind, at, guest_of=own, name=name)
        audit(guest, "place.give", by=by, at=at, changes={"kind": ["", kind], "guest_of": ["", own.pk]})


def end_places(places: Sequence[Place], quotas: Quotas, *, by: Actor, at: datetime) -> None:
    """Give places back. What becomes free is for `move_up` to offer."""
    for place in places:
        place.ended_at = at
        place.save(update_fields=["ended_at"])
        if place.quota_id is not None:
            give_back(quotas, place.quota_id, 1, Counted.USED)
        audit(place, "place.end", by=by, at=at, changes={"ended": ["", at]})


def join_list(
    rsvp: Rsvp, quota_id: int, others: Sequence[int], guests: Sequence[str], *, size: int,
    accepts_parts: bool, by: Actor, at: datetime, in_place_of: WaitingEntry | None = None,
) -> WaitingEntry:  # fmt: skip
    """At the end of the list, or where the party's earlier entry stood. The quotas are locked."""
    stood: dict[str, object] = {"joined_at": _end_of_list(rsvp, at)}
    if in_place_of is not None:
        stood = {name: getattr(in_place_of, name) for name in ("joined_at", "drawn", "code")}
    entry = WaitingEntry.objects.create(
        community_id=rsvp.community_id, event_id=rsvp.event_id, quota_id=quota_id, others=list(others),
        rsvp=rsvp, person=rsvp.person, size=size, guests=list(guests), accepts_parts=accepts_parts, **stood,
    )  # fmt: skip
    audit(entry, "waiting.join", by=by, at=at, changes={"size": [0, size]})
    return entry


def _end_of_list(rsvp: Rsvp, at: datetime) -> datetime:
    """After everybody who stands in it, whatever the clock of their process said."""
    rows = WaitingEntry.objects.filter(event=rsvp.event_id)
    last = rows.aggregate(last=Max("joined_at"))["last"]
    return max(at, last + timedelta(microseconds=1)) if last else at


def _place(rsvp: Rsvp, quota: Quota, kind: str, at: datetime, **more: object) -> Place:
    return Place.objects.create(
        community_id=rsvp.community_id, event_id=rsvp.event_id, kind=kind, quota_id=quota.pk,
        session_id=quota.session_id, rsvp=rsvp, given_at=at, **more,
    )  # fmt: skip
