"""Finding an account by a confirmed address and its password."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from teranga.domains.people.models import Account
from teranga.domains.people.normal_forms import ContactRefused, email_address
from teranga.domains.people.queries import account_by_address


class AccountBackend(AuthenticationBackend):
    def _authenticate_by_email(self, email: str, password: str) -> Account | None:
        try:
            address = email_address(email)
        except ContactRefused:
            return None
        account = account_by_address(address)
        return self._check_password(account, password) if account else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at every request: a closed account and a forgotten person are not signed in any more."""
        person = user.person
        return bool(user.is_active) and person.forgotten_at is None and person.merged_into_id is None
