"""A programme's file from the browser: received, read apart, looked at, and put in when somebody says so."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from teranga.base.jobs import enqueue, report_progress
from teranga.base.jobs_child import run_in_child
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.actions.import_programme import (
    DifferentProgramme,
    EmptyProgramme,
    ImportSummary,
    import_programme,
)
from teranga.domains.events.models import Event, ProgrammeUpload
from teranga.formats.intake import MAX_BYTES
from teranga.formats.plain_programme import from_plain
from teranga.formats.programme import Outcome, Programme, ReadResult, UnreadableFile
from teranga.formats.schedule import read_programme

LARGE = 300_000  # bytes; from here on reading is heavy enough for a process of its own
State = ProgrammeUpload.State
Clock = Callable[[], datetime]


class UploadTooLarge(Exception):
    """The file is beyond what is read. Nothing was kept."""


class UploadMoveRefused(Exception):
    """The file is not at the point where this can be asked of it. Nothing was changed."""


class _OnlyALook(Exception):
    """Ends the transaction of a preview, so that nothing of it stays."""


def receive_upload(
    *, event: Event, file_name: str, content: bytes, by: Actor, at: datetime, replace: bool = False
) -> ProgrammeUpload:
    """Keep the bytes, and have them read. Nothing of the programme changes. Raises UploadTooLarge."""
    if len(content) > MAX_BYTES:
        raise UploadTooLarge(file_name)
    with write():
        upload = ProgrammeUpload.objects.create(
            community_id=event.community_id, event=event, file_name=file_name.rsplit("/", 1)[-1][:200],
            digest=hashlib.sha256(content).hexdigest(), size=len(content), content=content, replace=replace,
            by_id=by.person_id, acting_as=by.acting_as[:80], uploaded_at=at, updated_at=at,
        )  # fmt: skip
        _note("upload.receive", upload, {"file": upload.file_name, "size": upload.size}, by, at)
        enqueue("events.read_upload", at=at, payload=_payload(upload))
    return upload


def examine(upload: ProgrammeUpload, *, clock: Clock) -> None:
    """Read the file and try it out; what would change is kept as a report, and nothing else."""
    if upload.state != State.WAITING:
        return
    result = _read(upload)
    at = clock()
    if isinstance(result, str):
        _settle(upload, at, state=State.REFUSED, refusal={"code": "unreadable", "what": result}, content=b"")
        return
    report_progress(60, 100)
    outcome = _tried(upload, result, at)
    report_progress(95, 100)
    if isinstance(outcome, str):
        _settle(upload, clock(), state=State.REFUSED, refusal={"code": outcome, "what": ""}, content=b"")
    else:
        _settle(upload, clock(), state=State.READ, report=report_of(outcome, result.programme))


def ask_to_apply(*, upload: ProgrammeUpload, by: Actor, at: datetime) -> None:
    """What was looked at is put in. Raises UploadMoveRefused."""
    with write():
        row = _locked(upload)
        if row.state != State.READ:
            raise UploadMoveRefused(row.state)
        _settle(row, at, state=State.APPLYING, by_id=by.person_id, acting_as=by.acting_as[:80])
        enqueue("events.apply_upload", at=at, payload=_payload(row))


def drop_upload(*, upload: ProgrammeUpload, by: Actor, at: datetime) -> None:
    """Do not put it in after all; its bytes go. Raises UploadMoveRefused."""
    with write():
        row = _locked(upload)
        if row.state not in (State.WAITING, State.READ):
            raise UploadMoveRefused(row.state)
        _settle(row, at, state=State.REFUSED, refusal={"code": "dropped", "what": ""}, content=b"")
        _note("upload.drop", row, {"file": row.file_name}, by, at)


def apply(upload: ProgrammeUpload, *, clock: Clock) -> None:
    """Put the file in, as the person who said so, in one transaction with its report."""
    if upload.state != State.APPLYING:
        return
    result = _read(upload)
    if isinstance(result, str):
        _settle(
            upload, clock(), state=State.REFUSED, refusal={"code": "unreadable", "what": result}, content=b""
        )
        return
    report_progress(50, 100)
    at = clock()
    with write():
        row = _locked(upload)
        if row.state != State.APPLYING:
            return
        outcome = _import(row, result, at)
        if isinstance(outcome, str):
            _settle(row, at, state=State.REFUSED, refusal={"code": outcome, "what": ""}, content=b"")
        else:
            _settle(row, at, state=State.APPLIED, report=report_of(outcome, result.programme), content=b"")


def report_of(summary: ImportSummary, programme: Programme) -> dict[str, Any]:
    """The same figures and findings as the command line's report."""
    names = ("sessions", "speakers", "rooms", "added", "changed", "moved", "removed", "version")
    return {
        "format": programme.source_format,
        **{name: getattr(summary, name) for name in names},
        **{outcome.value: summary.count(outcome) for outcome in Outcome},
        "unchanged": summary.is_unchanged,
        "first": summary.is_first,
        "findings": [
            {"outcome": one.outcome.value, "code": one.code, "where": one.where, "what": one.what}
            for one in summary.findings
        ],
        "changes": [
            {"kind": str(one.row.kind), "title": dict(one.row.title), "before": one.row.before,
             "after": one.row.after, "fields": one.fields}
            for one in summary.changes if not summary.is_first
        ],
    }  # fmt: skip


def _read(upload: ProgrammeUpload) -> ReadResult | str:
    """What the file says, or why it cannot be used."""
    content = bytes(upload.content)
    if len(content) < LARGE:
        try:
            return read_programme(content, upload.file_name)
        except UnreadableFile as unreadable:
            return str(unreadable)
    told = run_in_child(
        "teranga.formats.schedule.apart:read_apart",
        {"content": base64.b64encode(content).decode("ascii"), "name": upload.file_name},
    )
    return told["refusal"] if "refusal" in told else from_plain(told["read"])


def _tried(upload: ProgrammeUpload, result: ReadResult, at: datetime) -> ImportSummary | str:
    outcome: ImportSummary | str = "empty"
    try:
        with write():
            outcome = _import(upload, result, at)
            raise _OnlyALook
    except _OnlyALook:
        return outcome


def _import(upload: ProgrammeUpload, result: ReadResult, at: datetime) -> ImportSummary | str:
    try:
        return import_programme(
            event=upload.event, programme=result.programme, findings=result.findings,
            file_name=upload.file_name, digest=upload.digest, replace=upload.replace,
            by=Actor(upload.acting_as, upload.by_id), at=at,
        )  # fmt: skip
    except EmptyProgramme:
        return "empty"
    except DifferentProgramme:
        return "different"


def _locked(upload: ProgrammeUpload) -> ProgrammeUpload:
    rows = ProgrammeUpload.objects.filter(event=upload.event_id).select_for_update(of=("self",))
    return rows.select_related("event__community").get(pk=upload.pk)


def _settle(upload: ProgrammeUpload, at: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(upload, name, value)
    upload.updated_at = at
    with write():
        upload.save(update_fields=[*values, "updated_at"])


def _payload(upload: ProgrammeUpload) -> dict[str, int]:
    return {"event_id": upload.event_id, "upload_id": upload.pk}


def _note(verb: str, upload: ProgrammeUpload, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="upload", object_id=upload.pk, at=at,
           community_id=upload.community_id, event_id=upload.event_id, changes=changes)  # fmt: skip
