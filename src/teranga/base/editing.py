"""Several people may edit one thing: a form says which version it showed, and none is overwritten unseen."""

from __future__ import annotations

from datetime import datetime


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
