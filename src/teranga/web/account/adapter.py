"""What allauth asks of its host: our outbox, our limits, our idea of a safe address, encrypted secrets."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.domains.activity.actions.record import Actor
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.role_mails import account_notice
from teranga.domains.people.actions.accounts import note_account_change
from teranga.domains.people.actions.tries import forgive_try, note_try
from teranga.domains.people.models import Account
from teranga.domains.people.queries import first_address
from teranga.foundation.codes import keyed_digest
from teranga.web.account.next_path import own_path
from teranga.web.me.visitor import NEXT_KEY, client_of

TRIES = 5  # for one address
TRIES_OF_CLIENT = 30
WITHIN = timedelta(minutes=15)


class AccountAdapter(DefaultAccountAdapter):
    def is_safe_url(self, url: str) -> bool:
        return bool(own_path(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return own_path(request.session.pop(NEXT_KEY, "")) or reverse("me")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that connected, never what the request says of itself."""
        return client_of(request) or "0.0.0.0"  # noqa: S104 -- "unknown", of a server behind a socket

    def is_reauthentication_required(self, **_more: Any) -> bool:
        return False  # web.account.fresh asks, also for accounts that have only mailed codes

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        address, now = str(credentials.get("email", "")).lower(), timezone.now()
        allowed = note_try("password", address, limit=TRIES, within=WITHIN, at=now) and note_try(
            "password client", client_of(request), limit=TRIES_OF_CLIENT, within=WITHIN, at=now
        )
        if not allowed:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        account = super().authenticate(request, **credentials)
        if account is not None:
            forgive_try("password", str(credentials.get("email", "")).lower())
        return account

    def _rollback_login_failed_rl_usage(self) -> None:
        return None  # the tries are counted by note_try

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise LookupError(f"No mail {template_prefix} is ever sent: codes and notices are ours.")

    def send_notification_mail(self, template_prefix: str, user: Account, *_a: Any, **_k: Any) -> None:
        """Write down what changed, and tell the person by mail."""
        what = template_prefix.rpartition("/")[2]
        now = timezone.now()
        note_account_change(account=user, verb=what, by=Actor("member", user.person_id), at=now)
        notify(user, what)


class SecondStepAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Account) -> str:
        return first_address(user.person) or user.person.name or user.handle

    def get_totp_issuer(self) -> str:
        return settings.CONFIG.base_url.partition("://")[2]

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        entity = super().get_public_key_credential_user_entity(user)
        name = self.get_totp_label(user)
        return {**entity, "name": name, "display_name": user.person.name or name}

    def _get_user_identifier(self, user: Account) -> str:
        return self.get_totp_label(user)


def _box() -> Fernet:
    key = hashlib.sha256(keyed_digest(settings.SECRET_KEY, "second step").encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def notify(account: Account, what: str) -> None:
    """A mail about a change of how somebody signs in; nothing when no address is known."""
    address = first_address(account.person)
    words = {
        "totp_activated": _("An app on a phone was added as your second step."),
        "totp_deactivated": _("The app on a phone is no longer your second step."),
        "webauthn_added": _("A passkey was added to your account."),
        "webauthn_removed": _("A passkey was removed from your account."),
        "recovery_codes_generated": _("New recovery codes were made; the old ones are worth nothing now."),
        "password_set": _("A new password was set."),
        "password_remove": _("Your password was removed."),
        "recovery_code_used": _("A recovery code was used to sign in."),
    }.get(what)
    if address and words:
        now = timezone.now()
        text = account_notice(account.person.preferred_language, name=account.person.name, what=words)
        cause = f"account:{what}:{account.pk}:{now.timestamp():.0f}"
        queue_mail(text, to=address, cause=cause, at=now, person_id=account.person_id)
