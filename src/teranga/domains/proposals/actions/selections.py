"""Programmes computed beside each other: begun, changed, copied, explained, thrown away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from teranga.base import jobs
from teranga.base.jobs_child import ChildFailed, run_in_child
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.proposals.models import Call, Selection, SelectionSignature
from teranga.domains.proposals.queries_selection import candidates, types_of
from teranga.domains.proposals.solving_selection import EXPLAINED, compute, explained, is_found

LONGEST = 600.0  # seconds
CHANGEABLE = ("choose", "per_person", "rules", "spaces", "pins", "reserve")


class SelectionRefused(Exception):
    """Nothing was changed. `why`: meanwhile, applied, unfinished, faults, stale, unsigned, other or told."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def start_selection(
    *, call: Call, name: str, choose: int | None = None, per_person: int | None = 1,
    rules: Sequence[Mapping[str, Any]] = (), reserve: int = 10, by: Actor, at: datetime,
) -> Selection:  # fmt: skip
    """Compute a first programme."""
    row = Selection(
        community_id=call.community_id, event_id=call.event_id, call=call, name=_name(name), choose=choose,
        per_person=per_person, rules=[dict(one) for one in rules], reserve=reserve,
        changed_at=at, made_at=at, made_by_id=by.person_id,
    )  # fmt: skip
    row.problem, row.result = compute(row, candidates(call), types_of(call))
    with write():
        row.save()
        _note("start", row, by, at)
    return row


def change_selection(
    *, selection: Selection, seen: datetime, by: Actor, at: datetime, **values: Any
) -> Selection:
    """Change what is asked (`CHANGEABLE`), or nothing to have it computed anew from today's proposals and
    scores. `seen` is the version that the person looked at. Signatures were for what it was: they go.

    Raises SelectionRefused.
    """
    row = _unapplied(selection, seen)
    before = row.result
    for name in CHANGEABLE:
        if name in values:
            setattr(row, name, values[name])
    row.problem, row.result = compute(row, candidates(row.call), types_of(row.call))
    row.result["change"] = _difference(before, row.result)
    row.regrets, row.error, row.changed_at = {}, "", at
    with write():
        _unapplied(selection, seen, locked=True)
        row.save()
        SelectionSignature.objects.filter(community=row.community_id, selection=row).delete()
        _note("change", row, by, at)
    return row


def rename_selection(*, selection: Selection, name: str, by: Actor, at: datetime) -> Selection:
    """Signatures stay: they are for what is chosen."""
    with write():
        row = _locked(selection)
        row.name = _name(name)
        row.save(update_fields=["name"])
        _note("rename", row, by, at)
    return row


def copy_selection(*, selection: Selection, name: str, by: Actor, at: datetime) -> Selection:
    """The same rules and pins under another name, to be changed apart."""
    asked = {one: getattr(selection, one) for one in CHANGEABLE}
    with write():
        row = Selection.objects.create(
            community_id=selection.community_id, event_id=selection.event_id, call_id=selection.call_id,
            name=_name(name), problem=selection.problem, result=_without_change(selection.result),
            regrets=selection.regrets, changed_at=at, made_at=at, made_by_id=by.person_id, **asked,
        )  # fmt: skip
        _note("copy", row, by, at)
    return row


def drop_selection(*, selection: Selection, by: Actor, at: datetime) -> None:
    """It was not what was looked for. Raises SelectionRefused once its outcomes are the proposals' states."""
    with write():
        row = _unapplied(selection, locked=True)
        _note("delete", row, by, at)
        row.delete()


def ask_reasons(*, selection: Selection, by: Actor, at: datetime) -> Selection:
    """Have a job find out for every proposal that is not in what stopped it."""
    with write():
        row = _locked(selection)
        if not is_found(row.result):
            raise SelectionRefused("unfinished")
        payload = {"community_id": row.community_id, "selection_id": row.pk}
        job = jobs.enqueue("proposals.explain_selection", at=at, payload=payload)
        row.job_id = job.pk if job else None
        row.save(update_fields=["job_id"])
        _note("explain", row, by, at)
    return row


def find_reasons(*, selection: Selection, apart: bool = True) -> Selection:
    """The job's work. `apart`: in a process of its own, so that pages stay quick meanwhile. What was changed
    in the meantime keeps its own reasons."""
    error, found = "", dict[str, Any]()
    asked = {"problem": selection.problem}
    try:
        found = (
            run_in_child(EXPLAINED, asked, longest=LONGEST, progress=jobs.report_progress)
            if apart else explained(**asked)
        )  # fmt: skip
    except ChildFailed as failed:
        error = str(failed)[:300]
    with write():
        row = _locked(selection)
        if row.changed_at == selection.changed_at:
            row.regrets, row.error = found.get("regrets", {}), error
            row.result["next"] = found.get("next")
            row.save(update_fields=["regrets", "error", "result"])
    return row


def _locked(selection: Selection) -> Selection:
    rows = Selection.objects.filter(community=selection.community_id).select_for_update(of=("self",))
    row = rows.get(pk=selection.pk)
    row.call = selection.call
    return row


def _unapplied(selection: Selection, seen: datetime | None = None, *, locked: bool = False) -> Selection:
    rows = Selection.objects.filter(community=selection.community_id)
    row = _locked(selection) if locked else rows.select_related("call__event__community").get(pk=selection.pk)
    if row.applied_at:
        raise SelectionRefused("applied")
    if seen is not None and row.changed_at != seen:
        raise SelectionRefused("meanwhile")
    return row


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Who came in, who went, and what the score gained, for whoever moved something."""
    was, now = set(before.get("chosen", ())), set(after["chosen"])
    both = is_found(dict(before)) and is_found(dict(after))
    gained = after["objective"] - before["objective"] if both else None
    return {"came": sorted(now - was), "went": sorted(was - now), "gained": gained}


def _without_change(result: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key != "change"}


def _name(text: str) -> str:
    return " ".join(text.split())[:80]


def _note(verb: str, row: Selection, by: Actor, at: datetime) -> None:
    record(by=by, verb=f"selection.{verb}", object_type="selection", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id)  # fmt: skip
