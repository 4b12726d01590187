"""Signed links of a reminder and of a question to a helper; each opens its one row and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from teranga.domains.communities.models import (
    Community,
    Opportunity,
    OpportunityQuestion,
    OpportunityReminder,
)

SIGNER = signing.Signer(salt="communities.opportunity_reminder", sep=".")
ASKED = signing.Signer(salt="communities.opportunity_question", sep=".")


def reminder_path(reminder: OpportunityReminder) -> str:
    """Without the language prefix."""
    token = SIGNER.sign(reminder.uuid.hex)
    return f"/{reminder.community.slug}/opportunities/reminders/{token}/"


def reminder_of_token(community: Community, token: str) -> OpportunityReminder | None:
    """None for a false link, one of another community, and a reminder that is over."""
    named = _named(SIGNER, token)
    if named is None:
        return None
    rows = OpportunityReminder.objects.filter(community=community, uuid=named)
    found = rows.filter(opportunity__state=Opportunity.State.SHOWN)
    return found.select_related("opportunity", "community").first()


def question_path(question: OpportunityQuestion) -> str:
    """Without the language prefix."""
    return f"/{question.community.slug}/opportunities/questions/{ASKED.sign(question.uuid.hex)}/"


def question_of_token(community: Community, token: str) -> OpportunityQuestion | None:
    """None for a false link, one of another community, and where the help was taken back."""
    named = _named(ASKED, token)
    if named is None:
        return None
    rows = OpportunityQuestion.objects.filter(community=community, uuid=named)
    found = rows.filter(helper__opportunity__state=Opportunity.State.SHOWN)
    return found.select_related("helper__opportunity", "community").first()


def _named(signer: signing.Signer, token: str) -> UUID | None:
    try:
        return UUID(signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
