"""One's own money, by the same signed link as the award: the statement, receipts, and where it is to go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.permissions import Access, access
from teranga.base.uploads import UploadRefused
from teranga.domains.aid.actions import receipts as actions
from teranga.domains.aid.actions.settling import tell_way
from teranga.domains.aid.links_award import application_of_award_token
from teranga.domains.aid.models import AidApplication, AidAward, Receipt
from teranga.domains.aid.queries_awards import OwnAward, own_award
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.payments.actions.payouts import NoDestination
from teranga.web import aid_words, errors, money_words, statement_words
from teranga.web.aid_files import paper_answer
from teranga.web.me.aid_forms import upload_refusal
from teranga.web.me.award_views import by
from teranga.web.me.pages import form_page
from teranga.web.me.receipt_forms import ReceiptForm, WayForm

State = AidApplication.State
SEEN_BY = (State.ACCEPTED, State.FULFILLED, State.NO_SHOW, State.CLOSED)  # the others have nothing to settle
Forms = tuple[forms.Form | None, forms.Form | None]


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: HttpRequest, token: str) -> HttpResponse:
    own = _own(token)
    if own is None or own.award is None:
        return errors.not_found(request)
    if request.method != "POST":
        return _page(request, own)
    act = {"send": _send, "back": _take_back, "way": _way}.get(request.POST.get("do", ""))
    if act is None:
        return _page(request, own, refusal=_older())
    try:
        form, way = act(request, own, own.award)
    except (IllegalApplicationMove, actions.ReceiptRefused):
        return _page(request, own, refusal=_older())
    if form is None and way is None:
        return HttpResponseRedirect(f"{request.path}?done=1")
    return _page(request, own, form, way)


@access(Access.ANYONE)
@require_safe
def photo(request: HttpRequest, token: str, receipt: UUID) -> HttpResponse:
    own = _own(token)
    row = _receipt(own.award, receipt) if own and own.award else None
    if row is None or own is None:
        return errors.not_found(request)
    content = actions.open_receipt(receipt=row, by=by(own), at=timezone.now())
    return errors.not_found(request) if content is None else paper_answer(content, row.kind, "receipt")


def _own(token: str) -> OwnAward | None:
    application = application_of_award_token(token)
    if application is None or application.state not in SEEN_BY:
        return None
    own = own_award(application)
    if own.award is not None:
        own.award.application = application  # its round is at hand
    return own


def _receipt(award: AidAward, key: UUID) -> Receipt | None:
    rows = Receipt.objects.filter(community=award.community_id, award=award, uuid=key)
    return rows.select_related("award__application").first()


def _send(request: HttpRequest, own: OwnAward, award: AidAward) -> Forms:
    form = _form(own, award, request)
    if not form.is_valid():
        return form, None
    told = form.cleaned_data
    try:
        actions.send_receipt(
            award=award, part=form.part, money=told["money"], day=told["day"], sent=told["file"],
            key=form.idempotency_key, by=by(own), at=timezone.now(),
        )  # fmt: skip
    except UploadRefused as refused:
        form.add_error("file", upload_refusal(refused.reason))
        return form, None
    except actions.TooManyReceipts:
        form.add_error(
            None, _("You have sent as many receipts as an award may have. Write to the organisers.")
        )
        return form, None
    return None, None


def _take_back(request: HttpRequest, own: OwnAward, award: AidAward) -> Forms:
    try:
        row = _receipt(award, UUID(request.POST.get("receipt", "")))
    except ValueError:
        row = None
    if row is not None:
        actions.take_back_receipt(receipt=row, by=by(own), at=timezone.now())
    return None, None


def _way(request: HttpRequest, own: OwnAward, award: AidAward) -> Forms:
    form = WayForm(request.POST)
    if not form.is_valid():
        return None, form
    try:
        tell_way(award=award, by=by(own), at=timezone.now(), **form.cleaned_data)
    except NoDestination:
        form.add_error("destination", _("A transfer needs a number or an account."))
        return None, form
    return None, None


def _form(own: OwnAward, award: AidAward, request: HttpRequest | None = None) -> ReceiptForm:
    now = timezone.now()
    parts = list({line.part_id: line.part for line in own.lines if line.fund_id}.values())
    shown = {"currency": award.currency, "day": f"{now:%Y-%m-%d}"}
    sent = (request.POST, request.FILES) if request else ()
    return ReceiptForm(*sent, award=award, parts=parts, now=now, initial=shown)


def _page(
    request: HttpRequest, own: OwnAward, form: forms.Form | None = None, way: forms.Form | None = None,
    refusal: str = "",
) -> HttpResponse:  # fmt: skip
    award, round = own.award, own.application.round
    if award is None:
        return errors.not_found(request)
    told = {"way": award.way or "mobile", "destination": award.destination}
    refused = form if form is not None else way
    context: dict[str, Any] = {
        "own": own, "award": award, "round": round, "words": aid_words, "statement": statement_words,
        "money": statement_words.shown_of(award), "send_form": form or _form(own, award),
        "way_form": way or WayForm(initial=told), "money_words": money_words, "refusal": refusal,
        "may_send": own.application.state in actions.OPEN, "done": "done" in request.GET and not refused,
        "root": request.path, "refused": refused,
    }  # fmt: skip
    status = 409 if refusal else 422 if refused is not None else 200
    return form_page(request, "receipts", context, title=_("Your receipts and your money"),
                     community=round.community, form=refused, status=status,
                     scripts=("once.js", "shrink.js"))  # fmt: skip


def _older() -> str:
    return _("This page is older than what stands here now. Look at it once more.")
