"""What organisers ask those who come, and what these answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Event
from teranga.domains.places.actions.moves import audit
from teranga.domains.places.models import Answer, Question, Rsvp
from teranga.domains.places.rules import over_at
from teranga.foundation.translated import TranslatedText

KEPT = {Question.Need.DIET: timedelta(days=30), Question.Need.ACCESS: timedelta(days=30)}
KEPT_ELSE = timedelta(days=365)
LONGEST = 500
FIELDS = ("kind", "label", "hint", "choices", "required", "need")


def add_question(
    *, event: Event, kind: str, label: TranslatedText, by: Actor, at: datetime,
    hint: TranslatedText | None = None, choices: Sequence[Mapping[str, str]] = (), required: bool = False,
    need: str = "",
) -> Question:  # fmt: skip
    with write():
        last = Question.objects.filter(event=event).count()
        question = Question.objects.create(
            community_id=event.community_id, event=event, kind=kind, label=label,
            hint=hint or TranslatedText(), choices=list(choices), required=required, need=need, position=last,
        )  # fmt: skip
        _log(question, "question.add", by, at, changed({}, _values(question)))
    return question


def change_question(*, question: Question, by: Actor, at: datetime, **fields: Any) -> None:
    """Other words or rules. Of a choice that was answered only the words can change, not their order."""
    with write():
        row = Question.objects.filter(event=question.event_id).select_for_update().get(pk=question.pk)
        before = _values(row)
        for name in FIELDS:
            if name in fields:
                setattr(row, name, fields[name])
        row.save()
        _log(row, "question.change", by, at, changed(before, _values(row)))


def end_question(*, question: Question, by: Actor, at: datetime) -> None:
    """Ask it no longer. What was answered stays until its time is over."""
    with write():
        row = Question.objects.filter(event=question.event_id).select_for_update().get(pk=question.pk)
        if row.ended_at is None:
            row.ended_at = at
            row.save(update_fields=["ended_at"])
            _log(row, "question.end", by, at, {"ended": ["", at]})


def keep_answers(rsvp: Rsvp, event: Event, told: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    """Write the answers to the questions asked now; an empty one takes the earlier answer away."""
    if not told:
        return
    asked = Question.objects.filter(event=event, ended_at=None)
    fields = []
    for question in asked.order_by("position", "pk"):
        if str(question.pk) not in told:
            continue
        value = told[str(question.pk)].strip()[:LONGEST]
        rows = Answer.objects.filter(event=event, rsvp=rsvp, question=question)
        kept = {
            "value": value,
            "forget_at": over_at(event) + KEPT.get(Question.Need(question.need), KEPT_ELSE),
        }
        if not value:
            rows.delete()
        elif not rows.update(**kept):
            Answer.objects.create(
                community_id=event.community_id, event=event, rsvp=rsvp, question=question, **kept
            )
        fields.append(question.pk)
    if fields:
        audit(rsvp, "rsvp.tell", by=by, at=at, changes={"questions": [0, len(fields)]})


def _values(question: Question) -> dict[str, Any]:
    return {name: getattr(question, name) for name in FIELDS}


def _log(question: Question, verb: str, by: Actor, at: datetime, changes: dict[str, Any]) -> None:
    record(
        by=by, verb=verb, object_type="question", object_id=question.pk, at=at,
        community_id=question.community_id, event_id=question.event_id, changes=changes,
    )  # fmt: skip
