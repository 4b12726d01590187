"""What a team asks of its people, and the roles it writes for itself."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.actions.roles import RoleRefused
from teranga.domains.people.models import CustomRole, TeamRule
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import READY_ROLES
from teranga.domains.people.rules_roles import holds_all, known_permissions
from teranga.foundation.translated import TranslatedText


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


def write_custom_role(
    *, community_id: int | None, key: str, name: TranslatedText, allowed: dict[str, list[str]], by: Actor,
    at: datetime, rights: Rights | None, needs_second_factor: bool = False,
) -> CustomRole:  # fmt: skip
    """Make or rewrite a role. Nobody writes more into a role than they may do. Raises RoleRefused."""
    content = known_permissions(allowed)
    if not content:
        raise RoleRefused(_("A role allows at least one thing. Tick what these people may do."))
    if key in READY_ROLES:
        raise RoleRefused(_("There is a ready-made role of this name. Choose another name."))
    sets = {area: frozenset(verbs) for area, verbs in content.items()}
    if rights is not None and not holds_all(rights, sets, Place(community_id=community_id)):
        raise RoleRefused(_("You can only put into a role what you may do yourself."))
    with write():
        rows = CustomRole.objects.across_communities(
            "filtered by the one team, which may be the installation's"
        )
        row = rows.select_for_update().filter(community_id=community_id, key=key).first()
        before = row.allowed if row else {}
        row = row or CustomRole(community_id=community_id, key=key, created_at=at)
        row.name, row.allowed, row.needs_second_factor = name, content, needs_second_factor
        row.save()
        record(by=by, verb="custom_role.write", object_type="custom_role", object_id=row.pk, at=at,
               community_id=community_id, changes={"allowed": [before, content]})  # fmt: skip
    return row
