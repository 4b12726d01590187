"""Stories, pages and news: the list, the editor with its preview, publishing and deleting."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.markdown import render_markdown
from teranga.base.permissions import Access, access
from teranga.domains.communities.actions import edit_page as actions
from teranga.domains.communities.models import Page
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.content_forms import NewPageForm, PageForm, page_kind
from teranga.web.organise.content_lists import languages_for
from teranga.web.organise.desk import desk_page
from teranga.web.templating import translated_plain

may_look = access(Access.ROLE, verb=Verb.VIEW, area=Area.PAGES)
may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)
SHOWN = ("kind", "title", "description", "body", "author")
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@may_look
@require_safe
def pages(request: HttpRequest, community: str) -> HttpResponse:
    rows = Page.objects.filter(community=request.community).defer("body", "schema_org", "front_matter")
    now = timezone.now()
    context = {
        "groups": [
            (page_kind(kind), [row for row in ordered if row.kind == kind])
            for ordered in [list(rows.order_by("position", "pk"))]
            for kind in Page.Kind.values
        ],
        "state": lambda page: _state(page, now),
        "languages": languages_for(request.community),
        "root": here(request, "pages/"),
        "may_change": request.rights.may(Verb.EDIT, Area.PAGES, request.place),
        "saved": "saved" in request.GET,
    }
    return desk_page(request, "content/pages", context, title=_("Pages and news"))


def _state(page: Page, now: datetime) -> str:
    if page.published_at is None:
        return _("Draft")
    return _("Published") if page.published_at <= now else _("Waits for its day")


def _looked(form: drawing.DrawnForm) -> dict[str, Any]:
    """What the reader will see, made by the same sanitiser as the public page."""
    if not form.is_valid():
        return {"looked": None}
    title, body = form.cleaned_data["title"], form.cleaned_data["body"]
    return {
        "looked": [
            (code, title.get(code, ""), render_markdown(body.get(code, "")))
            for code in form.languages
            if code in title or code in body
        ]
    }


@may_edit
@form_methods
def add(request: HttpRequest, community: str) -> HttpResponse:
    def save(form: drawing.DrawnForm) -> str:
        try:
            page = actions.write_page(
                community=request.community, by=request.actor, at=timezone.now(), **form.values()
            )
        except actions.PageSlugTaken:
            raise ValidationError({"slug": _("Another page has this address.")}) from None
        return f"{here(request, 'pages/')}{page.pk}/?saved=1"

    return drawing.edit(
        request, NewPageForm, title=_("Write a page"), back=here(request, "pages/"), save=save, look=_looked,
        initial=lambda: {"kind": request.GET.get("kind", Page.Kind.PAGE)}, template="content/page",
        options={"languages": languages_for(request.community)}, context={"saved": False},
    )  # fmt: skip


def _page(request: HttpRequest, number: int) -> Page | None:
    rows = Page.objects.filter(community=request.community, pk=number)
    return rows.select_related("community").first()


@may_edit
@form_methods
def change(request: HttpRequest, community: str, number: int) -> HttpResponse:
    page = _page(request, number)
    if page is None:
        return errors.not_found(request)

    def initial() -> dict[str, Any]:
        told = {name: getattr(page, name) for name in (*SHOWN, "takes_comments")}
        return told | {"tags": ", ".join(page.tags)}

    def save(form: drawing.DrawnForm) -> str:
        actions.change_page(
            page=page, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(), **form.values()
        )
        return f"{here(request, 'pages/')}{page.pk}/?saved=1"

    zone = request.community.zone
    context = {
        "page": page, "state": _state(page, timezone.now()), "zone": zone, "saved": "saved" in request.GET,
        "shown_at": page.published_at.astimezone(ZoneInfo(zone)) if page.published_at else None,
        "root": f"{here(request, 'pages/')}{page.pk}/",
    }  # fmt: skip
    return drawing.edit(
        request, PageForm, title=translated_plain(page.title) or page.slug, back=here(request, "pages/"),
        row=page, save=save, initial=initial, look=_looked, context=context, template="content/page",
        options={"languages": languages_for(request.community)},
    )  # fmt: skip


@may_edit
@require_POST
def publication(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """Publish now, from a day on, or take it back to the drafts."""
    page = _page(request, number)
    if page is None:
        return errors.not_found(request)
    now, what = timezone.now(), request.POST.get("what", "")
    moment = {"now": now, "draft": None}.get(what, page.published_at)
    if what == "day":
        moment = _moment(request.POST.get("day", ""), request.community.zone) or page.published_at
    if moment != page.published_at:
        actions.set_publication(page=page, published_at=moment, by=request.actor, at=now)
    return HttpResponseRedirect(f"{here(request, 'pages/')}{page.pk}/?saved=1")


def _moment(typed: str, zone: str) -> datetime | None:
    """A local day and hour as `datetime-local` sends it: 2026-09-01T08:00."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None


@may_edit
@form_methods
def delete(request: HttpRequest, community: str, number: int) -> HttpResponse:
    page = _page(request, number)
    if page is None:
        return errors.not_found(request)
    return drawing.remove(
        request, title=_("Delete the page"), what=translated_plain(page.title) or page.slug,
        back=here(request, "pages/"),
        warning=_("Its address will lead nowhere. To hide it for a while, make it a draft instead."),
        act=lambda: actions.delete_page(page=page, by=request.actor, at=timezone.now()),
    )  # fmt: skip
