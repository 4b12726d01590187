"""What is stored in place of a code or a link's token."""

from __future__ import annotations

from django.conf import settings

from teranga.foundation.codes import keyed_digest


def code_digest(event_id: int, address: str, code: str) -> str:
    return keyed_digest(settings.SECRET_KEY, "rsvp code", str(event_id), address, code)


def link_digest(token: str) -> str:
    return keyed_digest(settings.SECRET_KEY, "rsvp link", token)
