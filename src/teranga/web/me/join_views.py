"""Joining a community: the form, the code, the link, the paper code, the poster."""

from __future__ import annotations

from datetime import timedelta

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.communities import queries
from teranga.domains.communities.actions import confirm as confirming
from teranga.domains.communities.actions.join import NotJoinable, ask_to_join, resend_code
from teranga.domains.communities.models import Community
from teranga.domains.communities.rules import is_joinable
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.normal_forms import DetailRefused
from teranga.domains.people.queries import open_link
from teranga.web.me import pages
from teranga.web.me.evenly import evenly
from teranga.web.me.forms import CodeForm, JoinForm
from teranga.web.me.visitor import JOINING_KEY, actor_of, client_of, sign_in, signed_in_person
from teranga.web.public import notfound
from teranga.web.public.heads import community_crumbs, community_head
from teranga.web.rendering import Info, public_page
from teranga.web.templating import translated_plain

FORMS_PER_CLIENT = 300  # in ten minutes; a whole meetup may sit behind one address
NEXT_PAGE = {"email": "join-confirm", "phone": "join-code"}


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def join(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    if not is_joinable(place):
        return _elsewhere(request, place)
    person = signed_in_person(request)
    if request.method != "POST":
        first = person.contact_points.exclude(verified_at=None).order_by("id").first() if person else None
        initial = {
            "came_from": request.GET.get("from", "")[:40],
            "name": person.name if person else "",
            "city": person.city if person else "",
            "contact": first.value if first else "",
        }
        return _join_page(request, place, JoinForm(place, initial=initial))
    form = JoinForm(place, request.POST)
    if not form.is_valid():
        return _join_page(request, place, form)
    if not note_try(
        "join", str(place.pk), client_of(request), limit=FORMS_PER_CLIENT, within=timedelta(minutes=10),
        at=timezone.now(),
    ):  # fmt: skip
        form.add_error(
            None, _("Very many people joined from this place just now. Wait ten minutes, then send again.")
        )
        return _join_page(request, place, form, status=429)
    try:
        result = ask_to_join(
            community=place,
            by=actor_of(person),
            at=timezone.now(),
            language=translation.get_language() or "en",
            key=form.idempotency_key,
            **form.details(),
        )
    except NotJoinable:
        return _elsewhere(request, place)
    except DetailRefused as refused:
        form.add_error(refused.field, str(refused))
        return _join_page(request, place, form)
    if result.next_step == "member":
        return _welcome(place)
    request.session[JOINING_KEY] = {"community": place.slug, "contact": form.cleaned_data["contact"]}
    return HttpResponseRedirect(reverse(NEXT_PAGE[result.next_step], kwargs={"community": place.slug}))


def _join_page(request: HttpRequest, place: Community, form: JoinForm, status: int = 200) -> HttpResponse:
    context = {
        "levels": pages.levels(),
        "help_ways": pages.help_ways(place),
        "languages_offered": pages.languages_for(place),
        "consents": pages.consents(),
        "chapters": [(row.slug, translated_plain(row.name)) for row in queries.chapters_of(place)],
    }
    title = _("Join {community}").format(community=translated_plain(place.name))
    return pages.form_page(request, "join", context, title=title, community=place, form=form, status=status)


def _elsewhere(request: HttpRequest, place: Community) -> HttpResponse:
    """A told story: nobody joins here, and the community's own channels are a tap away."""
    info = Info(
        title=_("Join them where they are"), path=f"/{place.slug}/join/", crumbs=community_crumbs(place)
    )
    context = {"community": place, "channels": queries.channels_of(place)}
    return public_page(
        request, "me/elsewhere.html", context, info=info, head=community_head(place),
        scope=community_scope(place.pk),
    )  # fmt: skip


def _welcome(place: Community) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('me')}?joined={place.slug}")


def _joining_contact(request: HttpRequest, place: Community) -> str:
    kept = request.session.get(JOINING_KEY) or {}
    return kept.get("contact", "") if kept.get("community") == place.slug else ""


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def confirm(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    if not is_joinable(place):
        return _elsewhere(request, place)
    contact = _joining_contact(request, place)
    if request.method != "POST":
        return _confirm_page(request, place, CodeForm(place, initial={"contact": contact}), contact)
    form = CodeForm(place, request.POST)
    if form.is_valid():
        try:
            confirmed = confirming.confirm_by_code(
                community=place, by=actor_of(None), at=timezone.now(), **form.cleaned_data
            )
        except confirming.CodeRefused:
            form.add_error("code", pages.code_refused())
        else:
            sign_in(request, confirmed.person)
            return _welcome(place)
    return _confirm_page(request, place, form, contact)


def _confirm_page(request: HttpRequest, place: Community, form: CodeForm, contact: str) -> HttpResponse:
    context = {
        "contact": contact,
        "again": request.GET.get("again") == "1",
        "mail_leaves": settings.MAIL_CONFIGURED,
        "is_demo": settings.DEMO,
    }
    return pages.form_page(request, "confirm", context, title=_("Type your code"), community=place, form=form)


@access(Access.ANYONE)
@require_POST
@evenly
@notfound.as_page
def send_again(request: HttpRequest, community: str) -> HttpResponse:
    """Another mail, if this address may have one; the answer is the same for every address."""
    place = queries.community_by_slug(community)
    contact = request.POST.get("contact", "")
    try:
        resend_code(
            community=place, contact=contact, language=translation.get_language() or "en", at=timezone.now()
        )
    except DetailRefused as refused:
        form = CodeForm(place, request.POST)
        form.is_valid()
        form.errors.clear()
        form.add_error("contact", str(refused))
        return _confirm_page(request, place, form, "")
    request.session[JOINING_KEY] = {"community": place.slug, "contact": contact}
    return HttpResponseRedirect(f"{reverse('join-confirm', kwargs={'community': place.slug})}?again=1")


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def link(request: HttpRequest, community: str, token: str) -> HttpResponse:
    """Reading the link changes nothing (mail programs open links by themselves); the button confirms."""
    place = queries.community_by_slug(community)
    if request.method == "POST":
        try:
            confirmed = confirming.confirm_by_link(
                community=place, token=token, by=actor_of(None), at=timezone.now()
            )
        except confirming.CodeRefused:
            return _link_is_over(request, place)
        sign_in(request, confirmed.person)
        return _welcome(place)
    found = open_link(token, timezone.now())
    if found is None or found.community_id != place.pk:
        return _link_is_over(request, place)
    return pages.form_page(request, "link", {}, title=_("One more tap"), community=place)


def _link_is_over(request: HttpRequest, place: Community) -> HttpResponse:
    title = _("This link is used or too old")
    return pages.form_page(request, "link_over", {}, title=title, community=place, status=410)


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def paper_code(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    if not is_joinable(place):
        return _elsewhere(request, place)
    if request.method != "POST":
        return paper_code_page(request, place)
    form, status = CodeForm(place, request.POST), 200
    if form.is_valid():
        try:
            confirmed = confirming.confirm_by_claim_code(
                community=place, client=client_of(request), by=actor_of(None), at=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except confirming.TooManyTries:
            form.add_error("code", pages.too_many_tries())
            status = 429
        except confirming.CodeRefused:
            form.add_error("code", pages.code_refused())
        else:
            sign_in(request, confirmed.person)
            return _welcome(place)
    return paper_code_page(request, place, form, status=status)


def paper_code_page(
    request: HttpRequest,
    place: Community,
    form: CodeForm | None = None,
    *,
    paper: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page that asks for a paper code; the demo's organiser hands one out on it (`paper`)."""
    contact = _joining_contact(request, place)
    context = {
        "contact": contact,
        "paper": paper,
        "is_practice": settings.DEMO and place.kind == Community.Kind.PRACTICE,
    }
    form = form or CodeForm(place, initial={"contact": contact})
    return pages.form_page(
        request, "paper_code", context, title=_("Your paper code"), community=place, form=form, status=status
    )


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def poster(request: HttpRequest, community: str) -> HttpResponse:
    """A big QR code of the way to join, for a slide or a wall."""
    place = queries.community_by_slug(community)
    if not is_joinable(place):
        raise queries.NotFound(place.slug)
    address = f"{settings.BASE_URL}/{translation.get_language()}/{place.slug}/join/"
    info = Info(
        title=_("Scan to join"), path=f"/{place.slug}/join/poster/", crumbs=community_crumbs(place),
        styles=("forms",),
    )  # fmt: skip
    context = {"community": place, "address": address, "qr": _qr(f"{address}?from=qr")}
    return public_page(
        request, "me/poster.html", context, info=info, head=community_head(place),
        scope=community_scope(place.pk),
    )  # fmt: skip


def _qr(text: str) -> Markup:
    drawing = segno.make(text, error="m").svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=2)
    return Markup(drawing)  # noqa: S704 -- drawn by segno from modules, not from text
