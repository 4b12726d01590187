"""Offering a role to an address: one open link per address and role, for fourteen days, used once."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.actions.persons import locked_contact_point, prove_contact_point
from teranga.domains.people.actions.roles import RoleRefused, check_giver, grant_role
from teranga.domains.people.models import ContactPoint, Invitation, Person, RoleGrant
from teranga.domains.people.normal_forms import Contact, email_address
from teranga.domains.people.policy import Place, Rights, Scope
from teranga.domains.people.rules_roles import INVITATION_LIFE, OPEN_INVITATIONS, RoleAt, invitation_digest


class InvitationOver(Exception):
    """The invitation was used, taken back, or is too old. Nothing changed."""


def make_invitation(
    *, email: str, language: str, which: RoleAt, by: Actor, at: datetime, rights: Rights | None,
    until: datetime | None = None,
) -> tuple[Invitation, str]:  # fmt: skip
    """An invitation and the secret of its link, which is kept nowhere else. An earlier open one is replaced.

    Raises RoleRefused, or ContactRefused for an address that cannot be one.
    """
    address = email_address(email)
    if not which.allowed:
        raise RoleRefused(_("This role does not exist or allows nothing. Choose another one."))
    if rights is not None:
        check_giver(rights, which)
    token = secrets.token_urlsafe(32)
    with write():
        open_ones = _open(which.community_id)
        open_ones.filter(email=address, role=which.role, scope=which.scope, scope_id=which.scope_id).update(
            revoked_at=at, revoked_by_id=by.person_id
        )
        if open_ones.filter(expires_at__gt=at).count() >= OPEN_INVITATIONS:
            raise RoleRefused(_("Many invitations are still open. Take some back, or wait for answers."))
        row = Invitation.objects.create(
            email=address, language=language, role=which.role, custom_role=which.custom, scope=which.scope,
            scope_id=which.scope_id, community_id=which.community_id, until=until, invited_at=at,
            invited_by_id=by.person_id, expires_at=at + INVITATION_LIFE,
            token_digest=invitation_digest(token),
        )  # fmt: skip
        _audit(row, "invitation.send", by=by, at=at)
    return row, token


def accept_invitation(*, token: str, person: Person | None, at: datetime) -> RoleGrant:
    """Take the offered role: as the person who is signed in, else as the person of the invited address.

    The link came by mail and proves the address, but signs nobody in. Raises InvitationOver.
    """
    with write():
        row = (
            Invitation.objects.across_communities("the secret link names exactly one")
            .select_for_update(of=("self",))
            .filter(
                token_digest=invitation_digest(token), accepted_at=None, revoked_at=None, expires_at__gt=at
            )
            .select_related("custom_role")
            .first()
        )
        if row is None:
            raise InvitationOver
        holder = person or _person_of(row, at)
        which = RoleAt(row.role, Scope(row.scope), _place(row), row.custom_role)
        if row.until is not None and row.until <= at:
            raise InvitationOver
        by = Actor("invited", holder.pk)
        grant = grant_role(person=holder, which=which, by=by, at=at, rights=None, until=row.until)
        RoleGrant.objects.across_communities("the row just made").filter(
            pk=grant.pk, granted_by=holder
        ).update(granted_by=row.invited_by_id)
        row.accepted_at, row.accepted_by = at, holder
        row.save(update_fields=["accepted_at", "accepted_by"])
        _audit(row, "invitation.accept", by=by, at=at)
    return grant


def revoke_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    with write():
        changed = _open(invitation.community_id).filter(pk=invitation.pk).update(
            revoked_at=at, revoked_by_id=by.person_id
        )  # fmt: skip
        if changed:
            _audit(invitation, "invitation.revoke", by=by, at=at)


def _open(community_id: int | None):
    rows = Invitation.objects.across_communities("filtered by the one team, which may be the installation's")
    return rows.filter(community_id=community_id, accepted_at=None, revoked_at=None)


def _person_of(row: Invitation, at: datetime) -> Person:
    point = locked_contact_point(Contact(ContactPoint.Kind.EMAIL, row.email), at=at)
    prove_contact_point(point, at=at)
    return point.person


def _place(row: Invitation) -> Place:
    one = row.scope_id
    match row.scope:
        case Scope.EVENT:
            return Place(community_id=row.community_id, event_id=one)
        case Scope.TRACK:
            return Place(community_id=row.community_id, track_id=one)
        case Scope.FUND:
            return Place(community_id=row.community_id, fund_id=one)
    return Place(community_id=row.community_id)


def _audit(row: Invitation, verb: str, *, by: Actor, at: datetime) -> None:
    record(
        by=by, verb=verb, object_type="invitation", object_id=row.pk, at=at, community_id=row.community_id,
        changes={"role": ["", row.role], "scope": ["", f"{row.scope}:{row.scope_id}"]},
    )  # fmt: skip
