"""The signed link by which a guardian, who has no account, answers for a minor."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from teranga.domains.aid.models import AidApplication

SIGNER = signing.Signer(salt="aid.guardian", sep=".")


def guardian_token(application: AidApplication) -> str:
    """Good for the guardian who was named when it was made: another address makes it worthless."""
    return SIGNER.sign_object([application.uuid.hex, application.guardian_contact]).rstrip("=")


def application_of_token(token: str) -> AidApplication | None:
    """None for a false link, or one of an earlier guardian."""
    try:
        named, contact = SIGNER.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = AidApplication.objects.across_communities("a signed link names one application")
    row = rows.filter(uuid=named).select_related("round__community", "round__event", "person").first()
    return row if row and row.guardian_contact == contact and contact else None


def guardian_address(application: AidApplication, language: str) -> str:
    return f"{settings.BASE_URL}/{language}/guardian/{guardian_token(application)}/"
