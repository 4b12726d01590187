"""Chains of audit entries for tests, and the ways in which somebody might tamper with them by SQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection

from teranga.domains.activity.actions.record import append
from teranga.domains.activity.models import AuditEntry, AuditHead

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
VERBS = ("page.edit", "event.update", "membership.confirm", "goal.set")


def a_chain(length: int, community_id: int | None = 7) -> None:
    entries = AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                community_id=community_id, actor_id=place % 5 + 1, acting_as="organiser",
                at=BEGAN + timedelta(minutes=place),
                verb=VERBS[place % len(VERBS)], object_type="page", object_id=place % 40,
                changes={"title": [f"Avant {place}", f"Après {place}"]}, request_id=f"{place:032x}",
            )
            for place in range(length)
        ],
        batch_size=500,
    )  # fmt: skip
    append(community_id or 0, entries)


def rows(community_id: int | None = 7) -> Any:
    return AuditEntry.objects.filter(community_id=community_id)


def entry(place: int) -> AuditEntry:
    return rows().get(sequence=place)


Tampering = Callable[[int, int], int]  # (place, length) -> the first bad place


def edit_a_field(place: int, length: int) -> int:
    rows().filter(sequence=place).update(acting_as="treasurer")
    return place


def edit_a_value(place: int, length: int) -> int:
    rows().filter(sequence=place).update(changes={"title": ["Avant", "Un autre titre"]})
    return place


def edit_the_time(place: int, length: int) -> int:
    rows().filter(sequence=place).update(at=BEGAN - timedelta(days=1))
    return place


def edit_and_rehash(place: int, length: int) -> int:
    """Somebody who knows how digests are made corrects the row's own one too."""
    from teranga.domains.activity.rules import BOUND, digest_of

    row = entry(place)
    row.verb = "page.delete"
    row.hash = digest_of({name: getattr(row, name) for name in BOUND})
    rows().filter(sequence=place).update(verb=row.verb, hash=row.hash)
    return place if place == length else place + 1


def remove(place: int, length: int) -> int:
    rows().filter(sequence=place).delete()
    return place


def remove_and_close_the_gap(place: int, length: int) -> int:
    rows().filter(sequence=place).delete()
    with connection.cursor() as cursor:
        for later in range(place + 1, min(length, place + 40) + 1):
            cursor.execute(
                "UPDATE activity_auditentry SET sequence = %s WHERE community_id = 7 AND sequence = %s",
                [later - 1, later],
            )
    return place


def swap_contents(place: int, length: int) -> int:
    one, other = entry(place), entry(place % length + 1)
    for row, source in ((one, other), (other, one)):
        rows().filter(pk=row.pk).update(verb=source.verb, changes=source.changes, object_id=source.object_id)
    return min(one.sequence, other.sequence)


def swap_places(place: int, length: int) -> int:
    one, other = entry(place), entry(place % length + 1)
    rows().filter(pk=one.pk).update(sequence=-1)
    rows().filter(pk=other.pk).update(sequence=one.sequence)
    rows().filter(pk=one.pk).update(sequence=other.sequence)
    return min(one.sequence, other.sequence)


def cut_off(place: int, length: int) -> int:
    rows().filter(sequence__gte=place).delete()
    return place


def cut_off_with_the_head(place: int, length: int) -> int:
    """Found only by a head that was noted before."""
    rows().filter(sequence__gte=place).delete()
    last = rows().filter(sequence=place - 1).first()
    AuditHead.objects.filter(chain=7).update(last_sequence=place - 1, last_hash=last.hash if last else "")
    return place


def move_to_another_chain(place: int, length: int) -> int:
    rows().filter(sequence=place).update(community_id=8)
    return place


def take_out_of_the_chain(place: int, length: int) -> int:
    rows().filter(sequence=place).update(sequence=None)
    return place


TAMPERINGS: tuple[Tampering, ...] = (
    edit_a_field, edit_a_value, edit_the_time, edit_and_rehash, remove, remove_and_close_the_gap,
    swap_contents, swap_places, cut_off, cut_off_with_the_head, move_to_another_chain, take_out_of_the_chain,
)  # fmt: skip


def planned(count: int, length: int, seed: str) -> list[tuple[Tampering, int]]:
    """Every tampering at the first, last and middle places, then at places drawn by chance."""
    chance = Random(seed)
    edges = [(how, place) for place in (1, length, length // 2) for how in TAMPERINGS]
    drawn = [
        (chance.choice(TAMPERINGS), chance.randint(1, length)) for _ in range(max(0, count - len(edges)))
    ]
    return [*edges, *drawn][:count]
