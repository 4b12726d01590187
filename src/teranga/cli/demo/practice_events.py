"""The meetups, the conference and its surroundings, placed around one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from teranga.cli.demo.reading import Reader, read_mapping
from teranga.cli.demo.story_events import EVENT_KINDS, MODES, read_place
from teranga.cli.demo.world import Event, Source

FILE = Path(__file__).parent / "practice_texts" / "events.yaml"
ZONE = "Africa/Lome"
FRIDAY = 4
FIVE_WEEKS = 35
MADE_UP = Source("Made up for practice")


def conference_start(today: date) -> date:
    """The Friday nearest to five weeks from today whose weekend holds neither Christmas nor New Year."""
    first = today + timedelta(days=1)
    fridays = [
        day for day in (first + timedelta(days=ahead) for ahead in range(70)) if day.weekday() == FRIDAY
    ]
    free = [day for day in fridays if not any(_is_feast(day + timedelta(days=step)) for step in range(3))]
    return min(free, key=lambda day: abs((day - today).days - FIVE_WEEKS))


def make_events(today: date) -> dict[str, tuple[Event, ...]]:
    """Events by the slug of their community, in the order of their days."""
    events: dict[str, list[Event]] = {}
    for community, event in _events(today):
        events.setdefault(community, []).append(event)
    return {slug: tuple(sorted(those, key=lambda event: event.start)) for slug, those in events.items()}


def _events(today: date) -> Iterator[tuple[str, Event]]:
    yield from read_mapping(FILE).each("events", lambda row: (row.slug("community"), _event(row, today)))


def _event(row: Reader, today: date) -> Event:
    start = _day(row, today)
    end = start + timedelta(days=(row.number("length") or 1) - 1)
    opens, closes = (time.fromisoformat(clock) for clock in row.strings("hours"))
    return Event(
        slug=row.slug("slug"),
        series=row.slug("series", required=False),
        kind=row.one_of("kind", EVENT_KINDS),
        name=row.name("name"),
        tagline=row.text("tagline"),
        summary=row.text("summary"),
        start=start,
        end=end,
        zone=ZONE,
        city=row.string("city", required=False),
        country="",
        venue=row.one("venue", read_place),
        mode=row.one_of("mode", MODES),
        languages=row.strings("languages"),
        part_of=row.slug("part_of", required=False),
        satellite_of=row.string("satellite_of", required=False),
        source=MADE_UP,
        starts_at=datetime.combine(start, opens, ZoneInfo(ZONE)),
        ends_at=datetime.combine(end, closes, ZoneInfo(ZONE)),
        capacity=row.number("capacity"),
    )


def _day(row: Reader, today: date) -> date:
    if row.has("conference_day"):
        return conference_start(today) + timedelta(days=row.number("conference_day") or 0)
    earliest = today + timedelta(days=int(row.raw("days")))
    return earliest + timedelta(days=(int(row.raw("weekday")) - earliest.weekday()) % 7)


def _is_feast(day: date) -> bool:
    return (day.month, day.day) in {(12, 24), (12, 25), (12, 31), (1, 1)}
