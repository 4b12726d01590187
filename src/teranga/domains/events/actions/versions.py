"""One version of the programme for all that changes together, whether one session or a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.events.findable import index_sessions, index_speakers
from teranga.domains.events.models import Event, ScheduleChange, Session, SessionSpeaker, Speaker
from teranga.domains.events.publishing import announce_event


@dataclass(slots=True)
class Version:
    """What goes out together. The event is locked until it is out."""

    event: Event
    at: datetime
    changes: list[ScheduleChange] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    speakers: set[int] = field(default_factory=set)

    def take(self, session: Session, changes: Sequence[ScheduleChange], speakers: set[int]) -> None:
        self.sessions.append(session)
        self.changes.extend(changes)
        self.speakers |= speakers


@contextmanager
def one_version(*, event: Event, at: datetime, within: Version | None = None) -> Iterator[Version]:
    """Gather changes and publish them at the end as the next version; `within` another one that one does."""
    if within is not None:
        yield within
        return
    with write():
        version = Version(_locked_event(event), at)
        yield version
        if version.sessions:
            _publish(version)


def _locked_event(event: Event) -> Event:
    rows = Event.objects.filter(community=event.community_id).select_for_update(of=("self",))
    return rows.select_related("community", "venue").get(pk=event.pk)


def _publish(version: Version) -> None:
    event, changes = version.event, version.changes
    if changes and event.visibility == Event.Visibility.DRAFT:
        # Nobody has seen the programme yet: once it is out, it is new as a whole.
        changes = [_whole(event, version.at)] if event.schedule_version == 0 else []
    if changes:
        ScheduleChange.objects.bulk_create(changes, batch_size=200)
        event.schedule_version += 1
        event.schedule_changed_at = version.at
    event.updated_at = version.at
    event.save(update_fields=["schedule_version", "schedule_changed_at", "updated_at"])
    index_sessions(event, version.sessions)
    if version.speakers:
        links = SessionSpeaker.objects.filter(event=event, session__cancelled_at=None)
        spoken = set(links.filter(speaker_id__in=version.speakers).values_list("speaker_id", flat=True))
        rows = list(Speaker.objects.filter(event=event, pk__in=spoken))
        index_speakers(event, rows, gone=sorted(version.speakers - spoken))
    announce_event(event)


def _whole(event: Event, at: datetime) -> ScheduleChange:
    """The one row that says the programme is out."""
    return ScheduleChange(
        event_id=event.pk, community_id=event.community_id, kind=ScheduleChange.Kind.ADDED, at=at,
        title=event.name, version=event.schedule_version + 1,
    )  # fmt: skip
