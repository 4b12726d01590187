"""A community to join, and what its tests do over and over."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from teranga.domains.activity.actions.record import VISITOR, Actor
from teranga.domains.communities.actions.confirm import Confirmed, confirm_by_code
from teranga.domains.communities.actions.join import JoinResult, ask_to_join
from teranga.domains.communities.models import Community, Membership
from teranga.domains.mail.models import OutgoingMail
from teranga.foundation.translated import TranslatedText

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ORGANISER = Actor("organiser")
MAIL_CODE = re.compile(r"^\d{6}$", re.MULTILINE)
MAIL_LINK = re.compile(r"^https?://\S+$", re.MULTILINE)


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


def community(slug: str = "python-lome", **fields: Any) -> Community:
    known = {
        "name": TranslatedText({"en": "Python Lomé"}),
        "kind": Community.Kind.LIVE,
        "languages": ["fr", "en"],
        "countries": ["TG"],
        "created_at": NOON,
    }
    return Community.objects.create(slug=slug, **{**known, **fields})


def ask(place: Community, contact: str = "ama@example.org", **details: Any) -> JoinResult:
    known = {
        "by": VISITOR,
        "at": NOON,
        "language": "en",
        "key": "a-key-of-a-form-0001",
        "name": "Ama Mensah",
        "city": "Lomé",
        "level": "beginner",
        "languages": ["fr", "ee"],
        "help_ways": ["mentor", "attend"],
        "consents": ["contact", "news"],
        "came_from": "qr",
    }
    return ask_to_join(community=place, contact=contact, **{**known, **details})


def mails_to(address: str = "ama@example.org") -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to_address=address).order_by("id"))


def code_in(mail: OutgoingMail) -> str:
    return MAIL_CODE.findall(mail.body)[0]


def link_in(mail: OutgoingMail) -> str:
    return MAIL_LINK.findall(mail.body)[0]


def token_in(mail: OutgoingMail) -> str:
    return link_in(mail).rstrip("/").rpartition("/")[2]


def join(place: Community, contact: str = "ama@example.org", **details: Any) -> Confirmed:
    """A confirmed member, in the way members come: asked, got a mail, typed the code."""
    at = details.get("at", NOON)
    ask(place, contact, **details)
    return confirm_by_code(
        community=place, contact=contact, code=code_in(mails_to(contact)[-1]), by=VISITOR, at=at
    )


def membership(place: Community, contact: str = "ama@example.org") -> Membership:
    return Membership.objects.select_related("person").get(
        community=place, person__contact_points__value=contact
    )
