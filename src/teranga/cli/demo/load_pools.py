"""The practice community's journey: a bus with fourteen seats to another community's conference."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.aid.actions.pool_beds import fill_rooms, tell
from teranga.domains.aid.actions.pools import move_pool, note_paid, save_room, start_pool
from teranga.domains.aid.models import TravelPool
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing
from teranga.domains.people.models import Person
from teranga.domains.places.actions.rsvp import answer_rsvp
from teranga.domains.places.rules_answers import GOING, Wish
from teranga.foundation.translated import TranslatedText

SEATS, ASK, FIRST, SEAT, BED = 14, 17, 300, 25_000, 8_000
NAME = TranslatedText({
    "fr": "En bus à PyCon Grand-Large", "en": "By bus to PyCon Grand-Large",
    "es": "En bus a PyCon Grand-Large",
})  # fmt: skip
LEAVES_IN = timedelta(days=70)
LACKS: tuple[list[str], ...] = (["passport"], [], ["visa"], [], ["money"], [], [], ["vaccination"], [])


def load_pools(community: Community, people: Sequence[Person], seed: int, at: datetime) -> TravelPool:
    """Seventeen ask for fourteen seats; most say what they bring, and some of them paid."""
    zone = ZoneInfo(community.zone)
    leaves = datetime.combine((at + LEAVES_IN).astimezone(zone).date(), time(6, 30), zone)
    told: dict[str, Any] = {"by": COMMAND_LINE, "at": at}
    pool = start_pool(
        community=community, name=NAME, seats=SEATS, leaves_at=leaves,
        back_at=leaves + timedelta(days=4, hours=14),
        zone=community.zone, languages=list(community.languages), elsewhere="PyCon Grand-Large",
        address="https://grand-large.example.org/", leaves_from="Gare routière du Marché",
        stops=["06:30 Gare routière du Marché", "08:00 Station du Pont", "11:30 Poste frontière"],
        responsible_person=people[FIRST], telephone="+228 90 00 00 00", currency="XOF", seat_price=SEAT,
        bed_price=BED, **told,
    )  # fmt: skip
    for name, beds in (("Chambre Filao", 4), ("Chambre Baobab", 4), ("Chambre Néré", 3)):
        save_room(pool=pool, name=name, beds=beds, **told)
    pool = move_pool(pool=pool, move="open", **told)
    dice = random.Random(f"{seed}:pools")
    travellers = people[FIRST : FIRST + ASK]
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
        if place < SEATS and dice.random() < 0.6:
            paid = dice.choice((SEAT, SEAT + BED))
            note_paid(pool=pool, person=person, minor=paid, **told)
    fill_rooms(pool=pool, **told)
    thing = note_thing(
        community=community,
        giver="Pythonistas du Nord",
        covers="Une place dans le bus",
        code="NORD-7K2",
        **told,
    )
    keep_thing(thing=thing, person=travellers[4], **told)
    return pool
