"""The events of a told or practised community, and what is known of their programmes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from teranga.cli.demo.world import Event as ToldEvent
from teranga.cli.demo.world import ToldSession
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event import EventFields, create_event
from teranga.domains.events.actions.import_programme import import_programme
from teranga.domains.events.actions.link_satellite import link_satellite
from teranga.domains.events.actions.settle_place import settle_venue
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event, Series, Venue
from teranga.formats.programme import Programme, ProgrammeRoom, ProgrammeSession, ProgrammeSpeaker
from teranga.foundation.folding import slug as slug_of
from teranga.foundation.translated import UNDETERMINED, TranslatedText


def load_event(community: Community, told: ToldEvent, at: datetime) -> Event:
    """The event, created or brought up to date, with the sessions that a source tells."""
    fields = _fields(community, told, at)
    event = find_event(community, told.slug)
    if event is None:
        event = create_event(community=community, slug=told.slug, by=COMMAND_LINE, at=at, **fields)
    else:
        update_event(event=event, by=COMMAND_LINE, at=at, **fields)
    if told.sessions:
        put_programme(event, told_programme(told), at, file_name=f"{community.slug}.yaml")
    return event


def find_event(community: Community, slug: str) -> Event | None:
    return (
        Event.objects.filter(community=community, slug=slug)
        .select_related("community", "venue", "series", "part_of")
        .first()
    )


def put_programme(event: Event, programme: Programme, at: datetime, *, file_name: str) -> None:
    digest = hashlib.sha256(repr(programme).encode()).hexdigest()
    import_programme(
        event=event,
        programme=programme,
        findings=[],
        file_name=file_name,
        digest=digest,
        by=COMMAND_LINE,
        at=at,
    )


def link_parts_and_satellites(community: Community, told_events: tuple[ToldEvent, ...], at: datetime) -> None:
    """After all events of the world are there."""
    for told in told_events:
        event = find_event(community, told.slug)
        if event and told.part_of:
            update_event(event=event, part_of=find_event(community, told.part_of), by=COMMAND_LINE, at=at)
        if event and told.satellite_of:
            other, _, slug = told.satellite_of.partition("/")
            whole = Event.objects.filter(community__slug=other, slug=slug).select_related("community").get()
            link_satellite(event=event, of_event=whole, by=COMMAND_LINE, at=at)


def _fields(community: Community, told: ToldEvent, at: datetime) -> EventFields:
    source = told.source
    return EventFields(
        series=Series.objects.filter(community=community, slug=told.series).first() if told.series else None,
        kind=told.kind, mode=told.mode, name=told.name, tagline=told.tagline, summary=told.summary,
        programme_note=told.programme_note,
        frame=[{"day": frame.day.isoformat(), "text": dict(frame.text)} for frame in told.frame],
        start=told.start, end=told.end, starts_at=told.starts_at, ends_at=told.ends_at, zone=told.zone,
        languages=list(told.languages), city=told.city, country=told.country,
        venue=_venue(community, told, at), capacity=told.capacity, expected=told.expected,
        attended=told.attended, attended_at_least=told.at_least,
        guests=[{"name": guest.name, "role": dict(guest.role), "source_url": guest.source_url}
                for guest in told.speakers],
        source_title=source.title[:200] if source else "", source_url=source.url if source else "",
    )  # fmt: skip


def _venue(community: Community, told: ToldEvent, at: datetime) -> Venue | None:
    if told.venue is None:
        return None
    return settle_venue(
        community=community, slug=slug_of(told.venue.name), name=TranslatedText(told.venue.name),
        address=told.venue.address, city=told.city, country=told.country, access=told.venue.access,
        by=COMMAND_LINE, at=at,
    )  # fmt: skip


def told_programme(told: ToldEvent) -> Programme:
    """The told sessions in the one shape that programmes have."""
    rooms = dict.fromkeys(session.room for session in told.sessions if session.room)
    names = dict.fromkeys(name for session in told.sessions for name in session.speakers)
    return Programme(
        title=str(told.name), source_format="story", zone=told.zone, start=told.start, end=told.end,
        rooms=[ProgrammeRoom(name, TranslatedText(name)) for name in rooms],
        speakers=[ProgrammeSpeaker(slug_of(name) or name, name) for name in names],
        sessions=[_session(session) for session in told.sessions],
    )  # fmt: skip


def _session(session: ToldSession) -> ProgrammeSession:
    language = session.languages[0] if len(session.languages) == 1 else UNDETERMINED
    day = session.start.date().isoformat() if session.start else "untimed"
    return ProgrammeSession(
        key=f"{day}-{slug_of(session.title) or session.title}", title=TranslatedText(session.title, language),
        start=session.start, minutes=session.minutes, room=session.room, kind=session.kind,
        speakers=[slug_of(name) or name for name in session.speakers], is_plenary=session.is_plenary,
        is_break=session.is_break, abstract=session.description, languages=list(session.languages),
    )  # fmt: skip
