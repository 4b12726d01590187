"""Texts and files that must not lie open here or in copies: sealed with a key made from the secret key."""

from __future__ import annotations

import base64
import hashlib
import logging

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from teranga.foundation.codes import keyed_digest

log = logging.getLogger("teranga.base")


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text, or "" for one that was sealed under another secret key: it has to be typed again."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        log.warning("A sealed text cannot be read: was the secret key changed?")
        return ""


def _box() -> Fernet:
    key = hashlib.sha256(keyed_digest(settings.SECRET_KEY, "sealed text").encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal_bytes(content: bytes) -> bytes:
    """A file's content, sealed with the same key as the texts."""
    return _box().encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes | None:
    """None for what was sealed under another secret key or was changed since."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken:
        log.warning("A sealed file cannot be read: was the secret key changed?")
        return None
