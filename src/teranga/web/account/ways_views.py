"""Adding and removing passkeys, an app's codes and recovery codes."""

from __future__ import annotations

import segno
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.flows import activate_totp, deactivate_totp
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal import flows as passkey_flows
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from teranga.base.permissions import Access, access
from teranga.web import errors
from teranga.web.account.adapter import SecondStepAdapter
from teranga.web.account.forms import NewPasskeyForm, asked_now, refused_passkey
from teranga.web.account.fresh import freshly
from teranga.web.rendering import personal_page


@access(Access.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def add_app(request: HttpRequest) -> HttpResponse:
    """Scan the code with an app and type what it shows. The app's secret stands on this page once."""
    if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
        return HttpResponseRedirect(reverse("account"))
    form = ActivateTOTPForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        app, recovery = activate_totp(request, form)
        post_authentication(request, app, reauthenticated=True)  # the right code was just typed
        end_other_sessions(request, request.user)
        return _codes_page(request, recovery) if recovery else HttpResponseRedirect(reverse("account"))
    address = SecondStepAdapter().build_totp_url(request.user, form.secret)
    context = {"form": form, "secret": form.secret, "address": address, "code": _drawn(address)}
    return personal_page(request, "account/add_app.html", context, title=_("Add an app on your phone"))


@access(Access.ACCOUNT)
@require_POST
@freshly
def remove_app(request: HttpRequest) -> HttpResponse:
    row = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).first()
    if row is not None:
        deactivate_totp(request, row)
    return HttpResponseRedirect(reverse("account"))


@access(Access.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def add_passkey(request: HttpRequest) -> HttpResponse:
    form = NewPasskeyForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        key, recovery = passkey_flows.add_authenticator(
            request, name=form.cleaned_data["name"][:60], credential=form.cleaned_data["credential"]
        )
        post_authentication(request, key, reauthenticated=True)
        end_other_sessions(request, request.user)
        return _codes_page(request, recovery) if recovery else HttpResponseRedirect(reverse("account"))
    options = passkeys.begin_registration(request.user, True)["publicKey"]
    asked_now(request)
    refusal = refused_passkey() if form.is_bound else ""
    context = {"form": form, "passkey_data": options, "refusal": refusal}
    title = _("Add a passkey")
    return personal_page(
        request, "account/add_passkey.html", context, title=title, scripts=("site.js", "passkey.js")
    )


@access(Access.ACCOUNT)
@require_POST
@freshly
def remove_passkey(request: HttpRequest, way: int) -> HttpResponse:
    row = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN, pk=way).first()
    if row is None:
        return errors.not_found(request)
    passkey_flows.remove_authenticator(request, row)
    return HttpResponseRedirect(reverse("account"))


@access(Access.ACCOUNT)
@require_POST
@freshly
def new_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes in place of the old ones, shown this once."""
    if not Authenticator.objects.filter(user=request.user).exists():
        return HttpResponseRedirect(reverse("account"))
    return _codes_page(request, generate_recovery_codes(request))


def _codes_page(request: HttpRequest, row: Authenticator) -> HttpResponse:
    context = {"codes": row.wrap().get_unused_codes()}
    return personal_page(request, "account/codes.html", context, title=_("Your recovery codes"))


def _drawn(text: str) -> Markup:
    drawing = segno.make(text, error="m").svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=2)
    return Markup(drawing)  # noqa: S704 -- drawn by segno from modules, not from text
