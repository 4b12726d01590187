"""The search documents of events and their programmes: one per language, only while they are public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from teranga.base import search
from teranga.base.search import Document
from teranga.domains.communities.findable import excerpt, is_findable, texts_by_language
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, Session, SessionSpeaker, Speaker
from teranga.foundation.translated import UNDETERMINED, TranslatedText


def is_event_findable(event: Event) -> bool:
    return event.visibility == Event.Visibility.PUBLIC and is_findable(event.community)


def index_events_of(community: Community) -> None:
    """Everything of every event of the community again. Call inside the write."""
    for event in Event.objects.filter(community=community).select_related("community", "venue"):
        index_whole_event(event)


def index_whole_event(event: Event) -> None:
    index_event(event)
    index_sessions(event, list(Session.objects.filter(event=event)))
    index_speakers(event, list(Speaker.objects.filter(event=event)))


def index_event(event: Event) -> None:
    """The event's own documents and its venue's. Call inside the write."""
    shown = is_event_findable(event)
    search.replace(_event_documents(event) if shown else [], kind="event", object_ids=[event.pk])
    search.replace(_venue_documents(event) if shown else [], kind="venue", object_ids=[event.pk])


def index_sessions(event: Event, sessions: Iterable[Session]) -> None:
    """These sessions' documents in place of earlier ones; a cancelled session is no longer found."""
    sessions = list(sessions)
    if not sessions:
        return
    shown = [session for session in sessions if not session.cancelled_at] if is_event_findable(event) else []
    names = _speaker_names(event) if shown else {}
    search.replace(
        [document for session in shown for document in _session_documents(event, session, names)],
        kind="session", object_ids=[session.pk for session in sessions],
    )  # fmt: skip


def index_speakers(event: Event, speakers: Iterable[Speaker], gone: Iterable[int] = ()) -> None:
    """These speakers' documents in place of earlier ones; those of `gone` speakers are taken away."""
    speakers, gone = list(speakers), list(gone)
    if not (speakers or gone):
        return
    shown = speakers if is_event_findable(event) else []
    search.replace(
        [document for speaker in shown for document in _speaker_documents(event, speaker)],
        kind="speaker", object_ids=[*(speaker.pk for speaker in speakers), *gone],
    )  # fmt: skip


def _path(event: Event) -> str:
    return f"/{event.community.slug}/{event.slug}/"


def _name(event: Event, language: str) -> str:
    return event.name.in_language(language, event.community.default_language)


def _event_documents(event: Event) -> Iterator[Document]:
    day = datetime.combine(event.start, time(0), ZoneInfo(event.zone))
    for language, name, texts in texts_by_language(event.name, [event.tagline, event.summary]):
        community = event.community.name.in_language(language, event.community.default_language)
        yield Document(
            kind="event", object_id=event.pk, language=language, title=name, path=_path(event),
            body="\n".join([*texts, event.city, community]), excerpt=excerpt(texts),
            context=", ".join(part for part in (community, event.city) if part),
            community_id=event.community_id, event_id=event.pk, moment=event.starts_at or day,
        )  # fmt: skip


def _venue_documents(event: Event) -> Iterator[Document]:
    if event.venue is None:
        return
    venue = event.venue
    for language, name, texts in texts_by_language(venue.name, [venue.access]):
        yield Document(
            kind="venue", object_id=event.pk, language=language, title=name, path=f"{_path(event)}venue/",
            body="\n".join([venue.address, venue.city, *texts]), context=_name(event, language),
            excerpt=", ".join(part for part in (venue.address, venue.city) if part),
            community_id=event.community_id, event_id=event.pk,
        )  # fmt: skip


def _session_documents(event: Event, session: Session, names: dict[int, list[str]]) -> Iterator[Document]:
    title = session.title or TranslatedText(session.slug)
    texts = [session.subtitle, session.abstract, session.description]
    speakers = ", ".join(names.get(session.pk, []))
    for language, name, own in texts_by_language(title, texts):
        yield Document(
            kind="session", object_id=session.pk, language=language, title=name,
            path=f"{_path(event)}sessions/{session.slug}/", body="\n".join([*own, speakers, *session.tags]),
            context=_name(event, language), excerpt=excerpt(own) or speakers, community_id=event.community_id,
            event_id=event.pk, moment=session.starts_at,
        )  # fmt: skip


def _speaker_documents(event: Event, speaker: Speaker) -> Iterator[Document]:
    for language, biography in (speaker.biography or {UNDETERMINED: ""}).items():
        yield Document(
            kind="speaker", object_id=speaker.pk, language=language, title=speaker.name,
            path=f"{_path(event)}speakers/{speaker.slug}/", body=f"{biography}\n{speaker.affiliation}",
            context=_name(event, language), excerpt=excerpt([biography]) or speaker.affiliation,
            community_id=event.community_id, event_id=event.pk,
        )  # fmt: skip


def _speaker_names(event: Event) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    links = SessionSpeaker.objects.filter(event=event).order_by("session_id", "position")
    for session_id, name in links.values_list("session_id", "speaker__name"):
        names.setdefault(session_id, []).append(name)
    return names
