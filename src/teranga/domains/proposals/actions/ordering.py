"""The order in which the rows of a list stand."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet


def move_within(rows: QuerySet[Any], number: int, step: int) -> tuple[int, int] | None:
    """The row one place up (-1) or down (1): where it was and is now, None at an end of the list.

    For a caller that holds the call's lock, within its transaction.
    """
    found = list(rows.select_for_update(of=("self",)).order_by("position", "pk"))
    was = next(index for index, one in enumerate(found) if one.pk == number)
    now = was + (1 if step > 0 else -1)
    if not 0 <= now < len(found):
        return None
    found[was], found[now] = found[now], found[was]
    for position, one in enumerate(found):
        one.position = position
    rows.bulk_update(found, ["position"], batch_size=200)
    return was, now
