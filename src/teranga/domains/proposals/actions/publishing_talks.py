"""Confirmed proposals become sessions of the programme, each once, and follow their text when asked to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.actions.programme_rows import add_row, change_row
from teranga.domains.events.actions.sessions import SessionFields, add_session, change_session
from teranga.domains.events.actions.versions import Version, one_version
from teranga.domains.events.models import Event, Session, Speaker
from teranga.domains.proposals.actions.moving import note
from teranga.domains.proposals.links import session_guid
from teranga.domains.proposals.models import Proposal, ProposalSpeaker, SessionType
from teranga.domains.proposals.queries_told import speaking
from teranga.domains.proposals.rules_told import S
from teranga.foundation.translated import TranslatedText

ADDED, CHANGED = "added", "changed"


def publish_talks(*, proposals: Sequence[Proposal], by: Actor, at: datetime) -> tuple[int, int]:
    """(added, changed), all in one version of the programme, or in none where nothing differs.

    Without a time so far; a proposal's guid is always the same: calendars keep it. Proposals are locked
    before the event, as everywhere, so that two who publish at once do it one after the other.
    """
    if not proposals:
        return 0, 0
    with write():
        rows = _locked_rows(proposals)
        if not rows:
            return 0, 0
        with one_version(event=rows[0].event, at=at) as version:
            outcomes = [_publish(row, version, by, at) for row in rows]
    return outcomes.count(ADDED), outcomes.count(CHANGED)


def _locked_rows(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Locked first and read afterwards: what is joined to a row that was waited for is as it was before."""
    rows = Proposal.objects.filter(event=proposals[0].event_id, pk__in=[one.pk for one in proposals])
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    joined = rows.select_related("call", "event__community", "type", "session__event")
    found = {row.pk: row for row in joined.prefetch_related("speakers__person")}
    asked = [found[one.pk] for one in proposals if one.pk in found]
    return [row for row in asked if row.state == S.CONFIRMED and row.title.strip()]


def _publish(row: Proposal, version: Version, by: Actor, at: datetime) -> str:
    speakers = [_speaker(row, one, by, at) for one in speaking(row)]
    if row.session is not None:
        told = change_session(
            session=row.session, speakers=speakers, within=version, by=by, at=at, **_fields(row)
        )
        return CHANGED if told else ""
    row.session = add_session(
        event=row.event, speakers=speakers, guid=session_guid(row), within=version, by=by, at=at,
        **_fields(row),
    )  # fmt: skip
    row.save(update_fields=["session"])
    note("publish", row, by=by, at=at)
    return ADDED


def _fields(row: Proposal) -> SessionFields:
    language = row.language or (row.event.languages or ["en"])[0]
    return {
        "title": TranslatedText({language: row.title}), "abstract": TranslatedText({language: row.abstract}),
        "kind": row.type.slug.replace("-", " ") if row.type else "", "track_id": row.track_id,
        "minutes": row.type.minutes if row.type else None, "languages": [language], "level": row.level,
        "tags": list(row.topics), "do_not_record": not row.may_record,
    }  # fmt: skip


def _speaker(row: Proposal, one: ProposalSpeaker, by: Actor, at: datetime) -> int:
    """One row of the programme for a person, however many sessions they give. By saying yes they agreed to be
    named; the row is joined to them.
    """
    speaker = one.speaker or _same_person(row.event, one)
    language = row.language or (row.event.languages or ["en"])[0]
    values = {
        "name": one.name or (one.person.name if one.person else "?"), "affiliation": one.affiliation,
        "country": one.country,
        "biography": TranslatedText({language: one.biography} if one.biography else {}),
        "is_keynote": row.is_invited and row.type is not None and row.type.way == SessionType.Way.INVITED,
    }  # fmt: skip
    if speaker is None:
        made = add_row(event=row.event, kind="speaker", person_id=one.person_id, by=by, at=at, **values)
        assert isinstance(made, Speaker)  # noqa: S101 -- what a row of this kind is
        speaker = made
    elif one.speaker_id is not None and not _speaks_elsewhere(row, speaker):
        change_row(event=row.event, row=speaker, by=by, at=at, **values)
    if one.speaker_id != speaker.pk:
        one.speaker = speaker
        one.save(update_fields=["speaker"])
    return int(speaker.pk)


def _same_person(event: Event, one: ProposalSpeaker) -> Speaker | None:
    if one.person_id is None:
        return None
    return Speaker.objects.filter(event=event, person=one.person_id).order_by("pk").first()


def _speaks_elsewhere(row: Proposal, speaker: Speaker) -> bool:
    sessions = Session.objects.filter(event=row.event_id, speakers=speaker)
    return sessions.exclude(pk=row.session_id).exists()
