"""The signed links under which a holder tells what became of it. They say nothing of aid either."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from teranga.domains.aid.models import Aftermath, AidAward

SIGNER = signing.Signer(salt="aid.told", sep=".")


def told_path(award: AidAward, when: str) -> str:
    """Without the language prefix."""
    return f"/me/after/{SIGNER.sign(f'{award.application.uuid.hex}-{when}')}/"


def told_address(award: AidAward, when: str, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{told_path(award, when)}"


def stop_address(award: AidAward, when: str, language: str) -> str:
    return f"{told_address(award, when, language)}stop/"


def award_of_told_token(token: str) -> tuple[AidAward, str] | None:
    """The award and which question; None for a false link, or when the person is gone."""
    try:
        named, _dash, when = SIGNER.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    if when not in Aftermath.When.values:
        return None
    rows = AidAward.objects.across_communities("a signed link names one award")
    found = rows.filter(application__uuid=named).exclude(application__person=None)
    related = found.select_related("application__person", "round__community", "round__event")
    award = related.first()
    return (award, when) if award else None
