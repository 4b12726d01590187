"""A file of proposals: read, looked at, put in when somebody says so. Nobody is mailed by it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from teranga.base.jobs import enqueue
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.proposals.actions.import_rows import put_in
from teranga.domains.proposals.models import Call, ProposalImport
from teranga.domains.proposals.queries_import import plan_of
from teranga.formats.plain_text import one_line
from teranga.formats.proposals import TABLE_FIELDS, read_proposals

LARGEST = 20 * 1024 * 1024  # bytes
KEPT_UNREAD = timedelta(days=30)
State = ProposalImport.State


class ImportSettled(Exception):
    """It was put in or left meanwhile. Nothing was changed."""


def receive_proposals(
    *, call: Call, file_name: str, content: bytes, by: Actor, at: datetime
) -> ProposalImport:
    """Read the file and keep what it says to be looked at. Raises Unreadable."""
    told = read_proposals(content)
    with write():
        upload = ProposalImport.objects.create(
            community_id=call.community_id, event_id=call.event_id, call=call, kind=told["kind"],
            file_name=one_line(file_name.rsplit("/", 1)[-1])[:200], content=json.dumps(told),
            columns=told.get("columns", []), by_id=by.person_id, acting_as=by.acting_as[:80],
            received_at=at, updated_at=at,
        )  # fmt: skip
        _note("receive", upload, {"size": len(content)}, by, at)
    return upload


def choose_columns(*, upload: ProposalImport, columns: Sequence[str], by: Actor, at: datetime) -> None:
    """Say what each column of a table holds. Raises ImportSettled."""
    with write():
        row = _locked(upload)
        if len(columns) != len(row.columns):
            raise ImportSettled
        row.columns, row.updated_at = [one if one in TABLE_FIELDS else "" for one in columns], at
        row.save(update_fields=["columns", "updated_at"])
        _note("correct", row, {"columns": row.columns}, by, at)


def ask_to_put_in(*, upload: ProposalImport, by: Actor, at: datetime) -> None:
    """As a job, because a large file takes seconds. Raises ImportSettled."""
    with write():
        row = _locked(upload)
        row.state, row.updated_at = State.APPLYING, at
        row.by_id, row.acting_as = by.person_id, by.acting_as[:80]
        row.save(update_fields=["state", "updated_at", "by_id", "acting_as"])
        enqueue("proposals.apply_import", at=at,
                payload={"community_id": row.community_id, "import_id": row.pk})  # fmt: skip


def apply_import(*, upload: ProposalImport, at: datetime) -> None:
    """Everything in one piece or nothing. What came with an earlier file stays as it is."""
    with write():
        rows = ProposalImport.objects.filter(community=upload.community_id).select_for_update(of=("self",))
        row = rows.select_related("call__event__community").get(pk=upload.pk)
        if row.state != State.APPLYING:
            return
        row.report = put_in(row.call, row.kind, plan_of(row), at)
        _settle(row, State.APPLIED, at)
        _note("apply", row, row.report, Actor(row.acting_as, row.by_id), at)


def drop_import(*, upload: ProposalImport, by: Actor, at: datetime) -> None:
    """Leave it; what was read goes. Raises ImportSettled."""
    with write():
        row = _locked(upload)
        _settle(row, State.DROPPED, at)
        _note("drop", row, {}, by, at)


def drop_stale_imports(*, by: Actor, at: datetime) -> int:
    """Files that nobody put in for a month; returns how many."""
    rows = ProposalImport.objects.across_communities("files that wait too long, wherever they are")
    stale = list(rows.filter(state=State.READ, updated_at__lt=at - KEPT_UNREAD).defer("content"))
    for upload in stale:
        drop_import(upload=upload, by=by, at=at)
    return len(stale)


def _settle(row: ProposalImport, state: str, at: datetime) -> None:
    """What was read goes with it."""
    row.state, row.updated_at = State(state), at
    row.content = ""  # type: ignore[assignment]
    row.save(update_fields=["report", "state", "content", "updated_at"])


def _locked(upload: ProposalImport) -> ProposalImport:
    rows = ProposalImport.objects.filter(community=upload.community_id).select_for_update(of=("self",))
    row = rows.get(pk=upload.pk)
    if row.state != State.READ:
        raise ImportSettled
    return row


def _note(doing: str, row: ProposalImport, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=f"proposal_import.{doing}", object_type="proposal_import", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
