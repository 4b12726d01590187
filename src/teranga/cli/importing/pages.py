"""Reading the Markdown pages of a folder into a community."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from django.utils import timezone

from teranga.base.writing import write
from teranga.cli.importing.files import read_bytes
from teranga.cli.importing.report import HEADINGS, findings_as_json, print_findings
from teranga.cli.refusal import Refusal
from teranga.cli.starting import progress
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.import_pages import PageFile, PagesSummary, import_pages
from teranga.domains.communities.models import Community
from teranga.formats.pages import TextRepair, read_page
from teranga.formats.programme import Finding, Outcome, UnreadableFile

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
LANGUAGE_IN_NAME = re.compile(r"\.([a-z]{2})(?=\.[a-z]+$)")
WIDELY_USED = ("en", "fr", "es", "pt", "ar")
Repairs = dict[str, TextRepair]


def import_pages_folder(options: argparse.Namespace) -> int:
    community = Community.objects.filter(slug=options.community).first()
    if community is None:
        raise Refusal(f"There is no community “{options.community}” here: “teranga init” creates one.")
    files = _files(options.folder)
    findings: list[Finding] = []
    repairs: Repairs = {}
    with progress(f"Reading {len(files)} files"):
        pages = _read(files, options, community, findings, repairs)
    if not pages:
        for finding in findings:
            print_findings(HEADINGS[finding.outcome], [finding])
        raise Refusal(f"No page under {options.folder} can be used; nothing was changed.")
    with progress(f"Importing {len(pages)} pages"):
        summary = _import(community, pages, preview=options.preview)
    findings += summary.findings
    if options.json:
        print(json.dumps(_as_json(summary, findings, repairs, options), ensure_ascii=False, indent=1))
    else:
        _print(summary, findings, repairs, options)
    return 0


class _OnlyPreview(Exception):
    """Ends the transaction of a preview, so that nothing of it stays."""


def _import(community: Community, pages: list[PageFile], *, preview: bool) -> PagesSummary:
    try:
        with write():
            summary = import_pages(community=community, files=pages, by=COMMAND_LINE, at=timezone.now())
            if preview:
                raise _OnlyPreview
    except _OnlyPreview:
        pass
    return summary


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise Refusal(f"There is no folder {folder}.")
    files = [
        file for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in ENDINGS and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    ]  # fmt: skip
    if not files:
        raise Refusal(f"There is no Markdown page under {folder} (files that end in {', '.join(ENDINGS)}).")
    return files


def _read(
    files: list[Path],
    options: argparse.Namespace,
    community: Community,
    findings: list[Finding],
    repairs: Repairs,
) -> list[PageFile]:
    pages = []
    for file in files:
        name = file.relative_to(options.folder).as_posix() if options.folder.is_dir() else file.name
        language, bare = _language_of(name, community)
        try:
            result = read_page(read_bytes(file), bare, repair_text=options.repair_text)
        except (UnreadableFile, Refusal) as unreadable:
            findings.append(Finding(Outcome.LEFT_OUT, "file-unreadable", name, str(unreadable)))
            continue
        findings += [
            Finding(finding.outcome, finding.code, f"{name}, {finding.where}", finding.what)
            for finding in result.findings
        ]
        if result.repair:
            repairs[name] = result.repair
        pages.append(PageFile(name, result.page, language))
    return pages


def _language_of(name: str, community: Community) -> tuple[str, str]:
    """The language that a path states, as about.fr.md or fr/about.md do, and the name without it."""
    known = {*community.languages, *WIDELY_USED}
    stated = LANGUAGE_IN_NAME.search(name)
    if stated and stated[1] in known:
        return stated[1], name[: stated.start()] + name[stated.end() :]
    folder = name.partition("/")[0]
    return (folder, name) if "/" in name and folder in known else ("", name)


def _print(
    summary: PagesSummary, findings: list[Finding], repairs: Repairs, options: argparse.Namespace
) -> None:
    for outcome, heading in HEADINGS.items():
        print_findings(heading, [finding for finding in findings if finding.outcome is outcome])
    for name, repair in repairs.items():
        done = "mended" if repair.applied else "not mended"
        print(f"\n{name}: letters that were once read as {repair.encoding} ({done})")
        for old, new in repair.samples:
            print(f"  - {old}\n  + {new}")
    if any(not repair.applied for repair in repairs.values()):
        print("\nSay --repair-text to mend these letters.")
    counts = _counts(summary, findings)
    print(f"\n{counts['pages']} pages: {counts['added']} new, {counts['changed']} changed, "
          f"{counts['unchanged']} as they were.")  # fmt: skip
    print(f"{counts['repaired']} repaired, {counts['guessed']} guessed, {counts['left_out']} left out, "
          f"{counts['noted']} worth a look.")  # fmt: skip
    if options.preview:
        print("This was a preview; nothing was changed.")


def _counts(summary: PagesSummary, findings: list[Finding]) -> dict[str, int]:
    done = summary.pages
    outcomes = Counter(finding.outcome for finding in findings)
    return {
        "pages": len(done.added) + len(done.changed) + len(done.unchanged),
        "added": len(done.added), "changed": len(done.changed), "unchanged": len(done.unchanged),
        **{outcome.value: outcomes[outcome] for outcome in Outcome},
    }  # fmt: skip


def _as_json(
    summary: PagesSummary, findings: list[Finding], repairs: Repairs, options: argparse.Namespace
) -> dict[str, Any]:
    return {
        "community": options.community,
        "preview": options.preview,
        **_counts(summary, findings),
        "repairs": [
            {"file": name, "encoding": repair.encoding, "applied": repair.applied,
             "samples": [list(pair) for pair in repair.samples]}
            for name, repair in repairs.items()
        ],
        "findings": findings_as_json(findings),
    }  # fmt: skip
