"""What was given in a call, as the rules of counting want it."""

from __future__ import annotations

from teranga.domains.proposals.models import Call, Review, ReviewCriterion, ReviewScore
from teranga.domains.proposals.rules_scores import (
    Line,
    Manner,
    majority,
    manners,
    means,
    normalised,
    sheet_points,
)

Given = dict[int, dict[str, list[tuple[int, int]]]]  # proposal -> reviewer -> (criterion, points)


def criteria_of(call: Call) -> list[ReviewCriterion]:
    """The lines of the review as they stand now."""
    return list(ReviewCriterion.objects.filter(community=call.community_id, call=call, ended_at=None))


def given_in(call: Call) -> Given:
    """Points of sent reviews. Who was erased since is somebody of their own in each review."""
    reviews = Review.objects.filter(community=call.community_id, proposal__call=call, sent_at__isnull=False)
    known = {
        key: (proposal, str(person) if person else f"review {key}")
        for key, proposal, person in reviews.values_list("pk", "proposal_id", "person_id")
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
        return {int(key): score for key, score in _judged(call, given).items()}
    counts = normalised if (call.normalises if normalises is None else normalises) else means
    return {int(key): score for key, score in counts(sheets_of(call, given)).items()}


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
