"""Who may do what where: roles given for a time, roles of a community's own, and invitations to a role."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField, LanguageField
from teranga.base.scoping import ScopedManager
from teranga.domains.people.models.persons import Person
from teranga.domains.people.policy import Scope

SCOPES = [(scope.value, scope.value) for scope in Scope]


class CustomRole(models.Model):
    """A role that a community (or the installation, without a community) wrote beside the ready-made ones."""

    community_id = models.BigIntegerField(null=True, db_index=True)
    key = models.SlugField(max_length=40)
    name = I18nField()
    allowed = models.JSONField(default=dict)  # area -> list of verbs
    needs_second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)  # no longer offered; what was given under it is over

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community_id", "key"], name="one_custom_role_per_key"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(community_id=None), name="one_installation_role_per_key"
            ),
        ]


class RoleGrant(models.Model):
    """A role that a person holds or held within a scope. Rows are ended, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    custom_role = models.ForeignKey(CustomRole, null=True, on_delete=models.PROTECT, related_name="grants")
    scope = models.CharField(max_length=12, choices=SCOPES)
    scope_id = models.BigIntegerField(default=0)  # 0: the installation
    community_id = models.BigIntegerField(null=True, db_index=True)  # the team it belongs to
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "scope", "scope_id"], condition=models.Q(ended_at=None),
                name="one_running_grant",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["scope", "scope_id"])]


class TeamRule(models.Model):
    """What a community asks of everybody who holds a role in it."""

    community_id = models.BigIntegerField(unique=True)
    second_factor_required = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()


class Invitation(models.Model):
    """A role offered to an address, open until it is accepted, taken back, or too old."""

    email = models.CharField(max_length=254)
    language = LanguageField(max_length=8, default="en")
    role = models.CharField(max_length=40)
    custom_role = models.ForeignKey(CustomRole, null=True, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=12, choices=SCOPES)
    scope_id = models.BigIntegerField(default=0)
    community_id = models.BigIntegerField(null=True, db_index=True)
    until = models.DateTimeField(null=True)  # when the role itself will end
    token_digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "role", "scope", "scope_id"],
                condition=models.Q(accepted_at=None, revoked_at=None), name="one_open_invitation",
            )
        ]  # fmt: skip
