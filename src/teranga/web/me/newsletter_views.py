"""Asking for a community's newsletter: an address, the code that proves it, and done."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries
from teranga.domains.communities.actions import subscribe as actions
from teranga.domains.communities.models import Community
from teranga.domains.communities.rules import is_joinable
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.normal_forms import DetailRefused, email_address
from teranga.domains.people.queries import open_link
from teranga.web.me import pages
from teranga.web.me.evenly import evenly
from teranga.web.me.forms import CodeForm
from teranga.web.me.visitor import client_of
from teranga.web.public import notfound
from teranga.web.public_forms import KeyedForm

SUBSCRIBING_KEY = "subscribing"
PER_CLIENT, WITHIN = 60, timedelta(minutes=10)
METHODS = ["GET", "HEAD", "POST"]


class SubscribeForm(KeyedForm):
    contact = forms.CharField(required=False)
    agrees = forms.BooleanField(required=False)

    def clean_contact(self) -> str:
        try:
            return email_address(self.cleaned_data["contact"])
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_agrees(self) -> bool:
        if not self.cleaned_data["agrees"]:
            raise forms.ValidationError(_("Tick the box: without it nobody may write to you."))
        return True


def _place(slug: str) -> Community:
    place = queries.community_by_slug(slug)
    if not is_joinable(place):
        raise queries.NotFound(slug)
    return place


@access(Access.ANYONE)
@require_http_methods(METHODS)
@evenly
@notfound.as_page
def subscribe(request: HttpRequest, community: str) -> HttpResponse:
    place, now = _place(community), timezone.now()
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        if note_try("news", str(place.pk), client_of(request), limit=PER_CLIENT, within=WITHIN, at=now):
            contact = form.cleaned_data["contact"]
            actions.ask_for_news(
                community=place, contact=contact, language=translation.get_language() or "en",
                key=form.idempotency_key, at=now,
            )  # fmt: skip
            request.session[SUBSCRIBING_KEY] = {"community": place.slug, "contact": contact}
            return HttpResponseRedirect(reverse("newsletter-confirm", kwargs={"community": place.slug}))
        form.add_error(None, _("Very much was written from this place just now. Wait ten minutes."))
        status = 429
    return pages.form_page(
        request, "newsletter", {"done": False}, title=_("Get the newsletter"), community=place, form=form,
        status=status,
    )  # fmt: skip


@access(Access.ANYONE)
@require_http_methods(METHODS)
@evenly
@notfound.as_page
def confirm(request: HttpRequest, community: str) -> HttpResponse:
    place = _place(community)
    kept = request.session.get(SUBSCRIBING_KEY) or {}
    contact = kept.get("contact", "") if kept.get("community") == place.slug else ""
    form = CodeForm(place, request.POST if request.method == "POST" else None, initial={"contact": contact})
    if form.is_bound and form.is_valid():
        try:
            actions.confirm_news_by_code(community=place, at=timezone.now(), **form.cleaned_data)
        except actions.SubscriptionCodeRefused:
            form.add_error("code", pages.code_refused())
        else:
            request.session.pop(SUBSCRIBING_KEY, None)
            return _done(request, place)
    context = {"contact": contact, "mail_leaves": settings.MAIL_CONFIGURED, "is_demo": settings.DEMO}
    return pages.form_page(
        request, "comment_code", context, title=_("Type your code"), community=place, form=form
    )


@access(Access.ANYONE)
@require_http_methods(METHODS)
@notfound.as_page
def link(request: HttpRequest, community: str, token: str) -> HttpResponse:
    """Reading the link changes nothing; the button subscribes."""
    place, now = _place(community), timezone.now()
    if request.method == "POST":
        try:
            actions.confirm_news_by_link(community=place, token=token, at=now)
        except actions.SubscriptionCodeRefused:
            return _over(request, place)
        return _done(request, place)
    found = open_link(token, now)
    if found is None or found.community_id != place.pk:
        return _over(request, place)
    return pages.form_page(request, "newsletter_link", {}, title=_("One more tap"), community=place)


def _over(request: HttpRequest, place: Community) -> HttpResponse:
    title = _("This link is used or too old")
    return pages.form_page(request, "link_over", {}, title=title, community=place, status=410)


def _done(request: HttpRequest, place: Community) -> HttpResponse:
    return pages.form_page(
        request, "newsletter", {"done": True}, title=_("You get the newsletter"), community=place
    )
