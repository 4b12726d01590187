"""A call for aid as its committee writes it: drafted, changed, published, and what it consists of."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from teranga.base import jobs
from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.aid.models import AidApplication, AidRound, Criterion, Part
from teranga.domains.aid.publishing import announce_round
from teranga.domains.aid.rules import GROUPS, next_round_state
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.foundation.draw import digest_of
from teranga.foundation.folding import free_slug, slug
from teranga.foundation.money import digits_of
from teranga.foundation.translated import TranslatedText

MOST_TRIES = 200
FIXED = ("currency", "adult_age", "event")  # once it was published


class RoundFields(TypedDict, total=False):
    event: Event | None
    elsewhere: str
    address: str
    start: date | None
    end: date | None
    name: TranslatedText
    about: TranslatedText
    rules: TranslatedText
    opens_at: datetime
    closes_at: datetime
    decide_by: date | None
    currency: str
    ceiling: int | None
    groups: list[str]
    without_names: bool
    adult_age: int
    offer_hours: int
    paid_on_arrival: bool
    proofs_kept_days: int
    past: list[dict[str, Any]]


class RoundRefused(Exception):
    """Nothing was written. `why`: name, place, window, event, fixed, groups, begun, asked or scored."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotReady(Exception):
    """The round cannot be published yet; `lacks` names what is missing: rules, parts, rubric, window."""

    def __init__(self, lacks: Iterable[str]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(", ".join(self.lacks))


def draft_round(*, community: Community, by: Actor, at: datetime, **fields: Unpack[RoundFields]) -> AidRound:
    """Its draw gets a seed at once, which nobody sees before the result. Raises RoundRefused."""
    _check(community, fields)
    wanted = slug(str(TranslatedText(fields["name"]))) or "aid"
    seed = secrets.token_hex(16)
    with write():
        for number in range(1, MOST_TRIES):
            try:
                with transaction.atomic():
                    row = AidRound.objects.create(
                        community=community, slug=free_slug(wanted, number), created_at=at, updated_at=at,
                        draw_seed=seed, draw_digest=digest_of(seed), **fields,
                    )  # fmt: skip
                break
            except IntegrityError:
                continue
        note("draft", row, {}, by, at)
    return row


def change_round(
    *, round: AidRound, seen: str = "", by: Actor, at: datetime, **fields: Unpack[RoundFields]
) -> list[str]:
    """Returns what differed. Raises RoundRefused, EditedMeanwhile."""
    with write():
        row = locked_round(round)
        check_same(row, seen)
        kept = {name: getattr(row, name) for name in RoundFields.__annotations__}
        wanted: dict[str, Any] = {**kept, **fields}
        _check(row.community, wanted)
        if row.state != AidRound.State.DRAFT and any(wanted[name] != kept[name] for name in FIXED):
            raise RoundRefused("fixed")
        before = _stored(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.updated_at = at
        row.save()
        differing = changed(before, _stored(row))
        note("change", row, differing, by, at)
        _watch_window(row)
        announce_round(row)
        return sorted(differing)


def publish_round(*, round: AidRound, by: Actor, at: datetime) -> AidRound:
    """It has a page from now on. Raises NotReady, IllegalRoundMove."""
    with write():
        row = locked_round(round)
        lacks = [name for name, is_there in _readiness(row, at).items() if not is_there]
        if row.state == AidRound.State.DRAFT and lacks:
            raise NotReady(lacks)
        return move_round(row, "publish", by=by, at=at)


def take_back_round(*, round: AidRound, by: Actor, at: datetime) -> AidRound:
    """A draft again, while nobody has begun to apply. Raises RoundRefused, IllegalRoundMove."""
    with write():
        row = locked_round(round)
        if AidApplication.objects.filter(community=row.community_id, round=row).exists():
            raise RoundRefused("begun")
        return move_round(row, "take_back", by=by, at=at)


def move_round(row: AidRound, move: str, *, by: Actor, at: datetime) -> AidRound:
    """The one place that assigns a round's state. The row is locked. Raises IllegalRoundMove."""
    before = row.state
    row.state, row.updated_at = next_round_state(row.state, move), at
    row.save(update_fields=["state", "updated_at"])
    note(move, row, {"state": [before, row.state]}, by, at)
    _watch_window(row)
    announce_round(row)
    return row


def locked_round(round: AidRound) -> AidRound:
    rows = AidRound.objects.filter(community=round.community_id).select_related("community", "event")
    return rows.select_for_update(of=("self",)).get(pk=round.pk)


def note(verb: str, row: AidRound, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=f"aid_round.{verb}", object_type="aid_round", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip


def _readiness(row: AidRound, at: datetime) -> dict[str, bool]:
    parts = Part.objects.filter(community=row.community_id, round=row)
    rubric = Criterion.objects.filter(community=row.community_id, round=row)
    return {
        "rules": bool(row.rules), "parts": parts.exists(), "rubric": rubric.exists(),
        "window": row.closes_at > at,
    }  # fmt: skip


def _watch_window(row: AidRound) -> None:
    """When the window is over, what was sent goes to the committee. A moved end has a job of its own."""
    if row.state == AidRound.State.PUBLISHED:
        payload = {"community_id": row.community_id, "round_id": row.pk}
        jobs.enqueue(
            "aid.end_window", at=row.closes_at, payload=payload,
            unique_key=f"aid-window:{row.pk}:{row.closes_at.timestamp():.0f}",
        )  # fmt: skip


def _check(community: Community, fields: Any) -> None:
    if not TranslatedText(fields.get("name") or {}):
        raise RoundRefused("name")
    event = fields.get("event")
    if bool(event) == bool(fields.get("elsewhere")):
        raise RoundRefused("place")  # one of the two, and not both
    if event and event.community_id != community.pk:
        raise RoundRefused("event")
    if fields["closes_at"] <= fields["opens_at"]:
        raise RoundRefused("window")
    if set(fields.get("groups") or ()) - set(GROUPS):
        raise RoundRefused("groups")
    digits_of(fields["currency"])


def _stored(row: AidRound) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in RoundFields.__annotations__ if name != "event"}
    return told | {"event": row.event_id}
