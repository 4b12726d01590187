"""Codes that open types or tracks to some, or the call after its end."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Track
from teranga.domains.proposals.actions.calls import CallRefused, locked_call
from teranga.domains.proposals.models import AccessCode, Call, SessionType
from teranga.foundation.codes import ALPHABET

LENGTH = 10  # of a code that we make: 27 symbols each, too many to try
SHORTEST = 6
FIELDS = ("note", "types", "tracks", "after_the_end", "valid_until", "most_uses")


class CodeUsedUp(Exception):
    """The code opens nothing any more. Nothing was written."""


def add_access_code(
    *, call: Call, code: str = "", note: str = "", types: Iterable[str] = (), tracks: Iterable[str] = (),
    after_the_end: bool = False, valid_until: datetime | None = None, most_uses: int | None = None,
    by: Actor, at: datetime,
) -> AccessCode:  # fmt: skip
    """Without `code` one is made. Raises CallRefused: taken, short, opens, types, tracks."""
    with write():
        locked = locked_call(call)
        row = AccessCode(
            community_id=locked.community_id, event_id=locked.event_id, call=locked, code=normal(code),
            note=note, types=list(types), tracks=list(tracks), after_the_end=after_the_end,
            valid_until=valid_until, most_uses=most_uses,
        )  # fmt: skip
        if not row.code:
            row.code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if len(row.code) < SHORTEST:
            raise CallRefused("short")
        if AccessCode.objects.filter(event=locked.event_id, call=locked, code=row.code).exists():
            raise CallRefused("taken")
        _check(locked, row)
        row.save(force_insert=True)
        _note("add", row, changed({}, _values(row), ("note",)), by, at)
    return row


def change_access_code(*, code: AccessCode, by: Actor, at: datetime, **fields: Any) -> AccessCode:
    """Raises CallRefused: opens, types, tracks, uses."""
    with write():
        locked = locked_call(code.call)
        row = _locked(code)
        before = _values(row)
        for name in FIELDS:
            if name in fields:
                setattr(row, name, fields[name])
        _check(locked, row)
        row.save(update_fields=list(FIELDS))
        _note("change", row, changed(before, _values(row), ("note",)), by, at)
    return row


def withdraw_access_code(*, code: AccessCode, by: Actor, at: datetime) -> None:
    """It opens nothing from now on; what was sent with it stays."""
    with write():
        row = _locked(code)
        if row.withdrawn_at is None:
            row.withdrawn_at = at
            row.save(update_fields=["withdrawn_at"])
            _note("withdraw", row, {}, by, at)


def spend_access_code(code: AccessCode, *, at: datetime) -> None:
    """Count one proposal that was sent with it. Call inside the write. Raises CodeUsedUp."""
    rows = AccessCode.objects.filter(event=code.event_id, pk=code.pk, withdrawn_at=None)
    good = rows.filter(Q(valid_until=None) | Q(valid_until__gt=at))
    if not good.filter(Q(most_uses=None) | Q(uses__lt=F("most_uses"))).update(uses=F("uses") + 1):
        raise CodeUsedUp(str(code.pk))


def give_back_access_code(code: AccessCode) -> None:
    """A proposal that was sent with it is withdrawn: somebody else may use it. Call inside the write."""
    AccessCode.objects.filter(event=code.event_id, pk=code.pk, uses__gt=0).update(uses=F("uses") - 1)


def normal(typed: str) -> str:
    """As codes are stored and compared: capitals, no spaces."""
    return "".join(typed.upper().split())[:40]


def _check(call: Call, row: AccessCode) -> None:
    types = set(SessionType.objects.filter(event=call.event_id, call=call).values_list("slug", flat=True))
    tracks = set(Track.objects.filter(event=call.event_id).values_list("slug", flat=True))
    told = {
        "opens": bool(row.types or row.tracks or row.after_the_end), "types": set(row.types) <= types,
        "tracks": set(row.tracks) <= tracks, "uses": row.most_uses is None or row.uses <= row.most_uses,
    }  # fmt: skip
    for why, is_good in told.items():
        if not is_good:
            raise CallRefused(why)


def _locked(code: AccessCode) -> AccessCode:
    return AccessCode.objects.filter(event=code.event_id).select_for_update().get(pk=code.pk)


def _values(row: AccessCode) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _note(verb: str, row: AccessCode, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    """The code itself is no word for the log."""
    record(by=by, verb=f"access_code.{verb}", object_type="access_code", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
