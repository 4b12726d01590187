"""The report of an import: row by row what was repaired, guessed and left out, then what changed."""

from __future__ import annotations

import textwrap
from typing import Any

from teranga.domains.events.actions.import_programme import ImportSummary
from teranga.domains.events.actions.importing.changes import Change
from teranga.domains.events.models import Event, ScheduleChange
from teranga.formats.programme import Finding, Outcome, Programme

HEADINGS = {
    Outcome.REPAIRED: "Repaired",
    Outcome.GUESSED: "Guessed, please look",
    Outcome.LEFT_OUT: "Left out",
    Outcome.NOTED: "Worth a look",
}
WIDTH = 100


def print_report(summary: ImportSummary, file_name: str, programme: Programme, event: Event) -> None:
    days = f"{event.start.isoformat()} to {event.end.isoformat()}, {event.zone}"
    print(f"{file_name} ({programme.source_format}): {event.name or programme.title}, {days}")
    for outcome, heading in HEADINGS.items():
        print_findings(heading, [finding for finding in summary.findings if finding.outcome is outcome])
    if not summary.is_first:
        _print_changes(summary.changes)
    print()
    print(_summary_line(summary))
    print(_outcome_line(summary))


def print_findings(heading: str, findings: list[Finding]) -> None:
    if not findings:
        return
    print(f"\n{heading} ({len(findings)})")
    for finding in findings:
        print(textwrap.fill(f"{finding.where}: {finding.what}", WIDTH, initial_indent="  ",
                            subsequent_indent="    ", break_long_words=False))  # fmt: skip


def _print_changes(changes: list[Change]) -> None:
    if not changes:
        return
    print(f"\nChanged since the last version ({len(changes)})")
    for change in changes:
        print(f"  {change.row.kind:<8} {change.row.title}{_what(change)}")


def _what(change: Change) -> str:
    if change.row.kind == ScheduleChange.Kind.MOVED:
        was, now = (", ".join(side.values()) or "nowhere" for side in (change.row.before, change.row.after))
        return f": {was} → {now}"
    if change.row.kind == ScheduleChange.Kind.CHANGED:
        return f": {', '.join(change.fields)}"
    return ""


def _summary_line(summary: ImportSummary) -> str:
    counted = f"{summary.sessions} sessions, {summary.speakers} speakers, {summary.rooms} rooms"
    if summary.is_unchanged:
        return f"{counted}. Nothing changed."
    if summary.is_first:
        return f"{counted}. All of them are new."
    return (
        f"{counted}. Version {summary.version}: {summary.added} added, {summary.moved} moved, "
        f"{summary.changed} changed, {summary.removed} removed."
    )


def _outcome_line(summary: ImportSummary) -> str:
    return (
        f"{summary.count(Outcome.REPAIRED)} repaired, {summary.count(Outcome.GUESSED)} guessed, "
        f"{summary.count(Outcome.LEFT_OUT)} left out, {summary.count(Outcome.NOTED)} worth a look."
    )


def findings_as_json(findings: list[Finding]) -> list[dict[str, str]]:
    return [
        {"outcome": finding.outcome.value, "code": finding.code, "where": finding.where, "what": finding.what}
        for finding in findings
    ]


def as_json(summary: ImportSummary, programme: Programme, event: tuple[str, str]) -> dict[str, Any]:
    return {
        "event": "/".join(event),
        "format": programme.source_format,
        "sessions": summary.sessions,
        "speakers": summary.speakers,
        "rooms": summary.rooms,
        **{outcome.value: summary.count(outcome) for outcome in Outcome},
        "added": summary.added,
        "changed": summary.changed,
        "moved": summary.moved,
        "removed": summary.removed,
        "version": summary.version,
        "unchanged": summary.is_unchanged,
        "findings": findings_as_json(summary.findings),
    }
