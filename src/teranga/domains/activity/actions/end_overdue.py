from __future__ import annotations

from datetime import datetime

from teranga.base import personal_data
from teranga.domains.activity.actions.record import Actor, record


def end_overdue(*, by: Actor, at: datetime) -> dict[str, int]:
    """Delete what is kept of people no longer, as their declarations say; what was deleted is counted."""
    ended = {model: rows for model, rows in personal_data.end_overdue(at).items() if rows}
    if ended:
        record(by=by, verb="personal_data.end_overdue", object_type="installation", object_id=None, at=at,
               changes={"rows": ended})  # fmt: skip
    return ended
