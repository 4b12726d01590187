"""How a call is reviewed: its phases, the lines of the review, the reasons, and who reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.proposals.actions.ordering import move_within
from teranga.domains.proposals.actions.scores import ask_for_scores
from teranga.domains.proposals.models import (
    Call,
    Review,
    ReviewAssignment,
    ReviewCriterion,
    Reviewer,
    ReviewPhase,
    ReviewScore,
    ReviewTag,
    TaggedProposal,
)
from teranga.domains.proposals.queries_conflicts import employer
from teranga.foundation.folding import free_slug, slug

Row = ReviewPhase | ReviewCriterion | ReviewTag | Reviewer
NAMES: dict[type[Row], str] = {
    ReviewPhase: "review_phase", ReviewCriterion: "review_line", ReviewTag: "review_tag",
    Reviewer: "reviewer",
}  # fmt: skip
ENDS = {ReviewCriterion: "ended_at", ReviewTag: "ended_at", Reviewer: "left_at"}
NOT_NOTED = {Reviewer: ("affiliation",)}  # of these the log tells only that they changed


class ReviewRowRefused(Exception):
    """Nothing was written. `why`: ends, overlap, range, scored, loads, twice or employer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ReviewRowInUse(Exception):
    """Somebody reviewed by this row: it can be ended, but it stays. Nothing was written."""


def add_review_row(
    *, call: Call, kind: type[Row], by: Actor, at: datetime, is_offered: bool = True, **values: Any
) -> Row:
    """The last one of its list. Raises ReviewRowRefused."""
    with write():
        locked = _locked(call)
        here = _rows(kind, locked)
        row = kind(community_id=locked.community_id, event_id=locked.event_id, call=locked, **values)
        if isinstance(row, Reviewer):
            if here.filter(person=row.person_id).exists():
                raise ReviewRowRefused("twice")
            row.added_at = at
        else:
            row.position = min(here.count(), 32_767)
        if isinstance(row, ReviewTag):
            row.slug = _free(here, str(row.name))
        _offer(row, is_offered, at)
        _check(row)
        row.save(force_insert=True)
        told = {name: value for name, value in values.items() if name != "person"}
        _note("add", row, changed({}, told, NOT_NOTED.get(kind, ())), by, at)
        _recount(row, at)
    return row


def change_review_row(
    *, row: Row, seen: str = "", by: Actor, at: datetime, is_offered: bool = True, **values: Any
) -> list[str]:
    """Returns what differed. Raises ReviewRowRefused, EditedMeanwhile."""
    with write():
        call = _locked(row.call)
        stored = _rows(type(row), call).select_for_update(of=("self",)).get(pk=row.pk)
        check_same(stored, seen)
        names = [*values, *filter(None, [ENDS.get(type(row))])]
        before = {name: getattr(stored, name) for name in names}
        for name, value in values.items():
            setattr(stored, name, value)
        _offer(stored, is_offered, at)
        _check(stored, before)
        after = {name: getattr(stored, name) for name in names}
        differing = changed(before, after, NOT_NOTED.get(type(row), ()))
        if differing:
            stored.save()
            _note("change", stored, differing, by, at)
            _leave(stored)
            _recount(stored, at)
    return sorted(differing)


def tell_own_load(*, reviewer: Reviewer, by: Actor, at: datetime, **values: Any) -> list[str]:
    """What a reviewer says of themselves: topics, languages, employer, how many reviews at most.

    Once reviewing began an employer stays: trying others would show whose proposals vanish. Raises
    ReviewRowRefused.
    """
    unknown = values.keys() - {"topics", "languages", "affiliation", "most"}
    if unknown:
        raise ReviewRowRefused(", ".join(sorted(unknown)))
    values["least"] = min(reviewer.least, values.get("most", reviewer.most))
    with write():
        call = _locked(reviewer.call)
        said = _rows(Reviewer, call).get(pk=reviewer.pk).affiliation
        if employer(said) not in ("", employer(values.get("affiliation", said))) and _has_begun(call, at):
            raise ReviewRowRefused("employer")
        return change_review_row(row=reviewer, by=by, at=at, **values)


def _has_begun(call: Call, at: datetime) -> bool:
    return bool(_rows(ReviewPhase, call).filter(starts_at__lte=at).exists())


def move_review_row(*, row: Row, step: int, by: Actor, at: datetime) -> bool:
    """One place up (-1) or down (1); False at the end of the list."""
    with write():
        call = _locked(row.call)
        moved = move_within(_rows(type(row), call), row.pk, step)
        if moved is None:
            return False
        _note("move", row, {"position": list(moved)}, by, at)
    return True


def remove_review_row(*, row: Row, by: Actor, at: datetime) -> None:
    """Take away what nobody reviewed by. Raises ReviewRowInUse."""
    with write():
        call = _locked(row.call)
        stored = _rows(type(row), call).select_for_update(of=("self",)).get(pk=row.pk)
        if is_relied_on(stored):
            raise ReviewRowInUse(NAMES[type(row)])
        _note("remove", stored, {}, by, at)
        if isinstance(stored, Reviewer):
            _assignments(stored).delete()
        stored.delete()


def is_relied_on(row: Row) -> bool:
    here = {"event": row.event_id}
    match row:
        case ReviewCriterion():
            return ReviewScore.objects.filter(**here, criterion=row).exists()
        case ReviewTag():
            return TaggedProposal.objects.filter(**here, tag=row).exists()
        case Reviewer():
            return Review.objects.filter(**here, proposal__call=row.call_id, person=row.person_id).exists()
    return False


def _check(row: Row, before: dict[str, Any] | None = None) -> None:
    match row:
        case ReviewPhase():
            if row.ends_at <= row.starts_at:
                raise ReviewRowRefused("ends")
            others = _rows(ReviewPhase, row.call).exclude(pk=row.pk)
            if others.filter(Q(starts_at__lt=row.ends_at) & Q(ends_at__gt=row.starts_at)).exists():
                raise ReviewRowRefused("overlap")
        case ReviewCriterion():
            if row.most <= row.least:
                raise ReviewRowRefused("range")
            moved = before and (before.get("least"), before.get("most")) != (row.least, row.most)
            if moved and is_relied_on(row):
                raise ReviewRowRefused("scored")
        case Reviewer():
            if row.least > row.most:
                raise ReviewRowRefused("loads")


def _offer(row: Row, is_offered: bool, at: datetime) -> None:
    if (name := ENDS.get(type(row))) and is_offered != (getattr(row, name) is None):
        setattr(row, name, None if is_offered else at)


def _leave(row: Row) -> None:
    """Whoever left is asked for nothing any more; what they wrote stays."""
    if isinstance(row, Reviewer) and row.left_at is not None:
        written = Review.objects.filter(event=row.event_id, person=row.person_id, sent_at__isnull=False)
        _assignments(row).exclude(proposal__in=written.values("proposal_id")).delete()


def _assignments(row: Reviewer) -> Any:
    rows = ReviewAssignment.objects.filter(event=row.event_id, proposal__call=row.call_id)
    return rows.filter(person=row.person_id)


def _recount(row: Row, at: datetime) -> None:
    if isinstance(row, ReviewCriterion):
        ask_for_scores(row.call, at)


def _locked(call: Call) -> Call:
    rows = Call.objects.filter(community=call.community_id).select_for_update(of=("self",))
    return rows.select_related("event").get(pk=call.pk)


def _rows(kind: type[Row], call: Call) -> Any:
    return kind.objects.filter(event=call.event_id, call=call)


def _free(here: Any, name: str) -> str:
    wanted, taken = slug(name) or "reason", set(here.values_list("slug", flat=True))
    return next(
        found for number in range(1, len(taken) + 2) if (found := free_slug(wanted, number)) not in taken
    )


def _note(verb: str, row: Row, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    name = NAMES[type(row)]
    record(by=by, verb=f"{name}.{verb}", object_type=name, object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
