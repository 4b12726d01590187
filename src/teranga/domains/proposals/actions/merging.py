"""Two proposals about the same become one: the other goes into it, and who wrote it may speak there."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.proposals.models import Call, Proposal, ProposalSpeaker
from teranga.domains.proposals.rules import OUTCOMES, UNDECIDED, IllegalProposalMove, move

State = Proposal.State
COPIED = ("name", "contact", "biography", "affiliation", "country", "unavailable")


class NotMerged(Exception):
    """Nothing was changed. `why`: unknown, same, decided or gone."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def merge_proposals(*, call: Call, kept: str, other: str, by: Actor, at: datetime) -> Proposal:
    """By their codes. Untold, as every outcome: speakers learn of it with the batch. Raises NotMerged."""
    with write():
        rows = Proposal.objects.filter(community=call.community_id, call=call, code__in=[kept, other])
        found = {row.code: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
        if kept == other:
            raise NotMerged("same")
        if len(found) < 2:
            raise NotMerged("unknown")
        into, row = found[kept], found[other]
        if into.state not in (*UNDECIDED, *OUTCOMES):
            raise NotMerged("gone")
        try:
            changed = move(row, State.MERGED, at=at)
        except IllegalProposalMove as refused:
            raise NotMerged("decided") from refused
        row.merged_into = into
        if row.told_state != State.RESERVE:  # else it is what its speakers read
            row.rank = None
        row.save(update_fields=[*changed, "merged_into", "rank"])
        Proposal.objects.filter(community=call.community_id, merged_into=row).update(merged_into=into)
        _note("merge", row, by, at)
    return row


def part_proposals(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """It stands alone again. Raises NotMerged once its speakers were told."""
    with write():
        rows = Proposal.objects.filter(community=proposal.community_id).select_for_update(of=("self",))
        row = rows.get(pk=proposal.pk)
        if row.state != State.MERGED:
            raise NotMerged("unknown")
        try:
            changed = move(row, State.SUBMITTED, at=at)
        except IllegalProposalMove as refused:
            raise NotMerged("decided") from refused
        row.merged_into = None
        row.save(update_fields=[*changed, "merged_into"])
        _note("unmerge", row, by, at)
    return row


def join_speakers(*, merged: Proposal, at: datetime) -> list[ProposalSpeaker]:
    """Invite who wrote what was merged to speak in what it went into: for whoever tells them so.

    They say yes themselves. Those who speak there already, and those who said no, are left alone.
    """
    with write():
        if merged.state != State.MERGED or merged.merged_into is None:
            return []
        into = merged.merged_into
        there = set(into.speakers.values_list("person_id", flat=True))
        last = into.speakers.count()
        made: list[ProposalSpeaker] = []
        for one in merged.speakers.exclude(state=ProposalSpeaker.State.DECLINED):
            if one.person_id is not None and one.person_id in there:
                continue
            made.append(ProposalSpeaker.objects.create(
                community_id=into.community_id, event_id=into.event_id, proposal=into,
                person_id=one.person_id, position=last + len(made), invited_at=at,
                **{name: getattr(one, name) for name in COPIED},
            ))  # fmt: skip
    return made


def _note(verb: str, row: Proposal, by: Actor, at: datetime) -> None:
    record(by=by, verb=f"proposal.{verb}", object_type="proposal", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id)  # fmt: skip
