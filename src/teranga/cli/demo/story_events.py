"""The events of a story, with what is publicly known of their programme."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from teranga.cli.demo.reading import Reader
from teranga.cli.demo.world import DayFrame, Event, Place, Source, ToldSession, ToldSpeaker

EVENT_KINDS = ("conference", "meetup", "workshop", "hackathon", "sprint", "study_group", "social")
MODES = ("in_person", "online", "hybrid")


def read_event(reader: Reader, default_zone: str) -> Event:
    zone = _zone(reader, default_zone)
    event = Event(
        slug=reader.slug("slug"),
        series=reader.slug("series", required=False),
        kind=reader.one_of("kind", EVENT_KINDS),
        name=reader.name("name"),
        tagline=reader.text("tagline"),
        summary=reader.text("summary"),
        start=reader.day("start"),
        end=reader.day("end"),
        zone=zone,
        city=reader.string("city", required=False),
        country=reader.string("country", required=False),
        venue=reader.one("venue", read_place),
        mode=reader.one_of("mode", MODES),
        languages=reader.strings("languages"),
        part_of=reader.slug("part_of", required=False),
        satellite_of=_other_event(reader),
        expected=reader.number("expected"),
        attended=reader.number("attended"),
        at_least=reader.flag("at_least"),
        source=reader.one("source", _event_source),
        programme_note=reader.text("programme_note", required=False),
        sessions=reader.each("sessions", lambda session: _session(session, zone)),
        frame=reader.each("frame", _frame),
        speakers=reader.each("speakers", _speaker),
    )
    _check(event, reader)
    return event


def read_place(reader: Reader) -> Place:
    return Place(
        reader.string("name"), reader.string("address", required=False), reader.text("access", required=False)
    )


def _check(event: Event, reader: Reader) -> None:
    if event.end < event.start:
        raise reader.trouble("end", f"{event.end} is before the start, {event.start}")
    for frame in event.frame:
        if not event.start <= frame.day <= event.end:
            raise reader.trouble("frame", f"{frame.day} is not a day of the event")
    for session in event.sessions:
        if session.start and not event.start <= session.start.date() <= event.end:
            raise reader.trouble("sessions", f"{session.title!r} is not on a day of the event")


def _zone(reader: Reader, default: str) -> str:
    zone = reader.string("zone", required=False) or default
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise reader.trouble("zone", f"{zone!r} is not a time zone") from wrong
    return zone


def _other_event(reader: Reader) -> str:
    value = reader.string("satellite_of", required=False)
    if value and value.count("/") != 1:
        raise reader.trouble("satellite_of", f"is {value!r}, but must be community/event")
    return value


def _event_source(reader: Reader) -> Source:
    return Source(
        reader.string("title"), reader.url("url", required=False), reader.string("note", required=False)
    )


def _session(reader: Reader, zone: str) -> ToldSession:
    return ToldSession(
        title=reader.string("title"),
        kind=reader.string("kind"),
        start=reader.moment("start", zone),
        minutes=reader.number("minutes"),
        room=reader.string("room", required=False),
        is_plenary=reader.flag("is_plenary"),
        is_break=reader.flag("is_break"),
        speakers=reader.strings("speakers"),
        description=reader.text("description", required=False),
        languages=reader.strings("languages"),
    )


def _frame(reader: Reader) -> DayFrame:
    return DayFrame(reader.day("day"), reader.text("text"))


def _speaker(reader: Reader) -> ToldSpeaker:
    return ToldSpeaker(reader.string("name"), reader.text("role"), reader.url("source_url"))
