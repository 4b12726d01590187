"""Many want the last bed at the same moment, on both databases."""

from __future__ import annotations

from threading import Barrier

import pytest
from django.db import connection

from teranga.domains.aid.actions.pool_beds import NoBedFree, put_in_room
from teranga.domains.aid.models import PoolMember, PoolRoom, TravelPool
from teranga.domains.aid.queries_pools import rooms_of
from tests.base.threads import at_once
from tests.factories.pools import BY, a_pool, a_traveller

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 6


def test_two_beds_are_given_to_two_of_six_who_are_put_there_at_once() -> None:
    pool = a_pool(seats=CLIENTS)
    room, members = rooms_of(pool)[0], [a_traveller(pool) for _ in range(CLIENTS)]
    outcomes = at_once(
        *(lambda one=one: put_in_room(pool=pool, person=one.person, room=room, **BY) for one in members)
    )
    there = PoolMember.objects.filter(community=pool.community_id, room=room).count()
    assert (sum(isinstance(one, NoBedFree) for one in outcomes), there) == (4, 2)
    assert rooms_of(pool)[0].used == 2


def test_with_the_guard_off_the_same_clients_take_more_beds_than_there_are() -> None:
    """Read and written in two autocommitted statements, without condition, CHECK or lock."""
    with without_check():
        violations = sum(takes_too_many(a_pool(beds=(1,))) for _ in range(3))
        PoolRoom.objects.across_communities("the check comes back").update(used=0)
    assert violations == 3


def takes_too_many(pool: TravelPool) -> bool:
    barrier, room = Barrier(CLIENTS), rooms_of(pool)[0]
    rows = PoolRoom.objects.filter(community=pool.community_id, pk=room.pk)

    def unguarded() -> bool:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA ignore_check_constraints=ON")
        used, beds = rows.values_list("used", "beds")[0]
        barrier.wait(timeout=30)
        if used < beds:
            rows.update(used=used + 1)
        return bool(used < beds)

    return sum(at_once(*[unguarded] * CLIENTS)) > room.beds


class without_check:  # noqa: N801 -- reads as a sentence where it is used
    NAME = "never_more_people_than_beds"

    def __enter__(self) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE aid_poolroom DROP CONSTRAINT {self.NAME}")

    def __exit__(self, *_: object) -> None:
        if connection.vendor == "postgresql":
            constraint = next(one for one in PoolRoom._meta.constraints if one.name == self.NAME)
            with connection.schema_editor() as editor:
                editor.add_constraint(PoolRoom, constraint)
