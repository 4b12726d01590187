"""Proposals and reviewers of a call as an instance for the engine, by codes and by the keys of people."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from teranga.domains.proposals.models import Call, Proposal, Review, ReviewAssignment, Reviewer
from teranga.domains.proposals.queries_conflicts import conflicts_in
from teranga.domains.proposals.rules import UNDECIDED
from teranga.engines.assignment.kept import computed

__all__ = ["COMPUTED", "computed", "instance"]
COMPUTED = "teranga.engines.assignment.kept:computed"  # for a child process


def instance(call: Call, *, anew: bool = False) -> dict[str, Any]:
    """What waits for reviews, who can give them, and what stays: what is written or was asked by hand.

    Unless it is done `anew`, whoever is asked already stays asked, and only gaps are filled.
    """
    rows = list(
        Proposal.objects.filter(
            community=call.community_id, call=call, state__in=UNDECIDED, is_invited=False
        ).exclude(code="").order_by("code")
    )  # fmt: skip
    reviewers = list(
        Reviewer.objects.filter(community=call.community_id, call=call, left_at=None).order_by("person_id")
    )
    away = conflicts_in(call, [one.person_id for one in reviewers])
    people: dict[int, set[int]] = defaultdict(set)
    for person, kept_out in away.items():
        for proposal in kept_out:
            people[proposal].add(person)
    codes = {row.pk: row.code for row in rows}
    finished = _finished(call, codes, {one.person_id for one in reviewers}, anew=anew)
    loads: dict[int, int] = defaultdict(int)
    for _code, person in finished:
        loads[person] += 1
    return {
        "proposals": [
            {
                "key": row.code, "topics": sorted(row.topics), "language": row.language,
                "text": "\n".join((row.title, row.abstract, row.description)),
                "people": sorted(str(person) for person in people[row.pk]), "demand": call.reviews_wanted,
            }
            for row in rows
        ],
        "reviewers": [
            {
                "key": str(one.person_id), "topics": sorted(one.topics), "languages": sorted(one.languages),
                "least": min(one.least, one.most), "most": max(one.most, loads[one.person_id]),
            }
            for one in reviewers
        ],
        "finished": [[code, str(person)] for code, person in finished],
    }  # fmt: skip


def _finished(call: Call, codes: dict[int, str], people: set[int], *, anew: bool) -> list[tuple[str, int]]:
    here = {"community": call.community_id, "proposal__call": call, "person__in": people}
    asked = ReviewAssignment.objects.filter(**here)
    stays = set(Review.objects.filter(**here).values_list("proposal_id", "person_id"))
    stays |= set((asked.filter(by_hand=True) if anew else asked).values_list("proposal_id", "person_id"))
    return sorted((codes[key], person) for key, person in stays if key in codes)
