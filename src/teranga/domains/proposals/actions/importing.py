"""A file of proposals: read, looked at, put in when somebody says so. Nobody is mailed by it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from teranga.base.jobs import enqueue
from teranga.base.models import Job
from teranga.base.sealed_files import delete_file_later, put_file
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.publishing import announce_event
from teranga.domains.proposals.actions.import_rows import put_in
from teranga.domains.proposals.actions.scores import ask_for_scores
from teranga.domains.proposals.models import Call, ProposalImport
from teranga.domains.proposals.queries_import import candidates_for, matched_by_address, plan_of
from teranga.formats.plain_text import one_line
from teranga.formats.proposals import TABLE_FIELDS, read_proposals

LARGEST = 60 * 1024 * 1024  # bytes
KEPT_UNREAD = timedelta(days=30)
State = ProposalImport.State


class ImportSettled(Exception):
    """It was put in or left meanwhile. Nothing was changed."""


def receive_proposals(
    *, call: Call, file_name: str, content: bytes, by: Actor, at: datetime
) -> ProposalImport:
    """Read the file and keep what it says to be looked at. Raises Unreadable."""
    told = read_proposals(content)
    upload = ProposalImport(
        community_id=call.community_id, event_id=call.event_id, call=call, kind=told["kind"],
        file_name=one_line(file_name.rsplit("/", 1)[-1])[:200], content=json.dumps(told),
        columns=told.get("columns", []), writers=matched_by_address(call, told), by_id=by.person_id,
        acting_as=by.acting_as[:80], received_at=at, updated_at=at,
    )  # fmt: skip
    upload.has_folder = told["kind"] != "table" and plan_of(upload).files > 0
    if upload.has_folder:
        put_file(upload.uuid, content)
    with write():
        upload.save(force_insert=True)
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


def match_writers(*, upload: ProposalImport, people: Mapping[str, int], by: Actor, at: datetime) -> None:
    """Say who of the team wrote which reviews; else they stay under the name. Raises ImportSettled."""
    with write():
        row = _locked(upload)
        candidates = candidates_for(row.call)
        row.writers = {key: person for key, person in people.items() if person in candidates}
        row.updated_at = at
        row.save(update_fields=["writers", "updated_at"])
        _note("match", row, {"matched": len(row.writers)}, by, at)


def ask_to_put_in(*, upload: ProposalImport, by: Actor, at: datetime) -> None:
    """As a job, because a large file takes seconds. Raises ImportSettled."""
    with write():
        row = _locked(upload)
        row.state, row.updated_at = State.APPLYING, at
        row.by_id, row.acting_as = by.person_id, by.acting_as[:80]
        job = enqueue("proposals.apply_import", at=at,
                      payload={"community_id": row.community_id, "import_id": row.pk})  # fmt: skip
        row.job_id = job.pk if job else None
        row.save(update_fields=["state", "updated_at", "by_id", "acting_as", "job_id"])


def apply_import(*, upload: ProposalImport, at: datetime) -> None:
    """Everything in one piece or nothing. What came with an earlier file stays as it is; files follow."""
    with write():
        rows = ProposalImport.objects.filter(community=upload.community_id).select_for_update(of=("self",))
        row = rows.select_related("call__event__community").get(pk=upload.pk)
        if row.state != State.APPLYING:
            return
        row.report, row.made = put_in(row, plan_of(row), at)
        _settle(row, State.APPLIED, at)
        _note("apply", row, row.report, Actor(row.acting_as, row.by_id), at)
        if row.report.get("reviews"):
            ask_for_scores(row.call, at)
        if row.has_folder:
            job = enqueue("proposals.take_in_files", at=at,
                          payload={"community_id": row.community_id, "import_id": row.pk})  # fmt: skip
            row.job_id = job.pk if job else None
            row.save(update_fields=["job_id"])
        announce_event(row.call.event)


def drop_import(*, upload: ProposalImport, by: Actor, at: datetime) -> None:
    """Leave it; what was read goes. Raises ImportSettled."""
    with write():
        row = _locked(upload)
        if row.has_folder:
            delete_file_later(row.uuid, at)
        row.has_folder = False
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
    row.state, row.updated_at, row.writers = State(state), at, {}
    row.content = ""  # type: ignore[assignment]
    row.save(update_fields=["report", "made", "writers", "state", "content", "has_folder", "updated_at"])


def _locked(upload: ProposalImport) -> ProposalImport:
    rows = ProposalImport.objects.filter(community=upload.community_id).select_for_update(of=("self",))
    row = rows.select_related("call").get(pk=upload.pk)
    if row.state != State.READ and not (row.state == State.APPLYING and _given_up(row)):
        raise ImportSettled
    return row


def _given_up(row: ProposalImport) -> bool:
    """Its job will not be tried again, so nothing was put in and nothing will be."""
    over = (Job.State.FAILED, Job.State.CANCELLED)
    return Job.objects.filter(pk=row.job_id, state__in=over).exists()


def _note(doing: str, row: ProposalImport, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=f"proposal_import.{doing}", object_type="proposal_import", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
