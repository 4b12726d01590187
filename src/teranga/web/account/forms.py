"""Forms of accounts: allauth's, with limits that every worker sees and stricter checks of passkeys."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.domains.people.actions.accounts import note_passkey_counter
from teranga.domains.people.actions.tries import forgive_try, note_try
from teranga.domains.people.models import Account

ASKED_KEY = "passkey_asked_at"
CHALLENGE_LIFE = 5 * 60  # seconds
NO_ANSWER = (KeyError, TypeError, ValueError, AttributeError)  # what reading a made-up answer ends in
TRIES, WITHIN = 5, timedelta(minutes=15)


class PasswordForm(forms.Form):
    contact = forms.CharField(required=False)
    password = forms.CharField(required=False, strip=False)


class NewPasswordForm(forms.Form):
    password = forms.CharField(required=False, strip=False, max_length=200)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.account)
        return self.cleaned_data["password"]


class _Counted:
    """A typed code costs a try, counted in the database."""

    user: Account

    def clean_code(self) -> str:
        who = str(self.user.pk)
        if not note_try("second step", who, limit=TRIES, within=WITHIN, at=timezone.now()):
            raise ValidationError(
                _("There were too many wrong codes from here. Wait a minute, then try again.")
            )
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            raise ValidationError(_("This code does not open anything here. Check each sign.")) from None
        forgive_try("second step", who)
        return code


class SecondStepForm(_Counted, AuthenticateForm):
    pass


class AgainCodeForm(_Counted, ReauthenticateForm):
    pass


class _Strict:
    """A challenge stands for five minutes, and a passkey whose counter went back was copied."""

    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Authenticator:
        raw = self.cleaned_data["credential"]
        refuse_old_challenge(context.request)
        try:
            authenticator: Authenticator = super().clean_credential()  # type: ignore[misc]
            counter = parse_authentication_response(raw).response.authenticator_data.counter
        except NO_ANSWER:
            raise ValidationError(refused_passkey()) from None
        if not _counts_up(authenticator, counter):
            raise ValidationError(refused_passkey())
        self.counter = counter
        return authenticator

    def save(self) -> None:
        self.keep_counter()
        super().save()  # type: ignore[misc]

    def keep_counter(self) -> None:
        note_passkey_counter(self.cleaned_data["credential"].pk, self.counter)


class PasskeyForm(_Strict, LoginWebAuthnForm):
    pass


class SecondStepPasskeyForm(_Strict, AuthenticateWebAuthnForm):
    pass


class AgainPasskeyForm(_Strict, ReauthenticateWebAuthnForm):
    pass


class NewPasskeyForm(AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        refuse_old_challenge(context.request)
        try:
            return super().clean()
        except NO_ANSWER:
            raise ValidationError(refused_passkey()) from None


def asked_now(request: HttpRequest) -> None:
    """Remember when the challenge of this page was made."""
    request.session[ASKED_KEY] = time.time()


def refuse_old_challenge(request: HttpRequest) -> None:
    if time.time() - request.session.pop(ASKED_KEY, 0) > CHALLENGE_LIFE:
        request.session.pop("mfa.webauthn.state", None)
        raise ValidationError(refused_passkey())


def refused_passkey() -> str:
    return _("This passkey was not accepted. Load the page again and try once more, or use another way.")


def _counts_up(authenticator: Authenticator, counter: int) -> bool:
    """Many passkeys do not count and always say 0."""
    before = authenticator.data.get("counter", 0)
    return counter > before or (counter == 0 and before == 0)
