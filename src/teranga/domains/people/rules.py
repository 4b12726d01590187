"""How long codes live, how often one may try, and what is stored in place of a code."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from teranga.foundation.codes import keyed_digest

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=20)
CODE_TRIES = 5
CODE_STANDS = timedelta(seconds=60)  # asked again sooner, the code that was just sent is the answer
MAILS_PER_HOUR = 3  # for one address, whoever asks
CLAIM_CODE_LIFE = timedelta(days=180)


def code_digest(contact_point_id: int, code: str) -> str:
    return keyed_digest(settings.SECRET_KEY, "sign-in code", str(contact_point_id), code)


def link_digest(token: str) -> str:
    return keyed_digest(settings.SECRET_KEY, "sign-in link", token)


def claim_digest(community_id: int, code: str) -> str:
    return keyed_digest(settings.SECRET_KEY, "claim code", str(community_id), code)


def tries_digest(*who_and_what: str) -> str:
    return keyed_digest(settings.SECRET_KEY, "tries", *who_and_what)
