"""What a reviewer writes: kept on every pause, sent once it is whole, changed while the phase lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Rights
from teranga.domains.proposals.actions.scores import ask_for_scores
from teranga.domains.proposals.models import Call, Proposal, Review, ReviewScore
from teranga.domains.proposals.queries_reviews import lines_for
from teranga.domains.proposals.queries_seen import Sight, sight_of

LONGEST = 5000


class ReviewRefused(Exception):
    """Nothing was written. `why`: closed, reviewer, points, changed (the proposal), or sent already."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Sheet:
    """As it came from the form. `points` by the key of the line; `version` is the one that was read."""

    points: Mapping[int, int] = field(default_factory=dict)
    for_committee: str = ""
    for_speaker: str = ""
    version: int = 0


def keep_review(
    *, call: Call, code: str, person: Person, sheet: Sheet, rights: Rights, place: Place, by: Actor,
    at: datetime,
) -> Review:  # fmt: skip
    """Save an unsent review as far as it goes; it counts nowhere. Raises NotFound, ReviewRefused.

    A sent one is left as it is: what is changed in it counts only when it is sent again.
    """
    with write():
        row, _sight = reviewable(call, code, rights, place, at)
        review = _own(row, person, at)
        if review.sent_at is not None:
            raise ReviewRefused("sent")
        lines = {line.pk: line for line in lines_for(row)}
        fitting = {
            key: points for key, points in sheet.points.items()
            if key in lines and lines[key].least <= points <= lines[key].most
        }  # fmt: skip
        _fill(review, row, sheet, fitting, at)
    return review


def send_review(
    *, call: Call, code: str, person: Person, sheet: Sheet, rights: Rights, place: Place, by: Actor,
    at: datetime,
) -> Review:  # fmt: skip
    """Hand it in, or hand it in again. Raises NotFound, ReviewRefused.

    Every line that must have points has some; and it is about the version as it stands now, so that nobody
    judges what they did not read.
    """
    with write():
        row, _sight = reviewable(call, code, rights, place, at)
        lines = {line.pk: line for line in lines_for(row)}
        points = sheet.points
        if sheet.version != row.version:
            raise ReviewRefused("changed")
        if any(line.required and key not in points for key, line in lines.items()) or any(
            key not in lines or not lines[key].least <= given <= lines[key].most
            for key, given in points.items()
        ):
            raise ReviewRefused("points")
        review = _own(row, person, at)
        review.sent_at, review.version = at, row.version
        _fill(review, row, sheet, points, at)
        note("review.send", row, by, at)
        ask_for_scores(call, at)
    return review


def reviewable(call: Call, code: str, rights: Rights, place: Place, at: datetime) -> tuple[Proposal, Sight]:
    """The proposal under its lock, if who asks may review it now. Raises NotFound, ReviewRefused."""
    sight = sight_of(call, rights=rights, place=place, at=at)
    found = sight.proposal(code)
    if sight.reviewer is None:
        raise ReviewRefused("reviewer")
    if not sight.gate.may_review:
        raise ReviewRefused("closed")
    rows = Proposal.objects.filter(community=call.community_id).select_for_update(of=("self",))
    return rows.get(pk=found.pk), sight


def note(verb: str, row: Proposal, by: Actor, at: datetime) -> None:
    """Without points, words and the proposal: more people read the log than may know who reviews what."""
    record(by=by, verb=verb, object_type="review", object_id=row.call_id, at=at,
           community_id=row.community_id, event_id=row.event_id)  # fmt: skip


def _own(row: Proposal, person: Person, at: datetime) -> Review:
    review, _made = Review.objects.get_or_create(
        community_id=row.community_id, event_id=row.event_id, proposal=row, person=person,
        defaults={"version": row.version, "changed_at": at},
    )  # fmt: skip
    return review


def _fill(review: Review, row: Proposal, sheet: Sheet, points: Mapping[int, int], at: datetime) -> None:
    for name in ("for_committee", "for_speaker"):
        setattr(review, name, getattr(sheet, name).strip()[:LONGEST])
    review.changed_at = at
    if review.sent_at is None:
        review.version = row.version
    review.save()
    here = {"community_id": row.community_id, "event_id": row.event_id, "proposal": row, "review": review}
    review.scores.exclude(criterion__in=points).delete()
    for key, given in points.items():
        ReviewScore.objects.update_or_create(**here, criterion_id=key, defaults={"points": given})
