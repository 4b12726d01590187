"""A certificate as a page to print, and the page on which anybody checks one by its code."""

from __future__ import annotations

import logging
from datetime import timedelta

import segno
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from teranga.base.permissions import Access, access
from teranga.domains.credentials.queries import (
    Standing,
    Verdict,
    certificate_of_token,
    name_on,
    path_of,
    standing_of,
    verify,
)
from teranga.domains.people.actions.tries import note_try
from teranga.web import errors
from teranga.web.me.visitor import client_of
from teranga.web.public.heads import community_head, event_head
from teranga.web.rendering import personal_page
from teranga.web.templating import translated_plain

log = logging.getLogger("teranga.web")
PER_CLIENT, OF_ALL = 10, 600  # tries: in a minute, and in an hour from everywhere together


class VerifyForm(forms.Form):
    code = forms.CharField(max_length=40)


@access(Access.ANYONE)
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the address sees the certificate; a revoked one only says that it was."""
    found = certificate_of_token(token)
    if found is None or not name_on(found):
        return errors.not_found(request)
    is_genuine = standing_of(found) is Standing.GENUINE
    address = f"{settings.BASE_URL}/{translation.get_language()}/verify/"
    drawn = segno.make(f"{address}?code={found.code}", error="m")
    qr = drawn.svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=2)
    context = {
        "event": found.event, "path": path_of(found), "enrolment": found.enrolment,
        "community": found.community, "name": name_on(found),
        "code": found.code, "is_genuine": is_genuine, "issued": found.issued_at, "address": address,
        "qr": Markup(qr),  # noqa: S704 -- drawn by segno from our own address
    }  # fmt: skip
    title = _("Certificate of attendance") if found.event else _("Certificate")
    head = event_head(found.event) if found.event else community_head(found.community)
    return personal_page(
        request, "me/certificate.html", context, title=title, head=head,
        styles=("forms", "print", "certificate"), status=200 if is_genuine else 410,
    )  # fmt: skip


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Genuine, taken back, or not known: three answers, and few tries."""
    if request.method != "POST":
        return _page(request, VerifyForm(initial={"code": request.GET.get("code", "")[:40]}))
    form = VerifyForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    now = timezone.now()
    if not note_try("verify", client_of(request), limit=PER_CLIENT, within=timedelta(minutes=1), at=now):
        form.add_error(None, _("Very many codes were tried from here. Wait a minute, then try again."))
        return _page(request, form, status=429)
    if not note_try("verify", limit=OF_ALL, within=timedelta(hours=1), at=now):
        log.warning("More than %s codes of certificates were tried within an hour.", OF_ALL)
        form.add_error(None, _("Very many codes are being tried just now. Try again in an hour."))
        return _page(request, form, status=429)
    return _page(request, form, verdict=verify(form.cleaned_data["code"]))


def _page(
    request: HttpRequest, form: VerifyForm, *, verdict: Verdict | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form, "verdict": verdict,
        "what": translated_plain(verdict.what) if verdict and verdict.what else "",
    }  # fmt: skip
    return personal_page(request, "me/verify.html", context, title=_("Check a certificate"), status=status)
