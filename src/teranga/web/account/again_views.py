"""Proving once more that it is you, before something that matters changes."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth as passkeys
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.confirm import CodeRefused
from teranga.domains.communities.actions.sign_in import ask_to_sign_in, sign_in_by_code
from teranga.domains.people.actions.tries import forgive_try, note_try
from teranga.domains.people.queries import first_address
from teranga.web.account.forms import (
    TRIES,
    WITHIN,
    AgainCodeForm,
    AgainPasskeyForm,
    asked_now,
    refused_passkey,
)
from teranga.web.account.next_path import own_path
from teranga.web.rendering import personal_page


@access(Access.ACCOUNT)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """With a second step set up, only that counts; otherwise a mailed code or the password."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("account"))
    refusal, sent = "", False
    if request.method == "POST":
        if request.POST.get("send") == "code" and not is_mfa_enabled(request.user):
            sent = _send_code(request)
        else:
            refusal = _refusal(request)
            if not refusal:
                return HttpResponseRedirect(own_path(request.POST.get("next")) or reverse("account"))
    return _page(request, refusal, sent)


def _refusal(request: HttpRequest) -> str:
    """Why the proof does not do; "" when it does, and then it is noted."""
    if is_mfa_enabled(request.user):
        form_type = AgainPasskeyForm if "credential" in request.POST else AgainCodeForm
        form = form_type(data=request.POST, user=request.user)
        if not form.is_valid():
            return refused_passkey() if "credential" in request.POST else str(form.errors["code"][0])
        form.save()
        return ""
    return _password_refusal(request) if "password" in request.POST else _code_refusal(request)


def _password_refusal(request: HttpRequest) -> str:
    who = str(request.user.pk)
    if not note_try("again", who, limit=TRIES, within=WITHIN, at=timezone.now()):
        return _("There were too many tries. Wait a quarter of an hour.")
    if not request.user.check_password(request.POST["password"]):
        return _("This is not your password.")
    forgive_try("again", who)
    record_authentication(request, request.user, "password", reauthenticated=True)
    return ""


def _code_refusal(request: HttpRequest) -> str:
    address = first_address(request.user.person)
    try:
        if not address:
            raise CodeRefused
        sign_in_by_code(address=address, code=request.POST.get("code", ""), at=timezone.now())
    except CodeRefused:
        return _("This code does not open anything here. Check each sign, or ask for a new code.")
    record_authentication(request, request.user, "code", reauthenticated=True)
    return ""


def _send_code(request: HttpRequest) -> bool:
    address = first_address(request.user.person)
    if address:
        ask_to_sign_in(address=address, language=translation.get_language() or "en", at=timezone.now())
    return bool(address)


def _page(request: HttpRequest, refusal: str, sent: bool) -> HttpResponse:
    types = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "next": own_path(request.POST.get("next") or request.GET.get("next")),
        "refusal": refusal,
        "sent": sent,
        "has_second": bool(types),
        "has_codes": bool(types & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}),
        "has_password": request.user.has_usable_password(),
        "passkey_data": None,
    }
    if Authenticator.Type.WEBAUTHN in types:
        context["passkey_data"] = passkeys.begin_authentication(request.user)["publicKey"]
        asked_now(request)
    title = _("Is it still you?")
    return personal_page(
        request, "account/again.html", context, title=title, scripts=("site.js", "passkey.js")
    )
