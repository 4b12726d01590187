"""A programme that was read from a file put into an event; the same one again changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.actions.importing.changes import Change, changes_of, first_publication
from teranga.domains.events.actions.importing.event_facts import fill_event
from teranga.domains.events.actions.importing.leftovers import Leftovers, clear_leftovers
from teranga.domains.events.actions.importing.rows import Rows, settle_rows
from teranga.domains.events.findable import index_event, index_sessions, index_speakers
from teranga.domains.events.models import (
    Event,
    ProgrammeImport,
    ScheduleChange,
    Session,
    SessionSpeaker,
    Speaker,
)
from teranga.domains.events.publishing import announce_event
from teranga.formats.programme import Finding, Outcome, Programme

COUNTED = ("sessions", "speakers", "rooms", "added", "changed", "moved", "removed")
ENOUGH_TO_COMPARE = 5  # sessions; below that a programme may well be replaced as a whole


class EmptyProgramme(Exception):
    """The file has no session that could be used; nothing was changed."""


class DifferentProgramme(Exception):
    """None of the event's sessions is in the file, so all of them would disappear; nothing was changed."""


@dataclass(slots=True)
class ImportSummary:
    sessions: int = 0
    speakers: int = 0
    rooms: int = 0
    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    version: int = 0
    is_first: bool = False
    is_unchanged: bool = False
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return sum(1 for finding in self.findings if finding.outcome is outcome)


def import_programme(
    *, event: Event, programme: Programme, findings: Sequence[Finding], file_name: str, digest: str,
    by: Actor, at: datetime, replace: bool = False,
) -> ImportSummary:  # fmt: skip
    """Add, change and cancel sessions until the event has what the programme says.

    Sessions are matched by their key. What leaves the programme is cancelled: it disappears from lists, and
    its page stays. `replace` allows a programme that has no session in common with what is there.
    """
    if not programme.sessions:
        raise EmptyProgramme(file_name)
    with write():
        event = _locked(event)
        if not replace:
            _refuse_different(event, programme)
        filled = fill_event(event, programme, by=by, at=at)
        rows = settle_rows(event, programme, at)
        left = clear_leftovers(event, rows)
        is_first = rows.stored_sessions == 0
        changes = first_publication(event, at) if is_first else changes_of(event, rows, at)
        summary = _summary(rows, changes, is_first, findings)
        summary.is_unchanged = not (changes or filled or left or _touched(rows))
        if not summary.is_unchanged:
            _publish(event, rows, changes, left, at)
            _note(event, programme, summary, file_name, digest, by, at)
        summary.version = event.schedule_version
    return summary


def _locked(event: Event) -> Event:
    events = Event.objects.filter(community=event.community_id).select_for_update(of=("self",))
    return events.select_related("community", "venue").get(pk=event.pk)


def _refuse_different(event: Event, programme: Programme) -> None:
    shown = set(Session.objects.filter(event=event, cancelled_at=None).values_list("key", flat=True))
    if len(shown) >= ENOUGH_TO_COMPARE and not shown & {session.key for session in programme.sessions}:
        raise DifferentProgramme(event.slug)


def _touched(rows: Rows) -> bool:
    return bool(rows.rooms.touched or rows.tracks or rows.speakers.touched or rows.sessions.touched
                or rows.removed or rows.relinked)  # fmt: skip


def _summary(rows: Rows, changes: list[Change], is_first: bool, findings: Sequence[Finding]) -> ImportSummary:
    kinds = Counter(change.row.kind for change in changes)
    summary = ImportSummary(
        sessions=len(rows.sessions.rows), speakers=len(rows.speakers.rows), rooms=len(rows.rooms.rows),
        is_first=is_first, changes=changes, findings=list(findings),
    )  # fmt: skip
    summary.added = len(rows.sessions.added) if is_first else kinds[ScheduleChange.Kind.ADDED]
    summary.changed = kinds[ScheduleChange.Kind.CHANGED]
    summary.moved = kinds[ScheduleChange.Kind.MOVED]
    summary.removed = kinds[ScheduleChange.Kind.REMOVED]
    return summary


def _publish(event: Event, rows: Rows, changes: list[Change], left: Leftovers, at: datetime) -> None:
    if changes:
        ScheduleChange.objects.bulk_create([change.row for change in changes], batch_size=200)
        event.schedule_version += 1
        event.schedule_changed_at = at
    event.updated_at = at
    event.save(update_fields=["schedule_version", "schedule_changed_at", "updated_at"])
    relinked = [session for session in rows.sessions.rows.values() if session.pk in rows.relinked]
    renamed = {speaker.pk for speaker, before in rows.speakers.changed if "name" in before}
    sessions = {session.pk: session for session in rows.sessions.touched + rows.removed + relinked}
    if renamed:
        spoken = Session.objects.filter(event=event, speaker_links__speaker_id__in=renamed)
        sessions |= {session.pk: session for session in spoken}
    index_event(event)
    index_sessions(event, sessions.values())
    index_speakers(event, _speakers_to_index(event, rows), gone=left.speakers)
    announce_event(event)


def _speakers_to_index(event: Event, rows: Rows) -> list[Speaker]:
    """Those who are new, changed, or on the programme again."""
    restored = [session.pk for session, before in rows.sessions.changed if "cancelled_at" in before]
    links = SessionSpeaker.objects.filter(event=event, session_id__in=restored)
    again = rows.newly_linked | (set(links.values_list("speaker_id", flat=True)) if restored else set())
    touched = {speaker.pk for speaker in rows.speakers.touched}
    return [speaker for speaker in rows.speakers.rows.values() if speaker.pk in again | touched]


def _note(
    event: Event, programme: Programme, summary: ImportSummary, file_name: str, digest: str, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    counts = {name: getattr(summary, name) for name in COUNTED}
    ProgrammeImport.objects.create(
        event_id=event.pk, community_id=event.community_id, file_name=file_name[:200], digest=digest,
        source_format=programme.source_format[:40], source=programme.source[:300],
        licence=programme.licence[:200], at=at,
        counts=counts | {outcome.value: summary.count(outcome) for outcome in Outcome},
        findings=[{"outcome": finding.outcome.value, "code": finding.code, "where": finding.where,
                   "what": finding.what} for finding in summary.findings],
    )  # fmt: skip
    record(by=by, verb="event.import_programme", object_type="event", object_id=event.pk, at=at,
           community_id=event.community_id, event_id=event.pk, changes=counts)  # fmt: skip
