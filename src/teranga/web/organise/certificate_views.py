"""Certificates of an event or a training path: who has one, giving them, taking one back."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.credentials import queries
from teranga.domains.credentials.actions import certificates as actions
from teranga.domains.credentials.models import Certificate
from teranga.domains.events.rules_online import ends
from teranga.domains.learning.queries_paths import path_of
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.drawing import DrawnForm
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
may_edit_paths = access(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)


class RevokeForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "why": forms.CharField(
                label=_("Why"), max_length=300, help_text=_("Only organisers read it.")
            ),
        }  # fmt: skip


@may_edit
@require_safe
def certificates(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = request.event
    context = {
        "rows": _lines(queries.certificates_of_event(edition)), "root": here(request, "certificates/"),
        "saved": "saved" in request.GET,
        "waiting": len(queries.arrived_without(edition)),
        "is_over": timezone.now() >= ends(edition) and not edition.cancelled_at,
    }  # fmt: skip
    return desk_page(request, "certificates", context, title=_("Certificates of attendance"))


@may_edit
@require_POST
def issue(request: HttpRequest, community: str, event: str) -> HttpResponse:
    try:
        actions.issue_certificates(event=request.event, by=request.actor, at=timezone.now())
    except (actions.NotOver, actions.CalledOff):
        return HttpResponseRedirect(here(request, "certificates/"))
    return HttpResponseRedirect(here(request, "certificates/") + "?saved=1")


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, community: str, event: str, certificate: int) -> HttpResponse:
    row = queries.certificate_of(request.event, certificate)
    return _revoke(request, row, here(request, "certificates/"))


@may_edit
@require_POST
def reinstate(request: HttpRequest, community: str, event: str, certificate: int) -> HttpResponse:
    row = queries.certificate_of(request.event, certificate)
    return _reinstate(request, row, here(request, "certificates/"))


@may_edit_paths
@require_safe
@notfound.as_page
def of_path(request: HttpRequest, community: str, number: int) -> HttpResponse:
    path = path_of(request.community, number)
    context = {
        "rows": _lines(queries.certificates_of_path(path)), "root": _of_path(request, number),
        "saved": "saved" in request.GET,
    }  # fmt: skip
    title = _("Certificates: {path}").format(path=translated_plain(path.name))
    return desk_page(request, "paths/certificates", context, title=title)


@may_edit_paths
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def revoke_of_path(request: HttpRequest, community: str, number: int, certificate: int) -> HttpResponse:
    row = queries.path_certificate(path_of(request.community, number), certificate)
    return _revoke(request, row, _of_path(request, number))


@may_edit_paths
@require_POST
@notfound.as_page
def reinstate_of_path(request: HttpRequest, community: str, number: int, certificate: int) -> HttpResponse:
    row = queries.path_certificate(path_of(request.community, number), certificate)
    return _reinstate(request, row, _of_path(request, number))


def _of_path(request: HttpRequest, number: int) -> str:
    return here(request, f"paths/{number}/certificates/", of_community=True)


def _lines(rows: Iterable[Certificate]) -> list[tuple[Certificate, str, queries.Standing, str]]:
    return [
        (row, queries.name_on(row), queries.standing_of(row), f"/certificate/{queries.token_of(row)}/")
        for row in rows
    ]


def _revoke(request: HttpRequest, row: Certificate | None, back: str) -> HttpResponse:
    if row is None:
        return errors.not_found(request)

    def save(form: RevokeForm) -> None:
        actions.revoke_certificate(
            certificate=row, why=form.cleaned_data["why"], by=request.actor, at=timezone.now()
        )

    title = _("Take back the certificate of {name}").format(name=queries.name_on(row))
    return drawing.edit(request, RevokeForm, title=title, back=back, save=save)


def _reinstate(request: HttpRequest, row: Certificate | None, back: str) -> HttpResponse:
    if row is None:
        return errors.not_found(request)
    actions.reinstate_certificate(certificate=row, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(back + "?saved=1")
