"""The one mail of joining: a code and a link, to a newcomer and to a member alike."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from teranga.domains.communities.models import Membership
from teranga.domains.mail import templates
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.people.actions.sign_in_codes import issue_code
from teranga.domains.people.models import ContactPoint
from teranga.foundation.translated import TranslatedText


def send_join_mail(membership: Membership, point: ContactPoint, *, language: str, at: datetime) -> None:
    """Queue a code for this address, unless one was just sent or the address had its mails for this hour.

    Links begin with the configured base address, never with what a request calls this host.
    """
    community = membership.community
    fresh = issue_code(point, purpose="join", community_id=community.pk, at=at)
    if fresh is None:
        return
    is_member = membership.state == Membership.State.CONFIRMED
    text = (templates.already_member if is_member else templates.join_code)(
        language,
        name=membership.person.name or membership.asked.get("name", ""),
        community=TranslatedText(community.name).in_language(language, community.default_language),
        code=fresh.code,
        link=f"{settings.BASE_URL}/{language}/{community.slug}/join/link/{fresh.token}/",
        community_id=community.pk,
    )
    queue_mail(
        text, to=point.value, cause=f"join-code:{fresh.id}", at=at, expires_at=fresh.expires_at,
        community_id=community.pk, person_id=point.person_id, reply_to=community.contact_email,
    )  # fmt: skip
