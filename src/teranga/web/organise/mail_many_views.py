"""A mail to many at the desk: writing, looking who gets it, typing the count, stopping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from teranga.base.editing import EditedMeanwhile, seen_mark
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_audience import (
    Addressed,
    Audience,
    communities_below,
    members_in,
)
from teranga.domains.communities.queries_newsletter import subscribers_in
from teranga.domains.mail import queries
from teranga.domains.mail.actions import bulk as writing
from teranga.domains.mail.actions.bulk_stop import cancel_bulk, resume_bulk, stop_bulk
from teranga.domains.mail.bulk_text import SAMPLES, write_one
from teranga.domains.mail.models import BulkMail, Category, OutgoingMail
from teranga.domains.mail.rules import UNDO, MailMoveRefused
from teranga.domains.mail.wording import (
    EVENT,
    MEMBER,
    NEWS,
    bulk_state_name,
    category_name,
    left_out_words,
    reason_words,
    state_name,
)
from teranga.domains.people.policy import Place
from teranga.domains.people.roles import Area, Verb
from teranga.foundation.translated import TranslatedText
from teranga.web import errors
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.mail_forms import BulkForm, audience_of
from teranga.web.organise.mail_views import event_id_of, may_write
from teranga.web.templating import translated_plain

REASONS = {Category.NEWS: NEWS, Category.EVENT: EVENT, Category.MEMBERSHIP: MEMBER}
STATES = OutgoingMail.State.values
UNSENT = (OutgoingMail.State.DRAFTED, OutgoingMail.State.APPROVED, OutgoingMail.State.QUEUED)
Move = Callable[[HttpRequest, BulkMail], object]


@may_write
@require_safe
def many(request: HttpRequest, community: str, event: str = "") -> HttpResponse:
    rows = queries.bulk_mails(request.community.pk, event_id_of(request))
    context = {"rows": rows, "state_name": bulk_state_name, "root": here(request, "mail/")}
    return desk_page(request, "mail/many", context, title=_("Mails to many"))


@may_write
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, community: str, bulk: int = 0, event: str = "") -> HttpResponse:
    """Draft a mail to many, or change a draft."""
    row = _bulk(request, bulk) if bulk else None
    if bulk and (row is None or row.state not in (BulkMail.State.DRAFT, BulkMail.State.READY)):
        return errors.not_found(request)
    form = BulkForm(
        request.community, request.event, _reached(request),
        request.POST if request.method == "POST" else None, initial=_shown(row),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            row = _save(request, form, row)
        except writing.BulkRefused as refused:
            form.add_error("body", str(refused))
        except MailMoveRefused:
            form.add_error(None, _("This mail is already on its way."))
        except EditedMeanwhile:
            form.add_error(None, _("Somebody else changed this draft meanwhile. Open it again."))
        else:
            return HttpResponseRedirect(here(request, f"mail/many/{row.pk}/"))
    context = {"form": form, "names": list(SAMPLES), "root": here(request, "mail/many/")}
    title = _("Change the mail") if row else _("Write to many")
    status = 400 if form.is_bound and form.errors else 200
    return desk_page(request, "mail/write", context, title=title, status=status)


def _save(request: HttpRequest, form: BulkForm, row: BulkMail | None) -> BulkMail:
    by, at = request.actor, timezone.now()
    if row is None:
        return writing.draft_bulk(
            community_id=request.community.pk, event_id=event_id_of(request), content=form.content(), by=by,
            at=at,
        )  # fmt: skip
    seen = form.cleaned_data["seen"]
    return writing.change_bulk(bulk=row, content=form.content(), by=by, at=at, seen=seen)


def _shown(row: BulkMail | None) -> dict[str, Any]:
    if row is None:
        return {}
    shown = {name: getattr(row, name) for name in ("category", "subject", "body", "per_minute")}
    return {**row.audience, **shown, "seen": seen_mark(row.updated_at)}


@may_write
@require_safe
def one(request: HttpRequest, community: str, bulk: int, event: str = "") -> HttpResponse:
    row = _bulk(request, bulk)
    return errors.not_found(request) if row is None else _page(request, row)


def _page(request: HttpRequest, row: BulkMail, refusal: str = "") -> HttpResponse:
    """The text, who gets it and why, and what can be done with it now."""
    counts = queries.bulk_counts(row)
    after = request.GET.get("after", "")
    recipients = queries.recipients_of(
        row, after=int(after) if after.isdecimal() and len(after) < 18 else 0, count=queries.PAGE
    )
    context = {
        "bulk": row, "state": bulk_state_name(row.state), "refusal": refusal,
        "category": category_name(row.category), "total": sum(counts.values()),
        "counts": [(state_name(name), counts[name]) for name in STATES if counts.get(name)],
        "left_out": [(left_out_words(why), count) for why, count in sorted(row.left_out.items())],
        "recipients": recipients, "state_name": state_name,
        "more": recipients[-1].pk if len(recipients) == queries.PAGE else 0,
        "reason": _reason(request, row), "previews": _previews(row), "zone": request.community.zone,
        "undo_until": row.approved_at + UNDO if row.approved_at else None,
        "waits": sum(counts.get(name, 0) for name in UNSENT),
        "done": sum(counts.values()) - sum(counts.get(name, 0) for name in (*UNSENT, "sending")),
        "root": here(request, f"mail/many/{row.pk}/"), "all": here(request, "mail/many/"),
    }  # fmt: skip
    title = translated_plain(row.subject) or _("Mail to many")
    return desk_page(
        request, "mail/bulk", context, title=title, scripts=("once.js", "progress.js"),
        status=400 if refusal else 200,
    )  # fmt: skip


def _reason(request: HttpRequest, row: BulkMail) -> str:
    event = translated_plain(request.event.name) if request.event else ""
    place = translated_plain(request.community.name)
    return reason_words(REASONS[Category(row.category)], community=place, event=event)


def _previews(row: BulkMail) -> list[dict[str, Any]]:
    """What a recipient reads, in each language that has a text."""
    previews = []
    for language in row.subject:
        if not row.body.get(language):
            continue
        names = {
            name: TranslatedText(row.names.get(name, {})).best((language, "en"))[0]
            for name in ("community", "event")
        }
        text = write_one(
            row, language, {"name": SAMPLES["name"], **names}, reason=REASONS[Category(row.category)],
            stop_link="https://…",
        )  # fmt: skip
        previews.append({"language": language, "text": text, "page": Markup(text.html)})  # noqa: S704 -- sanitised there
    return previews


@may_write
@require_POST
def move(request: HttpRequest, community: str, bulk: int, to: str, event: str = "") -> HttpResponse:
    """Choose the recipients, approve, take back, stop, go on, give up."""
    row = _bulk(request, bulk)
    if row is None or to not in MOVES:
        return errors.not_found(request)
    try:
        MOVES[to](request, row)
    except writing.BulkRefused as refused:
        return _page(request, row, str(refused))
    except MailMoveRefused as refused:
        words = _("This was no longer possible: the mail is now “{state}”.")
        return _page(request, row, words.replace("{state}", bulk_state_name(refused.state)))
    return HttpResponseRedirect(here(request, f"mail/many/{row.pk}/"))


def _choose(request: HttpRequest, row: BulkMail) -> object:
    audience = audience_of(row.audience, row.category, _reached(request), request.event)
    reason = REASONS[Category(row.category)]
    recipients = [
        writing.Recipient(m.person_id, m.community_id, m.address, m.language, reason, m.is_confirmed)
        for m in (*members_in(audience), *_subscribers(row, audience))
    ]
    return writing.freeze_recipients(
        bulk=row, recipients=recipients, fallback=request.community.default_language, by=request.actor,
        at=timezone.now(),
    )  # fmt: skip


def _subscribers(row: BulkMail, audience: Audience) -> list[Addressed]:
    """Who asked for news without being a member; a question that only members answer leaves them out."""
    if row.category != Category.NEWS or audience.levels or audience.help_ways or audience.event_id:
        return []
    found = subscribers_in(audience.communities)
    return [one for one in found if not audience.languages or one.language in audience.languages]


def _approve(request: HttpRequest, row: BulkMail) -> object:
    typed = request.POST.get("count", "").strip()
    count = int(typed) if typed.isdecimal() and len(typed) < 9 else -1
    return writing.approve_bulk(bulk=row, typed_count=count, by=request.actor, at=timezone.now())


def _plain(action: Callable[..., object]) -> Move:
    return lambda request, row: action(bulk=row, by=request.actor, at=timezone.now())


MOVES: dict[str, Move] = {
    "choose": _choose,
    "approve": _approve,
    "take-back": _plain(writing.take_back),
    "stop": _plain(stop_bulk),
    "go-on": _plain(resume_bulk),
    "give-up": _plain(cancel_bulk),
}


@may_write
@require_safe
def progress(request: HttpRequest, community: str, bulk: int, event: str = "") -> HttpResponse:
    """How far the sending is, for the bar on the page."""
    row = _bulk(request, bulk)
    if row is None:
        return errors.not_found(request)
    counts = queries.bulk_counts(row)
    waits = sum(counts.get(name, 0) for name in (*UNSENT, "sending"))
    over = row.state not in (BulkMail.State.APPROVED, BulkMail.State.SENDING)
    answer = {"done": sum(counts.values()) - waits, "total": sum(counts.values()), "over": over}
    return JsonResponse(
        {**answer, "text": bulk_state_name(row.state)}, headers={"Cache-Control": "private, no-store"}
    )


def _bulk(request: HttpRequest, number: int) -> BulkMail | None:
    """A bulk mail of exactly this place; another one's is not found."""
    row = queries.bulk_mail_of(request.community.pk, number)
    return row if row and row.event_id == event_id_of(request) else None


def _reached(request: HttpRequest) -> Sequence[Community]:
    """The community and those of its chapters to whose members this person may write."""
    if request.event or not request.rights.may(
        Verb.MESSAGE, Area.MAIL, Place(request.community.pk, request.community.parent_id)
    ):
        return [request.community]
    return [
        one
        for one in communities_below(request.community)
        if request.rights.may(Verb.MESSAGE, Area.MAIL, Place(one.pk, one.parent_id))
    ]
