"""Giving and taking back consents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teranga.domains.people.consents import WORDING
from teranga.domains.people.models import Consent, Person


def give_consents(
    person: Person, community_id: int, purposes: Iterable[str], *, language: str, at: datetime
) -> None:
    """Note each purpose once; one that already stands keeps its date."""
    standing = set(
        Consent.objects.filter(person=person, community_id=community_id, withdrawn_at=None).values_list(
            "purpose", flat=True
        )
    )
    Consent.objects.bulk_create(
        Consent(
            person=person,
            community_id=community_id,
            purpose=purpose,
            wording=WORDING,
            language=language[:8],
            given_at=at,
        )
        for purpose in sorted(set(purposes) - standing)
    )


def withdraw_consents(
    person: Person, community_id: int, *, at: datetime, purposes: Iterable[str] | None = None
) -> int:
    """Take back these purposes, or all of them; returns how many stood."""
    standing = Consent.objects.filter(person=person, community_id=community_id, withdrawn_at=None)
    if purposes is not None:
        standing = standing.filter(purpose__in=list(purposes))
    return standing.update(withdrawn_at=at)
