"""Signing in without a password, and out again."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.confirm import CodeRefused
from teranga.domains.communities.actions.sign_in import ask_to_sign_in, sign_in_by_code, sign_in_by_link
from teranga.domains.people.models import Person
from teranga.domains.people.queries import open_link
from teranga.web.account.entering import awaits_second_step
from teranga.web.account.next_path import own_path
from teranga.web.me import pages
from teranga.web.me.evenly import evenly
from teranga.web.me.forms import AddressForm, CodeForm
from teranga.web.me.visitor import NEXT_KEY, sign_in, sign_out, signed_in_person

SIGNING_IN_KEY = "signing_in"


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
def ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if awaits_second_step(request):
            return HttpResponseRedirect(reverse("mfa_authenticate"))
        if signed_in_person(request):
            return HttpResponseRedirect(own_path(request.GET.get("next")) or reverse("me"))
        context = {"next": own_path(request.GET.get("next"))}
        return pages.form_page(request, "sign_in", context, title=_("Sign in"), form=AddressForm())
    form = AddressForm(request.POST)
    if not form.is_valid():
        context = {"next": own_path(request.POST.get("next"))}
        return pages.form_page(request, "sign_in", context, title=_("Sign in"), form=form)
    request.session[NEXT_KEY] = own_path(request.POST.get("next"))
    address = form.cleaned_data["contact"]
    ask_to_sign_in(address=address, language=translation.get_language() or "en", at=timezone.now())
    request.session[SIGNING_IN_KEY] = address
    return HttpResponseRedirect(reverse("sign-in-code"))


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
def code(request: HttpRequest) -> HttpResponse:
    address = request.session.get(SIGNING_IN_KEY, "")
    form = CodeForm(None, request.POST if request.method == "POST" else None, initial={"contact": address})
    if form.is_bound and form.is_valid():
        try:
            person = sign_in_by_code(
                address=form.cleaned_data["contact"], code=form.cleaned_data["code"], at=timezone.now()
            )
        except CodeRefused:
            form.add_error("code", pages.code_refused())
        else:
            return _come_in(request, person)
    context = {"contact": address, "mail_leaves": settings.MAIL_CONFIGURED, "is_demo": settings.DEMO}
    return pages.form_page(request, "sign_in_code", context, title=_("Type your code"), form=form)


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        try:
            return _come_in(request, sign_in_by_link(token=token, at=timezone.now()))
        except CodeRefused:
            return _link_is_over(request)
    found = open_link(token, timezone.now())
    if found is None or found.community_id is not None:
        return _link_is_over(request)
    return pages.form_page(request, "link", {}, title=_("One more tap"))


@access(Access.ANYONE)
@require_POST
def leave_browser(request: HttpRequest) -> HttpResponse:
    sign_out(request)
    return HttpResponseRedirect(reverse("home"))


def _come_in(request: HttpRequest, person: Person) -> HttpResponse:
    going_to = own_path(request.session.get(NEXT_KEY))
    sign_in(request, person)
    request.session.pop(SIGNING_IN_KEY, None)
    if awaits_second_step(request):
        return HttpResponseRedirect(reverse("mfa_authenticate"))
    request.session.pop(NEXT_KEY, None)
    return HttpResponseRedirect(going_to or reverse("me"))


def _link_is_over(request: HttpRequest) -> HttpResponse:
    title = _("This link is used or too old")
    return pages.form_page(request, "link_over", {}, title=title, status=410)
