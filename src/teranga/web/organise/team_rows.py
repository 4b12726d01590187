"""Who can do what here, and since when: rows of grants as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.models import CustomRole, Invitation
from teranga.domains.people.policy import Scope
from teranga.domains.people.queries_roles import Held
from teranga.domains.people.rules_roles import role_content
from teranga.domains.people.wording import in_words, role_name, scope_name


@dataclass(frozen=True, slots=True)
class HeldLine:
    id: int
    person: str
    where: str
    since: datetime
    until: datetime | None
    given_by: str
    ended: datetime | None
    ended_by: str
    is_own: bool  # of this team, so that it can be ended here


@dataclass(frozen=True, slots=True)
class RoleGroup:
    name: str
    allows: list[tuple[str, str]]  # verbs, areas
    lines: list[HeldLine]


@dataclass(frozen=True, slots=True)
class InvitationLine:
    id: int
    email: str
    role: str
    where: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class OwnRoleLine:
    id: int
    name: str
    allows: list[tuple[str, str]]
    needs_second_step: bool
    is_own: bool  # of this team, so that it can be changed here


def groups(
    rows: Sequence[Held], team: int | None, events: Sequence[Event]
) -> tuple[list[RoleGroup], list[RoleGroup]]:
    """Running roles and those that are over, each grouped by role."""
    names = {event.pk: str(event) for event in events}
    running: dict[str, RoleGroup] = {}
    over: dict[str, RoleGroup] = {}
    for row in rows:
        found = running if row.runs else over
        key = f"{row.grant.role}:{row.grant.custom_role_id}"
        if key not in found:
            found[key] = RoleGroup(role_name(row.grant.role, row.name), in_words(row.allowed), [])
        found[key].lines.append(_line(row, team, names))
    return list(running.values()), list(over.values())


def _line(row: Held, team: int | None, names: dict[int, str]) -> HeldLine:
    grant = row.grant
    return HeldLine(
        id=grant.pk, person=grant.person.name, where=where_of(grant.scope, grant.scope_id, names),
        since=grant.since, until=grant.until, given_by=grant.granted_by.name if grant.granted_by else "",
        ended=grant.ended_at or (grant.until if not row.runs else None),
        ended_by=grant.ended_by.name if grant.ended_by else "",
        is_own=row.runs and grant.community_id == team,
    )  # fmt: skip


def where_of(scope: str, scope_id: int, names: dict[int, str]) -> str:
    return names.get(scope_id, scope_name(scope)) if scope == Scope.EVENT else scope_name(scope)


def invitation_lines(rows: Sequence[Invitation], events: Sequence[Event]) -> list[InvitationLine]:
    names = {event.pk: str(event) for event in events}
    return [
        InvitationLine(
            row.pk, row.email, role_name(row.role, row.custom_role.name if row.custom_role else None),
            where_of(row.scope, row.scope_id, names), row.expires_at,
        )
        for row in rows
    ]  # fmt: skip


def own_role_lines(rows: Sequence[CustomRole], place: Community | None) -> list[OwnRoleLine]:
    """The roles that can be given here beside the ready-made ones."""
    return [
        OwnRoleLine(
            row.pk, role_name(row.key, row.name), in_words(role_content(row.key, row)[0]),
            row.needs_second_factor, row.community_id == (place.pk if place else None),
        )
        for row in rows
    ]  # fmt: skip
