"""From a proof to a signed-in browser: the mailed code, then the second step where the account has one."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.models import Login
from django.http import HttpRequest
from django.utils import timezone

from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.actions.accounts import open_account
from teranga.domains.people.models import Account, Person
from teranga.domains.people.queries import account_of
from teranga.domains.people.queries_roles import holds_any_role


def account_to_enter(person: Person) -> Account | None:
    """The person's account. Whoever holds a role gets one, so that their sessions can be seen and ended."""
    account, now = account_of(person), timezone.now()
    if account is None and holds_any_role(person.pk, now):
        return open_account(person=person, by=Actor("member", person.pk), at=now)
    return account


def enter_account(request: HttpRequest, account: Account, *, method: str = "code") -> bool:
    """Sign the account in by what was just proved; False while a second step is still to come."""
    if not account.is_active:
        request.session.flush()
        return False
    record_authentication(request, account, method)
    perform_login(request, Login(user=account))
    return request.user.is_authenticated


def awaits_second_step(request: HttpRequest) -> bool:
    return "account_login" in request.session and get_pending_stage(request) is not None
