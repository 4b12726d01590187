"""The roles that a team writes for itself: made, changed, retired. Nobody writes more than they may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.actions.invitations import revoke_invitation
from teranga.domains.people.actions.roles import RoleRefused, end_role
from teranga.domains.people.models import CustomRole, Invitation, RoleGrant
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import READY_ROLES, Allowed
from teranga.domains.people.rules_roles import holds_all, known_permissions
from teranga.foundation.translated import TranslatedText

WRITTEN = ("name", "allowed", "needs_second_factor")
LONGEST_KEY = 32
MOST_ROLES = 50  # of one team


def add_custom_role(
    *, community_id: int | None, name: TranslatedText, allowed: dict[str, list[str]], by: Actor,
    at: datetime, rights: Rights | None, needs_second_factor: bool = False,
) -> CustomRole:  # fmt: skip
    """Write a new role. `rights` are those of who writes; None stands for the program. Raises RoleRefused."""
    content = _checked(allowed, {}, rights, community_id)
    with write():
        taken = set(_roles(community_id).select_for_update().values_list("key", flat=True))
        if len(taken) >= MOST_ROLES:
            raise RoleRefused(_("This team has as many roles of its own as it can. Change one of them."))
        row = CustomRole.objects.create(
            community_id=community_id, key=_key(name, taken | READY_ROLES.keys()), name=name,
            allowed=content, needs_second_factor=needs_second_factor, created_at=at,
        )  # fmt: skip
        _audit(row, "custom_role.add", dict.fromkeys(WRITTEN), by=by, at=at)
    return row


def change_custom_role(
    *, role: CustomRole, name: TranslatedText, allowed: dict[str, list[str]], by: Actor, at: datetime,
    rights: Rights | None, needs_second_factor: bool = False, seen: str = "",
) -> CustomRole:  # fmt: skip
    """Change what a role is called and allows, at once for everybody who holds it.

    Whoever changes it may take anything out and put in what they may do themselves.
    Raises RoleRefused, or EditedMeanwhile when somebody else changed it after the form `seen` was shown.
    """
    with write():
        row = _roles(role.community_id).select_for_update().get(pk=role.pk)
        check_same(row, seen)
        if row.retired_at is not None:
            raise RoleRefused(_("This role is retired. Write a new one."))
        content = _checked(allowed, row.allowed, rights, row.community_id)
        before = {field: getattr(row, field) for field in WRITTEN}
        row.name, row.allowed, row.needs_second_factor = name, content, needs_second_factor
        row.save(update_fields=WRITTEN)
        _audit(row, "custom_role.change", before, by=by, at=at)
    return row


def retire_custom_role(*, role: CustomRole, by: Actor, at: datetime) -> None:
    """Offer a role no longer; end it for everybody who holds it and take open invitations to it back."""
    with write():
        row = _roles(role.community_id).select_for_update().get(pk=role.pk)
        if row.retired_at is not None:
            return
        row.retired_at = at
        row.save(update_fields=["retired_at"])
        why = "filtered by the one role"
        for grant in RoleGrant.objects.across_communities(why).filter(custom_role=row, ended_at=None):
            end_role(grant=grant, by=by, at=at)
        invitations = Invitation.objects.across_communities(why).filter(custom_role=row)
        for invitation in invitations.filter(accepted_at=None, revoked_at=None):
            revoke_invitation(invitation=invitation, by=by, at=at)
        record(by=by, verb="custom_role.retire", object_type="custom_role", object_id=row.pk, at=at,
               community_id=row.community_id, changes={"name": [row.name, ""]})  # fmt: skip


def _checked(
    allowed: dict[str, list[str]], before: dict[str, list[str]], rights: Rights | None,
    community_id: int | None,
) -> dict[str, list[str]]:  # fmt: skip
    content = known_permissions(allowed)
    if not content:
        raise RoleRefused(_("A role allows at least one thing. Tick what these people may do."))
    added: Allowed = {
        area: frozenset(verbs) - frozenset(before.get(area, ())) for area, verbs in content.items()
    }
    if rights is not None and not holds_all(rights, added, Place(community_id=community_id)):
        raise RoleRefused(_("You can only put into a role what you may do yourself."))
    return content


def _key(name: TranslatedText, taken: set[str]) -> str:
    """What grants and the log call the role for good, whatever it is called later."""
    stem = slugify(name.best(("en", "fr"))[0])[:LONGEST_KEY].strip("-") or "role"
    free = (key for key in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if key not in taken)
    return next(free)


def _roles(community_id: int | None) -> Any:
    rows = CustomRole.objects.across_communities("filtered by the one team, which may be the installation's")
    return rows.filter(community_id=community_id)


def _audit(row: CustomRole, verb: str, before: dict[str, Any], *, by: Actor, at: datetime) -> None:
    now = {field: getattr(row, field) for field in WRITTEN}
    changes = {field: [before[field], now[field]] for field in WRITTEN if before[field] != now[field]}
    record(by=by, verb=verb, object_type="custom_role", object_id=row.pk, at=at,
           community_id=row.community_id, changes=changes)  # fmt: skip
