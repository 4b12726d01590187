"""Proposals as the team works through them: filtered, a page at a time, one with all that belongs to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from teranga.domains.events.models import Event, Track
from teranga.domains.proposals.models import Call, Proposal, ProposalVersion, Review, SessionType, Topic
from teranga.domains.proposals.queries_reviews import SeenReview, points_of, writer_name
from teranga.domains.proposals.queries_seen import Seen, Sight
from teranga.domains.proposals.rules import UNDECIDED
from teranga.domains.proposals.rules_versions import Changed, changes
from teranga.foundation.draw import drawn_order

PAGE = 50
ORDERS = ("newest", "title", "score", "code")
COMPARED = (
    "title", "abstract", "description", "notes", "type", "track", "topics", "level", "language",
    "slide_language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for; empty parts leave a question open."""

    words: str = ""
    order: str = "newest"
    missing: bool = False  # only those that wait for more reviews
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    seen: Seen
    reviews: int | None  # sent ones; None where they are no business of this person


@dataclass(frozen=True, slots=True)
class Listed:
    lines: list[Line]
    total: int
    states: Counter[str]
    page: int
    pages: int


def call_at(event: Event) -> Call | None:
    rows = Call.objects.filter(community=event.community_id, event=event)
    return rows.select_related("event__community").first()


def listed(sight: Sight, asked: Asked, page: int = 1) -> Listed:
    """A page of what fits. It asks as often for three as for three hundred."""
    found = sight.listed(text=asked.words, order=_order(asked.order), **dict(asked.filters))
    if asked.order == "newest":
        found.reverse()
    counts = review_counts(sight)
    lines = [Line(one, _known(sight, counts, one)) for one in found]
    if asked.missing:
        lines = [line for line in lines if _waits(sight.call, line)]
    states = Counter(str(line.seen.state) for line in lines)
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 1), pages)
    return Listed(lines[PAGE * (page - 1) : PAGE * page], len(lines), states, page, pages)


def review_counts(sight: Sight) -> Counter[str]:
    """Sent reviews by the code of their proposal; only what this person may judge."""
    if not sight.gate.shows("others"):
        return Counter()
    rows = Review.objects.filter(
        community=sight.call.community_id, proposal__call=sight.call, sent_at__isnull=False
    ).exclude(proposal__in=sight.away)
    counted = rows.values("proposal__code").annotate(count=Count("pk")).order_by()
    return Counter({one["proposal__code"]: one["count"] for one in counted})


def choices_of(call: Call) -> dict[str, list[tuple[str, Any]]]:
    """Slugs and names that a list can be filtered by."""
    here = {"community": call.community_id, "event": call.event_id}
    return {
        "type": list(SessionType.objects.filter(call=call, **here).values_list("slug", "name")),
        "track": list(Track.objects.filter(**here).order_by("position", "pk").values_list("slug", "name")),
        "topic": list(Topic.objects.filter(call=call, **here).values_list("slug", "name")),
    }


def versions_of(proposal: Proposal) -> list[tuple[int, datetime, list[Changed]]]:
    """Each version as it was sent, the last first, with what it changed against the one before."""
    rows = list(
        ProposalVersion.objects.filter(community=proposal.community_id, proposal=proposal, number__gt=0)
        .order_by("number").values_list("number", "at", "values")
    )  # fmt: skip
    told = []
    for place, (number, at, values) in enumerate(rows):
        before = rows[place - 1][2] if place else None
        told.append((number, at, changes(before, values, COMPARED) if before is not None else []))
    return told[::-1]


def reviews_along(sight: Sight, rows: Sequence[Proposal]) -> list[tuple[Proposal, SeenReview]]:
    """What others_of() shows of each of them, in three questions however many there are."""
    if not sight.gate.shows("others"):
        return []
    found: dict[int, dict[str, Review]] = defaultdict(dict)
    sent = Review.objects.filter(community=sight.call.community_id, proposal__in=rows, sent_at__isnull=False)
    for review in sent.select_related("person").prefetch_related("scores"):
        found[review.proposal_id][str(review.pk)] = review
    told = []
    for row in rows:
        mine = sight.person_id in {review.person_id for review in found[row.pk].values()}
        if sight.judges(row) and (mine or not sight.gate.others_after):
            order = drawn_order(str(row.uuid), found[row.pk])
            told += [(row, _review(sight, row, found[row.pk][key], nth)) for nth, key in enumerate(order, 1)]
    return told


def _review(sight: Sight, row: Proposal, review: Review, nth: int) -> SeenReview:
    return SeenReview(
        writer_name(review) if sight.gate.shows("reviewer_names") else "", nth, points_of(review),
        review.for_committee,
        review.for_speaker, review.version < row.version,
        review.person_id is not None and review.person_id == sight.person_id,
    )  # fmt: skip


def _order(order: str) -> str:
    return {"newest": "submitted_at", "title": "title", "score": "score"}.get(order, "")


def _known(sight: Sight, counts: Counter[str], one: Seen) -> int | None:
    """Nobody reads from a number what was said of their own."""
    if not sight.gate.shows("others") or "score" not in one.values:
        return None
    return counts[one.code]


def _waits(call: Call, line: Line) -> bool:
    return line.seen.state in UNDECIDED and line.reviews is not None and line.reviews < call.reviews_wanted
