"""What a call consists of: session types, topics, the team's own questions; one by one, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.proposals.actions.announcing import announce_call
from teranga.domains.proposals.actions.calls import CallRefused, check_deadline, locked_call
from teranga.domains.proposals.actions.ordering import move_within
from teranga.domains.proposals.models import (
    AccessCode,
    Call,
    CallQuestion,
    Proposal,
    ProposalAnswer,
    ProposalFile,
    SessionType,
    Topic,
)
from teranga.domains.proposals.rules_answers import CONDITIONS
from teranga.foundation.folding import free_slug, slug

Row = SessionType | Topic | CallQuestion
NAMES: dict[type[Row], str] = {
    SessionType: "session_type", Topic: "topic", CallQuestion: "call_question"
}  # fmt: skip
CHOICE_KINDS = (CallQuestion.Kind.CHOICE, CallQuestion.Kind.CHOICES)


class RowInUse(Exception):
    """Somebody relies on this row: it can be offered no longer, but it stays. Nothing was written."""


def add_call_row(
    *, call: Call, model: type[Row], by: Actor, at: datetime, is_offered: bool = True, **values: Any
) -> Row:
    """The last one of its list; the slug made of its name stays for good. Raises CallRefused."""
    with write():
        locked = locked_call(call)
        here = _rows(model, locked)
        row = model(community_id=locked.community_id, event_id=locked.event_id, call=locked, **values)
        row.position = min(here.count(), 32_767)
        row.ended_at = None if is_offered else at
        if not isinstance(row, CallQuestion):
            row.slug = _free(here, str(values["name"]), model)
        _check(locked, row)
        row.save(force_insert=True)
        _note("add", row, changed({}, _told(row, values)), by, at)
        announce_call(locked)
    return row


def change_call_row(
    *, row: Row, seen: str = "", by: Actor, at: datetime, is_offered: bool = True, **values: Any
) -> list[str]:
    """Returns what differed. Raises CallRefused, EditedMeanwhile."""
    with write():
        call = locked_call(row.call)
        stored = _rows(type(row), call).select_for_update(of=("self",)).get(pk=row.pk)
        check_same(stored, seen)
        names = (*values, "ended_at")
        before = _told(stored, names)
        for name, value in values.items():
            setattr(stored, name, value)
        if is_offered != (stored.ended_at is None):
            stored.ended_at = None if is_offered else at
        _check(call, stored, before)
        if isinstance(stored, SessionType) and "closes_at" in values:
            told = before["closes_at"] or call.closes_at
            check_deadline(call, told, stored.closes_at or call.closes_at, at)
        differing = changed(before, _told(stored, names))
        if differing:
            stored.save()
            _note("change", stored, differing, by, at)
            announce_call(call)
    return sorted(differing)


def move_call_row(*, row: Row, step: int, by: Actor, at: datetime) -> bool:
    """One place up (-1) or down (1); False at the end of the list."""
    with write():
        call = locked_call(row.call)
        moved = move_within(_rows(type(row), call), row.pk, step)
        if moved is None:
            return False
        _note("move", row, {"position": list(moved)}, by, at)
        announce_call(call)
    return True


def remove_call_row(*, row: Row, by: Actor, at: datetime) -> None:
    """Take away what nobody has used. Raises RowInUse."""
    with write():
        call = locked_call(row.call)
        stored = _rows(type(row), call).select_for_update(of=("self",)).get(pk=row.pk)
        if is_relied_on(stored):
            raise RowInUse(NAMES[type(row)])
        _note("remove", stored, {}, by, at)
        stored.delete()
        announce_call(call)


def is_relied_on(row: Row) -> bool:
    """Whether a proposal, an answer, a code or another question names it."""
    event, call = row.event_id, row.call_id
    questions = CallQuestion.objects.filter(event=event, call=call)
    match row:
        case SessionType():
            if Proposal.objects.filter(event=event, call=call, type=row).exists():
                return True
            codes = AccessCode.objects.filter(event=event, call=call)
            named = [*questions.values_list("types", flat=True), *codes.values_list("types", flat=True)]
            return any(row.slug in slugs for slugs in named)
        case Topic():
            told = Proposal.objects.filter(event=event, call=call).values_list("topics", flat=True)
            return any(row.slug in slugs for slugs in told)
        case CallQuestion():
            return _is_answered(row) or questions.filter(only_if=row).exists()


def _is_answered(row: CallQuestion) -> bool:
    answers = ProposalAnswer.objects.filter(event=row.event_id, question=row)
    return answers.exists() or ProposalFile.objects.filter(event=row.event_id, question=row).exists()


def _check(call: Call, row: Row, before: Mapping[str, Any] | None = None) -> None:
    """Raises CallRefused: closes, choices, condition, kind."""
    if isinstance(row, SessionType) and row.closes_at is not None and row.closes_at <= call.opens_at:
        raise CallRefused("closes")
    if not isinstance(row, CallQuestion):
        return
    if row.kind in CHOICE_KINDS and len(row.choices) < 2:
        raise CallRefused("choices")
    if before and row.pk and _is_answered(row):
        fewer = len(row.choices) < len(before.get("choices", row.choices))
        if before.get("kind", row.kind) != row.kind or fewer:
            raise CallRefused("answered")
    _check_condition(call, row)


def _check_condition(call: Call, row: CallQuestion) -> None:
    first = row.only_if
    if first is None:
        return
    if first.call_id != call.pk or first.pk == row.pk or first.kind not in CONDITIONS:
        raise CallRefused("condition")
    known = ["yes", *(str(number) for number in range(1, len(first.choices) + 1))]
    if row.only_if_value and row.only_if_value not in (known if first.kind != "tick" else known[:1]):
        raise CallRefused("condition")
    seen: set[int] = {row.pk} if row.pk else set()
    while first is not None:
        if first.pk in seen:
            raise CallRefused("condition")  # they would wait for each other
        seen.add(first.pk)
        first = first.only_if


def _told(row: Row, names: Iterable[str]) -> dict[str, Any]:
    """Values as the log takes them; of another row its key."""
    return {name: getattr(row, "only_if_id" if name == "only_if" else name) for name in names}


def _rows(kind: type[Row], call: Call) -> Any:
    return kind.objects.filter(event=call.event_id, call=call).select_related("call__event__community")


def _free(rows: Any, name: str, kind: type[Row]) -> str:
    wanted = slug(name) or NAMES[kind].replace("_", "-")
    taken = set(rows.values_list("slug", flat=True))
    return next(
        found for number in range(1, len(taken) + 2) if (found := free_slug(wanted, number)) not in taken
    )


def _note(verb: str, row: Row, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    name = NAMES[type(row)]
    record(by=by, verb=f"{name}.{verb}", object_type=name, object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
