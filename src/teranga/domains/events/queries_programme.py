"""The programme as those who make it see it: drafts, sessions without a time and cancelled ones too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from teranga.base.models import Job
from teranga.domains.events.models import (
    Event,
    ProgrammeUpload,
    Room,
    Session,
    SessionSpeaker,
    Speaker,
    Track,
    Venue,
)
from teranga.domains.events.rules_conflicts import Conflict, Placed, all_conflicts


@dataclass(frozen=True, slots=True)
class DayOfSessions:
    day: date | None  # None: no time yet
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class WorkingProgramme:
    days: list[DayOfSessions]
    removed: list[Session]
    speakers: dict[int, list[Speaker]]  # session to its speakers
    conflicts: list[Conflict]


def working_programme(event: Event) -> WorkingProgramme:
    rows = list(
        Session.objects.filter(event=event)
        .select_related("room", "track")
        .defer("abstract", "description", "subtitle")
        .order_by("starts_at", "room__position", "pk")
    )
    speakers = speakers_by_session(event)
    zone = ZoneInfo(event.zone)
    days: dict[date | None, list[Session]] = {}
    for session in rows:
        if session.cancelled_at is None:
            day = session.starts_at.astimezone(zone).date() if session.starts_at else None
            days.setdefault(day, []).append(session)
    shown = [session for session in rows if session.cancelled_at is None]
    placed = [placed_of(session, speakers) for session in shown if session.starts_at]
    ordered = sorted(days, key=lambda day: (day is None, day or date.min))
    return WorkingProgramme(
        [DayOfSessions(day, days[day]) for day in ordered],
        [session for session in rows if session.cancelled_at is not None],
        speakers,
        all_conflicts(placed),
    )


def placed_sessions(event: Event) -> list[Placed]:
    speakers = speakers_by_session(event)
    rows = Session.objects.filter(event=event, cancelled_at=None).exclude(starts_at=None)
    return [
        placed_of(session, speakers)
        for session in rows.only("id", "title", "starts_at", "minutes", "room_id")
    ]


def placed_of(session: Session, speakers: dict[int, list[Speaker]]) -> Placed:
    assert session.starts_at is not None  # noqa: S101 -- callers leave out sessions without a time
    return Placed(
        session.pk, str(session.title), session.starts_at, session.minutes, session.room_id,
        frozenset(speaker.pk for speaker in speakers.get(session.pk, ())),
    )  # fmt: skip


def speakers_by_session(event: Event) -> dict[int, list[Speaker]]:
    found: dict[int, list[Speaker]] = {}
    links = SessionSpeaker.objects.filter(event=event).select_related("speaker")
    for link in links.order_by("session_id", "position", "pk"):
        found.setdefault(link.session_id, []).append(link.speaker)
    return found


def session_of(event: Event, number: int) -> Session | None:
    return Session.objects.filter(event=event, pk=number).select_related("event__community").first()


def venues_of(event: Event) -> list[Venue]:
    return list(Venue.objects.filter(community=event.community_id).order_by("slug", "pk"))


def rooms_of(event: Event) -> list[Room]:
    return list(Room.objects.filter(event=event).select_related("venue").order_by("position", "pk"))


def tracks_of(event: Event) -> list[Track]:
    return list(Track.objects.filter(event=event).order_by("position", "pk"))


def speakers_of(event: Event) -> list[Speaker]:
    return list(Speaker.objects.filter(event=event).order_by("name", "pk"))


def uploads_of(event: Event, limit: int = 20) -> list[ProgrammeUpload]:
    """The newest files that were brought in, without their bytes and reports."""
    rows = ProgrammeUpload.objects.filter(event=event).defer("content", "report")
    return list(rows.order_by("-pk")[:limit])


def upload_of(event: Event, number: int) -> ProgrammeUpload | None:
    rows = ProgrammeUpload.objects.filter(event=event, pk=number).defer("content")
    return rows.select_related("event__community").first()


def upload_progress(upload: ProgrammeUpload) -> int:
    """How far its job is, in per cent."""
    names = ("events.read_upload", "events.apply_upload")
    payload = {"event_id": upload.event_id, "upload_id": upload.pk}
    job = Job.objects.filter(name__in=names, payload=payload).order_by("-pk").first()
    return job.progress if job else 0
