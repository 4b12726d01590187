"""Sessions by hand, under the same rules as an import: a version, a sequence, and a row for what changed.

What is changed `within` a version goes out with it; by itself each change is a version of its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from teranga.base.editing import check_same
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.actions.importing.changes import PLACING, SHOWN
from teranga.domains.events.actions.importing.settling import Slugs
from teranga.domains.events.actions.versions import Version, one_version
from teranga.domains.events.models import Event, Room, ScheduleChange, Session, SessionSpeaker, Speaker, Track

Kind = ScheduleChange.Kind


class SessionFields(TypedDict, total=False):
    title: dict[str, str]
    subtitle: dict[str, str]
    abstract: dict[str, str]
    description: dict[str, str]
    room_id: int | None
    track_id: int | None
    kind: str
    is_break: bool
    is_plenary: bool
    starts_at: datetime | None
    minutes: int | None
    languages: list[str]
    level: str
    tags: list[str]
    video_url: str
    do_not_record: bool


class SessionRefused(Exception):
    """A room, track or speaker of another event. Nothing was written. `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def add_session(
    *, event: Event, speakers: Sequence[int] = (), guid: uuid.UUID | None = None,
    within: Version | None = None, by: Actor, at: datetime, **fields: Unpack[SessionFields],
) -> Session:  # fmt: skip
    """Its address is made from its title and stays for good, as does its `guid`. Raises SessionRefused."""
    with one_version(event=event, within=within, at=at) as version:
        event = version.event
        _check(event, fields, speakers)
        slugs = Slugs("session", Session.objects.filter(event=event).values_list("slug", flat=True))
        guid = guid or uuid.uuid4()
        session = Session.objects.create(
            community_id=event.community_id, event=event, key=f"desk-{guid.hex}", guid=guid, updated_at=at,
            slug=slugs.claim(str(fields["title"]), len(slugs.taken) + 1), **fields,
        )  # fmt: skip
        session.refresh_from_db()
        _link(event, session, speakers)
        change = _row(event, session, Kind.ADDED, at, {}, _place(event, session))
        version.take(session, [change], set(speakers))
        _note("session.add", session, changed({}, {**fields, "speakers": list(speakers)}), by, at)
    return session


def change_session(
    *, session: Session, speakers: Sequence[int] | None = None, seen: str = "",
    within: Version | None = None, by: Actor, at: datetime, **fields: Unpack[SessionFields],
) -> list[str]:  # fmt: skip
    """Returns the names of the fields that differed. Raises EditedMeanwhile and SessionRefused."""
    with one_version(event=session.event, within=within, at=at) as version:
        event, row = version.event, _locked(session)
        check_same(row, seen)
        _check(event, fields, speakers or ())
        linked = _speakers_of(event, row)
        wanted: dict[str, Any] = {**fields}
        before = {name: getattr(row, name) for name in wanted}
        differing = changed(before, wanted)
        was_at, names_before = _place(event, row), _names(event, linked)
        for name, value in wanted.items():
            setattr(row, name, value)
        relinked = speakers is not None and list(speakers) != linked
        if relinked:
            _link(event, row, speakers or ())
            differing |= changed({"speakers": linked}, {"speakers": list(speakers or ())})
        if not differing:
            return []
        row.updated_at = at
        row.sequence += bool(differing.keys() & set(PLACING))
        row.save(update_fields=[*(name.removesuffix("_id") for name in wanted), "updated_at", "sequence"])
        row.refresh_from_db()
        touched = set(linked) ^ set(speakers or ()) if relinked else set()
        names_after = _names(event, speakers or ()) if relinked else names_before
        changes = _changes(event, row, before, differing, was_at, (names_before, names_after), at)
        version.take(row, changes if row.cancelled_at is None else [], touched)
        _note("session.change", row, differing, by, at)
    return sorted(differing)


def remove_session(*, session: Session, by: Actor, at: datetime) -> bool:
    """Take it off the programme: it leaves all lists, and its page says so. False when it was off already."""
    return _settle_removal(session, at, Kind.REMOVED, by, at)


def restore_session(*, session: Session, by: Actor, at: datetime) -> bool:
    """Put it on the programme again; False when it was there."""
    return _settle_removal(session, None, Kind.ADDED, by, at)


def _settle_removal(
    session: Session, cancelled_at: datetime | None, kind: str, by: Actor, at: datetime
) -> bool:
    with one_version(event=session.event, at=at) as version:
        event, row = version.event, _locked(session)
        if bool(row.cancelled_at) == bool(cancelled_at):
            return False
        row.cancelled_at, row.updated_at, row.sequence = cancelled_at, at, row.sequence + 1
        row.save(update_fields=["cancelled_at", "updated_at", "sequence"])
        place = _place(event, row)
        sides = (place, {}) if cancelled_at else ({}, place)
        version.take(row, [_row(event, row, kind, at, *sides)], set(_speakers_of(event, row)))
        verb = "session.remove" if cancelled_at else "session.restore"
        _note(verb, row, {"cancelled": [not cancelled_at, bool(cancelled_at)]}, by, at)
    return True


def _locked(session: Session) -> Session:
    rows = Session.objects.filter(event=session.event_id).select_for_update(of=("self",))
    return rows.get(pk=session.pk)


def _check(event: Event, fields: SessionFields, speakers: Sequence[int]) -> None:
    room, track = fields.get("room_id"), fields.get("track_id")
    if room is not None and not Room.objects.filter(event=event, pk=room).exists():
        raise SessionRefused("room")
    if track is not None and not Track.objects.filter(event=event, pk=track).exists():
        raise SessionRefused("track")
    if speakers and Speaker.objects.filter(event=event, pk__in=speakers).count() != len(set(speakers)):
        raise SessionRefused("speakers")


def _speakers_of(event: Event, session: Session) -> list[int]:
    links = SessionSpeaker.objects.filter(event=event, session=session).order_by("position", "pk")
    return list(links.values_list("speaker_id", flat=True))


def _link(event: Event, session: Session, speakers: Sequence[int]) -> None:
    SessionSpeaker.objects.filter(event=event, session=session).delete()
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(community_id=event.community_id, event=event, session=session, speaker_id=speaker,
                       position=position)
        for position, speaker in enumerate(dict.fromkeys(speakers))
    )  # fmt: skip


def _names(event: Event, speakers: Sequence[int]) -> str:
    known = dict(Speaker.objects.filter(event=event, pk__in=speakers).values_list("pk", "name"))
    return ", ".join(known[speaker] for speaker in speakers if speaker in known)


def _place(event: Event, session: Session) -> dict[str, str]:
    """Where and when, in words that the feed shows as they are."""
    start = session.starts_at.astimezone(ZoneInfo(event.zone)) if session.starts_at else None
    room = Room.objects.filter(event=event, pk=session.room_id).first() if session.room_id else None
    said = {"start": f"{start:%Y-%m-%d %H:%M}" if start else "", "room": str(room.name) if room else ""}
    return {name: text for name, text in said.items() if text}


def _changes(
    event: Event, row: Session, before: dict[str, Any], differing: dict[str, Any], was_at: dict[str, str],
    names: tuple[str, str], at: datetime,
) -> list[ScheduleChange]:  # fmt: skip
    """One row for a move, one for anything else that people see."""
    rows = []
    if differing.keys() & set(PLACING):
        was, now = dict(was_at), _place(event, row)
        if "minutes" in differing:
            was["minutes"], now["minutes"] = (
                f"{minutes} min" if minutes else "–" for minutes in (before["minutes"], row.minutes)
            )
        rows.append(_row(event, row, Kind.MOVED, at, was, now))
    if differing.keys() - set(PLACING):
        was = {name: str(before[name]) for name in SHOWN if name in differing}
        now = {name: str(getattr(row, name)) for name in was}
        if names[0] != names[1]:
            was["speakers"], now["speakers"] = names
        rows.append(_row(event, row, Kind.CHANGED, at, was, now))
    return rows


def _row(
    event: Event, session: Session, kind: str, at: datetime, before: dict[str, str], after: dict[str, str]
) -> ScheduleChange:
    return ScheduleChange(
        event_id=event.pk, community_id=event.community_id, session=session, kind=kind, before=before,
        after=after, at=at, version=event.schedule_version + 1, title=session.title,
    )  # fmt: skip


def _note(verb: str, session: Session, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="session", object_id=session.pk, at=at,
           community_id=session.community_id, event_id=session.event_id, changes=changes)  # fmt: skip
