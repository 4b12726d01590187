"""Writing a comment, proving that one wrote it, changing one's own, reporting another's."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries, queries_comments
from teranga.domains.communities.actions import comments as actions
from teranga.domains.communities.actions.moderate_comments import ReportRefused, report_comment
from teranga.domains.communities.models import Comment, Community, Page
from teranga.domains.communities.rules_comments import takes_comments
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.queries import open_link
from teranga.web.me import pages
from teranga.web.me.comment_forms import CommentForm, OwnCommentForm, ReportForm
from teranga.web.me.evenly import evenly
from teranga.web.me.forms import CodeForm
from teranga.web.me.visitor import actor_of, client_of, for_members, sign_in, signed_in_person
from teranga.web.public import notfound

COMMENTING_KEY = "commenting"  # what this browser wrote and has not confirmed yet
PER_CLIENT, WITHIN = 30, timedelta(minutes=10)  # a whole class may sit behind one address
METHODS = ["GET", "HEAD", "POST"]


def _open_page(community: str, slug: str) -> tuple[Community, Page]:
    """A page that takes comments now. Raises NotFound."""
    place, now = queries.community_by_slug(community), timezone.now()
    page = queries.page_by_slug(place, slug, now)
    if not takes_comments(page, place, now):
        raise queries.NotFound(slug)
    return place, page


def _may_send(request: HttpRequest, place: Community) -> bool:
    return note_try(
        "comment", str(place.pk), client_of(request), limit=PER_CLIENT, within=WITHIN, at=timezone.now()
    )


@access(Access.ANYONE)
@require_http_methods(METHODS)
@evenly
@notfound.as_page
def write(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place, page = _open_page(community, slug)
    person = signed_in_person(request)
    form = CommentForm(
        request.POST if request.method == "POST" else None, initial={"name": person.name if person else ""}
    )
    form.asks_contact = person is None
    if form.is_bound and form.is_valid():
        if not _may_send(request, place):
            form.add_error(None, _("Very much was written from this place just now. Wait ten minutes."))
            return _form(request, place, page, form, status=429)
        try:
            result = actions.write_comment(
                page=page, by=actor_of(person), at=timezone.now(), key=form.idempotency_key,
                name=form.cleaned_data["name"], body=form.cleaned_data["body"], took=form.took,
                contact=form.cleaned_data["contact"], language=translation.get_language() or "en",
                person=person,
            )  # fmt: skip
        except actions.CommentRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _next(request, place, page, result, form.cleaned_data["contact"])
    return _form(request, place, page, form)


def _form(
    request: HttpRequest, place: Community, page: Page, form: CommentForm, status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "signed_in": not form.asks_contact,
        "held": place.comments == place.Comments.HELD,
    }
    return pages.form_page(
        request, "comment", context, title=_("Write a comment"), community=place, form=form, status=status
    )


def _next(
    request: HttpRequest, place: Community, page: Page, result: actions.CommentResult, contact: str
) -> HttpResponse:
    if result.next_step == "confirm":
        kept = request.session.get(COMMENTING_KEY) or {}
        ids = kept.get("ids", []) if kept.get("contact") == contact else []
        ids = [*ids, result.comment_id][-20:]
        request.session[COMMENTING_KEY] = {"community": place.slug, "contact": contact, "ids": ids}
        return HttpResponseRedirect(reverse("comment-confirm", kwargs={"community": place.slug}))
    return HttpResponseRedirect(f"{reverse('me-comments')}?sent={result.comment_id}")


@access(Access.ANYONE)
@require_http_methods(METHODS)
@evenly
@notfound.as_page
def confirm(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    kept = request.session.get(COMMENTING_KEY) or {}
    kept = kept if kept.get("community") == place.slug else {}
    contact = kept.get("contact", "")
    form = CodeForm(place, request.POST if request.method == "POST" else None, initial={"contact": contact})
    if form.is_bound and form.is_valid():
        try:
            person, found = actions.confirm_comments_by_code(
                community=place, comment_ids=kept.get("ids", []), at=timezone.now(), **form.cleaned_data
            )
        except actions.CommentCodeRefused:
            form.add_error("code", pages.code_refused())
        else:
            return _come_in(request, person, found)
    context = {"contact": contact, "mail_leaves": settings.MAIL_CONFIGURED, "is_demo": settings.DEMO}
    return pages.form_page(
        request, "comment_code", context, title=_("Type your code"), community=place, form=form
    )


@access(Access.ANYONE)
@require_http_methods(METHODS)
@notfound.as_page
def link(request: HttpRequest, community: str, token: str) -> HttpResponse:
    """What was written under this address, to say which of it is one's own; reading changes nothing."""
    place, now = queries.community_by_slug(community), timezone.now()
    if request.method == "POST":
        ids = [int(text) for text in request.POST.getlist("comment") if text.isdecimal() and len(text) < 18]
        try:
            person, found = actions.confirm_comments_by_link(
                community=place, token=token, comment_ids=ids, at=now
            )
        except actions.CommentCodeRefused:
            return _over(request, place)
        return _come_in(request, person, found)
    code = open_link(token, now)
    if code is None or code.community_id != place.pk:
        return _over(request, place)
    written = queries_comments.unconfirmed_of(place, code.contact_point.person)
    return pages.form_page(
        request, "comment_link", {"written": written}, title=_("Is this yours?"), community=place
    )


def _over(request: HttpRequest, place: Community) -> HttpResponse:
    title = _("This link is used or too old")
    return pages.form_page(request, "link_over", {}, title=title, community=place, status=410)


def _come_in(request: HttpRequest, person: Person, found: list[Comment]) -> HttpResponse:
    request.session.pop(COMMENTING_KEY, None)
    sign_in(request, person)
    sent = f"?sent={found[-1].pk}" if found else ""
    return HttpResponseRedirect(reverse("me-comments") + sent)


@access(Access.MEMBER)
@require_safe
@for_members
def own(request: HttpRequest, person: Person) -> HttpResponse:
    """What one wrote, and what became of it."""
    rows = queries_comments.own_comments(person)
    sent = next((row for row in rows if str(row.pk) == request.GET.get("sent")), None)
    now = timezone.now()
    context = {
        "rows": [(row, takes_comments(row.page, row.community, now)) for row in rows], "sent": sent,
    }  # fmt: skip
    return pages.form_page(request, "comments", context, title=_("Your comments"))


def _own(person: Person, number: int) -> Comment:
    """Raises NotFound, also for others'."""
    row = next((row for row in queries_comments.own_comments(person) if row.pk == number), None)
    if row is None:
        raise queries.NotFound(str(number))
    return row


@access(Access.MEMBER)
@require_http_methods(METHODS)
@notfound.as_page
@for_members
def edit(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    row = _own(person, number)
    form = OwnCommentForm(request.POST if request.method == "POST" else None, initial={"body": row.body})
    if form.is_bound and form.is_valid():
        try:
            actions.edit_comment(
                comment=row, body=form.cleaned_data["body"], by=actor_of(person), at=timezone.now()
            )
        except actions.CommentRefused as refused:
            form.add_error("body", str(refused))
        else:
            return HttpResponseRedirect(f"{reverse('me-comments')}?sent={row.pk}")
    title = _("Change your comment")
    return pages.form_page(
        request, "comment_edit", {"comment": row}, title=title, community=row.community, form=form
    )


@access(Access.MEMBER)
@require_http_methods(METHODS)
@notfound.as_page
@for_members
def remove(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    row = _own(person, number)
    if request.method != "POST":
        title = _("Take your comment away?")
        return pages.form_page(
            request, "comment_remove", {"comment": row}, title=title, community=row.community
        )
    actions.take_away_comment(comment=row, by=actor_of(person), at=timezone.now())
    return HttpResponseRedirect(reverse("me-comments"))


@access(Access.ANYONE)
@require_http_methods(METHODS)
@notfound.as_page
def report(request: HttpRequest, community: str, number: int) -> HttpResponse:
    place = queries.community_by_slug(community)
    row = queries_comments.comment_of(place, number)
    if row is None or row.state != Comment.State.SHOWN:
        raise queries.NotFound(str(number))
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not _may_send(request, place):
            form.add_error(None, _("Very much was written from this place just now. Wait ten minutes."))
            return _report_page(request, place, row, form, status=429)
        try:
            report_comment(
                comment=row, reason=form.cleaned_data["reason"], key=form.idempotency_key,
                by=actor_of(signed_in_person(request)), at=timezone.now(),
            )  # fmt: skip
        except ReportRefused as refused:
            form.add_error("reason", str(refused))
        else:
            return HttpResponseRedirect(f"{request.path}?done=1")
    return _report_page(request, place, row, form)


def _report_page(
    request: HttpRequest, place: Community, row: Comment, form: ReportForm, status: int = 200
) -> HttpResponse:
    context = {"comment": row, "done": request.GET.get("done") == "1"}
    return pages.form_page(
        request, "comment_report", context, title=_("Report a comment"), community=place, form=form,
        status=status,
    )  # fmt: skip
