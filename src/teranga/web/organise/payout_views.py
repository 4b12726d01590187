"""Payouts at the desk: asked for, approved by two, sent, arrived.

Only who pays sees where the money goes, and what was awarded to whom; others read where a journey leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import record
from teranga.domains.aid.queries_settling import award_of_cause
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_team import members_named
from teranga.domains.ledger.queries import funds_of
from teranga.domains.payments import queries
from teranga.domains.payments.actions import payouts as actions
from teranga.domains.payments.models import Payout
from teranga.domains.payments.rules import IllegalMove
from teranga.domains.people.roles import Area, Verb
from teranga.domains.people.two_persons import NotAllowed, OwnMatter, SamePerson
from teranga.foundation.money import Money
from teranga.web import aid_words, money_words
from teranga.web.money_fields import read_amount, typed
from teranga.web.organise import drawing
from teranga.web.organise.desk import desk_page
from teranga.web.organise.fund_views import EDIT, FORM, VIEW, money_root
from teranga.web.organise.gift_views import EXPORT, table
from teranga.web.organise.history import history
from teranga.web.organise.payout_forms import PayoutForm, PayoutWhyForm, ProofForm
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

PAY = access(Access.ROLE, verb=Verb.PAY, area=Area.MONEY)


def _root(request: HttpRequest, path: str = "") -> str:
    return money_root(request, f"payouts/{path}")


@VIEW
@require_safe
def payouts(request: HttpRequest, community: str) -> HttpResponse:
    asked = request.GET.get("state", "")
    state = asked if asked in Payout.State.values else ""
    rows, counts = queries.payouts_of(request.community, state), queries.payout_counts(request.community)
    context = {
        "rows": [(row, Money(row.minor, row.currency)) for row in rows], "words": money_words, "state": state,
        "states": [
            (code, money_words.payout_state(code), counts.get(code, 0)) for code in Payout.State.values
        ],
        "root": _root(request), "may_change": request.rights.may(Verb.EDIT, Area.MONEY, request.place),
        "may_export": request.rights.may(Verb.EXPORT, Area.MONEY, request.place),
    }  # fmt: skip
    return desk_page(request, "money/payouts", context, title=_("Payouts"))


@EDIT
@FORM
def add(request: HttpRequest, community: str) -> HttpResponse:
    funds = {str(fund.pk): fund for fund in funds_of(request.community) if fund.state != fund.State.DRAFT}
    choices = [(key, f"{translated_plain(fund.name)} ({fund.currency})") for key, fund in funds.items()]

    def save(form: PayoutForm) -> str:
        fund = funds[form.cleaned_data["fund"]]
        found = members_named(request.community, form.cleaned_data["member"])
        if len(found) != 1:
            raise ValidationError(
                _("Several members are called so. Write the whole name.") if found
                else _("Nobody is called so here. Write the name as it stands in the list of members.")
            )  # fmt: skip
        told = form.values("what_for", "way", "name", "destination")
        row = _told(lambda: actions.request_payout(
            fund=fund, person=found[0], money=read_amount(form.cleaned_data["amount"], fund.currency),
            cause=f"receipt:{form.cleaned_data['cause']}", by=request.actor, at=timezone.now(), **told,
        ))  # fmt: skip
        return _root(request, f"{row.pk}/")

    return drawing.edit(
        request, PayoutForm, title=_("Ask for a payout"), back=_root(request), save=save,
        options={"funds": choices},
    )  # fmt: skip


@VIEW
@require_safe
@notfound.as_page
def payout(request: HttpRequest, community: str, payout: int) -> HttpResponse:
    return _page(request, queries.payout_of(request.community, payout))


def _page(request: HttpRequest, row: Payout, refusal: str = "") -> HttpResponse:
    may_pay = request.rights.may(Verb.PAY, Area.MONEY, request.place)
    concerns = may_pay or request.rights.may(Verb.DECIDE, Area.AID, request.place)
    award = (
        award_of_cause(request.community, row.cause, request.actor.person_id, timezone.now())
        if concerns else None
    )  # fmt: skip
    context = {
        "payout": row, "amount": Money(row.minor, row.currency), "words": money_words,
        "approvals": queries.approvals_of(row), "may_pay": may_pay, "refusal": refusal,
        "destination": row.destination if may_pay else "", "root": _root(request, f"{row.pk}/"),
        "cause": money_words.cause(row.cause) if concerns or not row.cause.startswith("award:") else "",
        "award": award, "aid_words": aid_words, "aid": money_root(request, "aid/"),
        "saved": "saved" in request.GET and not refusal,
        "history": history(request, "payout", row.pk),
    }  # fmt: skip
    return desk_page(request, "money/payout", context, title=row.what_for, status=409 if refusal else 200)


@PAY
@require_POST
@notfound.as_page
def approve(request: HttpRequest, community: str, payout: int) -> HttpResponse:
    row = queries.payout_of(request.community, payout)
    refusals: dict[type[Exception], str] = {
        SamePerson: _("You said yes before: the second yes must be another person’s. Nothing was changed."),
        OwnMatter: _("This money goes to you, so two others decide. Nothing was changed."),
        NotAllowed: _("Your role does not pay here. Nothing was changed."),
        IllegalMove: _moved_on(),
    }
    try:
        actions.approve_payout(payout=row, rights=request.rights, by=request.actor, at=timezone.now())
    except tuple(refusals) as refused:
        return _page(request, queries.payout_of(request.community, payout), refusals[type(refused)])
    return HttpResponseRedirect(f"{_root(request, f'{payout}/')}?saved=1")


@PAY
@FORM
@notfound.as_page
def send(request: HttpRequest, community: str, payout: int) -> HttpResponse:
    return _with_proof(request, payout, _("The money has left"), actions.note_sent)


@PAY
@FORM
@notfound.as_page
def confirm(request: HttpRequest, community: str, payout: int) -> HttpResponse:
    return _with_proof(request, payout, _("The money has arrived"), actions.confirm_payout)


@PAY
@FORM
@notfound.as_page
def fail(request: HttpRequest, community: str, payout: int) -> HttpResponse:
    return _with_reason(request, payout, _("It did not arrive"), actions.fail_payout)


@PAY
@FORM
@notfound.as_page
def cancel(request: HttpRequest, community: str, payout: int) -> HttpResponse:
    return _with_reason(request, payout, _("Call it off"), actions.cancel_payout)


def _with_proof(request: HttpRequest, payout: int, title: str, act: Callable[..., Any]) -> HttpResponse:
    row = queries.payout_of(request.community, payout)

    def save(form: ProofForm) -> None:
        _told(lambda: act(payout=row, proof=form.cleaned_data["proof"], by=request.actor, at=timezone.now()))

    return drawing.edit(request, ProofForm, title=title, back=_root(request, f"{payout}/"), save=save)


def _with_reason(request: HttpRequest, payout: int, title: str, act: Callable[..., Any]) -> HttpResponse:
    row = queries.payout_of(request.community, payout)

    def save(form: PayoutWhyForm) -> None:
        _told(lambda: act(payout=row, why=form.cleaned_data["why"], by=request.actor, at=timezone.now()))

    return drawing.edit(request, PayoutWhyForm, title=title, back=_root(request, f"{payout}/"), save=save)


@EXPORT
@require_safe
def payouts_table(request: HttpRequest, community: str) -> HttpResponse:
    record(by=request.actor, verb="payout.export", object_type="community", object_id=request.community.pk,
           at=timezone.now(), community_id=request.community.pk)  # fmt: skip
    return table("payouts", _table(request.community))


def _table(community: Community) -> Iterator[list[object]]:
    """Without numbers and accounts: a file travels."""
    yield [_("Number"), _("Fund"), _("Person"), _("What for"), _("Cause"), _("Amount"), _("Currency"),
           _("State"), _("How it is paid"), _("Asked on"), _("Sent on"), _("What proves it")]  # fmt: skip
    for row in queries.all_payouts(community).iterator():
        yield [
            row.pk, translated_plain(row.fund.name), row.name, row.what_for, money_words.cause(row.cause),
            typed(row.minor, row.currency), row.currency, money_words.payout_state(row.state),
            money_words.way(row.way), row.requested_at.date(), row.sent_at.date() if row.sent_at else "",
            row.proof,
        ]  # fmt: skip


def _moved_on() -> str:
    return _("This payout has moved on meanwhile. Nothing was changed.")


def _told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except IllegalMove:
        raise ValidationError(_moved_on()) from None
    except actions.AskedTwice:
        raise ValidationError(
            _("For this number money is on its way or has arrived. Nothing was asked for again.")
        ) from None
    except actions.NoDestination:
        raise ValidationError(_("A transfer needs a number or an account.")) from None
