"""Opening and closing accounts, and their passwords."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.models import Account, Person


def open_account(*, person: Person, by: Actor, at: datetime) -> Account:
    """The person's account, made when there is none: without a password, so that none can be guessed."""
    with write():
        found = Account.objects.filter(person=person).first()
        if found is not None:
            return found
        account = Account(person=person, opened_at=at)
        account.set_unusable_password()
        try:
            with transaction.atomic():
                account.save()
        except IntegrityError:  # opened at the same moment in another browser
            return Account.objects.get(person=person)
        _audit(account, "account.open", by=by, at=at)
    return account


def set_password(*, account: Account, password: str, by: Actor, at: datetime) -> None:
    """Write a new password (only its argon2 digest); every other session of the account ends by it."""
    with write():
        account.set_password(password)
        account.save(update_fields=["password"])
        _audit(account, "account.password_set", by=by, at=at)


def remove_password(*, account: Account, by: Actor, at: datetime) -> None:
    with write():
        account.set_unusable_password()
        account.save(update_fields=["password"])
        _audit(account, "account.password_remove", by=by, at=at)


def close_account(*, account: Account, by: Actor, at: datetime) -> None:
    """Nobody signs in with it any more; its sessions are refused at their next request."""
    with write():
        Account.objects.filter(pk=account.pk).update(is_active=False)
        _audit(account, "account.close", by=by, at=at)


def note_account_change(*, account: Account, verb: str, by: Actor, at: datetime) -> None:
    """Keep in the log what allauth changed: passkeys, an app's codes, recovery codes, sessions."""
    with write():
        _audit(account, f"account.{verb}", by=by, at=at)


def note_passkey_counter(passkey_id: int, counter: int) -> None:
    """How often the passkey says that it was used; a copy would say less."""
    with write():
        row = Authenticator.objects.select_for_update().get(pk=passkey_id)
        row.data["counter"] = max(counter, row.data.get("counter", 0))
        row.save(update_fields=["data"])


def _audit(account: Account, verb: str, *, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="person", object_id=account.person_id, at=at)
