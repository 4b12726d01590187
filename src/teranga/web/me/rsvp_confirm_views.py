"""Confirming an answer: by the code or the link of a mail, or by a code on paper."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.events.queries import event_by_slug
from teranga.domains.places.actions.confirm_rsvp import (
    CodeRefused,
    TooManyTries,
    confirm_by_code,
    confirm_by_link,
    confirm_by_paper,
)
from teranga.domains.places.actions.rsvp import NotOpen, OfferWaits, TooManyGuests, UnknownQuota
from teranga.domains.places.models import Rsvp
from teranga.domains.places.queries import request_of_link, settings_of
from teranga.domains.places.rules import IllegalMove
from teranga.domains.places.rules_answers import Wish
from teranga.web.me import pages
from teranga.web.me.forms import CodeForm
from teranga.web.me.rsvp_views import ANSWERING_KEY, closed_page, event_form_page, to_own_place
from teranga.web.me.visitor import actor_of, client_of, sign_in
from teranga.web.public import notfound

REFUSALS = (CodeRefused, NotOpen, IllegalMove, OfferWaits, UnknownQuota, TooManyGuests)


def _answering_contact(request: HttpRequest, edition: Event) -> str:
    kept = request.session.get(ANSWERING_KEY) or {}
    return kept.get("contact", "") if kept.get("event") == edition.pk else ""


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def check(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """The code of the mail."""
    edition = event_by_slug(community, event)
    contact = _answering_contact(request, edition)
    form = CodeForm(
        edition.community, request.POST if request.method == "POST" else None, initial={"contact": contact}
    )
    if form.is_bound and form.is_valid():
        try:
            rsvp = confirm_by_code(event=edition, by=actor_of(None), at=timezone.now(), **form.cleaned_data)
        except REFUSALS as refused:
            form.add_error("code", _why(refused))
        else:
            return _come_in(request, edition, rsvp)
    context = {"contact": contact, "mail_leaves": settings.MAIL_CONFIGURED, "is_demo": settings.DEMO}
    return event_form_page(request, edition, "rsvp_check", context, title=_("Type your code"), form=form)


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def link(request: HttpRequest, community: str, event: str, token: str) -> HttpResponse:
    """Reading the link changes nothing (mail programs open links by themselves); the button confirms."""
    edition = event_by_slug(community, event)
    found = request_of_link(edition, token, timezone.now())
    if found is None:
        return _link_is_over(request, edition)
    if request.method == "POST":
        try:
            rsvp = confirm_by_link(event=edition, token=token, by=actor_of(None), at=timezone.now())
        except CodeRefused:
            return _link_is_over(request, edition)
        except REFUSALS:
            return closed_page(request, edition, settings_of(edition))
        return _come_in(request, edition, rsvp)
    context = {"wish": Wish.from_json(found.details)}
    return event_form_page(request, edition, "rsvp_link", context, title=_("One more tap"))


def _link_is_over(request: HttpRequest, edition: Event) -> HttpResponse:
    title = _("This link is used or too old")
    return event_form_page(request, edition, "rsvp_link_over", {}, title=title, status=410)


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def paper(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """For somebody with a telephone alone: the code that an organiser hands over."""
    edition = event_by_slug(community, event)
    contact, status = _answering_contact(request, edition), 200
    form = CodeForm(
        edition.community, request.POST if request.method == "POST" else None, initial={"contact": contact}
    )
    if form.is_bound and form.is_valid():
        try:
            rsvp = confirm_by_paper(
                event=edition, client=client_of(request), by=actor_of(None), at=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except TooManyTries:
            form.add_error("code", pages.too_many_tries())
            status = 429
        except REFUSALS as refused:
            form.add_error("code", _why(refused))
        else:
            return _come_in(request, edition, rsvp)
    context = {
        "contact": contact,
        "is_practice": settings.DEMO and edition.community.kind == Community.Kind.PRACTICE,
    }
    return event_form_page(
        request, edition, "rsvp_paper", context, title=_("Your paper code"), form=form, status=status
    )


def _why(refused: Exception) -> str:
    match refused:
        case CodeRefused():
            return pages.code_refused()
        case OfferWaits():
            return _("A place is kept for you. Say yes or no to it first, on the page of your place.")
    return _("Answers for this event have closed meanwhile.")


def _come_in(request: HttpRequest, edition: Event, rsvp: Rsvp) -> HttpResponse:
    sign_in(request, rsvp.person)
    request.session.pop(ANSWERING_KEY, None)
    return to_own_place(edition, rsvp, "?done=1")
