"""The addresses of money at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.aid.queries_due import reports_due
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.payments.queries import payout_counts
from teranga.domains.people.roles import Area
from teranga.web.organise import fund_views as funds
from teranga.web.organise import gift_views as gifts
from teranga.web.organise import payout_views as payouts
from teranga.web.organise import thing_views as things
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/"
FUND = ROOT + "funds/<int:fund>/"
GIFT = FUND + "gifts/<int:gift>/"
PAYOUT = ROOT + "payouts/<int:payout>/"
THING = ROOT + "in-kind/<int:thing>/"

urlpatterns = [
    path(ROOT + "funds/", funds.funds, name="organise-funds"),
    path(ROOT + "funds/add/", funds.add, name="organise-funds-add"),
    path(ROOT + "funds/without/", funds.if_it_fails, name="organise-funds-without"),
    path(FUND, funds.board, name="organise-fund"),
    path(FUND + "change/", funds.change, name="organise-fund-change"),
    path(FUND + "move/", funds.move, name="organise-fund-move"),
    path(FUND + "gifts/add/", gifts.add, name="organise-gifts-add"),
    path(FUND + "gifts.csv", gifts.gifts_table, name="organise-gifts-csv"),
    path(FUND + "book.csv", gifts.book_table, name="organise-book-csv"),
    path(GIFT + "receive/", gifts.receive, name="organise-gift-receive"),
    path(GIFT + "withdraw/", gifts.withdraw, name="organise-gift-withdraw"),
    path(GIFT + "return/", gifts.send_back, name="organise-gift-return"),
    path(ROOT + "in-kind/", things.things, name="organise-things"),
    path(ROOT + "in-kind/add/", things.add, name="organise-things-add"),
    path(THING, things.thing, name="organise-thing"),
    path(THING + "keep/", things.keep, name="organise-thing-keep"),
    path(THING + "move/", things.move, name="organise-thing-move"),
    path(ROOT + "payouts/", payouts.payouts, name="organise-payouts"),
    path(ROOT + "payouts/add/", payouts.add, name="organise-payouts-add"),
    path(ROOT + "payouts.csv", payouts.payouts_table, name="organise-payouts-csv"),
    path(PAYOUT, payouts.payout, name="organise-payout"),
    path(PAYOUT + "approve/", payouts.approve, name="organise-payout-approve"),
    path(PAYOUT + "send/", payouts.send, name="organise-payout-send"),
    path(PAYOUT + "confirm/", payouts.confirm, name="organise-payout-confirm"),
    path(PAYOUT + "fail/", payouts.fail, name="organise-payout-fail"),
    path(PAYOUT + "cancel/", payouts.cancel, name="organise-payout-cancel"),
    path(ROOT + "rates/", funds.rates, name="organise-rates"),
    path(ROOT + "rates/add/", funds.add_rate, name="organise-rates-add"),
]


def to_pay(community: Community, event: Event | None) -> str:
    """How many wait for a yes or for being sent."""
    counts = payout_counts(community)
    count = counts.get("requested", 0) + counts.get("approved", 0)
    return ngettext("{count} waits", "{count} wait", count).format(count=count) if count else ""


def to_report(community: Community, event: Event | None) -> str:
    """To how many givers a report is due within two weeks, or late."""
    count = len(reports_due(community, timezone.localdate()))
    return ngettext("{count} report due", "{count} reports due", count).format(count=count) if count else ""


register(
    Entry("money", "funds/", _("Funds"), Area.MONEY, asks=to_report, rank=10),
    Entry("money", "payouts/", _("Payouts"), Area.MONEY, asks=to_pay, rank=20),
    Entry("money", "in-kind/", _("Gifts in kind"), Area.MONEY, rank=30),
    Entry("money", "rates/", _("Exchange rates"), Area.MONEY, rank=40),
)
