"""Inviting somebody to a role: the invitation and its mail are written together."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.models import Community
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.role_mails import role_invitation
from teranga.domains.people.actions.invitations import make_invitation
from teranga.domains.people.models import Invitation, Person
from teranga.domains.people.policy import Rights
from teranga.domains.people.rules_roles import RoleAt
from teranga.domains.people.wording import role_name
from teranga.foundation.translated import TranslatedText


def invite_to_role(
    *, community: Community | None, email: str, language: str, which: RoleAt, by: Actor, at: datetime,
    rights: Rights | None, until: datetime | None = None,
) -> Invitation:  # fmt: skip
    """Offer a role by mail. Raises RoleRefused or ContactRefused; then no mail is written either."""
    with write():
        invitation, token = make_invitation(
            email=email, language=language, which=which, by=by, at=at, rights=rights, until=until
        )
        inviter = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
        with translation.override(language):
            words = role_name(which.role, which.custom.name if which.custom else None)
        place = TranslatedText(community.name).best((language, "en"))[0] if community else "Teranga"
        text = role_invitation(
            language,
            inviter=inviter.name if inviter and inviter.name else place,
            community=place,
            role=words,
            link=f"{settings.BASE_URL}/{language}/account/invitation/{token}/",
            last_day=invitation.expires_at.date().isoformat(),
            community_id=community.pk if community else None,
        )
        queue_mail(
            text, to=invitation.email, cause=f"invitation:{invitation.pk}", at=at,
            expires_at=invitation.expires_at, community_id=community.pk if community else None,
            reply_to=community.contact_email if community else "",
        )  # fmt: skip
    return invitation
