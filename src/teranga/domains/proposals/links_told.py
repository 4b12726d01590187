"""The signed link by which a speaker answers without signing in, good for one speaker of one proposal."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from teranga.domains.proposals.models import ProposalSpeaker

SIGNER = signing.Signer(salt="proposals.talk", sep=".")


def talk_token(speaker: ProposalSpeaker) -> str:
    return SIGNER.sign(speaker.uuid.hex)


def talk_path(speaker: ProposalSpeaker) -> str:
    """Without the language prefix."""
    return f"/me/talk/{talk_token(speaker)}/"


def talk_address(speaker: ProposalSpeaker, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{talk_path(speaker)}"


def speaker_of_token(token: str) -> ProposalSpeaker | None:
    """None for a false link, and for somebody who said no to speaking."""
    try:
        named = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    rows = ProposalSpeaker.objects.across_communities("a signed link names one speaker")
    rows = rows.filter(uuid=named).exclude(state=ProposalSpeaker.State.DECLINED)
    return rows.select_related(
        "proposal__call", "proposal__type", "proposal__merged_into", "proposal__event__community", "person"
    ).first()
