"""Whole events as an iCalendar feed (RFC 5545, RFC 7986): one VEVENT each, in each event's own zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from icalendar.prop import vText, vUri

from teranga.formats.ical import add_moment, zone_rules
from teranga.formats.plain_text import one_line

ASK_AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event as a calendar shows it. Without `starts_at` it fills its local days."""

    uid: str  # never another one, whatever changes
    title: str
    start: date
    end: date  # the last day
    zone: str
    sequence: int  # grows with every change
    changed_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False
    tentative: bool = False
    categories: tuple[str, ...] = ()


def write_events(title: str, entries: Iterable[CalendarEntry], *, product: str, name: str) -> bytes:
    """A calendar of these events. `name` tells one feed of a program from another."""
    entries = list(entries)
    calendar = Calendar()
    calendar.add("prodid", f"-//{one_line(product)}//{one_line(name)}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(title))
    calendar.add("x-wr-calname", one_line(title))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASK_AGAIN)
    for zone, moments in _moments(entries).items():
        calendar.add_component(zone_rules(zone, moments))
    for entry in entries:
        calendar.add_component(_event(entry))
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _moments(entries: Iterable[CalendarEntry]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for entry in entries:
        if entry.starts_at and entry.zone != "UTC":
            found.setdefault(entry.zone, []).append(entry.starts_at)
    return dict(sorted(found.items()))


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", one_line(entry.uid))
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    _add_times(event, entry)
    event.add("summary", one_line(entry.title))
    if entry.description:
        event.add("description", entry.description)
    if entry.place:
        event.add("location", one_line(entry.place))
    if entry.url:
        event["url"] = vUri(entry.url)
    if entry.categories:
        event.add("categories", [one_line(word) for word in entry.categories])
    status = "CANCELLED" if entry.cancelled else "TENTATIVE" if entry.tentative else "CONFIRMED"
    event["status"] = vText(status)
    return event


def _add_times(event: Event, entry: CalendarEntry) -> None:
    if entry.starts_at is None:
        event.add("dtstart", entry.start)
        event.add("dtend", entry.end + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    zone = ZoneInfo(entry.zone)
    add_moment(event, "dtstart", entry.starts_at.astimezone(zone), entry.zone)
    if entry.ends_at and entry.ends_at > entry.starts_at:
        add_moment(event, "dtend", entry.ends_at.astimezone(zone), entry.zone)
