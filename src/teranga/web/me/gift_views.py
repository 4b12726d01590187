"""Promising a gift without an account, and the gift's own page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.aid.links_giver import gift_report_path
from teranga.domains.aid.queries_giver import last_report
from teranga.domains.communities import queries as communities
from teranga.domains.ledger import queries
from teranga.domains.ledger.actions import gifts as actions
from teranga.domains.ledger.links import gift_of_token, gift_path
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.rules import IllegalMove
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.normal_forms import DetailRefused, email_address, one_line
from teranga.foundation.money import Money
from teranga.web import localised, money_words
from teranga.web.me import pages
from teranga.web.me.visitor import actor_of, client_of, signed_in_person
from teranga.web.money_fields import MoneyField
from teranga.web.public import notfound
from teranga.web.public_forms import KeyedForm

FORM = require_http_methods(["GET", "HEAD", "POST"])
PER_CLIENT, WITHIN = 40, timedelta(minutes=10)  # a whole meetup may give behind one address
PER_ADDRESS, A_DAY = 5, timedelta(days=1)
CHIPS = {"XOF": (1000, 5000, 10_000, 25_000), "XAF": (1000, 5000, 10_000, 25_000)}
CHIPS_IN_MAJOR = {
    "GHS": (10, 50, 100, 250), "NGN": (1000, 5000, 10_000, 25_000), "COP": (10_000, 25_000, 50_000, 100_000),
}  # fmt: skip


def chips(currency: str) -> list[Money]:
    """Amounts to tap, as people give them there."""
    if currency in CHIPS:
        return [Money(minor, currency) for minor in CHIPS[currency]]
    scale = int(Money(1, currency).amount ** -1)
    return [Money(major * scale, currency) for major in CHIPS_IN_MAJOR.get(currency, (5, 10, 25, 50))]


class GiftForm(KeyedForm):
    chosen = forms.CharField(required=False)
    name = forms.CharField(required=False, max_length=120)
    is_named = forms.BooleanField(required=False)
    message = forms.CharField(required=False, max_length=300)
    contact = forms.CharField(required=False)

    def __init__(self, fund: Fund, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyField(currency=fund.currency, required=False)
        self.chips = chips(fund.currency)

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_contact(self) -> str:
        typed = self.cleaned_data["contact"]
        try:
            return email_address(typed) if typed.strip() else ""
        except DetailRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        picked = next((chip for chip in self.chips if str(chip.minor) == told.get("chosen")), None)
        told["money"] = told.get("amount") or picked
        if told["money"] is None and "amount" not in self.errors:
            self.add_error("amount", _("Tap an amount, or write another one."))
        if told.get("is_named") and not told.get("name"):
            self.add_error("name", _("Write the name under which we may thank you."))


@access(Access.ANYONE)
@FORM
@notfound.as_page
def give(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place = communities.community_by_slug(community)
    fund, now, person = queries.public_fund(place, slug), timezone.now(), signed_in_person(request)
    form = GiftForm(
        fund,
        request.POST if request.method == "POST" else None,
        initial={"name": person.name if person else ""},
    )
    status = 200
    if form.is_bound and form.is_valid():
        if not _may_send(request, fund, form.cleaned_data["contact"]):
            form.add_error(None, _("Very much was written from this place just now. Wait ten minutes."))
            return _form(request, fund, form, 429)
        told = form.cleaned_data
        try:
            gift = actions.promise_gift(
                fund=fund, money=told["money"], name=told["name"], is_named=told["is_named"],
                message=told["message"], language=translation.get_language() or "en", contact=told["contact"],
                key=form.idempotency_key, by=actor_of(person), at=now, person=person,
            )  # fmt: skip
        except actions.FundIsClosed:
            form.add_error(
                None, _("This fund has closed meanwhile. Nothing was written down: send no money.")
            )
            status = 409
        else:
            gift.fund = fund
            return HttpResponseRedirect(f"/{translation.get_language()}{gift_path(gift)}")
    return _form(request, fund, form, status)


def _may_send(request: HttpRequest, fund: Fund, contact: str) -> bool:
    now = timezone.now()
    if not note_try("gift", str(fund.pk), client_of(request), limit=PER_CLIENT, within=WITHIN, at=now):
        return False
    return not contact or note_try("gift-mail", contact, "", limit=PER_ADDRESS, within=A_DAY, at=now)


def _form(request: HttpRequest, fund: Fund, form: GiftForm, status: int) -> HttpResponse:
    is_open = fund.state == Fund.State.OPEN and not (fund.deadline and timezone.now().date() > fund.deadline)
    context = {"fund": fund, "is_open": is_open, "money": localised.money}
    return pages.form_page(
        request, "give", context, title=_("Give"), community=fund.community, form=form, status=status
    )


@access(Access.ANYONE)
@FORM
@notfound.as_page
def gift(request: HttpRequest, community: str, token: str) -> HttpResponse:
    """Whoever holds the link sees the gift; the button ends a promise."""
    place = communities.community_by_slug(community)
    row = gift_of_token(place, token)
    if row is None:
        raise communities.NotFound(token)
    refusal = ""
    if request.method == "POST":
        try:
            row = actions.withdraw_gift(gift=row, by=actor_of(signed_in_person(request)), at=timezone.now())
        except IllegalMove:
            refusal = _("This gift has moved on meanwhile. Nothing was changed.")
    context = {
        "gift": row, "fund": row.fund, "amount": Money(row.received or row.pledged, row.currency),
        "state": money_words.gift_state(row.state), "refusal": refusal,
        "report": gift_report_path(row) if row.state == row.State.RECEIVED and last_report(row.fund) else "",
    }  # fmt: skip
    return pages.form_page(
        request, "gift", context, title=_("Your gift"), community=place, status=409 if refusal else 200
    )
