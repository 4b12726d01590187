"""Travelling together: seats are places, beds are guarded like them, and a room is for people who agreed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from teranga.base.personal_data import Subject, end_overdue, export
from teranga.domains.activity.models import AuditEntry
from teranga.domains.aid.actions import pool_beds, pools
from teranga.domains.aid.models import PoolMember, PoolRoom, RoomYes, TravelPool
from teranga.domains.aid.queries_pools import (
    Traveller,
    aid_covered,
    figures_of,
    own_journey,
    pool_of_event,
    pools_of,
    rooms_of,
    travellers_of,
)
from teranga.domains.aid.rules_pools import IllegalPoolMove, Wishes, fill, may_share
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.events.models import Event
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing
from teranga.domains.people.models import Person
from teranga.domains.places.actions.rsvp import cancel_rsvp
from teranga.domains.places.models import Rsvp
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.places import MEMBER, NOON, an_answer, taken
from tests.factories.pools import BACK, BY, LEAVES, a_pool, a_traveller

pytestmark = pytest.mark.django_db


def room_of(pool: TravelPool, number: int = 0) -> PoolRoom:
    return rooms_of(pool)[number]


def put(pool: TravelPool, member: PoolMember, number: int = 0) -> PoolMember:
    return pool_beds.put_in_room(pool=pool, person=member.person, room=room_of(pool, number), **BY)


def beds(pool: TravelPool) -> list[tuple[int, int]]:
    """What each room's counter says, and how many people stand in it."""
    here = {"community": pool.community_id, "pool": pool}
    return [(row.used, PoolMember.objects.filter(**here, room=row).count()) for row in rooms_of(pool)]


def begun(community: Community, **more: Any) -> TravelPool:
    told = {
        "name": in_three("Bus"), "seats": 14, "leaves_at": LEAVES, "back_at": BACK, "zone": "Africa/Lome",
        "languages": ["fr"], "leaves_from": "Lomé", "currency": "XOF", "elsewhere": "PyCon Ghana", **more,
    }  # fmt: skip
    return pools.start_pool(community=community, **told, **BY)


def test_a_journey_is_an_unlisted_event_whose_places_are_the_seats_of_the_bus() -> None:
    pool = a_pool(seats=2)
    event = Event.objects.get(community=pool.community_id, pk=pool.event_id)
    assert (event.kind, event.visibility, event.starts_at, event.end) == (
        "social", "unlisted", LEAVES, BACK.date()
    )  # fmt: skip
    assert [an_answer(event).state for _ in range(3)] == ["going", "going", "waitlisted"]
    assert (taken(event), pools_of(pool.community), pool_of_event(event)) == ((2, 0, 0), [pool], pool)
    log = str(list(AuditEntry.objects.filter(community_id=pool.community_id).values()))
    assert ("travel_pool.start" in log, "+228" in log) == (True, False)


def test_a_journey_without_one_destination_or_with_impossible_hours_is_not_begun() -> None:
    community = a_community()
    hidden = an_event(a_community(), visibility="unlisted")
    for told, why in (
        ({"elsewhere": ""}, "destination"), ({"going_to": an_event(community)}, "destination"),
        ({"elsewhere": "", "going_to": hidden}, "hidden"), ({"leaves_from": ""}, "destination"),
        ({"back_at": LEAVES}, "hours"), ({"seat_price": -1}, "price"), ({"stops": ["x"] * 21}, "stops"),
    ):  # fmt: skip
        with pytest.raises(pools.PoolRefused, match=why):
            begun(community, **told)
    assert pools_of(community) == []
    public = an_event(a_community())
    assert begun(community, elsewhere="", going_to=public).going_to == public
    assert [begun(community).event.slug, begun(community).event.slug] == ["bus-2", "bus-3"]


def test_a_journey_is_opened_closed_opened_again_and_ended_in_that_order_alone() -> None:
    pool = begun(a_community())
    with pytest.raises(IllegalPoolMove, match="draft: close"):
        pools.move_pool(pool=pool, move="close", **BY)
    for move, state in (("open", "open"), ("close", "closed"), ("open", "open"), ("close", "closed"),
                        ("end", "done")):  # fmt: skip
        assert pools.move_pool(pool=pool, move=move, **BY).state == state
    with pytest.raises(IllegalPoolMove, match="done: open"):
        pools.move_pool(pool=pool, move="open", **BY)
    assert pools.change_pool(pool=pool, seat_price=9, stops=["now"], **BY) == ["seat_price", "stops"]


def test_only_who_travels_or_waits_tells_something_and_only_while_it_is_open() -> None:
    pool, stranger = a_pool(seats=1), a_person()
    with pytest.raises(pools.PoolRefused, match="stranger"):
        pool_beds.tell(pool=pool, person=stranger, lacks=["visa"], by=MEMBER, at=NOON)
    seated = a_traveller(pool, lacks=["visa", "gold", "passport"], promised=15_000)
    waits = a_traveller(pool)
    assert (seated.lacks, pools.has_seat(pool, waits.person_id)) == ("passport visa", False)
    with pytest.raises(pools.PoolRefused, match="stranger"):
        put(pool, waits)
    pools.move_pool(pool=pool, move="close", **BY)
    with pytest.raises(pools.PoolRefused, match="closed"):
        pool_beds.tell(pool=pool, person=seated.person, by=MEMBER, at=NOON)
    seated.refresh_from_db()
    assert (seated.lacks, beds(pool)) == ("passport visa", [(0, 0)])


def test_what_somebody_lacks_and_wishes_is_sealed_and_not_in_the_log() -> None:
    member = a_traveller(a_pool(), lacks=["visa"], lacks_note="no appointment", gender="woman",
                         shares_with=["woman"])  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT lacks, lacks_note, gender, shares_with FROM aid_poolmember WHERE id = %s",
                       [member.pk])  # fmt: skip
        kept = str(cursor.fetchone())
    log = str(list(AuditEntry.objects.filter(community_id=member.community_id).values()))
    assert not [word for word in ("visa", "appointment", "woman") if word in kept + log]


def test_who_may_share_agrees_both_ways_by_gender_by_name_or_with_anyone() -> None:
    def wish(number: int, gender: str = "", shares: str = "", *named: int) -> Wishes:
        return Wishes(number, gender, frozenset(shares.split()), frozenset(named))

    ama, efua = wish(1, "woman", "woman"), wish(2, "woman", "woman")
    kojo, open_one = wish(3, "man", "anyone"), wish(4, "", "anyone")
    pairs = [(ama, efua), (kojo, open_one), (ama, kojo), (kojo, ama), (ama, open_one)]
    assert [may_share(*pair) for pair in pairs] == [True, True, False, False, False]
    assert not may_share(wish(5), wish(6))  # who said nothing said no
    assert may_share(wish(5, "", "", 6), wish(6, "", "", 5))
    assert not may_share(wish(5, "", "", 6), wish(6))
    people = [kojo, ama, open_one, efua]
    assert fill([(10, 2, ()), (11, 2, ())], people) in (
        {3: 11, 1: 10, 4: 11, 2: 10}, {3: 10, 1: 11, 4: 10, 2: 11}
    )  # fmt: skip


def test_a_bed_is_given_only_where_all_said_yes_and_never_above_the_number_of_beds() -> None:
    pool = a_pool(beds=(2, 1))
    woman = a_traveller(pool, gender="woman", shares_with=["woman"])
    man, other = a_traveller(pool, gender="man"), a_traveller(pool, gender="woman", shares_with=["woman"])
    put(pool, woman)
    with pytest.raises(pool_beds.NotAgreed) as refused:
        put(pool, man)
    assert (str(refused.value), beds(pool)) == ("", [(1, 1), (0, 0)])
    put(pool, other)
    put(pool, other)  # twice is once
    third = a_traveller(pool, gender="woman")
    with pytest.raises(pool_beds.NoBedFree):
        put(pool, third)
    assert beds(pool) == [(2, 2), (0, 0)]
    put(pool, other, 1)
    assert beds(pool) == [(1, 1), (1, 1)]
    with pytest.raises(pools.PoolRefused, match="in_use"):
        pools.remove_room(pool=pool, room=room_of(pool), **BY)
    pool_beds.take_out_of_room(pool=pool, person=other.person, **BY)
    pools.remove_room(pool=pool, room=room_of(pool, 1), **BY)
    assert beds(pool) == [(1, 1)]


def test_who_takes_back_a_yes_leaves_the_room_and_those_who_stay_learn_nothing() -> None:
    pool = a_pool()
    one, two = a_traveller(pool), a_traveller(pool)
    put(pool, one)
    put(pool, two)
    assert own_journey(pool, two.person).with_me == (one.person.name,)
    pool_beds.tell(pool=pool, person=one.person, wants_bed=True, by=MEMBER, at=NOON)
    assert (beds(pool), own_journey(pool, two.person).with_me) == ([(1, 1)], ())
    two.refresh_from_db()
    assert two.room_id == room_of(pool).pk


def test_f17_only_a_yes_that_both_said_is_seen_and_only_people_who_let_themselves_be_seen_are_named() -> None:
    pool = a_pool()
    one, two = a_traveller(pool, shares_with=[]), a_traveller(pool, shares_with=[])
    hidden = a_traveller(pool, shown=False)
    again = {"pool": pool, "by": MEMBER, "at": NOON, "wants_bed": True, "shown": True}
    pool_beds.tell(person=one.person, mates=[two.pk, hidden.pk, one.pk], **again)
    assert own_journey(pool, one.person).named == (two.pk,)
    assert (own_journey(pool, one.person).said_yes, own_journey(pool, two.person).said_yes) == ((), ())
    assert hidden.person.name not in own_journey(pool, two.person).beside_me
    pool_beds.tell(person=two.person, mates=[one.pk], **again)
    assert own_journey(pool, two.person).said_yes == (one.person.name,)
    assert pool_beds.fill_rooms(pool=pool, **BY) == 2
    assert own_journey(pool, one.person).with_me == (two.person.name,)
    pool_beds.tell(person=two.person, mates=[], **again)
    assert own_journey(pool, one.person).said_yes == ()


def test_filling_frees_beds_of_who_gave_the_seat_back_and_moves_nobody_else() -> None:
    pool = a_pool(beds=(1, 1))
    left, stays, waits = a_traveller(pool), a_traveller(pool), a_traveller(pool)
    put(pool, left)
    put(pool, stays, 1)
    rsvp = Rsvp.objects.get(event=pool.event_id, person=left.person)
    cancel_rsvp(event=pool.event, rsvp=rsvp, by=MEMBER, at=NOON)
    assert pool_beds.fill_rooms(pool=pool, **BY) == 1
    rows = {row.pk: row.room_id for row in PoolMember.objects.filter(community=pool.community_id)}
    first, second = rooms_of(pool)
    assert rows == {left.pk: None, stays.pk: second.pk, waits.pk: first.pk}


def test_the_desk_sees_first_who_needs_something_and_nothing_of_gender_or_aid() -> None:
    pool = a_pool(seats=2)
    a_traveller(pool, a_person(name="Ama"), wants_bed=False)
    kofi = a_traveller(pool, a_person(name="Kofi"), lacks=["visa"], promised=15_000)
    a_traveller(pool, a_person(name="Waits"))
    thing = note_thing(community=pool.community, giver="PyLadies", covers="a seat", **BY)
    keep_thing(thing=thing, person=kofi.person, **BY)
    pools.note_paid(pool=pool, person=kofi.person, minor=5_000, **BY)
    pools.set_aid_covers(pool=pool, person=kofi.person, covers=True, **BY)
    people = travellers_of(pool)
    assert [(one.name, one.needs, one.vouchers) for one in people] == [
        ("Kofi", 3, ("a seat",)), ("Ama", 0, ()), ("Waits", 1, ()),
    ]  # fmt: skip
    shown = set(Traveller.__dataclass_fields__)
    assert not shown & {"gender", "shares_with", "aid_covers"}
    told = figures_of(pool, people, rooms_of(pool))
    assert (told.seats, told.taken, told.waiting, told.beds, told.want_bed) == (2, 2, 1, 2, 1)
    assert (told.promised, told.paid, told.lacking, aid_covered(pool)) == (15_000, 5_000, 1, {kofi.person_id})


def test_the_check_of_the_database_refuses_one_person_more_than_beds() -> None:
    room = room_of(a_pool())
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolRoom.objects.filter(community=room.community_id, pk=room.pk).update(used=3)
    room.refresh_from_db()
    assert room.used == 0


def test_erasure_takes_all_that_was_told_and_frees_the_bed_and_export_gives_it() -> None:
    pool = a_pool()
    gone, stays = a_traveller(pool, lacks=["visa"]), a_traveller(pool)
    pool_beds.tell(pool=pool, person=stays.person, mates=[gone.pk], wants_bed=True, by=MEMBER, at=NOON)
    put(pool, gone)
    told = {one.model: rows for one, rows in export(Subject(gone.person_id))}
    assert [row["lacks"] for row in told["aid.PoolMember"]] == ["visa"]
    erase_person(person=Person.objects.get(pk=gone.person_id), by=MEMBER, at=NOON)
    here = {"community": pool.community_id}
    assert [row.pk for row in PoolMember.objects.filter(**here)] == [stays.pk]
    assert (beds(pool), RoomYes.objects.filter(**here).count()) == ([(0, 0)], 0)
    end_overdue(BACK + timedelta(days=92))
    assert PoolMember.objects.filter(**here).count() == 0
