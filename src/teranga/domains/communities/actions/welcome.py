"""The first message to a new member: one for each person and community, where the community wants it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from teranga.domains.communities.models import Membership
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.queries import first_address
from teranga.foundation.translated import TranslatedText


def greet(*, membership: Membership, at: datetime) -> bool:
    """Queue the greeting; False when there is no confirmed address. Asked again, it writes none."""
    person, community = membership.person, membership.community
    address, language = first_address(person), person.preferred_language
    if not address:
        return False
    text = write_letter(
        "newcomer", language, community_id=community.pk,
        values={
            "name": person.name,
            "community": TranslatedText(community.name).in_language(language, community.default_language),
            "link": f"{settings.BASE_URL}/{language}/{community.slug}/first-event/",
        },
    )  # fmt: skip
    queue_mail(
        text, to=address, cause=f"welcome:{community.pk}:{person.pk}", at=at, community_id=community.pk,
        person_id=person.pk, reply_to=community.contact_email,
    )  # fmt: skip
    return True
