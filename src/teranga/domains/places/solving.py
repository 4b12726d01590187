"""Rows to the turnout engine and back: who said they come, what became of it earlier, how much room is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from teranga.domains.events.models import Event
from teranga.domains.places.models import Forecast, Place, Quota
from teranga.domains.places.queries_counts import place_counts
from teranga.domains.places.rules import begins_at, over_at
from teranga.engines.turnout.calibration import Calibration, Told, calibrate
from teranga.engines.turnout.explain import Explanation, Reason, explain
from teranga.engines.turnout.problem import Answer, Coming, Counted, Group, Past, Point, Problem
from teranga.engines.turnout.solve import solve

__all__ = [
    "Answer", "Calibration", "Coming", "Past", "Point", "Reason", "Told", "Truth", "Turnout", "calibration",
    "forecast", "past_of", "show_rates", "truth",
]  # fmt: skip
MOST_PAST = 60  # events, the latest
DAY = timedelta(days=1)
CURVE_POINTS = 60
FREE, PAID = "free", "paid"


@dataclass(frozen=True, slots=True)
class Given:
    """One place as the forecast sees it: of a kind of person, taken at one time, given back at another."""

    event_id: int
    channel: str
    price: str
    guest: bool
    given_at: datetime
    ended_at: datetime | None
    arrived_at: datetime | None
    walk_in: bool

    def counts_at(self, moment: datetime) -> bool:
        return (
            not self.walk_in and self.given_at <= moment and (self.ended_at is None or self.ended_at > moment)
        )


@dataclass(frozen=True, slots=True)
class Turnout:
    """A forecast with what it rests on. `curve` is of this event, `earlier` are those before it."""

    problem: Problem
    answer: Answer
    explanation: Explanation
    curve: tuple[Point, ...]
    earlier: tuple[Past, ...]


def forecast(event: Event, at: datetime) -> Turnout:
    """What is expected now. The seed is the event's number: looking again gives the same answer."""
    places = _places([event.pk])
    begin = begins_at(event)
    past = past_of(event, at)
    left = max(0.0, (begin - at) / DAY)
    quota = _quota(event)
    waiting = place_counts(event).waiting
    coming = Coming(event.kind, event.mode, _groups(places, at), left, quota, event.capacity, waiting)
    problem = Problem(coming, past, seed=event.pk)
    answer = solve(problem)
    return Turnout(problem, answer, explain(problem, answer), _curve(places, begin, min(at, begin)), past)


def past_of(event: Event, at: datetime) -> tuple[Past, ...]:
    """The community's earlier events at which people were checked in, oldest first."""
    rows = Event.objects.filter(community=event.community_id, start__lte=at.date(), cancelled_at=None)
    rows = rows.exclude(pk=event.pk).order_by("-start", "-pk")
    earlier = [row for row in rows[: 3 * MOST_PAST] if over_at(row) <= min(at, begins_at(event))]
    by_event: dict[int, list[Given]] = defaultdict(list)
    for place in _places([row.pk for row in earlier]):
        by_event[place.event_id].append(place)
    sizes = _sizes(earlier)
    counted = [row for row in earlier if any(place.arrived_at for place in by_event[row.pk])][:MOST_PAST]
    return tuple(_past(row, by_event[row.pk], sizes.get(row.pk)) for row in reversed(counted))


def calibration(community_id: int, at: datetime) -> tuple[Calibration | None, list[tuple[Event, Told]]]:
    """What was said of each past event on the last day before it, against those who came."""
    rows = Forecast.objects.filter(community=community_id, event__start__lt=at.date())
    last: dict[int, Forecast] = {}
    for row in rows.select_related("event__community").order_by("event_id", "day"):
        if row.made_at <= begins_at(row.event) and over_at(row.event) <= at:
            last[row.event_id] = row
    came = Counter(place.event_id for place in _places(list(last)) if place.arrived_at)
    told = [
        (row.event, Told(row.expected, row.low, row.high, came[number]))
        for number, row in last.items()
        if came[number]
    ]
    told.sort(key=lambda pair: (pair[0].start, pair[0].pk))
    return calibrate([one for _, one in told]), told


@dataclass(frozen=True, slots=True)
class Truth:
    """Who came: all, those without a place, and of each group how many were expected and how many came."""

    came: int
    walk_ins: int
    going: int
    groups: tuple[Counted, ...]


def truth(event: Event) -> Truth:
    past = _past(event, _places([event.pk]), None)
    return Truth(past.arrived + past.walk_ins, past.walk_ins, past.going, past.groups)


def show_rates(event: Event, at: datetime) -> list[tuple[str, str, str, str, int, int]]:
    """(kind, mode, channel, price, places, arrived) over the community's past events, most places first."""
    sums: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for past in past_of(event, at):
        for group in past.groups:
            counted = sums[past.kind, past.mode, group.channel, group.price]
            counted[0] += group.going
            counted[1] += group.arrived
    lines = [(*key, going, came) for key, (going, came) in sums.items() if going]
    return sorted(lines, key=lambda line: (-line[4], line))


def _places(events: list[int]) -> list[Given]:
    rows = Place.objects.filter(event__in=events, session=None).values_list(
        "event_id", "kind", "rsvp__came_from", "guest_of_id", "given_at", "ended_at", "arrived_at",
        "guest_of__rsvp__came_from",
    )  # fmt: skip
    return [
        Given(
            event_id, channel or host_channel or "page", PAID if kind == Place.Kind.ORDER else FREE,
            guest_of is not None, given_at, ended_at, arrived_at, kind == Place.Kind.WALK_IN,
        )
        for event_id, kind, channel, guest_of, given_at, ended_at, arrived_at, host_channel in rows
    ]  # fmt: skip


def _groups(places: Iterable[Given], at: datetime) -> tuple[Group, ...]:
    going = Counter((one.channel, one.price, one.guest) for one in places if one.counts_at(at))
    return tuple(Group(*key, count) for key, count in sorted(going.items()))


def _past(event: Event, places: list[Given], size: int | None) -> Past:
    begin = begins_at(event)
    there = [place for place in places if place.counts_at(begin)]
    groups: dict[tuple[str, str, bool], list[int]] = defaultdict(lambda: [0, 0])
    for place in there:
        group = groups[place.channel, place.price, place.guest]
        group[0] += 1
        group[1] += place.arrived_at is not None
    return Past(
        kind=event.kind,
        mode=event.mode,
        groups=tuple(Counted(*key, *counts) for key, counts in sorted(groups.items())),
        walk_ins=sum(place.arrived_at is not None and not place.counts_at(begin) for place in places),
        curve=_curve(places, begin, begin),
        full=size is not None and len(there) >= size,
    )


def _curve(places: list[Given], begin: datetime, until: datetime) -> tuple[Point, ...]:
    """Places taken day by day, from the first one to the given moment."""
    moments = [place.given_at for place in places if not place.walk_in]
    if not moments:
        return ()
    days = max(0.0, (begin - min(moments)) / DAY)
    step = max(1.0, days / CURVE_POINTS)
    lefts = {(begin - until) / DAY}
    left = 0.0
    while left <= days + step:
        lefts.add(left)
        left += step
    return tuple(
        Point(left, sum(place.counts_at(begin - left * DAY) for place in places))
        for left in sorted(lefts, reverse=True)
        if begin - left * DAY <= until
    )


def _quota(event: Event) -> int | None:
    return _sizes([event]).get(event.pk)


def _sizes(events: Iterable[Event]) -> dict[int, int]:
    """How many places each event had to give in all; quotas within a larger one count there."""
    rows = Quota.objects.filter(event__in=[event.pk for event in events], within=None, session=None)
    sizes: dict[int, int] = {}
    for event_id, size in rows.values_list("event_id", "size"):
        sizes[event_id] = sizes.get(event_id, 0) + size
    return sizes
