"""Programmes of mentoring: written, opened, begun, ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.models import Community
from teranga.domains.communities.publishing import announce_community
from teranga.domains.events.models import Event
from teranga.domains.learning.models import Pair, Programme

FIELDS = ("slug", "name", "text", "goals", "topics", "apply_until", "start", "end")
State = Programme.State
MOVES = {"open": (State.DRAFT, State.RUNNING), "begin": (State.OPEN,), "end": (State.RUNNING, State.OPEN)}
AFTER = {"open": State.OPEN, "begin": State.RUNNING, "end": State.ENDED}


class ProgrammeFields(TypedDict, total=False):
    slug: str
    name: dict[str, str]
    text: dict[str, str]
    goals: list[Any]
    topics: list[Any]
    apply_until: date
    start: date
    end: date


class ProgrammeRefused(Exception):
    """The programme cannot be kept like this. Nothing was written. `field` says what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class ProgrammeMoveRefused(Exception):
    """A programme in this state cannot be moved like this. Nothing was changed."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"A programme that is {state} cannot {move}.")
        self.state, self.move = state, move


def add_programme(
    *, community: Community, by: Actor, at: datetime, event: Event | None = None,
    kind: str = Programme.Kind.MENTORING, **fields: Unpack[ProgrammeFields],
) -> Programme:  # fmt: skip
    """A new programme as a draft. Raises ProgrammeRefused."""
    with write():
        _check(community, fields, None)
        row = Programme(community=community, event=event, kind=kind, created_at=at, updated_at=at, **fields)
        row.save(force_insert=True)
        told = {name: getattr(row, name) for name in FIELDS}
        _note("programme.add", row, changed({}, told), by, at)
    return row


def change_programme(
    *, programme: Programme, seen: str = "", by: Actor, at: datetime, **fields: Unpack[ProgrammeFields]
) -> list[str]:
    """Returns the names of the fields that differed. Raises ProgrammeRefused and EditedMeanwhile."""
    with write():
        row = _locked(programme)
        check_same(row, seen)
        _check(row.community, fields, row)
        before = {name: getattr(row, name) for name in fields}
        for name, value in fields.items():
            setattr(row, name, value)
        differing = changed(before, {name: getattr(row, name) for name in fields})
        if differing:
            row.updated_at = at
            row.save(update_fields=[*fields, "updated_at"])
            _note("programme.change", row, differing, by, at)
            announce_community(row.community)
    return sorted(differing)


def move_programme(*, programme: Programme, move: str, by: Actor, at: datetime) -> Programme:
    """Open it to applications, begin it, or end it. Raises ProgrammeMoveRefused.

    With the programme end those pairs that still run; each side is then asked how it went.
    """
    with write():
        row = _locked(programme)
        if row.state not in MOVES[move]:
            raise ProgrammeMoveRefused(row.state, move)
        before, row.state = row.state, AFTER[move]
        row.updated_at = at
        row.save(update_fields=["state", "updated_at"])
        if row.state == State.ENDED:
            open_pairs = Pair.objects.filter(community=row.community, programme=row)
            open_pairs.filter(state=Pair.State.RUNNING).update(state=Pair.State.ENDED, ended_at=at)
            open_pairs.filter(state=Pair.State.PROPOSED).update(state=Pair.State.DECLINED, ended_at=at)
        _note(f"programme.{move}", row, {"state": [before, row.state]}, by, at)
        announce_community(row.community)
    return row


def _check(community: Community, fields: ProgrammeFields, row: Programme | None) -> None:
    slug = fields.get("slug")
    others = Programme.objects.filter(community=community, slug=slug).exclude(pk=row.pk if row else None)
    if slug is not None and others.exists():
        raise ProgrammeRefused("slug")
    start = fields.get("start", row.start if row else None)
    end = fields.get("end", row.end if row else None)
    if start is None or end is None or end < start:
        raise ProgrammeRefused("end")


def _locked(programme: Programme) -> Programme:
    rows = Programme.objects.filter(community=programme.community_id).select_for_update(of=("self",))
    return rows.select_related("community").get(pk=programme.pk)


def _note(verb: str, row: Programme, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="programme", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
