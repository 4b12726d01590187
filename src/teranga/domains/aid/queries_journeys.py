"""The journeys together that lead one person to where their award takes them."""

from __future__ import annotations

from dataclasses import dataclass

from teranga.domains.aid.models import AidRound, PoolMember, TravelPool
from teranga.domains.places.links import own_path
from teranga.domains.places.models import Place, Rsvp
from teranga.domains.places.rules import OPEN


@dataclass(frozen=True, slots=True)
class Journey:
    pool: TravelPool
    has_seat: bool
    room: str
    wants_bed: bool
    path: str  # of the page of one's own journey, without the language; "" for a seat given by hand


def journeys_to(round: AidRound, person_id: int | None) -> list[Journey]:
    """Those on which this person has a seat or waits for one."""
    if person_id is None:
        return []
    rows = TravelPool.objects.filter(community=round.community_id).exclude(state=TravelPool.State.DRAFT)
    there = rows.filter(going_to=round.event_id) if round.event_id else rows.filter(
        going_to=None, elsewhere__iexact=round.elsewhere
    )  # fmt: skip
    pools = list(there.select_related("event__community").order_by("event__start", "pk"))
    if not pools:
        return []
    events = [pool.event_id for pool in pools]
    seats = Place.objects.filter(event__in=events, session=None, ended_at=None, person=person_id)
    seated = set(seats.values_list("event_id", flat=True))
    answers = Rsvp.objects.filter(event__in=events, person=person_id, state__in=(*OPEN, Rsvp.State.ATTENDED))
    said = {row.event_id: row for row in answers}
    told = PoolMember.objects.filter(community=round.community_id, pool__in=pools, person=person_id)
    member = {row.pool_id: row for row in told.select_related("room")}
    found = []
    for pool in pools:
        answer, own = said.get(pool.event_id), member.get(pool.pk)
        if pool.event_id in seated or answer:
            found.append(Journey(
                pool, pool.event_id in seated, own.room.name if own and own.room else "",
                bool(own and own.wants_bed), f"{own_path(pool.event, answer)}journey/" if answer else "",
            ))  # fmt: skip
    return found
