"""Every programme file under a folder as an event of one community, with its source and licence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from teranga.base.writing import write
from teranga.cli.importing.files import digest_of, read_bytes, speaker_lists_beside
from teranga.cli.importing.schedule import ReadFile, put_into, undated
from teranga.cli.refusal import Refusal
from teranga.cli.starting import progress, say
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.create_community import create_community
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event_from_programme import create_event_from_programme
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event, ProgrammeImport
from teranga.formats.programme import UnreadableFile
from teranga.formats.schedule import read_programme
from teranga.foundation.folding import slug as slug_of
from teranga.foundation.translated import TranslatedText

ENDINGS = (".xml", ".json", ".yaml", ".yml")
SLUG = "imported"
NAME = TranslatedText(
    {"en": "Imported programmes", "fr": "Programmes importés", "es": "Programas importados"}
)
SUMMARY = TranslatedText(
    {
        "en": "Programmes of other conferences, read from their published files. Each names its source and "
        "licence.",
        "fr": "Des programmes d’autres conférences, lus dans leurs fichiers publiés. Chacun dit d’où il "
        "vient et sous quelle licence.",
        "es": "Programas de otras conferencias, leídos de sus archivos publicados. Cada uno dice de dónde "
        "viene y con qué licencia.",
    }
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a folder's programme comes from, as the table in SOURCES.md says."""

    source: str = ""
    licence: str = ""


def load_programmes(folder: Path) -> None:
    """One event a folder. A file loaded before is not read again; one that cannot be used is named."""
    origins = read_origins(folder / "SOURCES.md")
    at = timezone.now()
    community = Community.objects.filter(slug=SLUG).first()
    known = _known_digests(community) if community else set()
    for files in _folders(folder):
        fresh = _read(files, known)
        for read in fresh:
            community = community or _community(at)
            slug = _event_slug(files[0].parent, folder, read, alone=len(fresh) == 1)
            with progress(f"Importing {read.name}"):
                _load(community, slug, read, origins.get(files[0].parent.name, Origin()), at)


def _folders(folder: Path) -> list[list[Path]]:
    """The programme files of each folder; names that begin with "_" or "." are not programmes."""
    groups: dict[Path, list[Path]] = {}
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(("_", ".")) for part in file.relative_to(folder).parts)
        if file.suffix.lower() in ENDINGS and file.is_file() and not hidden:
            groups.setdefault(file.parent, []).append(file)
    return list(groups.values())


def _read(files: list[Path], known: set[str]) -> list[ReadFile]:
    read = []
    listed = {other for file in files for other in speaker_lists_beside(file)}
    for file in files:
        if file in listed and len(files) > len(listed):
            continue  # read together with the sessions it belongs to
        try:
            data = read_bytes(file)
            digest = digest_of(data)
            if digest in known:
                continue
            beside = {other.name: read_bytes(other) for other in speaker_lists_beside(file)}
            read.append(ReadFile(file.name, digest, read_programme(data, file.name, companions=beside)))
        except (UnreadableFile, Refusal) as unreadable:
            say(f"{file.parent.name}/{file.name} was left out. {unreadable}")
    return read


def _load(community: Community, slug: str, read: ReadFile, origin: Origin, at: datetime) -> None:
    programme = read.result.programme
    with write():
        event = Event.objects.filter(community=community, slug=slug).select_related("community").first()
        if event is None:
            event = create_event_from_programme(
                community=community, slug=slug, programme=programme, by=COMMAND_LINE, at=at
            )
        if origin.source:
            is_address = origin.source.startswith(("https://", "http://"))
            update_event(
                event=event, source_title="" if is_address else origin.source[:200],
                source_url=origin.source[:200] if is_address else "",
                licence=origin.licence[:200], by=COMMAND_LINE, at=at,
            )  # fmt: skip
        put_into(event, read, [*read.result.findings, *undated(programme)], at, replace=True)


def _community(at: datetime) -> Community:
    return create_community(
        slug=SLUG, kind=Community.Kind.STORY, name=NAME, summary=SUMMARY, languages=list(NAME),
        default_language="en", by=COMMAND_LINE, at=at,
    )  # fmt: skip


def _event_slug(place: Path, folder: Path, read: ReadFile, *, alone: bool) -> str:
    name = slug_of(place.name if place != folder else Path(read.name).stem) or "programme"
    return name if alone else slug_of(f"{name} {Path(read.name).stem}") or name


def _known_digests(community: Community) -> set[str]:
    return set(ProgrammeImport.objects.filter(community=community).values_list("digest", flat=True))


def read_origins(file: Path) -> dict[str, Origin]:
    """Folder name to origin, from a Markdown table with the columns folder, source and licence."""
    if not file.is_file():
        return {}
    origins: dict[str, Origin] = {}
    last = Origin()
    columns: dict[str, int] = {}
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not columns:
            found = {name: i for i, cell in enumerate(cells) for name in ("folder", "source", "licence")
                     if re.match(rf"{name}\b", cell.lower())}  # fmt: skip
            columns = found if len(found) == 3 else {}
        elif cells and len(cells) > max(columns.values()) and set(cells[0]) - set("-: "):
            source, licence = (cells[columns[name]] for name in ("source", "licence"))
            last = Origin(
                last.source if source == "same" else source, last.licence if licence == "same" else licence
            )
            origins |= dict.fromkeys(re.split(r"\s*,\s*", cells[columns["folder"]]), last)
    return origins
