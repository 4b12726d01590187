"""Invented meetups with known laws, to measure the forecast on. The laws, stated, and other than the
engine's own:

* A community has a mean show rate m ~ uniform(0.45, 0.8), and multiplies the *odds of staying away* (the
  engine adds in logits of coming over levels that lean on each other): kind x lognormal(0.35), channel x
  lognormal(0.3), paid x 0.35, guest x lognormal(0.3), online x lognormal(0.2).
* Each person has an own chance, beta distributed round the group's with 12 pseudo-counts (the engine has
  one chance a group).
* The day shifts everybody by a *Student t* with 4 degrees of freedom x 0.33 (the engine draws it normal),
  and the year by a season: 0.15 x sin(2 pi x month / 12). One day in 25 has rain: a further shift of -0.7.
* RSVPs come in bursts: at the announcement (share ~ beta(3, 4)), at one reminder 3 days before (share ~
  beta(2, 5)), the rest spread evenly (the engine knows only factors between two days). Two of a hundred are
  cancelled a week.
* Sizes are lognormal(3.6, 0.5), and a third of the events have a quota that stops them.
* Walk-ins are *negative binomial with a fixed shape of 2*, mean 4 % of places at meetups, 1 % elsewhere.
"""

from __future__ import annotations

import math
import random as stdlib
from collections.abc import Iterator
from dataclasses import dataclass

from teranga.engines.turnout.problem import Coming, Counted, Group, Past, Point

KINDS = ("meetup", "workshop", "study group", "pyday")
CHANNELS = ("whatsapp", "page", "mail", "partner")
HISTORY = 24  # events before the first that is forecast
FORECASTS = 20  # events forecast in each community


@dataclass(frozen=True, slots=True)
class Event:
    """What is known some days before, the whole of it afterwards, and who came, walk-ins included."""

    coming: Coming
    past: Past
    came: int


@dataclass(frozen=True, slots=True)
class Community:
    rate: float
    kinds: dict[str, float]
    channels: dict[str, float]
    guest: float
    online: float


def community(random: stdlib.Random) -> Community:
    return Community(
        rate=random.uniform(0.45, 0.8),
        kinds={kind: random.lognormvariate(0, 0.35) for kind in KINDS},
        channels={channel: random.lognormvariate(0, 0.3) for channel in CHANNELS},
        guest=random.lognormvariate(0, 0.3),
        online=random.lognormvariate(0, 0.2),
    )


def events(home: Community, count: int, random: stdlib.Random) -> Iterator[Event]:
    for month in range(count):
        yield event(home, month, random)


def event(home: Community, month: int, random: stdlib.Random) -> Event:
    kind = random.choices(KINDS, (6, 3, 2, 1))[0]
    mode = random.choices(("in person", "online"), (4, 1))[0]
    paid = kind in ("workshop", "pyday") and random.random() < 0.4
    quota = random.choice((30, 50, 80)) if random.random() < 1 / 3 else None
    whole = round(random.lognormvariate(3.6, 0.5) * (2.5 if kind == "pyday" else 1)) + 3
    taken = sorted(times(whole, random), reverse=True)[: quota or whole]
    left = float(random.choice((0, 1, 2, 4, 7)))
    tastes = [random.gammavariate(2, 1) for _ in CHANNELS]
    people = [
        (random.choices(CHANNELS, tastes)[0], "paid" if paid else "free", random.random() < 0.12, when)
        for when in taken
        if random.random() > 0.02 * when / 7
    ]
    shift = 0.33 * student(random) + 0.15 * math.sin(2 * math.pi * month / 12)
    shift -= 0.7 if random.random() < 0.04 else 0
    came = [random.random() < chance(home, kind, mode, who, shift, random) for who in people]
    walked = walk_ins(len(people) * (0.04 if kind == "meetup" else 0.01), random)
    curve = tuple(Point(float(day), sum(when >= day for *_, when in people)) for day in range(21, -1, -1))
    counted: dict[tuple[str, str, bool], list[int]] = {}
    known: dict[tuple[str, str, bool], int] = {}
    for (channel, price, guest, when), there in zip(people, came, strict=True):
        group = counted.setdefault((channel, price, guest), [0, 0])
        group[0] += 1
        group[1] += there
        if when >= left:
            known[channel, price, guest] = known.get((channel, price, guest), 0) + 1
    full = quota is not None and len(taken) == quota
    past = Past(kind, mode, tuple(Counted(*key, *both) for key, both in counted.items()), walked, curve, full)
    coming = Coming(kind, mode, tuple(Group(*key, many) for key, many in known.items()), left, quota)
    return Event(coming, past, sum(came) + walked)


def times(whole: int, random: stdlib.Random) -> Iterator[float]:
    """Days before the start at which each person answers."""
    first, reminder = random.betavariate(3, 4), random.betavariate(2, 5)
    for _ in range(whole):
        where = random.random()
        if where < first:
            yield max(0.0, 21 - random.expovariate(1.0))
        elif where < first + (1 - first) * reminder:
            yield max(0.0, 3 - random.expovariate(2.0))
        else:
            yield random.uniform(0, 21)


def chance(
    home: Community,
    kind: str,
    mode: str,
    who: tuple[str, str, bool, float],
    shift: float,
    random: stdlib.Random,
) -> float:
    channel, price, guest, _ = who
    away = (1 - home.rate) / home.rate * home.kinds[kind] * home.channels[channel]
    away *= (0.35 if price == "paid" else 1) * (home.guest if guest else 1)
    away *= (home.online if mode == "online" else 1) * math.exp(-shift)
    mean = 1 / (1 + away)
    return random.betavariate(12 * mean, 12 * (1 - mean))


def student(random: stdlib.Random) -> float:
    return random.gauss(0, 1) / math.sqrt(random.gammavariate(2, 2) / 4)


def walk_ins(mean: float, random: stdlib.Random) -> int:
    rate, count, product = random.gammavariate(2, mean / 2), 0, random.random()
    while product > math.exp(-rate):
        count, product = count + 1, product * random.random()
    return count
