"""Signing in without a password: a code or link to an address that was confirmed before."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from teranga.base.writing import write
from teranga.domains.communities.actions.confirm import CodeRefused
from teranga.domains.mail import templates
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.people.actions.persons import lock_contact_point
from teranga.domains.people.actions.sign_in_codes import issue_code, use_code, use_link
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import Contact, ContactPoint, email_address
from teranga.domains.people.queries import contact_point


def ask_to_sign_in(*, address: str, language: str, at: datetime) -> None:
    """Send a code when somebody confirmed this address before; silent otherwise. Raises ContactRefused."""
    reached = _email(address)
    with write():
        point = lock_contact_point(reached)
        if point is None or point.verified_at is None:
            return
        fresh = issue_code(point, purpose="sign-in", community_id=None, at=at)
        if fresh is None:
            return
        text = templates.sign_in_code(
            language,
            name=point.person.name,
            code=fresh.code,
            link=f"{settings.BASE_URL}/{language}/me/sign-in/link/{fresh.token}/",
        )
        queue_mail(
            text, to=point.value, cause=f"sign-in-code:{fresh.id}", at=at, expires_at=fresh.expires_at,
            person_id=point.person_id,
        )  # fmt: skip


def sign_in_by_code(*, address: str, code: str, at: datetime) -> Person:
    """The person of this address. Raises CodeRefused or ContactRefused; a wrong code costs a try."""
    point = contact_point(_email(address))
    if point is None or not use_code(point, code, community_id=None, at=at):
        raise CodeRefused
    return point.person


def sign_in_by_link(*, token: str, at: datetime) -> Person:
    """The person this link was sent to. Raises CodeRefused."""
    point = use_link(token, community_id=None, at=at)
    if point is None:
        raise CodeRefused
    return point.person


def _email(address: str) -> Contact:
    return Contact(ContactPoint.Kind.EMAIL, email_address(address))
