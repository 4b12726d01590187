"""A call as its team writes it: drafted, changed, published, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from teranga.base.editing import check_values_unchanged
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Event, Track
from teranga.domains.proposals.actions.announcing import announce_call
from teranga.domains.proposals.models import Call, Proposal, SessionType, Topic
from teranga.domains.proposals.ready_made import TOPICS, TYPES, in_languages
from teranga.domains.proposals.rules_call import (
    FIELDS,
    HIDDEN,
    LEVELS,
    MOST_LENGTH,
    OPTIONAL,
    POLICIES,
    REQUIRED,
    next_call_state,
)
from teranga.domains.proposals.rules_checklist import checklist, lacks
from teranga.foundation.translated import TranslatedText

MOST_PAST, MOST_GRACE = 20, 24 * 60


class CallFields(TypedDict, total=False):
    about: TranslatedText
    opens_at: datetime
    closes_at: datetime
    grace_minutes: int
    decide_by: date | None
    reply_days: int
    most_per_person: int | None
    fields: dict[str, Any]
    count_in: str
    levels: list[str]
    languages: list[str]
    policies: dict[str, Any]
    everybody_pays: bool
    past: list[dict[str, Any]]
    closed_tracks: list[str]
    votes_open_at: datetime | None
    votes_close_at: datetime | None
    rules: TranslatedText


class CallRefused(Exception):
    """Nothing was written. `why`: exists, window, earlier, votes, grace, levels, languages, tracks, fields,
    policies, past or begun.
    """  # fmt: skip

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotReady(Exception):
    """The call cannot be published yet; `lacks` names what is missing, as in `rules_checklist`."""

    def __init__(self, lacks: Iterable[str]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(", ".join(self.lacks))


def draft_call(
    *, event: Event, types: Iterable[str] = (), topics: Iterable[str] = (), by: Actor, at: datetime,
    **fields: Unpack[CallFields],
) -> Call:  # fmt: skip
    """The one call of an event, with those of the ready-made types and topics. Raises CallRefused."""
    with write():
        if Call.objects.filter(event=event).exists():
            raise CallRefused("exists")
        told: dict[str, Any] = {"levels": list(LEVELS[:3]), **fields}
        call = Call(community_id=event.community_id, event=event, created_at=at, updated_at=at, **told)
        _check(call)
        call.save()
        _add_ready_made(call, set(types), set(topics))
        note("draft", call, {}, by, at)
    return call


def change_call(
    *, call: Call, seen: str = "", by: Actor, at: datetime, **fields: Unpack[CallFields]
) -> list[str]:
    """Returns what differed; `seen` is the mark of the fields that are given.

    A deadline that people were told only moves later. Raises CallRefused, EditedMeanwhile.
    """
    with write():
        row = locked_call(call)
        check_values_unchanged(row, tuple(fields), seen)
        before = {name: getattr(row, name) for name in fields}
        for name, value in fields.items():
            setattr(row, name, value)
        _check(row)
        check_deadline(row, before.get("closes_at"), row.closes_at, at)
        differing = changed(before, dict(fields))
        if differing:
            row.updated_at = at
            row.save(update_fields=[*fields, "updated_at"])
            note("change", row, differing, by, at)
            announce_call(row)
    return sorted(differing)


def publish_call(*, call: Call, by: Actor, at: datetime) -> Call:
    """It has a page from now on. Raises NotReady, IllegalCallMove."""
    with write():
        row = locked_call(call)
        wanted = next_call_state(row.state, "publish")
        types, topics = offered(row)
        missing = lacks(checklist(row, types, topics, at))
        if missing:
            raise NotReady(missing)
        return move_call(row, "publish", wanted, by=by, at=at)


def take_back_call(*, call: Call, by: Actor, at: datetime) -> Call:
    """A draft again, while nobody has begun to write. Raises CallRefused, IllegalCallMove."""
    with write():
        row = locked_call(call)
        wanted = next_call_state(row.state, "take_back")
        if Proposal.objects.filter(event=row.event_id, call=row).exists():
            raise CallRefused("begun")
        return move_call(row, "take_back", wanted, by=by, at=at)


def move_call(row: Call, move: str, wanted: str, *, by: Actor, at: datetime) -> Call:
    """The one place that assigns a call's state, to what the rules gave. The row is locked."""
    before = row.state
    row.state, row.updated_at = wanted, at
    row.save(update_fields=["state", "updated_at"])
    note(move, row, {"state": [before, row.state]}, by, at)
    announce_call(row)
    return row


def locked_call(call: Call) -> Call:
    rows = Call.objects.filter(event=call.event_id).select_related("event__community")
    return rows.select_for_update(of=("self",)).get(pk=call.pk)


def offered(call: Call) -> tuple[list[SessionType], list[Topic]]:
    """Types and topics that a new proposal may have."""
    types = SessionType.objects.filter(event=call.event_id, call=call, ended_at=None)
    topics = Topic.objects.filter(event=call.event_id, call=call, ended_at=None)
    return list(types.order_by("position", "pk")), list(topics.order_by("position", "pk"))


def note(verb: str, row: Call, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=f"call.{verb}", object_type="call", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip


def check_deadline(call: Call, before: datetime | None, after: datetime | None, at: datetime) -> None:
    """Raises CallRefused when a deadline moves earlier that people were told."""
    is_told = call.state != Call.State.DRAFT and before is not None
    if is_told and after is not None and before is not None and after < before:
        raise CallRefused("earlier")


def _add_ready_made(call: Call, types: set[str], topics: set[str]) -> None:
    languages = call.event.languages or call.event.community.languages
    here: dict[str, Any] = {
        "community_id": call.community_id, "event_id": call.event_id, "call": call
    }  # fmt: skip
    chosen = [ready for ready in TYPES if ready.slug in types]
    SessionType.objects.bulk_create(
        SessionType(**here, slug=ready.slug, name=in_languages(ready.names, languages), way=ready.way,
                    minutes=ready.minutes, is_sponsored=ready.is_sponsored, position=position)
        for position, ready in enumerate(chosen)
    )  # fmt: skip
    wanted = [slug for slug in TOPICS if slug in topics]
    Topic.objects.bulk_create(
        Topic(**here, slug=slug, name=in_languages(TOPICS[slug], languages), position=position)
        for position, slug in enumerate(wanted)
    )


def _check(call: Call) -> None:
    event = call.event
    tracks = set(Track.objects.filter(event=event).values_list("slug", flat=True))
    votes = (call.votes_open_at, call.votes_close_at)
    told = {
        "window": call.closes_at > call.opens_at,
        "votes": votes == (None, None) or (None not in votes and votes[0] < votes[1]),
        "grace": 0 <= call.grace_minutes <= MOST_GRACE,
        "levels": set(call.levels) <= set(LEVELS),
        "tracks": set(call.closed_tracks) <= tracks,
        "fields": set(call.fields) <= set(FIELDS) and all(map(_is_field, call.fields.items())),
        "policies": set(call.policies) <= set(POLICIES),
        "past": len(call.past) <= MOST_PAST and all(map(_is_year, call.past)),
    }
    for why, is_good in told.items():
        if not is_good:
            raise CallRefused(why)


def _is_field(item: tuple[str, Mapping[str, Any]]) -> bool:
    name, told = item
    least, most = told.get("min") or 0, told.get("max") or MOST_LENGTH
    asks = (HIDDEN, OPTIONAL, REQUIRED) if FIELDS[name].may_be_required else (HIDDEN, OPTIONAL)
    has_length = FIELDS[name].has_length or not ({"min", "max"} & set(told))
    return told.get("ask", OPTIONAL) in asks and has_length and 0 <= least <= most <= MOST_LENGTH


def _is_year(line: Mapping[str, Any]) -> bool:
    received, accepted = line.get("received"), line.get("accepted")
    return (
        bool(line.get("name")) and isinstance(received, int) and isinstance(accepted, int)
        and 0 <= accepted <= received
    )  # fmt: skip
