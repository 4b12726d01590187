"""What names a mail outside: its Message-ID, and the signed link that ends such mails."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from teranga.domains.mail.models import OutgoingMail

SALT = "mail.unsubscribe"
NUMBER = re.compile(r"<?mail-(\d{1,18})\.([0-9a-f]{16})@")


@dataclass(frozen=True, slots=True)
class Subscription:
    """Whose mails of which community and category a link ends, and the language of its page."""

    community_id: int
    category: str
    person_id: int
    address: str
    language: str


def message_id(mail_id: int) -> str:
    """The same at every try, so that the receiving side recognises a mail that came twice."""
    return f"<mail-{mail_id}.{_seal(mail_id)}@{settings.CONFIG.hosts[0]}>"


def mail_of_message_id(text: str) -> int | None:
    """The row that a Message-ID of ours names; None for any other one."""
    found = NUMBER.search(text)
    if found is None or not constant_time_compare(found[2], _seal(int(found[1]))):
        return None
    return int(found[1])


def _seal(mail_id: int) -> str:
    return salted_hmac("mail.message-id", str(mail_id)).hexdigest()[:16]


def unsubscribe_address(mail: OutgoingMail) -> str:
    return f"{settings.BASE_URL}/m/unsubscribe/{unsubscribe_token(mail)}"


def unsubscribe_token(mail: OutgoingMail) -> str:
    """It names the person, not the mail: it still works when the mail was tidied away."""
    address = "" if mail.person_id else mail.to_address
    value = [mail.community_id or 0, mail.category, mail.person_id or 0, address, mail.language]
    return signing.Signer(salt=SALT).sign_object(value)


def read_unsubscribe(token: str) -> Subscription | None:
    try:
        community_id, category, person_id, address, language = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Subscription(community_id, category, person_id, address, language)
