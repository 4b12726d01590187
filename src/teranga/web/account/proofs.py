"""How this browser proved who sits before it; read from the session, where signing in wrote it."""

from __future__ import annotations

from django.http import HttpRequest

METHODS_KEY = "account_authentication_methods"  # the name that allauth gives it
SECOND_FACTORS = ("totp", "webauthn", "recovery_codes")


def passed_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor, or a passkey, was shown since signing in."""
    methods = request.session.get(METHODS_KEY) or []
    return any(one.get("method") == "mfa" and one.get("type") in SECOND_FACTORS for one in methods)
