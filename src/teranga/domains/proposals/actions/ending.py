"""The end of a call: everybody knows, and the numbers are public."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.proposals.actions.announcing import announce_call
from teranga.domains.proposals.actions.telling import locked_call
from teranga.domains.proposals.models import Call
from teranga.domains.proposals.queries_statistics import as_json, statistics_of
from teranga.domains.proposals.queries_told import open_decisions, open_telling, untold


class NotEverybodyKnows(Exception):
    """Something is not decided or not told. Nothing was published. `open_ones` says how many."""

    def __init__(self, open_ones: int) -> None:
        super().__init__(str(open_ones))
        self.open_ones = open_ones


class StillOpen(Exception):
    """The call still takes proposals, or was never published. Nothing changed."""


def end_call(*, call: Call, by: Actor, at: datetime) -> Call:
    """Count once and publish. Raises StillOpen and NotEverybodyKnows."""
    with write():
        row = locked_call(call)
        if row.state != Call.State.PUBLISHED or at < row.closes_at:
            raise StillOpen
        left = open_decisions(row) + len(untold(row)) + bool(open_telling(row))
        if left:
            raise NotEverybodyKnows(left)
        row.statistics = as_json(statistics_of(row))
        row.state, row.updated_at = Call.State.ENDED, at
        row.save(update_fields=["state", "statistics", "updated_at"])
        record(by=by, verb="call.end", object_type="call", object_id=row.pk, at=at,
               community_id=row.community_id, event_id=row.event_id,
               changes={"state": [Call.State.PUBLISHED, Call.State.ENDED]})  # fmt: skip
        row.event = call.event
        announce_call(row)
    return row
