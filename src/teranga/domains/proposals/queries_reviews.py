"""Reviews as the gate lets them through: one's own, what others said, what is left to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from teranga.domains.people.models import Person
from teranga.domains.proposals.models import (
    Call,
    Proposal,
    Review,
    ReviewAssignment,
    ReviewCriterion,
    ReviewRemark,
    ReviewTag,
    TaggedProposal,
)
from teranga.domains.proposals.queries_seen import DEFERRED, LONG, Seen, Sight
from teranga.foundation.draw import drawn_order

Points = dict[int, int]  # criterion -> points


def lines_for(proposal: Proposal) -> list[ReviewCriterion]:
    """The lines of the review of this proposal: all, or those of its track. Majority judgement has one."""
    call = proposal.call
    rows = ReviewCriterion.objects.filter(community=proposal.community_id, call=call, ended_at=None)
    slug = proposal.track.slug if proposal.track else ""
    found = [row for row in rows if not row.tracks or slug in row.tracks]
    return found[:1] if call.grading == Call.Grading.MAJORITY else found


def own_review(sight: Sight, proposal: Proposal) -> Review | None:
    if sight.person_id is None:
        return None
    rows = Review.objects.filter(community=proposal.community_id, proposal=proposal, person=sight.person_id)
    return rows.prefetch_related("scores").first()


def points_of(review: Review | None) -> Points:
    return {one.criterion_id: one.points for one in review.scores.all()} if review else {}


@dataclass(frozen=True, slots=True)
class SeenReview:
    """What somebody said. Where reviewers do not know each other, `name` is "" and they have numbers."""

    name: str
    nth: int
    points: Points
    for_committee: str
    for_speaker: str
    is_stale: bool
    is_mine: bool


def may_read_others(sight: Sight, proposal: Proposal, own: Review | None = None) -> bool:
    """Whether what others said of it may be known to this person now."""
    if not sight.gate.shows("others") or not sight.judges(proposal):
        return False
    if not sight.gate.others_after:
        return True
    own = own or own_review(sight, proposal)
    return own is not None and own.sent_at is not None


def writer_name(row: Review | ReviewRemark) -> str:
    """Of somebody here, or as another program called them."""
    return row.person.name if row.person is not None else row.writer


def others_of(sight: Sight, proposal: Proposal, own: Review | None = None) -> list[SeenReview]:
    """All sent reviews, in an order that tells nothing of who wrote them when."""
    if not may_read_others(sight, proposal, own):
        return []
    rows = Review.objects.filter(community=proposal.community_id, proposal=proposal, sent_at__isnull=False)
    by_key = {str(row.pk): row for row in rows.select_related("person").prefetch_related("scores")}
    shows = sight.gate.shows("reviewer_names")
    found = []
    for nth, key in enumerate(drawn_order(str(proposal.uuid), by_key), start=1):
        row = by_key[key]
        found.append(SeenReview(
            writer_name(row) if shows else "", nth, points_of(row), row.for_committee,
            row.for_speaker, row.version < proposal.version,
            row.person_id is not None and row.person_id == sight.person_id,
        ))  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class SeenRemark:
    name: str
    text: str
    is_mine: bool


def remarks_of(sight: Sight, proposal: Proposal, own: Review | None = None) -> list[SeenRemark]:
    if not sight.gate.shows("remarks") or not may_read_others(sight, proposal, own):
        return []
    rows = ReviewRemark.objects.filter(community=proposal.community_id, proposal=proposal)
    shows = sight.gate.shows("reviewer_names")
    return [
        SeenRemark(writer_name(row) if shows else "", row.text,
                   row.person_id is not None and row.person_id == sight.person_id)
        for row in rows.select_related("person").order_by("at", "pk")
    ]  # fmt: skip


def tags_of(call: Call) -> list[ReviewTag]:
    return list(ReviewTag.objects.filter(community=call.community_id, call=call, ended_at=None))


def tags_on(proposal: Proposal) -> set[int]:
    rows = TaggedProposal.objects.filter(community=proposal.community_id, proposal=proposal)
    return set(rows.values_list("tag_id", flat=True))


@dataclass(frozen=True, slots=True)
class Mine:
    """One proposal of a reviewer's list. `state`: todo, begun, stale (it changed since), done or free."""

    seen: Seen
    state: str


WAITING = ("todo", "begun", "stale")


@dataclass(frozen=True, slots=True)
class Queue:
    rows: tuple[Mine, ...]

    @property
    def waiting(self) -> tuple[Mine, ...]:
        return tuple(one for one in self.rows if one.state in WAITING)

    @property
    def done(self) -> tuple[Mine, ...]:
        return tuple(one for one in self.rows if one.state == "done")

    @property
    def free(self) -> tuple[Mine, ...]:
        return tuple(one for one in self.rows if one.state == "free")

    @property
    def total(self) -> int:
        return len(self.waiting) + len(self.done)

    def after(self, code: str) -> str:
        """The next one that waits, beginning behind this one; "" when none does."""
        codes = [one.seen.code for one in self.rows if one.state in WAITING or one.seen.code == code]
        at = codes.index(code) + 1 if code in codes else 0
        return next((one for one in codes[at:] + codes[:at] if one != code), "")


def queue_of(sight: Sight) -> Queue:
    """What this reviewer is asked for and what else they may read, in an order drawn for them alone.

    So no proposal always comes last, and the order tells nothing of when it was sent.
    """
    if sight.reviewer is None or sight.phase is None:
        return Queue(())
    rows = list(sight.proposals().defer(*DEFERRED))
    here = {"community": sight.call.community_id, "proposal__call": sight.call, "person": sight.person_id}
    given = ReviewAssignment.objects.filter(community=sight.call.community_id, proposal__call=sight.call)
    asked = set(given.filter(person=sight.person_id).values_list("proposal_id", flat=True))
    everything = not asked and not given.exists()
    written = {
        key: (version, sent is not None)
        for key, version, sent in Review.objects.filter(**here).values_list(
            "proposal_id", "version", "sent_at"
        )
    }
    states = {
        row.code: _state(written.get(row.pk), row.version, is_asked=row.pk in asked or everything)
        for row in rows
    }
    seen = {one.code: one for one in sight.seen(rows, without=LONG)}
    order = drawn_order(f"{sight.call.pk}:{sight.person_id}", seen)
    rank = {"stale": 0, "begun": 1, "todo": 2, "done": 3, "free": 4}
    order.sort(key=lambda code: rank[states[code]])
    return Queue(tuple(Mine(seen[code], states[code]) for code in order))


def waiting_of(sight: Sight) -> list[Mine]:
    """What waits for this reviewer, whole, to be read."""
    waits = queue_of(sight).waiting
    rows = sight.proposals().filter(code__in=[one.seen.code for one in waits])
    whole = {one.code: one for one in sight.seen(rows)}
    return [Mine(whole[one.seen.code], one.state) for one in waits]


def _state(own: tuple[int, bool] | None, version: int, *, is_asked: bool) -> str:
    if own is None:
        return "todo" if is_asked else "free"
    read, is_sent = own
    if not is_sent:
        return "begun"
    return "stale" if read < version else "done"


def people_named(keys: Iterable[int]) -> dict[int, str]:
    """As they are called now."""
    return dict(Person.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def reviews_by_proposal(call: Call) -> dict[int, list[Review]]:
    """Sent ones with their points, in two questions."""
    rows = Review.objects.filter(community=call.community_id, proposal__call=call, sent_at__isnull=False)
    found: dict[int, list[Review]] = defaultdict(list)
    for row in rows.prefetch_related("scores").order_by("pk"):
        found[row.proposal_id].append(row)
    return found
