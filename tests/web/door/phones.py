"""Phones at a door, as the script behaves: each with its own wrong clock, its own list, its own network."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import time_machine
from django.http import HttpResponse
from django.test import Client

from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.places.actions.door_links import open_door
from teranga.domains.places.models import Arrival, DoorLink, Place
from teranga.domains.places.queries_door import double_entries, token_of
from tests.factories.communities import MADE

ORGANISER = Actor("organiser")


def a_door(event: Event, **more: Any) -> DoorLink:
    given = {"name": "Main entrance", "phones_most": 6, "walk_ins_count": False, **more}
    return open_door(event=event, by=ORGANISER, at=MADE, **given)


def address(link: DoorLink, rest: str = "", language: str = "en") -> str:
    return f"/{language}/door/{token_of(link)}/{rest}"


def a_phone(link: DoorLink, helper: str = "Efua") -> Client:
    browser = Client()
    answer = browser.post(address(link, "start/"), {"helper": helper, "key": f"key-of-{helper}-0123456789"})
    assert answer.status_code == 302, answer.content
    return browser


def exchange(browser: Client, link: DoorLink, scans: list[dict[str, Any]], **more: Any) -> HttpResponse:
    message = {"clock": more.pop("clock", 0), "since": 0, "scans": scans, **more}
    return browser.post(address(link, "send/"), json.dumps(message), content_type="application/json")


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


@dataclass
class Phone:
    """What a helper does is noted with the phone's clock; what the network does comes when it comes."""

    browser: Client
    link: DoorLink
    wrong_by: timedelta
    measured: bool  # whether it heard the server before the network went away
    chance: random.Random
    waiting: list[dict[str, Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)

    def tap(self, kind: str, place: UUID, now: datetime, **more: str) -> dict[str, Any]:
        scan = {
            "uuid": str(UUID(int=self.chance.getrandbits(128), version=4)), "kind": kind, "place": str(place),
            "clock": ms(now + self.wrong_by), **more,
        }  # fmt: skip
        if self.measured:
            scan["offset"] = ms(now) - scan["clock"]
        self.waiting.append(scan)
        return scan

    def send(self, now: datetime, *, answer_lost: bool = False) -> None:
        """A part of what waits; when the answer is lost on its way, all of it is sent again later."""
        part = self.waiting[: self.chance.randint(1, 5)]
        with time_machine.travel(now, tick=False):
            answer = exchange(self.browser, self.link, part, clock=ms(now + self.wrong_by))
        assert answer.status_code == 200, answer.content
        told = answer.json()
        assert set(told["taken"]) == {scan["uuid"] for scan in part}
        if not answer_lost:
            self.sent += part
            self.waiting = self.waiting[len(part) :]


@dataclass(frozen=True, slots=True)
class Tally:
    """What must be nothing, of one run."""

    lost: int
    twice: int
    hidden: int
    wrong_time: int
    arrivals: int
    duplicates: int


def one_evening(event: Event, link: DoorLink, people: list[Place], seed: int, phones: int = 6) -> Tally:
    """Phones without a network most of the time: taps, walk-ins, sendings and repeats in a random order."""
    chance = random.Random(seed)
    begin = datetime.fromisoformat("2026-09-24T17:00:00+00:00")
    with time_machine.travel(begin, tick=False):
        desks = [
            Phone(a_phone(link, f"helper{number}"), link, timedelta(minutes=chance.choice((-10, 0, 10))),
                  chance.random() < 0.7, chance)
            for number in range(phones)
        ]  # fmt: skip
    first: dict[str, datetime] = {}
    taps: dict[str, int] = {}
    now = begin
    queue = [place.uuid for place in people for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    chance.shuffle(queue)
    for place in queue:
        now += timedelta(seconds=chance.randint(1, 20))
        desk = chance.choice(desks)
        if chance.random() < 0.1:
            walk_in = UUID(int=chance.getrandbits(128), version=4)
            desk.tap("walk_in", walk_in, now, name=f"Walk In {chance.randint(1, 99)}")
            first[str(walk_in)], taps[str(walk_in)] = now, 1
        desk.tap("arrive", place, now)
        first.setdefault(str(place), now)
        taps[str(place)] = taps.get(str(place), 0) + 1
        if desk.waiting and chance.random() < 0.15:
            desk.send(now, answer_lost=chance.random() < 0.3)
    order = [desk for desk in desks for _ in range(2000) if desk.waiting]
    chance.shuffle(order)
    for desk in order:
        if desk.waiting:
            now += timedelta(seconds=chance.randint(1, 30))
            desk.send(now, answer_lost=chance.random() < 0.2)
    return tally(event, desks, first, taps)


def tally(event: Event, desks: list[Phone], first: dict[str, datetime], taps: dict[str, int]) -> Tally:
    log = {str(uuid) for uuid in Arrival.objects.filter(event=event).values_list("uuid", flat=True)}
    sent = [scan["uuid"] for desk in desks for scan in desk.sent]
    inside = {
        str(uuid): at
        for uuid, at in Place.objects.filter(event=event)
        .exclude(arrived_at=None)
        .values_list("uuid", "arrived_at")
    }
    shown = sum(len(entries) - 1 for entries in double_entries(event))
    expected = sum(count - 1 for count in taps.values())
    return Tally(
        lost=len(set(sent) - log) + len(first.keys() - inside.keys()),
        twice=Arrival.objects.filter(event=event).count() - len(set(sent)),
        hidden=expected - shown,
        wrong_time=sum(
            abs(inside[place] - at) > timedelta(seconds=1) for place, at in first.items() if place in inside
        ),
        arrivals=len(inside),
        duplicates=shown,
    )
