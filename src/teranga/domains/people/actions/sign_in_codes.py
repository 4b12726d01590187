"""Codes and links by mail: they prove that an address is somebody's, once, within twenty minutes."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from teranga.base.writing import write
from teranga.domains.people.actions.tries import forget_tomorrow
from teranga.domains.people.models import ContactPoint, SignInCode
from teranga.domains.people.rules import (
    CODE_DIGITS,
    CODE_LIFE,
    CODE_STANDS,
    CODE_TRIES,
    MAILS_PER_HOUR,
    code_digest,
    link_digest,
)


@dataclass(frozen=True, slots=True)
class FreshCode:
    """A code and link token as they go into one mail. They are not kept anywhere else."""

    id: int
    code: str
    token: str
    expires_at: datetime


def issue_code(
    point: ContactPoint, *, purpose: str, community_id: int | None, at: datetime
) -> FreshCode | None:
    """A new code, or None when one just sent still stands or this address had its mails for the hour.

    The contact point must be locked by the caller, or two requests at once could send two mails.
    """
    sent = list(point.codes.filter(created_at__gt=at - timedelta(hours=1)).order_by("-created_at"))
    if len(sent) >= MAILS_PER_HOUR:
        return None
    if any(
        (row.purpose, row.community_id, row.used_at) == (purpose, community_id, None)
        and row.created_at > at - CODE_STANDS and row.tries_left
        for row in sent
    ):  # fmt: skip
        return None
    code, token = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}", secrets.token_urlsafe(24)
    row = SignInCode.objects.create(
        contact_point=point,
        purpose=purpose,
        community_id=community_id,
        code_digest=code_digest(point.pk, code),
        link_digest=link_digest(token),
        created_at=at,
        expires_at=at + CODE_LIFE,
        tries_left=CODE_TRIES,
    )
    forget_tomorrow(at)
    return FreshCode(row.pk, code, token, row.expires_at)


def forget_old_codes(before: datetime) -> int:
    with write():
        return SignInCode.objects.filter(expires_at__lt=before).delete()[0]


def use_code(point: ContactPoint, typed: str, *, community_id: int | None, at: datetime) -> bool:
    """Whether the typed code is one that was sent; a wrong one costs a try, so the caller must commit."""
    code = "".join(letter for letter in typed if letter.isdigit())
    with write():
        alive = list(
            point.codes.select_for_update()
            .filter(community_id=community_id, used_at=None, expires_at__gt=at, tries_left__gt=0)
            .order_by("id")
        )
        digest = code_digest(point.pk, code)
        matches = [row for row in alive if hmac.compare_digest(row.code_digest, digest)]
        for row in matches[:1] or alive:
            row.tries_left -= 1
            row.used_at = at if matches else None
            row.save(update_fields=["tries_left", "used_at"])
    return bool(matches)


def use_link(token: str, *, community_id: int | None, at: datetime) -> ContactPoint | None:
    """The address a link was sent to, once; None when it was used, is too old or was never sent."""
    with write():
        row = (
            SignInCode.objects.select_for_update(of=("self",))
            .filter(
                link_digest=link_digest(token), community_id=community_id, used_at=None, expires_at__gt=at
            )
            .select_related("contact_point__person")
            .first()
        )
        if row is None:
            return None
        row.used_at = at
        row.save(update_fields=["used_at"])
    return row.contact_point
