from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.proposals.actions.writer_mails import tell_asked, tell_invited, tell_sent
from teranga.domains.proposals.models import Proposal, ProposalSpeaker


@task("proposals.tell_sent")
def tell_that_it_is_sent(*, community_id: int, proposal_id: int) -> None:
    if row := _proposal(community_id, proposal_id):
        tell_sent(proposal=row, at=timezone.now())


@task("proposals.tell_asked")
def tell_of_the_question(*, community_id: int, proposal_id: int) -> None:
    if row := _proposal(community_id, proposal_id):
        tell_asked(proposal=row, at=timezone.now())


@task("proposals.tell_invited")
def tell_of_the_invitation(*, community_id: int, speaker_id: int) -> None:
    rows = ProposalSpeaker.objects.filter(community=community_id, pk=speaker_id)
    speaker = rows.select_related("proposal__call__event", "proposal__event__community", "person").first()
    if speaker:
        speaker.proposal.call.event = speaker.proposal.event
        tell_invited(speaker=speaker, at=timezone.now())


def _proposal(community_id: int, number: int) -> Proposal | None:
    rows = Proposal.objects.filter(community=community_id, pk=number)
    row = rows.select_related("call", "event__community").first()
    if row:
        row.call.event = row.event
    return row
