"""A form sent twice does its work once: the key and the result are written with the change itself."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from teranga.base.models import IdempotencyKey
from teranga.base.writing import write

KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,64}")


def new_key() -> str:
    return secrets.token_urlsafe(18)


def once(purpose: str, key: str, at: datetime, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run `act` and keep its result under the key; a repeated key gives that result and runs nothing."""
    if not KEY_SHAPE.fullmatch(key):
        key = new_key()
    kept = IdempotencyKey.objects.filter(purpose=purpose, key=key).first()
    if kept:
        return kept.result
    try:
        with write():
            # Inserting first makes the second of two simultaneous sendings wait here for the first's row.
            with transaction.atomic():
                row = IdempotencyKey.objects.create(purpose=purpose, key=key, created_at=at)
            row.result = act()
            row.save(update_fields=["result"])
            return row.result
    except IntegrityError:
        kept = IdempotencyKey.objects.filter(purpose=purpose, key=key).first()
        if kept is None:
            raise
        return kept.result
