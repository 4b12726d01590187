"""Newsletters at the desk: drafted by the program, edited side by side, sent and kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from teranga.base.markdown import render_markdown, with_titled_links
from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_newsletter as queries
from teranga.domains.communities.actions import newsletters as actions
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from teranga.domains.communities.newsletter_parts import month_before
from teranga.domains.mail.actions.bulk import BulkRefused
from teranga.domains.mail.bulk_text import SAMPLES, write_one
from teranga.domains.mail.letters import LONGEST_BODY, LONGEST_SUBJECT
from teranga.domains.mail.models import BulkMail, Category
from teranga.domains.mail.rules import MailMoveRefused
from teranga.domains.mail.wording import NEWS
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.forms import TextInLanguages
from teranga.web.templating import translated_plain

may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)
may_send = access(Access.ROLE, verb=Verb.MESSAGE, area=Area.MAIL)


class NewsletterForm(drawing.DrawnForm):
    subject = TextInLanguages(label=gettext_lazy("Subject"), longest=LONGEST_SUBJECT)
    body = TextInLanguages(
        label=gettext_lazy("The text"), longest=LONGEST_BODY - 100, lines=22,
        help_text=gettext_lazy("Markdown, drafted from what happened. Change every word you like."),
    )  # fmt: skip


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def newsletters(request: HttpRequest, community: str) -> HttpResponse:
    """All months; drafting last month's; whether the program drafts by itself."""
    place: Community = request.community
    now = timezone.now()
    last = _last_month(place, now)
    if request.method == "POST":
        if request.POST.get("what") == "draft":
            row = actions.draft_newsletter(community=place, month=last, by=request.actor, at=now)
            return HttpResponseRedirect(f"{here(request, 'newsletter/')}{row.pk}/")
        wanted = request.POST.get("what") == "by-itself"
        update_community(community=place, drafts_newsletter=wanted, by=request.actor, at=now)
        return HttpResponseRedirect(f"{here(request, 'newsletter/')}?saved=1")
    rows = queries.newsletters_of(place)
    context = {
        "rows": rows, "root": here(request, "newsletter/"), "saved": "saved" in request.GET,
        "last": last, "has_last": any(row.month == last for row in rows),
        "by_itself": place.drafts_newsletter,
        "subscribers": queries.subscriber_count(place),
    }  # fmt: skip
    return desk_page(request, "newsletters", context, title=_("Newsletter"))


def _last_month(place: Community, now: datetime) -> Any:
    return month_before(now.astimezone(ZoneInfo(place.zone)).date(), place.zone).first


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: HttpRequest, community: str, number: int) -> HttpResponse:
    place: Community = request.community
    row = queries.newsletter_of(place, number)
    if row is None:
        return errors.not_found(request)

    def save(form: drawing.DrawnForm) -> str:
        actions.change_newsletter(
            newsletter=row, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(),
            **form.values("subject", "body"),
        )  # fmt: skip
        return f"{here(request, 'newsletter/')}{row.pk}/?saved=1"

    def looked(form: drawing.DrawnForm) -> dict[str, Any]:
        return {"looked": _previews(place, form) if form.is_valid() else None}

    languages = list(place.languages) or [place.default_language]
    bulk = BulkMail.objects.filter(community_id=place.pk, pk=row.bulk_id).first() if row.bulk_id else None
    context = {
        "newsletter": row, "bulk": bulk, "root": f"{here(request, 'newsletter/')}{row.pk}/",
        "mail_root": here(request, "mail/many/"), "saved": "saved" in request.GET,
        "refusal": request.GET.get("refused", "") and _("The mail is on its way already, or lacks a text."),
        "missing": [code for code in languages if not (row.subject.get(code) and row.body.get(code))],
        "board": here(request, "pages/translations/"),
        "may_send": request.rights.may(Verb.MESSAGE, Area.MAIL, request.place),
    }  # fmt: skip
    return drawing.edit(
        request, NewsletterForm, title=translated_plain(row.subject) or _("Newsletter"),
        back=here(request, "newsletter/"), row=row, save=save, look=looked, context=context,
        initial=lambda: {"subject": row.subject, "body": row.body}, template="newsletter",
        options={"languages": languages},
        fields=("subject", "body"),
    )  # fmt: skip


def _previews(place: Community, form: drawing.DrawnForm) -> list[tuple[str, str, Any, str]]:
    """Language, subject, the page, and the plain text as a simple mail program shows it."""
    body = actions.mail_text(form.cleaned_data["body"])
    draft = BulkMail(category=Category.NEWS, subject=form.cleaned_data["subject"], body=body)
    found = []
    for code in form.languages:
        if draft.subject.get(code) and draft.body.get(code):
            values = {"name": SAMPLES["name"], "community": translated_plain(place.name)}
            mail = write_one(draft, code, values, reason=NEWS, stop_link="https://…")
            page = render_markdown(with_titled_links(form.cleaned_data["body"][code]))
            found.append((code, mail.subject, page, mail.body))
    return found


@may_send
@require_POST
def prepare(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """To the mail to many made of it: there its recipients are chosen, counted and approved."""
    row = queries.newsletter_of(request.community, number)
    if row is None:
        return errors.not_found(request)
    try:
        bulk = actions.prepare_mail(newsletter=row, by=request.actor, at=timezone.now())
    except (BulkRefused, MailMoveRefused):
        return HttpResponseRedirect(f"{here(request, 'newsletter/')}{row.pk}/?refused=1")
    return HttpResponseRedirect(f"{here(request, 'mail/many/')}{bulk.pk}/")


@may_edit
@require_POST
def publication(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.newsletter_of(request.community, number)
    if row is None:
        return errors.not_found(request)
    shown = request.POST.get("what") == "show"
    try:
        actions.publish_newsletter(newsletter=row, shown=shown, by=request.actor, at=timezone.now())
    except actions.NewsletterRefused:
        return HttpResponseRedirect(f"{here(request, 'newsletter/')}{row.pk}/?refused=1")
    return HttpResponseRedirect(f"{here(request, 'newsletter/')}{row.pk}/?saved=1")


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.newsletter_of(request.community, number)
    if row is None:
        return errors.not_found(request)
    return drawing.remove(
        request, title=_("Delete the newsletter"), what=translated_plain(row.subject),
        back=here(request, "newsletter/"),
        act=lambda: actions.delete_newsletter(newsletter=row, by=request.actor, at=timezone.now()),
    )  # fmt: skip
