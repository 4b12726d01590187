"""How proposals are judged in a call: with names or without, how many reviews each, points or grades."""

from __future__ import annotations

from datetime import datetime

from teranga.base.editing import check_values_unchanged
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.rules import changed
from teranga.domains.events.publishing import announce_event
from teranga.domains.proposals.actions.calls import locked_call, note
from teranga.domains.proposals.actions.review_rows import ReviewRowRefused
from teranga.domains.proposals.actions.scores import ask_for_scores
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.rules_scores import MOST_OF_VOTES

REVIEW_RULES = ("is_anonymous", "reviews_wanted", "grading", "normalises", "votes_weight")


def set_review_rules(
    *, call: Call, is_anonymous: bool, reviews_wanted: int, grading: str, normalises: bool,
    votes_weight: int = 0, seen: str = "", by: Actor, at: datetime,
) -> list[str]:  # fmt: skip
    """Returns what differed; scores are counted anew. Raises ReviewRowRefused, EditedMeanwhile.

    Who sent a proposal to be read without names was promised that: it cannot be taken back.
    """
    values = {"is_anonymous": is_anonymous, "reviews_wanted": reviews_wanted,
              "grading": Call.Grading(grading).value, "normalises": normalises,
              "votes_weight": min(votes_weight, MOST_OF_VOTES)}  # fmt: skip
    with write():
        row = locked_call(call)
        check_values_unchanged(row, REVIEW_RULES, seen)
        sent = Proposal.objects.filter(event=row.event_id, call=row).exclude(state=Proposal.State.DRAFT)
        if row.is_anonymous and not is_anonymous and sent.exists():
            raise ReviewRowRefused("promised")
        differing = changed({name: getattr(row, name) for name in REVIEW_RULES}, values)
        if differing:
            for name, value in values.items():
                setattr(row, name, value)
            row.updated_at = at
            row.save(update_fields=[*REVIEW_RULES, "updated_at"])
            note("change", row, differing, by, at)
            ask_for_scores(row, at)
            announce_event(row.event)
    return sorted(differing)
