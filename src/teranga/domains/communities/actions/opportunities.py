"""Opportunities that organisers write: put on the board, changed, taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.base.editing import check_same
from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import VISITOR, Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.models import Community, Opportunity, OpportunityReminder
from teranga.domains.communities.publishing import announce_community
from teranga.domains.communities.rules_opportunities import moment_of_end
from teranga.domains.people.models import Person

WRITTEN = (
    "kind", "title", "text", "who", "who_note", "languages", "money", "url", "source", "last_day",
    "last_hour", "zone", "outcome", "got_told",
)  # fmt: skip
SUGGESTABLE = ("kind", "title", "text", "who", "languages", "money", "url", "source", "last_day")
State = Opportunity.State


class NoSuchField(Exception):
    """The field is none that may be written like this. Nothing was written."""


def add_opportunity(*, community: Community, by: Actor, at: datetime, **values: Any) -> Opportunity:
    _check(values, WRITTEN)
    with write():
        row = _create(community, values, State.SHOWN, None, at)
        _note("add", row, changed({}, values), by, at)
        announce_community(community)
    return row


def suggest_opportunity(
    *, community: Community, person: Person | None, key: str, at: datetime, **values: Any
) -> Opportunity:
    """Anybody's suggestion, once per key: nobody sees it before an organiser said yes."""
    _check(values, SUGGESTABLE)
    by = Actor("member", person.pk) if person else VISITOR

    def act() -> dict[str, int]:
        row = _create(community, values, State.SUGGESTED, person, at)
        _note("suggest", row, {}, by, at)
        return {"number": row.pk}

    number = once(f"opportunity:{community.pk}", key, at, act)["number"]
    return Opportunity.objects.get(community=community, pk=number)


def change_opportunity(*, row: Opportunity, seen: str = "", by: Actor, at: datetime, **values: Any) -> None:
    """Raises EditedMeanwhile."""
    _check(values, WRITTEN)
    with write():
        stored = _locked(row)
        check_same(stored, seen)
        differing = changed({name: getattr(stored, name) for name in values}, values)
        if not differing:
            return
        for name, value in values.items():
            setattr(stored, name, value)
        stored.closes_at = moment_of_end(stored.last_day, stored.last_hour, stored.zone)
        stored.updated_at = at
        if {"last_day", "last_hour", "zone"} & differing.keys():  # a moved end is reminded of anew
            OpportunityReminder.objects.filter(community=stored.community_id, opportunity=stored).update(
                told_days=None
            )
        if "url" in differing:
            stored.checked_at, stored.failures, stored.moved_to = None, 0, ""
        stored.save()
        _note("change", stored, differing, by, at)
        announce_community(stored.community)


def decide_suggestion(*, row: Opportunity, is_shown: bool, by: Actor, at: datetime) -> None:
    """Put a suggestion on the board or leave it out. Decided once more, it changes nothing."""
    with write():
        stored = _locked(row)
        state = State.SHOWN if is_shown else State.REFUSED
        if stored.state == state:
            return
        _note("decide", stored, {"state": [stored.state, state]}, by, at)
        stored.state, stored.updated_at = state, at
        stored.save(update_fields=["state", "updated_at"])
        announce_community(stored.community)


def remove_opportunity(*, row: Opportunity, by: Actor, at: datetime) -> None:
    with write():
        stored = _locked(row)
        _note("remove", stored, {"title": [dict(stored.title), None]}, by, at)
        community = stored.community
        stored.delete()
        announce_community(community)


def _create(
    community: Community, values: dict[str, Any], state: str, person: Person | None, at: datetime
) -> Opportunity:
    told = {"zone": community.zone, **values}
    end = moment_of_end(told.get("last_day"), told.get("last_hour"), told["zone"])
    return Opportunity.objects.create(
        community=community, state=state, suggested_by=person, written_at=at, updated_at=at, closes_at=end,
        **told,
    )  # fmt: skip


def _locked(row: Opportunity) -> Opportunity:
    rows = Opportunity.objects.filter(community=row.community_id).select_for_update(of=("self",))
    return rows.select_related("community").get(pk=row.pk)


def _check(values: dict[str, Any], fields: tuple[str, ...]) -> None:
    foreign = values.keys() - set(fields)
    if foreign:
        raise NoSuchField(", ".join(sorted(foreign)))


def _note(verb: str, row: Opportunity, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(
        by=by, verb=f"opportunity.{verb}", object_type="opportunity", object_id=row.pk, at=at,
        community_id=row.community_id, changes=changes,
    )  # fmt: skip
