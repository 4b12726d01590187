"""What goes along with proposals that are taken out of the program, as far as the gate shows each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from teranga.domains.events.models import Track
from teranga.domains.proposals.models import (
    Proposal,
    ProposalAnswer,
    ProposalSpeaker,
    ProposalVersion,
    Review,
    ReviewRemark,
    ReviewTag,
    SessionType,
    TaggedProposal,
    Topic,
)
from teranga.domains.proposals.queries_desk import COMPARED
from teranga.domains.proposals.queries_reviews import writer_name
from teranga.domains.proposals.queries_seen import Sight

ByProposal = dict[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Along:
    """Rows by their proposal; empty where this person may not know of them."""

    tags: ByProposal = field(default_factory=dict)
    remarks: ByProposal = field(default_factory=dict)  # (who or "", the remark)
    speakers: ByProposal = field(default_factory=dict)
    versions: ByProposal = field(default_factory=dict)
    answers: ByProposal = field(default_factory=dict)


def along_with(sight: Sight, rows: Sequence[Proposal]) -> Along:
    """A question to the database for each kind, however many proposals there are."""
    here = {"community": sight.call.community_id, "proposal__in": rows}
    shows = sight.gate.shows
    judged = [row.pk for row in rows if sight.judges(row)]
    tags = TaggedProposal.objects.filter(**here, proposal_id__in=judged).select_related("tag")
    speakers = ProposalSpeaker.objects.filter(**here).exclude(state=ProposalSpeaker.State.DECLINED)
    versions = ProposalVersion.objects.filter(**here, number__gt=0).order_by("number")
    answers = ProposalAnswer.objects.filter(**here).select_related("question")
    return Along(
        tags=_by_proposal(tags.order_by("tag__position", "tag")) if sight.gate.may_tag else {},
        remarks=_remarks(sight, rows, judged),
        speakers=_by_proposal(speakers.select_related("person")) if shows("contact") else {},
        versions=_by_proposal(versions) if shows("history") else {},
        answers=_by_proposal(answers.order_by("question__position", "pk")) if shows("all_answers") else {},
    )


def compared_values(version: ProposalVersion) -> dict[str, Any]:
    """The text of a version as its history shows it."""
    return {name: version.values[name] for name in COMPARED if version.values.get(name)}


def parts_of(sight: Sight) -> tuple[list[SessionType], list[Track], list[Topic], list[ReviewTag]]:
    """Formats, tracks, topics, and the reasons where they may be given."""
    call = sight.call
    here = {"community": call.community_id, "event": call.event_id}
    tags = ReviewTag.objects.filter(**here, call=call) if sight.gate.may_tag else ()
    return (
        list(SessionType.objects.filter(**here, call=call)),
        list(Track.objects.filter(**here).order_by("position", "pk")),
        list(Topic.objects.filter(**here, call=call)), list(tags),
    )  # fmt: skip


def _remarks(sight: Sight, rows: Sequence[Proposal], judged: list[int]) -> ByProposal:
    """Where others are known only after one's own review, of those alone that this person reviewed."""
    if not (sight.gate.shows("remarks") and sight.gate.shows("others")):
        return {}
    community = sight.call.community_id
    if sight.gate.others_after:
        own = Review.objects.filter(community=community, proposal__in=rows, person=sight.person_id)
        judged = [key for key in own.exclude(sent_at=None).values_list("proposal_id", flat=True)
                  if key in judged]  # fmt: skip
    found = ReviewRemark.objects.filter(community=community, proposal_id__in=judged).order_by("pk")
    named = sight.gate.shows("reviewer_names")
    told: ByProposal = defaultdict(list)
    for row in found.select_related("person"):
        told[row.proposal_id].append((writer_name(row) if named else "", row))
    return told


def _by_proposal(rows: Iterable[Any]) -> ByProposal:
    found: ByProposal = defaultdict(list)
    for row in rows:
        found[row.proposal_id].append(row)
    return found
