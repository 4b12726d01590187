"""Signing in with a password or a passkey, and the second step."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.web.account.entering import awaits_second_step
from teranga.web.account.forms import (
    PasskeyForm,
    PasswordForm,
    SecondStepForm,
    SecondStepPasskeyForm,
    asked_now,
    refused_passkey,
)
from teranga.web.account.next_path import own_path
from teranga.web.me.evenly import evenly
from teranga.web.me.visitor import NEXT_KEY, PERSON_KEY, signed_in_person
from teranga.web.rendering import personal_page

SCRIPTS = ("site.js", "passkey.js")


@access(Access.ANYONE)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
def password(request: HttpRequest) -> HttpResponse:
    """A wrong address and a wrong password get the same answer after the same time."""
    if request.method != "POST":
        if awaits_second_step(request):
            return HttpResponseRedirect(reverse("mfa_authenticate"))
        if signed_in_person(request):
            return HttpResponseRedirect(reverse("me"))
        return _page(request, PasswordForm())
    form = PasswordForm(request.POST)
    form.is_valid()
    given = {"email": form.cleaned_data["contact"].strip(), "password": form.cleaned_data["password"]}
    try:
        account = get_adapter().authenticate(request, **given)
    except ValidationError:
        form.add_error(None, _("There were too many tries. Wait a quarter of an hour, or use a mailed code."))
        return _page(request, form)
    if account is None:
        form.add_error(
            None, _("This address and password do not belong together. A mailed code works as well.")
        )
        return _page(request, form)
    _forget_before(request)
    return perform_password_login(request, {}, Login(user=account))


@access(Access.ANYONE)
@require_POST
def passkey_question(request: HttpRequest) -> HttpResponse:
    """The challenge for a passkey that knows whose it is; it is good once and for five minutes."""
    options = passkeys.begin_authentication(user=None)
    asked_now(request)
    return JsonResponse(options)


@access(Access.ANYONE)
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    form = PasskeyForm(request.POST)
    if not form.is_valid():
        shown = PasswordForm({"contact": "", "password": ""})
        shown.add_error(None, refused_passkey())
        return _page(request, shown)
    _forget_before(request)
    authenticator = form.cleaned_data["credential"]
    form.keep_counter()
    try:
        return perform_passwordless_login(request, authenticator, Login(user=authenticator.user))
    except ImmediateHttpResponse as answer:
        return answer.response


@access(Access.ANYONE)
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    return personal_page(request, "account/closed.html", {}, title=_("This account is closed"))


def _page(request: HttpRequest, form: PasswordForm) -> HttpResponse:
    context = {"form": form}
    title = _("Sign in with a passkey or a password")
    return personal_page(request, "account/password.html", context, title=title, scripts=SCRIPTS)


def _forget_before(request: HttpRequest) -> None:
    """Nothing of who used this browser before goes over into the new session, except where to go."""
    next_path = own_path(request.session.get(NEXT_KEY))
    if PERSON_KEY in request.session:
        request.session.flush()
    request.session[NEXT_KEY] = next_path


class SecondStep(AuthenticateView):
    """The code of an app, a recovery code, or a passkey, after the first proof."""

    form_class = SecondStepForm
    webauthn_form_class = SecondStepPasskeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        used = getattr(form, "authenticator", None)
        account = self.stage.login.user
        response = super().form_valid(form)
        if used is not None and used.type == Authenticator.Type.RECOVERY_CODES:
            get_adapter().send_notification_mail("account/recovery_code_used", account)
        return response

    def render_to_response(self, context: dict[str, Any], **_more: Any) -> HttpResponse:
        asked_now(self.request)
        types = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        values = {
            "form": context["form"] or SecondStepForm(user=self.stage.login.user),
            "passkey_form": context.get("webauthn_form"),
            "passkey_data": context["js_data"]["request_options"]["publicKey"],
            "has_passkey": Authenticator.Type.WEBAUTHN in types,
            "has_codes": bool(types & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}),
        }
        title = _("Second step")
        return personal_page(
            self.request, "account/second_step_code.html", values, title=title, scripts=SCRIPTS
        )


second_step = access(Access.ANYONE)(SecondStep.as_view())
