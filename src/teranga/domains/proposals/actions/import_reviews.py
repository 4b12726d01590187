"""Reviews, remarks and reasons that were brought along, of people here or under the names in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from teranga.domains.proposals.models import (
    Call,
    Proposal,
    ProposalImport,
    Review,
    ReviewRemark,
    ReviewScore,
    TaggedProposal,
)
from teranga.domains.proposals.queries_import import candidates_for
from teranga.domains.proposals.rules_import import Known, Plan, found_in, line_here

BATCH = 400
Rows = Sequence[tuple[Proposal, Mapping[str, Any]]]


def make_reviews(upload: ProposalImport, rows: Rows, plan: Plan, known: Known, at: datetime) -> int:
    """One of each person for a proposal; a second one keeps the name that stands in the file."""
    by_key = {one["key"]: row for row, one in rows}
    candidates, names = candidates_for(upload.call), {one.key: one.name for one in plan.writers}
    people = {key: person for key, person in upload.writers.items() if person in candidates}
    lines = {one["key"]: line_here(one, known) for one in plan.lines}
    made, points, taken = [], [], set()
    for one in plan.reviews:
        row, person = by_key[one["proposal"]], people.get(one["writer"])
        if (row.pk, person) in taken:
            person = None
        taken.add((row.pk, person) if person else None)
        review = Review(
            community_id=row.community_id, event_id=row.event_id, proposal=row, person_id=person,
            writer="" if person else names.get(one["writer"], ""), version=max(0, row.version - one["stale"]),
            for_committee=one["text"], for_speaker=one["for_speaker"], sent_at=_sent(one["sent"]) or at,
            changed_at=at,
        )  # fmt: skip
        made.append(review)
        for key, value in one["points"].items():
            if (line := lines.get(key)) is not None:
                points.append(ReviewScore(
                    community_id=row.community_id, event_id=row.event_id, proposal=row, review=review,
                    criterion=line, points=min(max(value, line.least), line.most),
                ))  # fmt: skip
    Review.objects.bulk_create(made, batch_size=BATCH)
    ReviewScore.objects.bulk_create(points, batch_size=BATCH)
    return len(made)


def _sent(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def make_tags(call: Call, rows: Rows, known: Known, at: datetime) -> None:
    TaggedProposal.objects.bulk_create(
        [
            TaggedProposal(community_id=call.community_id, event_id=call.event_id, proposal=row, tag=tag,
                           at=at)
            for row, one in rows
            for tag in dict.fromkeys(found_in(known.tags, name) for name in one["tags"]) if tag
        ], batch_size=BATCH,
    )  # fmt: skip


def make_remarks(call: Call, rows: Rows, at: datetime) -> None:
    ReviewRemark.objects.bulk_create(
        [
            ReviewRemark(community_id=call.community_id, event_id=call.event_id, proposal=row,
                         writer=remark["writer"], text=remark["text"], at=_sent(remark["at"]) or at)
            for row, one in rows for remark in one["remarks"] if remark["text"]
        ], batch_size=BATCH,
    )  # fmt: skip
