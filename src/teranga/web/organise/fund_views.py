"""Funds at the desk: what each holds, its conditions, and what stands without money if one does not come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.aid.queries_due import reports_due
from teranga.domains.events.queries_desk import events_of, events_with
from teranga.domains.ledger import queries
from teranga.domains.ledger.actions import funds as actions
from teranga.domains.ledger.actions.entries import WrongRate, note_rate
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.queries_without import without
from teranga.domains.people.roles import Area, Verb
from teranga.foundation.money import Money
from teranga.web import errors, money_words
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.fund_forms import FundForm, RateForm, shown
from teranga.web.organise.history import history
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

FORM = require_http_methods(["GET", "HEAD", "POST"])
VIEW = access(Access.ROLE, verb=Verb.VIEW, area=Area.MONEY)
EDIT = access(Access.ROLE, verb=Verb.EDIT, area=Area.MONEY)
DECIDE = access(Access.ROLE, verb=Verb.DECIDE, area=Area.MONEY)


def money_root(request: HttpRequest, path: str = "funds/") -> str:
    return here(request, path, of_community=True)


@VIEW
@require_safe
def funds(request: HttpRequest, community: str) -> HttpResponse:
    rows = queries.funds_of(request.community)
    held = queries.balances(request.community.pk, rows)
    context = {
        "rows": [(fund, held[fund.pk], goal_of(fund)) for fund in rows], "words": money_words,
        "root": money_root(request), "desk": money_root(request, ""), "may_change": may_change(request),
        "due": {fund.pk for fund in reports_due(request.community, timezone.localdate())},
        "can_fail": any(fund.state != Fund.State.DRAFT for fund in rows),
    }  # fmt: skip
    return desk_page(request, "money/funds", context, title=_("Funds"))


def goal_of(fund: Fund) -> Money | None:
    return Money(fund.goal, fund.currency) if fund.goal else None


def may_change(request: HttpRequest) -> bool:
    return request.rights.may(Verb.EDIT, Area.MONEY, request.place)


def _options(request: HttpRequest) -> dict[str, Any]:
    events = [(str(event.pk), translated_plain(event.name)) for event in events_of(request.community)]
    return {"languages": request.community.languages, "events": [("", _("any of our events")), *events]}


@EDIT
@FORM
def add(request: HttpRequest, community: str) -> HttpResponse:
    def save(form: FundForm) -> str:
        fund = told(lambda: actions.draft_fund(
            community=request.community, by=request.actor, at=timezone.now(), **form.fund_values()
        ))  # fmt: skip
        return money_root(request, f"funds/{fund.pk}/")

    return drawing.edit(
        request, FundForm, title=_("New fund"), back=money_root(request), save=save,
        options=_options(request), initial=lambda: {"is_public": True},
    )  # fmt: skip


@EDIT
@FORM
@notfound.as_page
def change(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)

    def save(form: FundForm) -> None:
        told(lambda: actions.change_fund(
            fund=row, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(),
            **form.fund_values(),
        ))  # fmt: skip

    return drawing.edit(
        request, FundForm, title=translated_plain(row.name), row=row, save=save,
        back=money_root(request, f"funds/{fund}/"), initial=lambda: shown(row), options=_options(request),
    )  # fmt: skip


def told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except actions.CurrencyIsFixed:
        raise ValidationError(
            _("Something was promised or entered in this fund, so its currency stays. Nothing was changed.")
        ) from None
    except actions.FundHasNoName:
        raise ValidationError(_("Write its name in at least one language.")) from None


@VIEW
@require_safe
@notfound.as_page
def board(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    return board_page(request, queries.fund_of(request.community, fund))


def board_page(request: HttpRequest, row: Fund, refusal: str = "") -> HttpResponse:
    events = events_with([row.event_id]) if row.event_id else []
    context = {
        "fund": row, "held": queries.balance(row), "goal": goal_of(row), "words": money_words,
        "gifts": queries.gifts_of(row), "money": lambda minor: Money(minor, row.currency),
        "event": events[0] if events else None, "root": money_root(request, f"funds/{row.pk}/"),
        "desk": money_root(request, ""), "may_change": may_change(request), "refusal": refusal,
        "may_decide": request.rights.may(Verb.DECIDE, Area.MONEY, request.place),
        "may_export": request.rights.may(Verb.EXPORT, Area.MONEY, request.place),
        "saved": "saved" in request.GET and not refusal, "history": history(request, "fund", row.pk),
    }  # fmt: skip
    return desk_page(request, "money/fund", context, title=translated_plain(row.name),
                     status=409 if refusal else 200)  # fmt: skip


@DECIDE
@require_POST
@notfound.as_page
def move(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)
    moves = {"open": actions.open_fund, "close": actions.close_fund}
    if request.POST.get("move") not in moves:
        return errors.not_found(request)
    try:
        moves[request.POST["move"]](fund=row, by=request.actor, at=timezone.now())
    except actions.IllegalFundMove:
        row.refresh_from_db()
        return board_page(
            request, row, _("This fund has moved on meanwhile. Nothing was changed: look where it stands.")
        )
    return HttpResponseRedirect(f"{money_root(request, f'funds/{fund}/')}?saved=1")


@VIEW
@require_safe
def if_it_fails(request: HttpRequest, community: str) -> HttpResponse:
    """What would stand without money if the ticked funds did not come."""
    rows = [row for row in queries.funds_of(request.community) if row.state != Fund.State.DRAFT]
    asked = {int(one) for one in request.GET.getlist("fund") if one.isascii() and one.isdigit()}
    missing = [row.pk for row in rows if row.pk in asked]
    names = {row.pk: translated_plain(row.name) for row in rows}
    context = {
        "rows": rows, "missing": missing, "names": names, "cause": money_words.cause,
        "found": without(request.community, missing), "here": money_root(request, "funds/without/"),
    }  # fmt: skip
    return desk_page(request, "money/without", context, title=_("What if a grant fails?"))


@VIEW
@require_safe
def rates(request: HttpRequest, community: str) -> HttpResponse:
    context = {
        "rows": queries.rates_of(request.community), "root": money_root(request, "rates/"),
        "may_change": may_change(request), "saved": "saved" in request.GET,
    }  # fmt: skip
    return desk_page(request, "money/rates", context, title=_("Exchange rates"))


@EDIT
@FORM
def add_rate(request: HttpRequest, community: str) -> HttpResponse:
    def save(form: RateForm) -> None:
        try:
            note_rate(community=request.community, by=request.actor, at=timezone.now(), **form.values())
        except WrongRate:
            raise ValidationError(
                _("A rate stands between two different currencies and is above zero.")
            ) from None

    return drawing.edit(
        request, RateForm, title=_("Write down a rate"), back=money_root(request, "rates/"), save=save
    )
