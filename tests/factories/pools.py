"""A journey with seats and rooms, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from teranga.domains.aid.actions.pool_beds import tell
from teranga.domains.aid.actions.pools import move_pool, save_room, start_pool
from teranga.domains.aid.models import PoolMember, TravelPool
from teranga.domains.communities.models import Community
from teranga.domains.people.models import Person
from tests.factories.communities import a_community, in_three
from tests.factories.people import a_person
from tests.factories.places import MEMBER, NOON, ORGANISER, an_answer

LEAVES = datetime(2026, 9, 23, 6, 30, tzinfo=UTC)
BACK = datetime(2026, 9, 27, 20, tzinfo=UTC)
BY = {"by": ORGANISER, "at": NOON}


def a_pool(community: Community | None = None, *, seats: int = 5, beds: tuple[int, ...] = (2,)) -> TravelPool:
    """Open, to somebody else's event, with a room for each number of beds."""
    pool = start_pool(
        community=community or a_community(), name=in_three("Bus to Accra"), seats=seats, leaves_at=LEAVES,
        back_at=BACK, zone="Africa/Lome", languages=["fr", "en"], leaves_from="Lomé", currency="XOF",
        elsewhere="PyCon Ghana", telephone="+228 90 00 00 00", seat_price=15_000, bed_price=5_000,
        stops=["06:30 Lomé", "08:00 Aflao"], **BY,
    )  # fmt: skip
    for number, size in enumerate(beds, 1):
        save_room(pool=pool, name=f"Room {number}", beds=size, **BY)
    return move_pool(pool=pool, move="open", **BY)


def a_traveller(pool: TravelPool, person: Person | None = None, **told: Any) -> PoolMember:
    """Somebody with a seat who wants a bed and shares with anyone, unless told otherwise."""
    person = person or a_person()
    an_answer(pool.event, person)
    told = {"wants_bed": True, "shares_with": ["anyone"], "shown": True, **told}
    return tell(pool=pool, person=person, by=MEMBER, at=NOON, **told)
