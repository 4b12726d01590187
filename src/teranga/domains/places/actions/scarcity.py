"""The one function for whatever makes a thing scarcer, and its ways back.

One lock order everywhere: the event's quotas in the order of their numbers, then answers, entries, offers and
places, then page stamps, then the audit log. Work that needs no lock is done before.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from enum import StrEnum

from django.db import transaction
from django.db.models import F

from teranga.domains.events.models import Event
from teranga.domains.places.models import Quota
from teranga.domains.places.rules_waiting import Room, chain, free_in


class Counted(StrEnum):
    """What a place that is no longer free is."""

    USED = "used"
    HELD = "held"
    OFFERED = "offered"


class SoldOut(Exception):
    """So many are not free. Nothing was taken."""

    def __init__(self, quota_id: int, count: int) -> None:
        super().__init__(f"Quota {quota_id} has no {count} free.")
        self.quota_id, self.count = quota_id, count


class CounterDrift(Exception):
    """More was to be given back than is counted: the counters and the rows tell different stories."""


Quotas = dict[int, Quota]


def locked_quotas(event: Event) -> Quotas:
    """Every quota of the event, locked until the transaction ends: from here on the list stands still."""
    rows = Quota.objects.filter(event=event).select_for_update(of=("self",)).order_by("pk")
    return {quota.pk: quota for quota in rows}


def locked_quota(community_id: int, quota_id: int) -> Quotas:
    """A quota that belongs to no event, alone and locked until the transaction ends."""
    rows = Quota.objects.filter(community=community_id, event=None, pk=quota_id)
    return {quota.pk: quota for quota in rows.select_for_update(of=("self",))}


def take(quotas: Quotas, quota_id: int, count: int, counted: Counted) -> None:
    """Take so many of a quota and of everything it lies within, or nothing. Raises SoldOut.

    The condition stands in the UPDATE itself, and behind it a CHECK: neither needs the locks to be right.
    """
    if count < 1:
        raise ValueError(count)
    numbers = _numbers(quotas, quota_id)
    with transaction.atomic() if len(numbers) > 1 else nullcontext():  # one statement undoes itself
        for number in numbers:
            rows = Quota.objects.filter(community=quotas[number].community_id, pk=number)
            there = rows.filter(size__gte=F("used") + F("held") + F("offered") + count)
            if not there.update(**{counted.value: F(counted.value) + count}):
                raise SoldOut(number, count)
    _note(quotas, quota_id, {counted: count})


def turn(quotas: Quotas, quota_id: int, count: int, before: Counted, after: Counted) -> None:
    """What was held or offered is used now, or the other way round; as much as before is taken."""
    _change(quotas, quota_id, {before: -count, after: count})


def give_back(quotas: Quotas, quota_id: int, count: int, counted: Counted) -> None:
    _change(quotas, quota_id, {counted: -count})


def free_places(quotas: Quotas, quota_id: int) -> int:
    return free_in(quota_id, rooms_of(quotas))


def rooms_of(quotas: Quotas) -> dict[int, Room]:
    return {number: Room(quota.free, quota.within_id) for number, quota in quotas.items()}


def _change(quotas: Quotas, quota_id: int, by: Mapping[Counted, int]) -> None:
    enough = {f"{counted}__gte": -step for counted, step in by.items() if step < 0}
    for number in _numbers(quotas, quota_id):
        rows = Quota.objects.filter(community=quotas[number].community_id, pk=number, **enough)
        if not rows.update(**{counted.value: F(counted.value) + step for counted, step in by.items()}):
            raise CounterDrift(f"Quota {number}: {dict(by)}")
    _note(quotas, quota_id, by)


def _numbers(quotas: Quotas, quota_id: int) -> list[int]:
    return sorted(chain(quota_id, {number: quota.within_id for number, quota in quotas.items()}))


def _note(quotas: Quotas, quota_id: int, by: Mapping[Counted, int]) -> None:
    """The rows in memory say what the database says."""
    for number in _numbers(quotas, quota_id):
        for counted, step in by.items():
            setattr(quotas[number], counted.value, getattr(quotas[number], counted.value) + step)
