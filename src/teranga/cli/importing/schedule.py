"""Reading one programme into one event, as the command and the demo do it."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from teranga.base.writing import write
from teranga.cli.importing.files import digest_of, read_bytes, speaker_lists_beside
from teranga.cli.importing.report import as_json, print_report
from teranga.cli.refusal import Refusal
from teranga.cli.starting import progress
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.create_community import create_community
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event_from_programme import create_event_from_programme
from teranga.domains.events.actions.import_programme import (
    DifferentProgramme,
    EmptyProgramme,
    ImportSummary,
    import_programme,
)
from teranga.domains.events.models import Event
from teranga.formats.programme import Finding, Outcome, Programme, ReadResult, UnreadableFile
from teranga.formats.schedule import read_programme
from teranga.foundation.translated import TranslatedText

LARGE = 300_000  # bytes; from here on reading takes long enough to say so


@dataclass(frozen=True, slots=True)
class ReadFile:
    name: str
    digest: str
    result: ReadResult


def import_schedule_file(options: argparse.Namespace) -> int:
    read = read_schedule(options.file, options.companions)
    community_slug, event_slug = options.event
    at = timezone.now()
    with progress(f"Importing {len(read.result.programme.sessions)} sessions"), write():
        event, is_new = _event(community_slug, event_slug, read.result.programme, options, at)
        findings = list(read.result.findings)
        if is_new:
            findings += undated(read.result.programme)
        summary = put_into(event, read, findings, at, replace=options.replace)
    if options.json:
        print(
            json.dumps(as_json(summary, read.result.programme, options.event), ensure_ascii=False, indent=1)
        )
    else:
        print_report(summary, read.name, read.result.programme, event)
    return 0


def read_schedule(file: Path, companions: list[Path]) -> ReadFile:
    """The programme in a file, or Refusal with the reason; nothing is written here."""
    data = read_bytes(file)
    companions = companions or speaker_lists_beside(file)
    beside = {other.name: read_bytes(other) for other in companions}
    try:
        if len(data) >= LARGE:
            with progress(f"Reading {file.name}"):
                result = read_programme(data, file.name, companions=beside)
        else:
            result = read_programme(data, file.name, companions=beside)
    except UnreadableFile as unreadable:
        raise Refusal(f"{file.name}: {unreadable} Nothing was changed.") from unreadable
    return ReadFile(file.name, digest_of(data), result)


def put_into(
    event: Event, read: ReadFile, findings: list[Finding], at: datetime, *, replace: bool = False
) -> ImportSummary:
    try:
        return import_programme(
            event=event, programme=read.result.programme, findings=findings, file_name=read.name,
            digest=read.digest, by=COMMAND_LINE, at=at, replace=replace,
        )  # fmt: skip
    except EmptyProgramme as empty:
        raise Refusal(f"{read.name} has no session that can be used; nothing was changed.") from empty
    except DifferentProgramme as different:
        raise Refusal(
            f"None of the sessions of {event.slug} is in {read.name}, so all of them would disappear; "
            "nothing was changed. Say --replace if that is meant."
        ) from different


def _event(
    community_slug: str, event_slug: str, programme: Programme, options: argparse.Namespace, at: datetime
) -> tuple[Event, bool]:
    community = Community.objects.filter(slug=community_slug).first()
    if community is None:
        if not options.create:
            raise Refusal(f"There is no community “{community_slug}” here: --create makes it.")
        community = _community(community_slug, programme, at)
    event = Event.objects.filter(community=community, slug=event_slug).select_related("community").first()
    if event:
        return event, False
    if not options.create:
        raise Refusal(f"“{community_slug}” has no event “{event_slug}”: --create makes it.")
    event = create_event_from_programme(
        community=community, slug=event_slug, programme=programme, name=options.name, by=COMMAND_LINE, at=at
    )
    return event, True


def _community(slug: str, programme: Programme, at: datetime) -> Community:
    languages = [code for code in programme.languages if len(code) <= 8] or ["en"]
    return create_community(
        slug=slug, name=TranslatedText(slug.replace("-", " ").title()), languages=languages,
        default_language=languages[0], zone=programme.zone, by=COMMAND_LINE, at=at,
        countries=[programme.country] if programme.country else [],
        cities=[programme.city] if programme.city else [],
    )  # fmt: skip


def undated(programme: Programme) -> list[Finding]:
    if programme.start or any(session.start for session in programme.sessions):
        return []
    what = "The file says no date; the event was dated today. Correct it in the event's settings."
    return [Finding(Outcome.GUESSED, "dates-missing", programme.title or "the programme", what)]
