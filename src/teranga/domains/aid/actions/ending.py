"""The end of a decided round: once every award is settled, nobody is left to wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.applications import locked_application, move_application
from teranga.domains.aid.actions.offers import tell_later
from teranga.domains.aid.actions.rounds import locked_round, move_round
from teranga.domains.aid.models import AidApplication, AidRound
from teranga.domains.aid.rules import UNSETTLED, next_round_state

State = AidApplication.State


class NotSettled(Exception):
    """Awards of the round still run; `open` counts them by their state. Nothing was changed."""

    def __init__(self, open: Mapping[str, int]) -> None:
        self.open = dict(open)
        super().__init__(", ".join(f"{state}: {count}" for state, count in self.open.items()))


def end_round(*, round: AidRound, by: Actor, at: datetime) -> AidRound:
    """Everything is settled. Who still waits for money that nobody gives back any more is told no.

    Raises NotSettled, IllegalRoundMove.
    """
    with write(durable=True):
        row = locked_round(round)
        next_round_state(row.state, "end")
        rows = AidApplication.objects.filter(community=row.community_id, round=row)
        counts = Counter(rows.filter(state__in=UNSETTLED).values_list("state", flat=True))
        if counts:
            raise NotSettled({state: counts[state] for state in UNSETTLED if counts[state]})
        for found in rows.filter(state=State.WAITLISTED).order_by("pk"):
            waits = locked_application(found)
            move_application(waits, "not_fund", by=by, at=at)
            waits.rank = None
            waits.save(update_fields=["rank"])
            tell_later(waits, at)
        return move_round(row, "end", by=by, at=at)
