"""One's account: how one signs in, where one is signed in, and how to change both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.people.actions.accounts import (
    note_account_change,
    open_account,
    remove_password,
    set_password,
)
from teranga.web import errors
from teranga.web.account.adapter import notify
from teranga.web.account.browsers import browser_words
from teranga.web.account.forms import NewPasswordForm
from teranga.web.account.fresh import freshly
from teranga.web.me.visitor import actor_of, sign_in, sign_out, signed_in_person
from teranga.web.rendering import personal_page


@dataclass(frozen=True, slots=True)
class SessionLine:
    id: int
    browser: str
    address: str
    since: datetime
    is_this: bool


@access(Access.ACCOUNT)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who signs in by code alone is told what an account adds, and makes one by a button."""
    person = signed_in_person(request)
    if not request.user.is_authenticated:
        return personal_page(request, "account/none.html", {"person": person}, title=_("Your account"))
    ways = list(Authenticator.objects.filter(user=request.user).order_by("id"))
    recovery = next((way.wrap() for way in ways if way.type == Authenticator.Type.RECOVERY_CODES), None)
    context: dict[str, Any] = {
        "person": person,
        "passkeys": [way for way in ways if way.type == Authenticator.Type.WEBAUTHN],
        "has_app": any(way.type == Authenticator.Type.TOTP for way in ways),
        "codes_left": len(recovery.get_unused_codes()) if recovery else None,
        "has_password": request.user.has_usable_password(),
        "sessions": _sessions(request),
    }
    return personal_page(request, "account/account.html", context, title=_("Your account"))


@access(Access.ACCOUNT)
@require_safe
def second_step_needed(request: HttpRequest) -> HttpResponse:
    """Somebody's role counts only after a second step of signing in."""
    has_one = request.user.is_authenticated and Authenticator.objects.filter(user=request.user).exists()
    context = {"has_one": has_one}
    return personal_page(request, "account/second_step.html", context, title=_("A second step is needed"))


@access(Access.ACCOUNT)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    if person is not None and not request.user.is_authenticated:
        open_account(person=person, by=actor_of(person), at=timezone.now())
        sign_in(request, person)
    return HttpResponseRedirect(reverse("account"))


@access(Access.ACCOUNT)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def new_password(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        by, now = actor_of(request.user.person), timezone.now()
        set_password(account=request.user, password=form.cleaned_data["password"], by=by, at=now)
        update_session_auth_hash(request, request.user)
        _renumber(request)
        notify(request.user, "password_set")
        return HttpResponseRedirect(reverse("account"))
    context = {"form": form, "has_password": request.user.has_usable_password()}
    return personal_page(request, "account/new_password.html", context, title=_("Choose a password"))


@access(Access.ACCOUNT)
@require_POST
@freshly
def drop_password(request: HttpRequest) -> HttpResponse:
    remove_password(account=request.user, by=actor_of(request.user.person), at=timezone.now())
    update_session_auth_hash(request, request.user)
    _renumber(request)
    notify(request.user, "password_remove")
    return HttpResponseRedirect(reverse("account"))


@access(Access.ACCOUNT)
@require_POST
def end_session(request: HttpRequest, session: int) -> HttpResponse:
    """Sign one browser out. Another account's session is not found."""
    if not request.user.is_authenticated:
        return errors.not_found(request)
    row = UserSession.objects.filter(user=request.user, pk=session).first()
    if row is None:
        return errors.not_found(request)
    if row.is_current():
        sign_out(request)
        return HttpResponseRedirect(reverse("home"))
    _note(request, "session_end")
    end_sessions(request, [row])
    return HttpResponseRedirect(reverse("account"))


@access(Access.ACCOUNT)
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        _note(request, "sessions_end")
        end_other_sessions(request, request.user)
    return HttpResponseRedirect(reverse("account"))


def _note(request: HttpRequest, verb: str) -> None:
    note_account_change(account=request.user, verb=verb, by=actor_of(request.user.person), at=timezone.now())


def _renumber(request: HttpRequest) -> None:
    """update_session_auth_hash gave the session a new key: the list follows."""
    UserSession.objects.create_from_request(request)


def _sessions(request: HttpRequest) -> list[SessionLine]:
    rows = [
        row for row in UserSession.objects.filter(user=request.user).order_by("-created_at") if row.exists()
    ]
    return [
        SessionLine(row.pk, browser_words(row.user_agent), row.ip, row.created_at, row.is_current())
        for row in rows
    ]
