"""From the rows of a timetable to what its page shows: days, blocks of one hour, places on the grid."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count, groupby

from markupsafe import Markup

from teranga.domains.events.queries_schedule import Item, Place, Timetable
from teranga.foundation.translated import TranslatedText
from teranga.web import labels, localised
from teranga.web.templating import translated, translated_plain

MOST_COLUMNS = 6  # more rooms than this scroll sideways


@dataclass(slots=True)
class Card:
    slug: str
    title: Markup | str
    speakers: str
    room: Markup | str
    pills: list[str]
    classes: str
    is_break: bool
    is_now: bool
    is_plenary: bool
    track: str


@dataclass(slots=True)
class Block:
    """All sessions that begin at one moment."""

    clock: str
    iso: str
    row: int
    cards: list[Card] = field(default_factory=list)


@dataclass(slots=True)
class DayView:
    day: date
    rooms: list[Place]
    blocks: list[Block]
    rows: int
    is_wide: bool


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str
    count: int


def day_views(timetable: Timetable, *, now: datetime, only: date | None = None) -> list[DayView]:
    return [
        _day_view(day, [item for item in timetable.items if item.day == day], now)
        for day in timetable.days
        if only in (None, day)
    ]


def _day_view(day: date, items: list[Item], now: datetime) -> DayView:
    columns, headings = _columns(items)
    edges = sorted({moment for item in items for moment in (item.start, item.end) if moment})
    lines = {moment: number for number, moment in enumerate(edges, 2)}  # line 1 holds the names of the rooms
    blocks = []
    for start, together in groupby(items, key=lambda item: item.start):
        assert start is not None  # noqa: S101 -- a day only holds items with a time
        cards = [_card(item, lines, columns.get(item.id, 0), now) for item in together]
        blocks.append(Block(localised.clock(start), start.isoformat(timespec="minutes"), lines[start], cards))
    return DayView(day, headings, blocks, len(edges), len(headings) > MOST_COLUMNS)


def _columns(items: list[Item]) -> tuple[dict[int, int], list[Place]]:
    """Item to its column, and the columns' names. What has its time to itself gets no column: it spans all.

    A room that is given twice at one time (programmes contain such mistakes) gets a second column, so that
    nothing is hidden; items without a room that run beside others share a column of their own.
    """
    parallel = [item for item in items if any(_overlap(item, other) for other in items if other is not item)]
    lanes: dict[tuple[int, int], datetime] = {}
    places: dict[tuple[int, int], Place] = {}
    chosen: dict[int, tuple[int, int]] = {}
    for item in parallel:
        room = item.room or Place(0, "", TranslatedText({}), number=10_000)
        lane = next(
            number
            for number in count()
            if lanes.get((room.number, number), item.start) <= item.start  # type: ignore[operator]
        )
        key = (room.number, lane)
        lanes[key] = item.end or item.start  # type: ignore[assignment]
        places[key], chosen[item.id] = room, key
    order = {key: number for number, key in enumerate(sorted(places), 1)}
    return {pk: order[key] for pk, key in chosen.items()}, [places[key] for key in sorted(places)]


def _overlap(one: Item, other: Item) -> bool:
    return one.start < other.end and other.start < one.end  # type: ignore[operator]


def _card(item: Item, lines: dict[datetime, int], column: int, now: datetime) -> Card:
    first = lines[item.start]  # type: ignore[index]
    last = max(first + 1, lines[item.end])  # type: ignore[index]
    is_now = bool(item.start and item.end and item.start <= now < item.end)
    classes = f"s r{first} e{last} {f'c{column}' if column else 'ca'}"
    if item.track:
        classes += f" t{item.track.number}"
    pills = [code.upper() for code in item.languages]
    if item.minutes:
        pills.append(minutes(item.minutes))
    if item.level and item.level.lower() != "all":
        pills.append(labels.level(item.level))
    return Card(
        slug=item.slug, title=translated(item.title), speakers=", ".join(name for _, name in item.speakers),
        room=translated(item.room.name) if item.room else "", pills=pills,
        classes=classes + (" now" if is_now else "") + (" pause" if item.is_break else ""),
        is_break=item.is_break and not item.speakers, is_now=is_now, is_plenary=item.is_plenary,
        track=translated_plain(item.track.name) if item.track else "",
    )  # fmt: skip


def minutes(count: int) -> str:
    """A length: "35 min", "2 h", "1 h 30"."""
    if count < 60:
        return f"{count}\u202fmin"
    hours, rest = divmod(count, 60)
    return f"{hours}\u202fh\u202f{rest:02d}" if rest else f"{hours}\u202fh"


def choices_of(timetable: Timetable) -> dict[str, list[Choice]]:
    """What is worth looking at by itself: wherever there is more than one choice."""
    return {by: choices for by, choices in every_choice(timetable).items() if len(choices) > 1}


def every_choice(timetable: Timetable) -> dict[str, list[Choice]]:
    """What the programme can be looked at by, each with how many sessions it holds."""
    shown = [item for item in timetable.items if not item.is_break]
    rooms = Counter(item.room.id for item in shown if item.room)
    tracks = Counter(item.track.id for item in shown if item.track)
    spoken = Counter(code for item in shown for code in item.languages)
    levels = Counter(item.level.lower() for item in shown if item.level)
    return {
        "track": [_choice(place, tracks) for place in timetable.tracks if tracks[place.id]],
        "room": [_choice(place, rooms) for place in timetable.rooms if rooms[place.id]],
        "language": [
            Choice(code, localised.language_name(code), count) for code, count in spoken.most_common()
        ],
        "level": [Choice(code, labels.level(code), count) for code, count in levels.most_common()],
    }


def _choice(place: Place, counts: Counter[int]) -> Choice:
    return Choice(place.slug, translated_plain(place.name), counts[place.id])


def grid_style(views: list[DayView]) -> str:
    """The lines of this page's grids as rules, because a page may carry no inline styles."""
    rows = max((view.rows for view in views), default=0) + 2
    columns = max((len(view.rooms) for view in views), default=0)
    rules = [
        f".r{line}{{grid-row-start:{line}}}.e{line}{{grid-row-end:{line}}}" for line in range(2, rows + 1)
    ]
    rules += [f".c{column}{{grid-column:{column + 1}}}" for column in range(1, columns + 1)]
    rules += [f".n{len(view.rooms)}{{--rooms:{max(1, len(view.rooms))}}}" for view in views]
    return f"@media (min-width:800px){{{''.join(dict.fromkeys(rules))}}}" if views else ""
