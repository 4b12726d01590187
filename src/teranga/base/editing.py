"""Several people may edit one thing: a form says which version it showed, and none is overwritten unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model


class EditedMeanwhile(Exception):
    """Somebody else saved this since the form was shown. Nothing was written."""


def seen_mark(moment: datetime) -> str:
    """What a form carries to say which version it showed."""
    return f"{moment.timestamp():.6f}"


def check_unchanged(moment: datetime, seen: str) -> None:
    """Compare a row's `updated_at`, read inside the writing transaction, with what the form showed.

    An empty `seen` means that the caller showed nothing (a command, an import). Raises EditedMeanwhile.
    """
    if seen and seen != seen_mark(moment):
        raise EditedMeanwhile(seen)


def seen_values(row: Model, names: Iterable[str]) -> str:
    """The mark of a form that shows some fields of a row: others may change meanwhile without harm."""
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
    told = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def check_values_unchanged(row: Model, names: Iterable[str], seen: str) -> None:
    """Compare these fields of a row, read inside the writing transaction, with the mark of the form.

    An empty `seen` means that the caller showed nothing. Raises EditedMeanwhile.
    """
    if seen and seen != seen_values(row, names):
        raise EditedMeanwhile(seen)


def content_mark(row: Model) -> str:
    """The mark of a form that shows a whole row but its place in a list; the row need not keep its time."""
    return seen_values(row, [field.name for field in row._meta.concrete_fields if field.name != "position"])


def check_same(row: Model, seen: str) -> None:
    """Compare a whole row, read inside the writing transaction, with the mark of the form.

    An empty `seen` means that the caller showed nothing. Raises EditedMeanwhile.
    """
    if seen and seen != content_mark(row):
        raise EditedMeanwhile(seen)
