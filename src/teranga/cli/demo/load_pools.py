"""The practice community's journey: a bus with fourteen seats to another community's conference."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.cli.demo.load_delegation import AWAY, CHOSEN, delegates, read_told
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.aid.actions.pool_beds import fill_rooms, tell
from teranga.domains.aid.actions.pools import move_pool, note_paid, save_room, set_aid_covers, start_pool
from teranga.domains.aid.models import AidRound, TravelPool
from teranga.domains.aid.queries_awards import awards_of
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing
from teranga.domains.people.models import Person
from teranga.domains.places.actions.rsvp import answer_rsvp
from teranga.domains.places.rules_answers import GOING, Wish
from teranga.foundation.translated import TranslatedText

SEATS, TAKEN, SEAT, BED = 14, 11, 44_000, 8_000
ROOMS = (("Chambre Filao", 4), ("Chambre Baobab", 4), ("Chambre Néré", 3))
LACKS: tuple[list[str], ...] = (["passport"], [], ["visa"], [], ["money"], [], [], ["vaccination"], [])


def load_pools(
    community: Community, people: Sequence[Person], row: AidRound, seed: int, at: datetime
) -> TravelPool:
    """Those whom the organisers chose and those whom aid helps fill eleven of the fourteen seats."""
    pool = _a_bus(community, people, at)
    dice = random.Random(f"{seed}:pools")
    chosen = list(delegates(people)[:CHOSEN])
    helped = [award.application.person for award in awards_of(row) if award.application.state == "accepted"]
    aided = [person for person in helped if person and person not in chosen]
    travellers = (chosen + aided)[:TAKEN]
    for place, person in enumerate(travellers):
        by = Actor("member", person.pk)
        answer_rsvp(event=pool.event, person=person, wish=Wish(GOING, language="fr"), by=by, at=at)
        if place % 5 == 4:
            continue
        gender = ("woman", "man")[place % 2]
        tell(
            pool=pool, person=person, by=by, at=at, promised=SEAT + BED, wants_bed=True, gender=gender,
            lacks=LACKS[place % len(LACKS)], shares_with=[gender], shown=dice.random() < 0.8,
        )  # fmt: skip
        if person in helped:
            set_aid_covers(pool=pool, person=person, covers=True, by=COMMAND_LINE, at=at)
        if dice.random() < 0.6:
            paid = dice.choice((SEAT, SEAT + BED))
            note_paid(pool=pool, person=person, minor=paid, by=COMMAND_LINE, at=at)
    fill_rooms(pool=pool, by=COMMAND_LINE, at=at)
    thing = note_thing(
        community=community, by=COMMAND_LINE, at=at, code="NORD-7K2", **read_told()["bus"]["sister"]
    )
    keep_thing(thing=thing, person=travellers[4], by=COMMAND_LINE, at=at)
    return pool


def _a_bus(community: Community, people: Sequence[Person], at: datetime) -> TravelPool:
    """It leaves the day before the conference and takes answers at once."""
    told: Mapping[str, Any] = read_told()
    bus = told["bus"]
    zone = ZoneInfo(community.zone)
    day = (at + AWAY - timedelta(days=1)).astimezone(zone).date()
    leaves = datetime.combine(day, time(6, 30), zone)
    stops = bus["stops"]
    pool = start_pool(
        community=community, name=TranslatedText(bus["name"]), seats=SEATS, leaves_at=leaves,
        back_at=leaves + timedelta(days=4, hours=14), zone=community.zone,
        languages=list(community.languages), elsewhere=told["round"]["elsewhere"],
        address=told["round"]["address"], leaves_from=stops[0].partition(" ")[2], stops=stops,
        responsible_person=delegates(people)[0], telephone="+228 90 00 00 00", currency="XOF",
        seat_price=SEAT, bed_price=BED, first_day=day + timedelta(days=1), last_day=day + timedelta(days=3),
        by=COMMAND_LINE, at=at,
    )  # fmt: skip
    for name, beds in ROOMS:
        save_room(pool=pool, name=name, beds=beds, by=COMMAND_LINE, at=at)
    return move_pool(pool=pool, move="open", by=COMMAND_LINE, at=at)
