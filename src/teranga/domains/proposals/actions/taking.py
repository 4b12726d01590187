"""Proposals that leave the program as a file."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.proposals.models import Call


def note_export(*, call: Call, rows: int, kind: str, by: Actor, at: datetime) -> None:
    """The log says who took how many along, and as what."""
    with write():
        record(by=by, verb="call.export", object_type="call", object_id=call.pk, at=at,
               community_id=call.community_id, event_id=call.event_id,
               changes={"proposals": rows, "format": kind})  # fmt: skip
