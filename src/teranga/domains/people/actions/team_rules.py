"""What a team asks of its people."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.models import TeamRule


def require_second_factor(*, community_id: int, required: bool, by: Actor, at: datetime) -> None:
    """Let the roles of this community count only for people who signed in with a second factor, or not."""
    with write():
        row, _made = TeamRule.objects.filter(community_id=community_id).get_or_create(
            community_id=community_id, defaults={"changed_at": at}
        )
        if row.second_factor_required == required:
            return
        row.second_factor_required, row.changed_at, row.changed_by_id = required, at, by.person_id
        row.save()
        record(by=by, verb="team.second_factor", object_type="community", object_id=community_id, at=at,
               changes={"second_factor_required": [not required, required]},
               community_id=community_id)  # fmt: skip
