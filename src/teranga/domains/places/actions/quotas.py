"""Quotas: made, resized, taken away, and counted again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Event, Session
from teranga.domains.events.publishing import announce_event
from teranga.domains.places.actions.community_lists import offer_next
from teranga.domains.places.actions.offers import move_up
from teranga.domains.places.actions.scarcity import Counted, Quotas, locked_quota, locked_quotas
from teranga.domains.places.hooks import counted_above
from teranga.domains.places.models import Hold, Offer, Place, Quota, WaitingEntry
from teranga.domains.places.queries_counts import counted_rows
from teranga.domains.places.queries_lists import offered_by_quota
from teranga.foundation.translated import TranslatedText


class SmallerThanTaken(Exception):
    """So many are given, held or offered already that the quota cannot become so small."""

    def __init__(self, taken: int) -> None:
        super().__init__(f"{taken} are taken.")
        self.taken = taken


class QuotaInUse(Exception):
    """Places, offers or smaller quotas hang on it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A counter that says something else than the rows."""

    quota_id: int
    counted: str
    counter: int
    rows: int


def make_quota(
    *, event: Event, size: int, by: Actor, at: datetime, name: TranslatedText | None = None,
    kinds: Sequence[str] = (), within: Quota | None = None, session: Session | None = None,
) -> Quota:  # fmt: skip
    """A new quota of the event; its size may be above the room, by choice."""
    with write(durable=True):
        quotas = locked_quotas(event)
        if within is not None and (within.pk not in quotas or quotas[within.pk].taken):
            raise QuotaInUse(within.pk)
        quota = Quota.objects.create(
            community_id=event.community_id, event=event, size=size, name=name or TranslatedText(),
            kinds=list(kinds), within=within, session=session, position=len(quotas),
        )  # fmt: skip
        _audit(quota, "quota.make", by, at, {"size": [0, size]})
        announce_event(event)
    return quota


def make_quota_of_community(*, community_id: int, size: int, by: Actor, at: datetime) -> Quota:
    """A quota of something that is no event; whoever keeps that thing tells the world."""
    with write():
        quota = Quota.objects.create(community_id=community_id, event=None, size=size, name=TranslatedText())
        _audit(quota, "quota.make", by, at, {"size": [0, size]})
    return quota


def resize_quota_of_community(*, quota: Quota, size: int, by: Actor, at: datetime) -> None:
    """What that frees is offered at once. Raises SmallerThanTaken, and then nothing was changed."""
    with write():
        row = locked_quota(quota.community_id, quota.pk)[quota.pk]
        if size < row.taken:
            raise SmallerThanTaken(row.taken)
        if size != row.size:
            _audit(row, "quota.change", by, at, {"size": [row.size, size]})
            row.size = size
            row.save(update_fields=["size"])
            offer_next({row.pk: row}, at=at)
    quota.size = size


def add_used_place(quotas: Quotas, quota_id: int) -> None:
    """A place more of a locked quota without an event, taken as it is made: who waits is not offered it."""
    rows = Quota.objects.filter(community=quotas[quota_id].community_id, event=None, pk=quota_id)
    rows.update(size=F("size") + 1, used=F("used") + 1)
    quotas[quota_id].size += 1
    quotas[quota_id].used += 1


def change_quota(
    *, event: Event, quota: Quota, by: Actor, at: datetime, size: int | None = None,
    name: TranslatedText | None = None,
) -> Quota:  # fmt: skip
    """Another size or name; what that frees is offered at once. Raises SmallerThanTaken."""
    with write(durable=True):
        quotas = locked_quotas(event)
        row = quotas[quota.pk]
        before = {"size": row.size, "name": row.name}
        if size is not None:
            if size < row.taken:
                raise SmallerThanTaken(row.taken)
            row.size = size
        if name is not None:
            row.name = name  # type: ignore[assignment] # mypy knows the column, not its value
        row.save(update_fields=["size", "name"])
        _audit(row, "quota.change", by, at, changed(before, {"size": row.size, "name": row.name}))
        move_up(event, quotas, at=at)
        announce_event(event)
    return row


def remove_quota(*, event: Event, quota: Quota, by: Actor, at: datetime) -> None:
    """Take an unused quota away. Raises QuotaInUse."""
    with write(durable=True):
        quotas = locked_quotas(event)
        row = quotas[quota.pk]
        if row.taken or any(other.within_id == row.pk for other in quotas.values()) or _is_named(row):
            raise QuotaInUse(row.pk)
        _audit(row, "quota.remove", by, at, {"size": [row.size, 0]})
        row.delete()
        announce_event(event)


def recount(*, event: Event, at: datetime) -> list[Difference]:
    """Compare every counter with its rows; what differs is noted in the log, and nothing is changed."""
    with write():
        differences = _differences(event, locked_quotas(event))
        if differences:
            record(
                by=Actor("program"), verb="quota.recount", object_type="event", object_id=event.pk, at=at,
                community_id=event.community_id, event_id=event.pk,
                changes={f"{one.counted} of {one.quota_id}": [one.counter, one.rows] for one in differences},
            )  # fmt: skip
    return differences


def recount_community(*, community_id: int, at: datetime) -> list[Difference]:
    """The same for quotas that belong to no event: floors above know their rows."""
    with write():
        rows = Quota.objects.filter(community=community_id, event=None).select_for_update(of=("self",))
        quotas = {quota.pk: quota for quota in rows.order_by("pk")}
        told = {
            Counted.USED: counted_above(list(quotas)),
            Counted.OFFERED: offered_by_quota(community_id, list(quotas)),
        }
        differences = [
            Difference(number, counted.value, getattr(quota, counted.value), rows_of.get(number, 0))
            for number, quota in quotas.items()
            for counted, rows_of in told.items()
            if getattr(quota, counted.value) != rows_of.get(number, 0)
        ]
        if differences:
            record(
                by=Actor("program"), verb="quota.recount", object_type="community", object_id=community_id,
                at=at, community_id=community_id,
                changes={f"{one.counted} of {one.quota_id}": [one.counter, one.rows] for one in differences},
            )  # fmt: skip
    return differences


def _differences(event: Event, quotas: Quotas) -> list[Difference]:
    rows = counted_rows(event, quotas)
    return [
        Difference(number, counted.value, getattr(quota, counted.value), rows[number][counted])
        for number, quota in quotas.items()
        for counted in Counted
        if getattr(quota, counted.value) != rows[number][counted]
    ]


def _is_named(quota: Quota) -> bool:
    """Whether a row of the past still names it, which must stay readable."""
    models = (Hold, Offer, Place, WaitingEntry)
    return any(model.objects.filter(event=quota.event_id, quota=quota).exists() for model in models)


def _audit(quota: Quota, verb: str, by: Actor, at: datetime, changes: dict[str, object]) -> None:
    record(
        by=by, verb=verb, object_type="quota", object_id=quota.pk, at=at, community_id=quota.community_id,
        event_id=quota.event_id, changes=changes,
    )  # fmt: skip
