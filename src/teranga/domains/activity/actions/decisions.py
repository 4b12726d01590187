"""Decisions: written down, decided under the next number, amended in the open, withdrawn; never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.models import Decision, DecisionCount, DecisionVersion
from teranga.domains.activity.publishing import tell_decision
from teranga.domains.activity.rules import changed, plain
from teranga.domains.activity.rules_decisions import (
    CONTENT,
    STORED,
    WRITTEN,
    NothingDecided,
    WhyIsMissing,
    check_move,
    columns,
    stored,
)

Kind: TypeAlias = DecisionVersion.Kind
State: TypeAlias = Decision.State


def draft_decision(*, community_id: int, by: Actor, at: datetime, **content: Any) -> Decision:
    """Write down what is to be decided; nobody outside the team sees it and it has no number yet."""
    _only(WRITTEN, content)
    with write():
        row = Decision.objects.create(
            community_id=community_id, created_at=at, updated_at=at, **columns(content)
        )
        _note("draft", row, {}, by, at)
    return row


def change_draft(*, decision: Decision, seen: str = "", by: Actor, at: datetime, **content: Any) -> None:
    """Raises IllegalMove, EditedMeanwhile."""
    _only(WRITTEN, content)
    with write():
        row = _locked(decision, "change", seen)
        before = stored(row)
        _put(row, columns(content), at)
        _note("change", row, before, by, at)


def discard_draft(*, decision: Decision, by: Actor, at: datetime) -> None:
    """Only what was never decided can go. Raises IllegalMove."""
    with write():
        row = _locked(decision, "discard")
        _note("discard", row, stored(row), by, at)
        row.delete()


def decide(
    *, decision: Decision, decided_by: str, decided_on: date, is_public: bool, by: Actor, at: datetime
) -> Decision:
    """Fix it under the next number of its kind. Raises IllegalMove, NothingDecided."""
    with write():
        row = _locked(decision, "decide")
        if not row.question or not row.answer:
            raise NothingDecided(row.pk)
        before = stored(row)
        number = {"number" if is_public else "team_number": _next_number(row.community_id, is_public)}
        _put(row, {"decided_by": decided_by, "decided_on": decided_on, "is_public": is_public,
                   "state": State.DECIDED, **number}, at)  # fmt: skip
        _keep(row, Kind.DECIDED, {}, at)
        _note("decide", row, before, by, at)
        tell_decision(row)
    return row


def amend_decision(
    *, decision: Decision, why: Mapping[str, str], seen: str = "", by: Actor, at: datetime, **content: Any
) -> list[str]:
    """Say it differently, with the reason beside it; returns what differed. Nothing differs: nothing is kept.

    Raises IllegalMove, WhyIsMissing, NothingDecided, EditedMeanwhile.
    """
    _only(CONTENT, content)
    with write():
        row = _locked(decision, "amend", seen)
        before, values = stored(row), columns(content)
        differing = changed({name: before[name] for name in values}, values)
        if not differing:
            return []
        if not why:
            raise WhyIsMissing(row.pk)
        if not (values.get("question", row.question) and values.get("answer", row.answer)):
            raise NothingDecided(row.pk)
        _put(row, {**values, "state": State.AMENDED}, at)
        _keep(row, Kind.AMENDED, why, at)
        _note("amend", row, before, by, at)
        tell_decision(row)
    return sorted(differing)


def publish_decision(*, decision: Decision, why: Mapping[str, str], by: Actor, at: datetime) -> None:
    """What was the team's alone becomes public for good, from this version on. Raises IllegalMove."""
    with write():
        row = _locked(decision, "publish")
        _put(row, {"is_public": True, "number": _next_number(row.community_id, True)}, at)
        _keep(row, Kind.PUBLISHED, why, at)
        _note("publish", row, stored(row), by, at)
        tell_decision(row)


def withdraw_decision(*, decision: Decision, why: Mapping[str, str], by: Actor, at: datetime) -> None:
    """It no longer holds, and stays to be read with the reason. Raises IllegalMove, WhyIsMissing."""
    with write():
        row = _locked(decision, "withdraw")
        if not why:
            raise WhyIsMissing(row.pk)
        _put(row, {"state": State.WITHDRAWN}, at)
        _keep(row, Kind.WITHDRAWN, why, at)
        _note("withdraw", row, stored(row), by, at)
        tell_decision(row)


def _next_number(community_id: int, is_public: bool) -> int:
    """One more than the last, under the lock of the count: a number that is given back leaves no gap."""
    DecisionCount.objects.bulk_create([DecisionCount(community_id=community_id)], ignore_conflicts=True)
    count = DecisionCount.objects.select_for_update().get(community_id=community_id)
    name = "public" if is_public else "team"
    setattr(count, name, getattr(count, name) + 1)
    count.save(update_fields=[name])
    return int(getattr(count, name))


def _locked(decision: Decision, move: str, seen: str = "") -> Decision:
    rows = Decision.objects.filter(community_id=decision.community_id)
    row = rows.select_for_update().get(pk=decision.pk)
    check_move(row, move)
    check_same(row, seen)
    return row


def _put(row: Decision, values: Mapping[str, Any], at: datetime) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.updated_at = at
    row.save(update_fields=[*values, "updated_at"])


def _keep(row: Decision, kind: str, why: Mapping[str, str], at: datetime) -> None:
    rows = DecisionVersion.objects.filter(community_id=row.community_id, decision=row)
    DecisionVersion.objects.create(
        decision=row, community_id=row.community_id, place=rows.count() + 1, kind=kind, why=dict(why),
        content=plain(stored(row)), is_public=row.is_public, at=at,
    )  # fmt: skip


def _only(known: tuple[str, ...], content: Mapping[str, Any]) -> None:
    foreign = set(content) - set(known)
    if foreign:
        raise TypeError(", ".join(sorted(foreign)))


def _note(verb: str, row: Decision, before: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """What the team alone may read is not told in the log either: only which parts changed."""
    hidden = () if row.is_public else STORED
    changes = changed({}, before, hidden) if verb == "discard" else changed(before, stored(row), hidden)
    record(by=by, verb=f"decision.{verb}", object_type="decision", object_id=row.pk, at=at,
           community_id=row.community_id, changes=changes)  # fmt: skip
