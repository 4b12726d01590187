"""Giving and ending roles. Nobody raises themselves, and the last organiser stays."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.models import Person, RoleGrant
from teranga.domains.people.policy import Rights, Scope
from teranga.domains.people.rules_roles import RoleAt, holds_all, may_give


class RoleRefused(Exception):
    """A role cannot be given or ended like this. The text is for the organiser who tried."""


def grant_role(
    *, person: Person, which: RoleAt, by: Actor, at: datetime, rights: Rights | None,
    until: datetime | None = None,
) -> RoleGrant:  # fmt: skip
    """Give a role, or the same one until another moment. Raises RoleRefused.

    `rights` are those of who gives; None stands for the program itself (a command, an accepted invitation).
    """
    _check(which, until, at)
    if rights is not None:
        check_giver(rights, which, to_person=person.pk)
    with write():
        Person.objects.select_for_update().get(pk=person.pk)  # one grant of a person after the other
        running = _running(person, which)
        if running is not None and running.until is not None and running.until <= at:
            _end(running, running.until, None)
            running = None
        if running is not None:
            return _prolong(running, until, by=by, at=at)
        grant = RoleGrant.objects.create(
            person=person, role=which.role, custom_role=which.custom, scope=which.scope, until=until,
            scope_id=which.scope_id, community_id=which.community_id, since=at, granted_by_id=by.person_id,
        )  # fmt: skip
        _audit(grant, "role.grant", by=by, at=at, changes={
            "role": ["", grant.role], "scope": ["", f"{grant.scope}:{grant.scope_id}"],
            "until": ["", _moment(until)],
        })  # fmt: skip
    return grant


def end_role(*, grant: RoleGrant, by: Actor, at: datetime) -> None:
    """End a role now; the row stays, with who ended it. Raises RoleRefused for the last organiser."""
    with write():
        _lock_team(grant)
        row = RoleGrant.objects.across_communities("one known row").select_for_update().get(pk=grant.pk)
        if row.ended_at is not None:
            return
        if row.role == "organiser" and not _other_organisers(row, at):
            raise RoleRefused(
                _("This is the last organiser here. Give somebody else the role first, then end this one.")
            )
        _end(row, at, by.person_id)
        _audit(row, "role.end", by=by, at=at, changes={"role": [row.role, ""]})


def check_giver(rights: Rights, which: RoleAt, *, to_person: int | None = None) -> None:
    """Whether somebody with these rights may give this role here. Raises RoleRefused."""
    if not may_give(rights, which.allowed, which.place, is_own=which.custom is not None):
        raise RoleRefused(_("Your own role does not let you give this one."))
    if to_person == rights.person_id and not holds_all(rights, which.allowed, which.place):
        raise RoleRefused(_("Nobody gives a new role to themselves. Ask another organiser to do it."))


def _check(which: RoleAt, until: datetime | None, at: datetime) -> None:
    if not which.allowed:
        raise RoleRefused(_("This role does not exist or allows nothing. Choose another one."))
    if which.custom is not None and which.custom.retired_at is not None:
        raise RoleRefused(_("This role is retired. Choose another one."))
    if which.custom is not None and which.custom.community_id not in (None, which.place.community_id):
        raise RoleRefused(_("This role belongs to another community."))
    if until is not None and until <= at:
        raise RoleRefused(_("The end lies in the past. Choose a later day, or none."))


def _running(person: Person, which: RoleAt) -> RoleGrant | None:
    return (
        RoleGrant.objects.across_communities("one person's grant in one scope")
        .filter(person=person, role=which.role, scope=which.scope, scope_id=which.scope_id, ended_at=None)
        .first()
    )


def _prolong(grant: RoleGrant, until: datetime | None, *, by: Actor, at: datetime) -> RoleGrant:
    if grant.until != until:
        before, grant.until = grant.until, until
        grant.save(update_fields=["until"])
        _audit(grant, "role.change", by=by, at=at, changes={"until": [_moment(before), _moment(until)]})
    return grant


def _end(grant: RoleGrant, at: datetime, by_person: int | None) -> None:
    grant.ended_at, grant.ended_by_id = at, by_person
    grant.save(update_fields=["ended_at", "ended_by"])


def _lock_team(grant: RoleGrant) -> None:
    """Two people who end each other's role at one moment take their turns."""
    rows = RoleGrant.objects.across_communities("the organisers of one scope, and the installation's")
    list(rows.filter(role="organiser", ended_at=None).select_for_update().order_by("id").values_list("pk"))


def _other_organisers(grant: RoleGrant, at: datetime) -> bool:
    rows = RoleGrant.objects.across_communities("an organiser of the same scope or of the installation")
    running = rows.filter(role="organiser", ended_at=None, since__lte=at).exclude(pk=grant.pk)
    running = running.exclude(until__lte=at).exclude(person__forgotten_at__isnull=False)
    same = running.filter(scope=grant.scope, scope_id=grant.scope_id)
    return same.exists() or (
        grant.scope != Scope.INSTALLATION and running.filter(scope=Scope.INSTALLATION).exists()
    )


def _audit(grant: RoleGrant, verb: str, *, by: Actor, at: datetime, changes: dict[str, list[str]]) -> None:
    record(
        by=by, verb=verb, object_type="person", object_id=grant.person_id, at=at, changes=changes,
        community_id=grant.community_id,
        event_id=grant.scope_id if grant.scope == Scope.EVENT else None,
    )  # fmt: skip


def _moment(value: datetime | None) -> str:
    return value.isoformat() if value else ""
