"""The published programme as plain values for the writers of foreign formats, and the public addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, Room, Session, SessionSpeaker, Speaker, Track
from teranga.domains.events.queries_schedule import DAY_STARTS
from teranga.domains.events.rules_call import shows_call
from teranga.formats.programme import Programme, ProgrammeRoom, ProgrammeSession, ProgrammeSpeaker
from teranga.formats.publication import Publication, PublishedSession
from teranga.foundation.translated import TranslatedText


@dataclass(frozen=True, slots=True)
class Export:
    programme: Programme
    publication: Publication
    changed_at: datetime


def export_of(event: Event, *, base_url: str, language: str, with_cancelled: bool = False) -> Export:
    """Everything public of the programme, in five queries. Sessions taken off only when asked for."""
    zone = ZoneInfo(event.zone)
    root = f"{base_url}/{language}/{event.community.slug}/{event.slug}/"
    rooms = {room.pk: room for room in Room.objects.filter(event=event).order_by("position", "id")}

    def in_page(text: TranslatedText) -> str:
        """In the language of the address, else in the first of the event's that it has."""
        return TranslatedText(text).in_language(language, *event.languages)

    names = Track.objects.filter(event=event).values_list("id", "name")
    tracks = {number: in_page(name) for number, name in names}
    speakers = {speaker.pk: speaker for speaker in Speaker.objects.filter(event=event).order_by("id")}
    of_session: dict[int, list[str]] = {}
    links = SessionSpeaker.objects.filter(event=event).order_by("position", "id")
    for session_id, speaker_id in links.values_list("session_id", "speaker_id"):
        of_session.setdefault(session_id, []).append(speakers[speaker_id].key)
    sessions = Session.objects.filter(event=event).order_by("starts_at", "room__position", "id")
    rows = [row for row in sessions if with_cancelled or row.cancelled_at is None]
    programme = Programme(
        title=in_page(event.name), source_format="teranga",
        zone=event.zone, start=event.start, end=event.end, acronym=event.slug, city=event.city,
        country=event.country, venue=in_page(event.venue.name) if event.venue else "",
        version=str(event.schedule_version), languages=list(event.languages), licence=event.licence,
        base_url=root,
        day_change=time(DAY_STARTS),
        rooms=[ProgrammeRoom(row.key, row.name, row.capacity, row.description) for row in rooms.values()],
        tracks=list(tracks.values()),
        speakers=[
            ProgrammeSpeaker(
                row.key, row.name, row.biography, row.affiliation, row.country,
                [(label, address) for label, address in row.links], row.is_keynote,
            )
            for row in speakers.values()
        ],
        sessions=[_session(row, rooms, tracks, of_session.get(row.pk, []), zone) for row in rows],
    )  # fmt: skip
    published = {
        row.key: PublishedSession(
            url=f"{root}sessions/{row.slug}/", slug=row.slug, sequence=row.sequence,
            last_modified=row.updated_at,
            cancelled=row.cancelled_at is not None,
        )
        for row in rows
    }  # fmt: skip
    publication = Publication(
        event_slug=f"{event.community.slug}-{event.slug}", domain=urlsplit(base_url).hostname or "localhost",
        language=language, sessions=published,
    )  # fmt: skip
    return Export(programme, publication, event.schedule_changed_at or event.updated_at)


def _session(
    row: Session,
    rooms: dict[int, Room],
    tracks: dict[int, str],
    speakers: list[str],
    zone: ZoneInfo,
) -> ProgrammeSession:
    return ProgrammeSession(
        key=row.key, title=row.title, start=row.starts_at.astimezone(zone) if row.starts_at else None,
        minutes=row.minutes, room=rooms[row.room_id].key if row.room_id else "", speakers=speakers,
        subtitle=row.subtitle, abstract=row.abstract, description=row.description,
        track=tracks[row.track_id] if row.track_id else "", kind=row.kind, is_break=row.is_break,
        is_plenary=row.is_plenary, languages=list(row.languages), level=row.level, tags=list(row.tags),
        links=[(label, address) for label, address in row.links], do_not_record=row.do_not_record,
        guid=str(row.guid), video_url=row.video_url, licence=row.licence,
    )  # fmt: skip


def public_paths(community: Community, now: datetime) -> Iterator[str]:
    """The addresses of all public event pages, without the language. Three queries whatever the number."""
    sessions = _slugs(Session.objects.filter(community=community, cancelled_at=None))
    speakers = _slugs(Speaker.objects.filter(community=community))
    events = Event.objects.filter(community=community, visibility=Event.Visibility.PUBLIC).order_by(
        "-start", "id"
    )
    for event in events:
        root = f"/{community.slug}/{event.slug}/"
        yield root
        if shows_call(event, now):
            yield root + "call/"
        if event.call_is_counted:
            yield root + "call/statistics/"
        if not event.schedule_version:
            continue
        yield from (root + "schedule/", root + "speakers/", root + "venue/")
        yield from (f"{root}sessions/{slug}/" for slug in sessions.get(event.pk, ()))
        yield from (f"{root}speakers/{slug}/" for slug in speakers.get(event.pk, ()))


def _slugs(rows: QuerySet) -> dict[int, list[str]]:
    """The slugs by event, in the order they were written."""
    found: dict[int, list[str]] = {}
    for event_id, slug in rows.order_by("id").values_list("event_id", "slug"):
        found.setdefault(event_id, []).append(slug)
    return found
