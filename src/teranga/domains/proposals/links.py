"""Where a proposal's own pages stand, and the short code that proves an address.

The address with the proposal's random key is the proof of whoever has it: it stands in their own mails and
nowhere else. The code goes by mail, is not stored, and follows from the secret key, the call, the address and
the time.
"""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime

from django.conf import settings

from teranga.domains.people.normal_forms import DetailRefused, email_address
from teranga.domains.proposals.models import Call, Proposal, ProposalSpeaker
from teranga.foundation.codes import keyed_digest

DIGITS = 6
STANDS = 20 * 60  # seconds; a code is good in the stretch in which it was sent and in the one after it


def own_path(proposal: Proposal) -> str:
    """Below a language."""
    return f"{call_path(proposal.call)}propose/{proposal.uuid}/"


def call_path(call: Call) -> str:
    return f"/{call.event.community.slug}/{call.event.slug}/call/"


def session_guid(proposal: Proposal) -> uuid.UUID:
    """What the published programme names the session by: always the same, and no way back to the key."""
    return uuid.UUID(hex=keyed_digest(settings.SECRET_KEY, "session guid", proposal.uuid.hex)[:32], version=4)


def own_address(proposal: Proposal, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{own_path(proposal)}"


def speaker_path(speaker: ProposalSpeaker, call: Call) -> str:
    """Below a language."""
    return f"{call_path(call)}speak/{speaker.uuid}/"


def speaker_address(speaker: ProposalSpeaker, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{speaker_path(speaker, speaker.proposal.call)}"


def contact_folded(address: str) -> str:
    """By which drafts of an address are found, without the address."""
    if not address.strip():
        return ""
    try:
        normal = email_address(address)
    except DetailRefused:
        normal = address.strip().casefold()
    return keyed_digest(settings.SECRET_KEY, "proposal contact", normal)


def mailed_code(call: Call, address: str, at: datetime) -> str:
    return _code(call, address, int(at.timestamp()) // STANDS)


def is_mailed_code(call: Call, address: str, typed: str, at: datetime) -> bool:
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    now = int(at.timestamp()) // STANDS
    return any(hmac.compare_digest(_code(call, address, stretch), digits) for stretch in (now, now - 1))


def _code(call: Call, address: str, stretch: int) -> str:
    digest = keyed_digest(
        settings.SECRET_KEY, "proposal code", str(call.pk), address.casefold(), str(stretch)
    )
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}}"
