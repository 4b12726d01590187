"""The signed link of a reminder: it confirms, shows and ends it, and opens nothing else."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from teranga.domains.communities.models import Community, Opportunity, OpportunityReminder

SIGNER = signing.Signer(salt="communities.opportunity_reminder", sep=".")


def reminder_path(reminder: OpportunityReminder) -> str:
    """Without the language prefix."""
    token = SIGNER.sign(reminder.uuid.hex)
    return f"/{reminder.community.slug}/opportunities/reminders/{token}/"


def reminder_of_token(community: Community, token: str) -> OpportunityReminder | None:
    """None for a false link, one of another community, and a reminder that is over."""
    try:
        named = UUID(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = OpportunityReminder.objects.filter(community=community, uuid=named)
    found = rows.filter(opportunity__state=Opportunity.State.SHOWN)
    return found.select_related("opportunity", "community").first()
