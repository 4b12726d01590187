"""A login. Most people need none: a code by mail or on paper opens their own page."""

from __future__ import annotations

import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from teranga.domains.people.models.persons import Person


def new_handle() -> str:
    """What names the account in programs: says nothing about the person and never changes."""
    return secrets.token_hex(16)


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> models.QuerySet[Account]:
        return super().get_queryset().select_related("person")


class Account(AbstractBaseUser):
    """How one person signs in beside the mailed code: passkeys, an app's codes, perhaps a password."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="account")
    handle = models.CharField(max_length=32, unique=True, default=new_handle)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    USERNAME_FIELD = "handle"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.person.name or self.handle
