"""What was given in a call, as the rules of counting want it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from teranga.domains.proposals.models import (
    AttendeeVote,
    Call,
    Proposal,
    Review,
    ReviewCriterion,
    ReviewScore,
)
from teranga.domains.proposals.rules_scores import (
    Line,
    Manner,
    majority,
    manners,
    means,
    mixed,
    normalised,
    ranks,
    sheet_points,
)

Given = dict[int, dict[str, list[tuple[int, int]]]]  # proposal -> reviewer -> (criterion, points)


def criteria_of(call: Call) -> list[ReviewCriterion]:
    """The lines of the review as they stand now."""
    return list(ReviewCriterion.objects.filter(community=call.community_id, call=call, ended_at=None))


def given_in(call: Call) -> Given:
    """Points of sent reviews. Who was erased since is somebody of their own in each review; whoever is known
    by their name in another program alone is one reviewer under it.
    """
    reviews = Review.objects.filter(community=call.community_id, proposal__call=call, sent_at__isnull=False)
    known = {
        key: (proposal, str(person) if person else f"name {writer}" if writer else f"review {key}")
        for key, proposal, person, writer in reviews.values_list("pk", "proposal_id", "person_id", "writer")
    }
    given: Given = {}
    rows = ReviewScore.objects.filter(
        community=call.community_id, proposal__call=call, review__sent_at__isnull=False
    )
    for review, criterion, points in rows.values_list("review_id", "criterion_id", "points"):
        if review in known:
            proposal, reviewer = known[review]
            given.setdefault(proposal, {}).setdefault(reviewer, []).append((criterion, points))
    return given


def sheets_of(call: Call, given: Given | None = None) -> dict[str, dict[str, float]]:
    """Proposal (its key as text) to reviewer to points from 0 to 1, by the weights of the lines."""
    lines = {row.pk: Line(row.weight, row.least, row.most) for row in criteria_of(call)}
    sheets: dict[str, dict[str, float]] = {}
    for proposal, by_reviewer in (given_in(call) if given is None else given).items():
        for reviewer, points in by_reviewer.items():
            told = sheet_points((lines[key], number) for key, number in points if key in lines)
            if told is not None:
                sheets.setdefault(str(proposal), {})[reviewer] = min(1.0, max(0.0, told))
    return sheets


def scores_of(call: Call, *, normalises: bool | None = None) -> dict[int, float]:
    """The score of each proposal that has one, counted now as the call says, or as asked."""
    given = given_in(call)
    if call.grading == Call.Grading.MAJORITY:
        scores = _judged(call, given)
    else:
        counts = normalised if (call.normalises if normalises is None else normalises) else means
        scores = counts(sheets_of(call, given))
    return {int(key): score for key, score in _with_votes(call, scores).items()}


@dataclass(frozen=True, slots=True)
class BothWays:
    """A proposal's score as a plain mean and freed of its reviewers' manners, with its rank under each.

    `counted` is what counts in the call, with votes where they weigh.
    """

    key: int
    plain: float
    freed: float
    plain_rank: int
    freed_rank: int
    counted: float

    @property
    def up(self) -> int:
        """How many ranks it gains by being freed of manners; below 0 it loses them."""
        return self.plain_rank - self.freed_rank


def both_ways(call: Call, states: Collection[str]) -> list[BothWays]:
    """What was proposed, is in these states and has reviews, ranked among each other."""
    sheets = sheets_of(call)
    asked = Proposal.objects.filter(community=call.community_id, call=call, state__in=states)
    some = {str(key) for key in asked.filter(is_invited=False).values_list("pk", flat=True)}
    plain, freed = means(sheets), normalised(sheets)
    counted = _with_votes(call, freed if call.normalises else plain)
    before = ranks({key: score for key, score in plain.items() if key in some})
    after = ranks({key: score for key, score in freed.items() if key in some})
    return [
        BothWays(int(key), plain[key], freed[key], rank, after[key], counted[key])
        for key, rank in before.items()
    ]


def _with_votes(call: Call, scores: dict[str, float]) -> dict[str, float]:
    return mixed(scores, votes_in(call), percent=call.votes_weight) if call.votes_weight else scores


def votes_in(call: Call) -> dict[str, dict[str, float]]:
    """Proposal to voter to what they said, from 0 to 1."""
    sheets: dict[str, dict[str, float]] = {}
    rows = AttendeeVote.objects.filter(community=call.community_id, proposal__call=call)
    for proposal, person, value in rows.values_list("proposal_id", "person_id", "value"):
        sheets.setdefault(str(proposal), {})[str(person)] = value / AttendeeVote.Value.MUST
    return sheets


def manners_of(call: Call) -> dict[str, Manner]:
    """How each reviewer gives points, by the person's key as text."""
    return manners(sheets_of(call))


def _judged(call: Call, given: Given) -> dict[str, float]:
    line = next((row for row in criteria_of(call) if row.weight), None)
    if line is None:
        return {}
    grades = {
        str(proposal): [
            min(line.most, max(line.least, points))
            for told in by_reviewer.values()
            for key, points in told
            if key == line.pk
        ]
        for proposal, by_reviewer in given.items()
    }
    return majority(grades, least=line.least, most=line.most)
