"""After telling: who answered, who moves up, what the programme lacks, and the end of the call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.places.rules import IllegalMove
from teranga.domains.proposals import queries_told as queries
from teranga.domains.proposals.actions import confirming
from teranga.domains.proposals.actions.accepting import NotByRight, accept_by_right, give_up_right
from teranga.domains.proposals.actions.ending import NotEverybodyKnows, StillOpen, end_call
from teranga.domains.proposals.actions.publishing_talks import publish_talks
from teranga.domains.proposals.actions.slots import add_room, end_reserve
from teranga.domains.proposals.actions.telling import say_words
from teranga.domains.proposals.models import Call, Proposal, SessionType
from teranga.domains.proposals.rules import IllegalProposalMove, is_told, may_come_by_right
from teranga.domains.proposals.rules_told import ANSWERABLE, S
from teranga.web import errors, proposal_words, talk_words
from teranga.web.organise import drawing, moving_up
from teranga.web.organise.desk import desk_page
from teranga.web.organise.history import history
from teranga.web.organise.paging import page_of
from teranga.web.organise.telling_forms import MoreTimeForm, WordsForm
from teranga.web.organise.telling_views import DECIDE, root, sight_in, with_names

SHOWN = (S.ACCEPTED, S.PROMOTED, S.CONFIRMED, S.DECLINED, S.CANCELLED)
ALL = "all"


@access(Access.ROLE, **DECIDE)
@require_safe
@with_names
def answers(request: HttpRequest, community: str, event: str) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, refusal: str = "") -> HttpResponse:
    call, asked = queries.call_of(request.event), request.GET.get("state", "")
    types = {one.slug: one for one in queries.types_of(call)}
    asked = asked if asked in (*SHOWN, ALL) else ""
    kind = request.GET.get("type", "") if request.GET.get("type", "") in types else ""
    counts = queries.answer_counts(call)
    wanted = SHOWN if asked == ALL else (asked,) if asked else ANSWERABLE
    page = page_of(request, queries.answers_of(call, wanted, kind), "from")
    reserve = page_of(request, queries.reserve_of(call), "waits")
    rows = queries.in_this_order(call, page.rows)
    context: dict[str, Any] = {
        "call": call, "counts": [(state, counts[state]) for state in SHOWN], "asked": asked,
        "zone": request.event.zone, "page": page,
        "rows": rows, "over": moving_up.warnings(call, [*rows, *reserve.rows]), "reserve": reserve,
        "words": talk_words,
        "types": [("", _("all")), *((slug, proposal_words.type_name(one)) for slug, one in types.items())],
        "type": kind,
        "states": [("", _("no answer yet")), (ALL, _("all that were told")),
                   *((state, proposal_words.state_name(state)) for state in SHOWN[1:])],
        "letters": [(row, [(one, queries.address_of(row, one)) for one in queries.speaking(row)])
                    for row in queries.awaited_letters(call)],
        "rooms": queries.rooms_of_call(call), "lacking": queries.unpublished_count(call), "refusal": refusal,
        "state_name": proposal_words.state_name, "type_name": proposal_words.type_name,
        "root": root(request), "tab": "answers", "saved": "saved" in request.GET and not refusal,
        "public": f"/{request.LANGUAGE_CODE}/{request.community.slug}/{request.event.slug}/call/statistics/",
        "is_closed": timezone.now() >= call.closes_at,
    }  # fmt: skip
    return desk_page(request, "telling/answers", context, title=_("Answers and reserve"),
                     status=409 if refusal else 200)  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_POST
@with_names
def act(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call, verb = queries.call_of(request.event), VERBS.get(request.POST.get("do", ""))
    if verb is None:
        return errors.not_found(request)
    refusal = verb(request, call, timezone.now())
    return _page(request, refusal) if refusal else HttpResponseRedirect(root(request, "answers/?saved=1"))


def _room(request: HttpRequest, call: Call, at: datetime) -> str:
    number = request.POST.get("type", "")
    rows = SessionType.objects.filter(event=call.event_id, call=call)
    kind = rows.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if kind is None:
        return talk_words.refusal("moved")
    add_room(kind=kind, by=request.actor, at=at)
    return ""


def _reserve(request: HttpRequest, call: Call, at: datetime) -> str:
    end_reserve(proposals=queries.reserve_of(call), by=request.actor, at=at)
    return ""


def _publish(request: HttpRequest, call: Call, at: datetime) -> str:
    publish_talks(proposals=queries.after_of(call, (S.CONFIRMED,)), by=request.actor, at=at)
    return ""


def _end(request: HttpRequest, call: Call, at: datetime) -> str:
    try:
        end_call(call=call, by=request.actor, at=at)
    except StillOpen:
        return talk_words.refusal("open")
    except NotEverybodyKnows as refused:
        words = ngettext(
            "%(count)d proposal is not decided or not told.",
            "%(count)d proposals are not decided or not told.", refused.open_ones,
        )  # fmt: skip
        return words % {"count": refused.open_ones}
    return ""


def _letter(request: HttpRequest, call: Call, at: datetime) -> str:
    row = queries.proposal_by_code(call, request.POST.get("code", ""))
    try:
        confirming.note_letter(proposal=row, is_sent="sent" in request.POST, by=request.actor, at=at)
    except IllegalProposalMove:
        return talk_words.refusal("moved")
    return ""


VERBS: dict[str, Callable[[HttpRequest, Call, datetime], str]] = {
    "room": _room, "reserve": _reserve, "publish": _publish, "end": _end, "letter": _letter,
}  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_names
def talk(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    """One proposal: what its speakers read, and what can be done about their answer."""
    return _talk(request, _of_others(request, code))


def _of_others(request: HttpRequest, code: str) -> Proposal:
    """Raises NotFound, for one's own too: nobody steers what they are told as a speaker."""
    row = queries.proposal_by_code(queries.call_of(request.event), code)
    if sight_in(request, row.call).away.get(row.pk) == "own":
        raise NotFound(code)
    return row


def _talk(request: HttpRequest, row: Proposal, refusal: str = "") -> HttpResponse:
    def save(form: WordsForm) -> None:
        say_words(proposal=row, words=form.whole(), by=request.actor, at=timezone.now())

    reasons = queries.reasons_of([row], request.LANGUAGE_CODE).get(row.pk, [])
    comments = queries.comments_for(row) if sight_in(request, row.call).judges(row) else []
    context: dict[str, Any] = {
        "proposal": row, "state": row.state, "is_told": is_told(row),
        "told": proposal_words.told_name(row.told_state),
        "state_name": proposal_words.state_name(row.state), "words": talk_words, "reasons": reasons,
        "speakers": [(one, queries.address_of(row, one)) for one in queries.speaking(row)],
        "refusal": refusal, "saved": "saved" in request.GET and not refusal, "zone": request.event.zone,
        "until": MoreTimeForm(zone=request.event.zone).shown(row.reply_by),
        "place": queries.place_in_reserve(row), "root": root(request),
        "type": proposal_words.type_name(row.type),
        "act": root(request, f"talks/{row.code}/do/"), "history": history(request, "proposal", row.pk),
        "answerable": row.state in ANSWERABLE and is_told(row), "by_right": may_come_by_right(row),
        "over": moving_up.warnings(row.call, [row]).get(row.pk, []),
    }  # fmt: skip
    return drawing.edit(
        request, WordsForm, title=row.title or _("Session without a title"), save=save,
        template="telling/talk", back=root(request, f"talks/{row.code}/"), row=row,
        initial=lambda: {"words": row.words}, fields=("words",),
        options={"comments": comments}, context=context,
    )  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_POST
@with_names
def talk_act(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    row = _of_others(request, code)
    verb = TALK_VERBS.get(request.POST.get("do", ""))
    if verb is None:
        return errors.not_found(request)
    why = ""
    try:
        verb(request, row, timezone.now())
    except (IllegalProposalMove, IllegalMove):
        why = "moved"
    except (confirming.ReplyIsOver, drawing.forms.ValidationError):
        why = "until"
    except NotByRight as refused:
        why = refused.why
    back = root(request, f"talks/{row.code}/")
    if not why:
        return HttpResponseRedirect(f"{back}?saved=1")
    request.method = "GET"
    page = _talk(request, queries.proposal_by_code(row.call, code), talk_words.refusal(why))
    page.status_code = 409
    return page


def _more_time(request: HttpRequest, row: Proposal, at: datetime) -> None:
    form = MoreTimeForm(request.POST, zone=request.event.zone)
    if not form.is_valid():
        raise drawing.forms.ValidationError("until")
    confirming.give_more_time(proposal=row, until=form.cleaned_data["until"], by=request.actor, at=at)


def _yes(request: HttpRequest, row: Proposal, at: datetime) -> None:
    confirming.confirm_talk(
        proposal=row, needs_aid=row.needs_aid, needs_letter=row.needs_letter, may_record=row.may_record,
        late=True, by=request.actor, at=at,
    )  # fmt: skip


def _no(request: HttpRequest, row: Proposal, at: datetime) -> None:
    confirming.decline_talk(proposal=row, why=f"other:{request.POST.get('why', '')}", by=request.actor, at=at)


def _cancel(request: HttpRequest, row: Proposal, at: datetime) -> None:
    confirming.cancel_talk(
        proposal=row, why=f"other:{request.POST.get('why', '')}", refill="refill" in request.POST,
        by=request.actor, at=at,
    )  # fmt: skip


def _accept(request: HttpRequest, row: Proposal, at: datetime) -> None:
    accept_by_right(proposal=row, reason=request.POST.get("why", ""), by=request.actor, at=at)


def _give_up(request: HttpRequest, row: Proposal, at: datetime) -> None:
    give_up_right(proposal=row, by=request.actor, at=at)


def _off_reserve(request: HttpRequest, row: Proposal, at: datetime) -> None:
    end_reserve(proposals=[row], by=request.actor, at=at)


TALK_VERBS: dict[str, Callable[[HttpRequest, Proposal, datetime], None]] = {
    "more-time": _more_time, "yes": _yes, "no": _no, "cancel": _cancel, "accept": _accept,
    "give-up": _give_up, "off-reserve": _off_reserve,
}  # fmt: skip
