"""A programme or one session as an iCalendar file (RFC 5545), in the event's own time zone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone
from icalendar.prop import vText, vUri

from teranga.formats.plain_text import one_line
from teranga.formats.programme import Programme, ProgrammeSession
from teranga.formats.publication import Naming, Publication, local, timed_sessions


def write_calendar(
    programme: Programme,
    *,
    product: str,
    stamp: datetime,
    publication: Publication | None = None,
    left_out: list[str] | None = None,
) -> bytes:
    """Every session with a start as one VEVENT. `product` names the writing program, `stamp` is DTSTAMP.

    The keys of sessions without a start are added to `left_out`.
    """
    sessions = timed_sessions(programme, left_out)
    return _calendar(programme, sessions, product, stamp, Naming(programme, publication or Publication()))


def write_session(
    programme: Programme,
    session: ProgrammeSession,
    *,
    product: str,
    stamp: datetime,
    publication: Publication | None = None,
) -> bytes:
    """One session alone, with the same UID as in the whole calendar; it must have a start."""
    if session.start is None:
        raise ValueError(f'The session "{session.title}" has no start and so no place in a calendar.')
    return _calendar(programme, [session], product, stamp, Naming(programme, publication or Publication()))


def _calendar(
    programme: Programme, sessions: list[ProgrammeSession], product: str, stamp: datetime, naming: Naming
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{one_line(product)}//{naming.event_slug}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(programme.title))
    calendar.add("x-wr-calname", one_line(programme.title))
    calendar.add("x-wr-timezone", programme.zone)
    starts = [session.start for session in sessions if session.start]
    if programme.zone != "UTC" and starts:
        calendar.add_component(zone_rules(programme.zone, starts))
    for session in sessions:
        calendar.add_component(_event(naming, session, stamp))
    written: bytes = calendar.to_ical(sorted=False)
    return written


def zone_rules(zone: str, starts: Collection[datetime]) -> Timezone:
    """The VTIMEZONE of a zone, for the years around these moments."""
    around = timedelta(days=400)
    rules = Timezone.from_tzid(
        zone, first_date=(min(starts) - around).date(), last_date=(max(starts) + around).date()
    )
    rules.pop("COMMENT", None)
    return rules


def _event(naming: Naming, session: ProgrammeSession, stamp: datetime) -> Event:
    published = naming.publication.of(session)
    guid, domain = naming.session_guid(session), one_line(naming.publication.domain)
    event = Event()
    event.add("uid", f"{guid}@{domain}" if domain else guid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", published.sequence)
    if published.last_modified:
        event.add("last-modified", published.last_modified.astimezone(UTC))
    _add_times(event, naming, session)
    event.add("summary", naming.text(session.title))
    if description := _description(naming, session):
        event.add("description", description)
    if place := ", ".join(
        part for part in (naming.room_name(session), one_line(naming.programme.venue)) if part
    ):
        event.add("location", place)
    if address := naming.url(session):
        event["url"] = vUri(address)
    if categories := [
        text for value in (session.track, session.kind, *session.tags) if (text := one_line(value))
    ]:
        event.add("categories", list(dict.fromkeys(categories)))
    event["status"] = vText("CANCELLED" if published.cancelled else "CONFIRMED")
    return event


def _add_times(event: Event, naming: Naming, session: ProgrammeSession) -> None:
    assert session.start is not None  # noqa: S101 both callers have made sure
    programme = naming.programme
    _add_moment(event, "dtstart", session.start, programme)
    if session.minutes:
        end = session.start.astimezone(UTC) + timedelta(minutes=session.minutes)
        _add_moment(event, "dtend", end, programme)


def _add_moment(event: Event, name: str, moment: datetime, programme: Programme) -> None:
    add_moment(event, name, local(moment, programme), programme.zone)


def add_moment(event: Event, name: str, wall: datetime, zone: str) -> None:
    """Wall time with the zone's name; UTC in the hour that the clocks repeat, which wall time cannot tell."""
    if zone == "UTC" or wall.fold:
        event.add(name, wall.astimezone(UTC))
    else:
        event.add(name, wall.replace(tzinfo=None), parameters={"TZID": zone})


def _description(naming: Naming, session: ProgrammeSession) -> str:
    names = {speaker.key: one_line(speaker.name) for speaker in naming.programme.speakers}
    speakers = ", ".join(names[key] for key in session.speakers if key in names)
    abstract = naming.long_text(session.abstract) or naming.long_text(session.description)
    return "\n\n".join(part for part in (speakers, abstract) if part)
