"""The signed link to what somebody was awarded. It says nothing of aid, like the mail that carries it."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from teranga.domains.aid.models import AidApplication

SIGNER = signing.Signer(salt="aid.award", sep=".")


def award_token(application: AidApplication) -> str:
    return SIGNER.sign(application.uuid.hex)


def award_path(application: AidApplication) -> str:
    """Without the language prefix."""
    return f"/me/news/{award_token(application)}/"


def award_address(application: AidApplication, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{award_path(application)}"


def application_of_award_token(token: str) -> AidApplication | None:
    """None for a false link."""
    try:
        named = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    rows = AidApplication.objects.across_communities("a signed link names one application")
    found = rows.filter(uuid=named).exclude(person=None)
    return found.select_related("round__community", "round__event", "person").first()
