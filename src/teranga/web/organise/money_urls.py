"""The addresses of money at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area
from teranga.web.organise import fund_views as funds
from teranga.web.organise import gift_views as gifts
from teranga.web.organise import thing_views as things
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/"
FUND = ROOT + "funds/<int:fund>/"
GIFT = FUND + "gifts/<int:gift>/"
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
    path(ROOT + "rates/", funds.rates, name="organise-rates"),
    path(ROOT + "rates/add/", funds.add_rate, name="organise-rates-add"),
]

register(
    Entry("money", "funds/", _("Funds"), Area.MONEY, rank=10),
    Entry("money", "in-kind/", _("Gifts in kind"), Area.MONEY, rank=30),
    Entry("money", "rates/", _("Exchange rates"), Area.MONEY, rank=40),
)
