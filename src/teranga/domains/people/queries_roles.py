"""Who holds which role, and what a person may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from teranga.base.kept_queries import KeptQuery
from teranga.domains.people.models import CustomRole, Invitation, Person, RoleGrant, TeamRule
from teranga.domains.people.policy import Grant, Rights, Scope, rights_of
from teranga.domains.people.roles import Allowed
from teranga.domains.people.rules_roles import invitation_digest, role_content
from teranga.foundation.translated import TranslatedText


def rights_for(person_id: int, *, at: datetime, has_second_factor: bool) -> Rights:
    """Everything this person may do now, in one query."""
    grants = [grant_of(row, team_asks=row.team_asks) for row in GRANTS.rows(person=person_id)]
    return rights_of(person_id, grants, at=at, has_second_factor=has_second_factor)


def holds_any_role(person_id: int, at: datetime) -> bool:
    rows = RoleGrant.objects.across_communities("what one person may do reaches over all communities")
    return rows.filter(person_id=person_id, ended_at=None).exclude(until__lte=at).exists()


def _strict_teams():
    return TeamRule.objects.across_communities("compared with each grant's own community").filter(
        second_factor_required=True
    )


def _grants(person: int) -> QuerySet[RoleGrant]:
    return (
        RoleGrant.objects.across_communities("what one person may do reaches over all communities")
        .filter(person_id=person, person__forgotten_at=None, ended_at=None)
        .select_related("custom_role")
        .annotate(team_asks=Exists(_strict_teams().filter(community_id=OuterRef("community_id"))))
        .order_by("id")
    )


GRANTS: KeptQuery[RoleGrant] = KeptQuery(_grants, person=-1)


def grant_of(row: RoleGrant, *, team_asks: bool = False) -> Grant:
    """The plain value of a stored grant. A role that nobody knows any more allows nothing."""
    allowed, needs = role_content(row.role, row.custom_role)
    return Grant(
        scope=Scope(row.scope), scope_id=row.scope_id or None, allowed=allowed, role=row.role,
        since=row.since, until=row.until, needs_second_factor=needs or team_asks,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """One line of "who can do what here, and since when"."""

    grant: RoleGrant
    allowed: Allowed
    name: TranslatedText | None  # None: a ready-made role, named by its key
    runs: bool


def grants_reaching(community_id: int, parent_id: int | None = None) -> list[RoleGrant]:
    """Every grant, ended ones too, that reaches a community: its own, its parent's, the installation's."""
    own = Q(community_id=community_id) & ~Q(scope=Scope.INSTALLATION)
    above = Q(scope=Scope.COMMUNITY, scope_id=parent_id) if parent_id else Q(pk__in=())
    return list(
        RoleGrant.objects.across_communities("a parent's and the installation's grants reach here too")
        .filter(own | above | Q(scope=Scope.INSTALLATION))
        .select_related("person", "custom_role", "granted_by", "ended_by")
        .order_by("role", "since", "id")
    )


def installation_grants() -> list[RoleGrant]:
    """Every grant of the installation itself, ended ones too."""
    return list(
        RoleGrant.objects.across_communities("the installation's team stands above communities")
        .filter(scope=Scope.INSTALLATION)
        .select_related("person", "custom_role", "granted_by", "ended_by")
        .order_by("role", "since", "id")
    )


def held(rows: Iterable[RoleGrant], at: datetime) -> list[Held]:
    return [
        Held(row, role_content(row.role, row.custom_role)[0],
             row.custom_role.name if row.custom_role else None,
             row.ended_at is None and row.since <= at and (row.until is None or at < row.until))
        for row in rows
    ]  # fmt: skip


def open_invitations(community_id: int | None, at: datetime) -> list[Invitation]:
    rows = Invitation.objects.across_communities("filtered by the one team, which may be the installation's")
    return list(
        rows.filter(community_id=community_id, accepted_at=None, revoked_at=None, expires_at__gt=at)
        .select_related("custom_role", "invited_by")
        .order_by("invited_at", "id")
    )


def invitation_by_token(token: str, at: datetime) -> Invitation | None:
    """The open invitation of a mailed link; reading it changes nothing."""
    rows = Invitation.objects.across_communities("the secret link names exactly one")
    return (
        rows.filter(
            token_digest=invitation_digest(token), accepted_at=None, revoked_at=None, expires_at__gt=at
        )
        .select_related("custom_role", "invited_by")
        .first()
    )


def team_asks_second_factor(community_id: int) -> bool:
    return TeamRule.objects.filter(community_id=community_id, second_factor_required=True).exists()


def custom_roles_for(community_id: int | None) -> list[CustomRole]:
    """The installation's own roles and those of this community that are offered."""
    rows = CustomRole.objects.across_communities("the installation's roles are offered in each community")
    return list(
        rows.filter(Q(community_id=None) | Q(community_id=community_id), retired_at=None).order_by(
            "community_id", "id"
        )
    )


def custom_role_of_team(community_id: int | None, role_id: int) -> CustomRole | None:
    """An offered role of exactly this team (None: the installation's); another team's is not found."""
    rows = CustomRole.objects.across_communities("filtered by the one team, which may be the installation's")
    return rows.filter(community_id=community_id, pk=role_id, retired_at=None).first()


def holders_of(role: CustomRole, at: datetime) -> list[str]:
    """The names of those whose role this is now."""
    rows = RoleGrant.objects.across_communities("filtered by the one role").filter(custom_role=role)
    running = rows.filter(ended_at=None, since__lte=at).exclude(until__lte=at)
    return list(dict.fromkeys(running.order_by("person__name").values_list("person__name", flat=True)))


def grant_of_team(community_id: int | None, grant_id: int) -> RoleGrant | None:
    """A grant of exactly this team (None: the installation's); another team's is not found."""
    rows = RoleGrant.objects.across_communities("filtered by the one team, which may be the installation's")
    return rows.filter(community_id=community_id, pk=grant_id).select_related("person", "custom_role").first()


def invitation_of_team(community_id: int | None, invitation_id: int) -> Invitation | None:
    rows = Invitation.objects.across_communities("filtered by the one team, which may be the installation's")
    return rows.filter(community_id=community_id, pk=invitation_id).first()


def holders_in(community_id: int, role: str, at: datetime) -> list[Person]:
    """Those who hold a ready-made role in the whole of a community now, in the order they got it."""
    rows = RoleGrant.objects.filter(
        community_id=community_id, role=role, scope=Scope.COMMUNITY, ended_at=None, since__lte=at,
        person__forgotten_at=None,
    ).select_related("person")  # fmt: skip
    return [row.person for row in rows.order_by("pk") if row.until is None or row.until > at]
