"""Codes on paper for people without e-mail: made in a batch, stored as digests, good for one person each."""

from __future__ import annotations

import secrets
from datetime import datetime

from teranga.domains.people.models import ClaimCode, Person
from teranga.domains.people.rules import CLAIM_CODE_LIFE, claim_digest
from teranga.foundation.codes import new_code, read_code


def make_claim_codes(
    community_id: int, count: int, *, at: datetime, only_for: Person | None = None
) -> list[str]:
    """New codes as they are printed. They cannot be shown again."""
    codes: dict[str, str] = {}
    while len(codes) < count:
        fresh = {
            claim_digest(community_id, code): code
            for code in (new_code(secrets.choice) for _ in range(count))
        }
        taken = ClaimCode.objects.filter(community_id=community_id, code_digest__in=fresh)
        for digest in taken.values_list("code_digest", flat=True):
            del fresh[digest]
        codes.update(fresh)
    chosen = dict(list(codes.items())[:count])
    ClaimCode.objects.bulk_create(
        ClaimCode(
            community_id=community_id, code_digest=digest, issued_at=at, expires_at=at + CLAIM_CODE_LIFE,
            only_for=only_for,
        )
        for digest in chosen
    )  # fmt: skip
    return list(chosen.values())


def locked_claim_code(community_id: int, typed: str, *, at: datetime) -> ClaimCode | None:
    """The unused code that was typed, locked; None for one that is wrong, used or too old."""
    code = read_code(typed)
    if code is None:
        return None
    return (
        ClaimCode.objects.select_for_update(of=("self",))
        .filter(
            community_id=community_id,
            code_digest=claim_digest(community_id, code),
            used_at=None,
            expires_at__gt=at,
        )
        .first()
    )


def spend_claim_code(code: ClaimCode, person: Person, *, at: datetime) -> None:
    code.used_at, code.used_by = at, person
    code.save(update_fields=["used_at", "used_by"])
