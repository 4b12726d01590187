"""Gifts to a fund at the desk: entered, received, withdrawn, sent back; and the book as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import record
from teranga.domains.ledger import queries
from teranga.domains.ledger.actions import gifts as actions
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.rules import IllegalMove
from teranga.domains.people.roles import Area, Verb
from teranga.formats.csv_rows import csv_rows
from teranga.foundation.money import Money
from teranga.web import localised, money_words
from teranga.web.money_fields import typed
from teranga.web.organise import drawing
from teranga.web.organise.fund_forms import GiftForm, ReceiveForm, WhyForm
from teranga.web.organise.fund_views import EDIT, FORM, money_root
from teranga.web.public import notfound

EXPORT = access(Access.ROLE, verb=Verb.EXPORT, area=Area.MONEY)


@EDIT
@FORM
@notfound.as_page
def add(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)

    def save(form: GiftForm) -> None:
        told = form.values("name", "is_named", "message", "proof", "is_here", "key")
        _told(lambda: actions.enter_gift(
            fund=row, money=form.cleaned_data["amount"], language=translation.get_language() or "en",
            by=request.actor, at=timezone.now(), **told,
        ))  # fmt: skip

    return drawing.edit(
        request, GiftForm, title=_("Enter a gift"), back=_back(request, row), save=save,
        options={"currency": row.currency},
    )  # fmt: skip


@EDIT
@FORM
@notfound.as_page
def receive(request: HttpRequest, community: str, fund: int, gift: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)
    one = queries.gift_of(row, gift)

    def save(form: ReceiveForm) -> None:
        _told(lambda: actions.receive_gift(
            gift=one, money=form.cleaned_data["amount"], proof=form.cleaned_data["proof"], by=request.actor,
            at=timezone.now(),
        ))  # fmt: skip

    return drawing.edit(
        request, ReceiveForm, title=_("Gift {reference} has come in").format(reference=one.reference),
        back=_back(request, row), save=save, options={"currency": row.currency},
        initial=lambda: {"amount": typed(one.pledged, one.currency)},
    )  # fmt: skip


@EDIT
@FORM
@notfound.as_page
def withdraw(request: HttpRequest, community: str, fund: int, gift: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)
    one = queries.gift_of(row, gift)
    what = f"{one.reference} · {localised.money(Money(one.pledged, one.currency))}"
    return drawing.remove(
        request, title=_("End this promise"), what=f"{what} · {one.name}" if one.name else what,
        back=_back(request, row),
        act=lambda: actions.withdraw_gift(gift=one, by=request.actor, at=timezone.now()),
        refusals={IllegalMove: _moved_on()},
        warning=_(
            "It no longer counts as promised. Should the money come after all, enter it as a new gift."
        ),
    )  # fmt: skip


@EDIT
@FORM
@notfound.as_page
def send_back(request: HttpRequest, community: str, fund: int, gift: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)
    one = queries.gift_of(row, gift)

    def save(form: WhyForm) -> None:
        _told(lambda: actions.return_gift(
            gift=one, why=form.cleaned_data["why"], by=request.actor, at=timezone.now()
        ))  # fmt: skip

    return drawing.edit(
        request, WhyForm, title=_("Gift {reference} goes back to its giver").format(reference=one.reference),
        back=_back(request, row), save=save,
    )  # fmt: skip


@EXPORT
@require_safe
@notfound.as_page
def gifts_table(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)
    record(by=request.actor, verb="gift.export", object_type="fund", object_id=row.pk, at=timezone.now(),
           community_id=row.community_id)  # fmt: skip
    return table(f"gifts-{row.slug}", _gifts(row))


@EXPORT
@require_safe
@notfound.as_page
def book_table(request: HttpRequest, community: str, fund: int) -> HttpResponse:
    row = queries.fund_of(request.community, fund)
    record(by=request.actor, verb="fund.export", object_type="fund", object_id=row.pk, at=timezone.now(),
           community_id=row.community_id)  # fmt: skip
    return table(f"book-{row.slug}", _book(row))


def table(name: str, rows: Iterable[list[object]]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_rows(rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{timezone.now().date()}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _gifts(fund: Fund) -> Iterator[list[object]]:
    yield [_("Reference"), _("Giver"), _("Thanked by name"), _("State"), _("Promised"), _("Received"),
           _("Currency"), _("Promised on"), _("Settled on"), _("What you saw")]  # fmt: skip
    for row in queries.gifts_of(fund):
        yield [
            row.reference, row.name, _("yes") if row.is_named else _("no"), money_words.gift_state(row.state),
            typed(row.pledged, row.currency), typed(row.received, row.currency), row.currency,
            row.pledged_at.date(), row.settled_at.date() if row.settled_at else "", row.proof,
        ]  # fmt: skip


def _book(fund: Fund) -> Iterator[list[object]]:
    yield [_("When"), _("What"), _("Amount"), _("Currency"), _("Cause"), _("Note")]
    for row in queries.entries_of(fund).iterator():
        yield [row.at.isoformat(), money_words.entry_kind(row.kind), typed(row.minor, row.currency),
               row.currency, money_words.cause(row.cause), row.note]  # fmt: skip


def _back(request: HttpRequest, fund: Fund) -> str:
    return money_root(request, f"funds/{fund.pk}/")


def _moved_on() -> str:
    return _("This gift has moved on meanwhile. Nothing was changed.")


def _told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except actions.FundIsClosed:
        raise ValidationError(_("This fund takes no gifts now. Open it, or enter it elsewhere.")) from None
    except IllegalMove:
        raise ValidationError(_moved_on()) from None
