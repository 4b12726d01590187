"""The score that stands at a proposal, counted from all reviews of its call together."""

from __future__ import annotations

from datetime import datetime, timedelta

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries_scores import scores_of


def count_scores(*, call: Call) -> int:
    """Write down every proposal's score as the call counts; returns how many changed.

    One more review moves others as well, because it tells more about how severe its writer is.
    """
    with write():
        scores = scores_of(call)
        rows = Proposal.objects.filter(community=call.community_id, call=call)
        moved = []
        for row in rows.select_for_update().only("pk", "score", "community_id", "event_id", "call_id"):
            if row.score != (counted := scores.get(row.pk)):
                row.score = counted
                moved.append(row)
        Proposal.objects.filter(community=call.community_id).bulk_update(moved, ["score"], batch_size=400)
    return len(moved)


def ask_after_votes(call: Call, at: datetime) -> None:
    """Votes come one by one: where they weigh, scores are counted anew once an hour."""
    if call.votes_weight:
        soon = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        jobs.enqueue(
            "proposals.count_scores", at=soon, unique_key=f"votes-counted:{call.pk}:{soon:%Y%m%d%H}",
            payload={"community_id": call.community_id, "call_id": call.pk},
        )  # fmt: skip


def ask_for_scores(call: Call, at: datetime) -> None:
    """Let them be counted soon; within the transaction that changed what is counted."""
    jobs.enqueue(
        "proposals.count_scores", at=at, payload={"community_id": call.community_id, "call_id": call.pk}
    )
