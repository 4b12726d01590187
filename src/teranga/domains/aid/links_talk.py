"""The signed way from the page of a confirmed talk to an application for aid. It opens nothing else."""

from __future__ import annotations

from django.core import signing
from django.db.models import Q

from teranga.domains.aid.models import AidRound
from teranga.domains.proposals.models import Proposal, ProposalSpeaker

SIGNER = signing.Signer(salt="aid.talk", sep=".")
Said = ProposalSpeaker.State


def talk_key(speaker: ProposalSpeaker) -> str:
    return SIGNER.sign(speaker.uuid.hex)


def speaker_of_key(key: str, row: AidRound) -> ProposalSpeaker | None:
    """Who speaks at the round's event and said yes to it. None for a false key."""
    try:
        named = SIGNER.unsign(key)
    except signing.BadSignature:
        return None
    rows = ProposalSpeaker.objects.filter(community=row.community_id, event=row.event_id, uuid=named)
    rows = rows.filter(Q(position=0) | Q(state=Said.CONFIRMED)).exclude(state=Said.DECLINED)
    rows = rows.filter(proposal__state=Proposal.State.CONFIRMED, person__isnull=False)
    return rows.select_related("proposal", "person").first()
