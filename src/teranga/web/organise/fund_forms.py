"""Funds, gifts, things given and rates as treasurers write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.ledger.models import Fund
from teranga.foundation.money import Money
from teranga.web import money_words
from teranga.web.money_fields import MoneyField, currencies, read_amount, typed
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.forms import TextInLanguages

WORDS = ("name", "about", "how_to_pay", "thanks")
CONDITIONS = ("parts", "groups", "deadline", "spend_by", "report_due", "giver", "giver_contact")


class FundForm(DrawnForm):
    name = TextInLanguages(label=gettext_lazy("Name"), longest=120)
    about = TextInLanguages(
        label=gettext_lazy("What it is for"), longest=4000, lines=4, required=False,
        help_text=gettext_lazy("Two sentences that a giver on a phone understands."),
    )  # fmt: skip
    how_to_pay = TextInLanguages(
        label=gettext_lazy("How to pay"), longest=2000, lines=4, required=False,
        help_text=gettext_lazy("Numbers and accounts, one a line. Givers see them with their reference."),
    )  # fmt: skip
    thanks = TextInLanguages(
        label=gettext_lazy("Words of thanks"), longest=1000, lines=2, required=False,
        help_text=gettext_lazy("Stand on the page, and in the mail when a gift has arrived."),
    )  # fmt: skip

    def __init__(self, *args: Any, events: list[tuple[str, str]], **kwargs: Any) -> None:
        self.events = events
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        boxes = {"required": False, "help_text": _("None ticked: all of them.")}
        return {
            "kind": forms.ChoiceField(
                label=_("Whose money it is"),
                choices=[(code, money_words.fund_kind(code)) for code in Fund.Kind.values],
            ),
            "currency": forms.ChoiceField(
                label=_("Currency"), choices=currencies(), help_text=_("Stays once something was entered.")
            ),
            "goal": forms.CharField(label=_("Goal"), required=False, max_length=40),
            "is_public": forms.BooleanField(label=_("It has a public page with its total"), required=False),
            "event": forms.ChoiceField(label=_("Only for"), choices=self.events, required=False),
            "parts": forms.MultipleChoiceField(
                label=_("Pays only"), choices=list(money_words.parts().items()), **boxes
            ),
            "groups": forms.MultipleChoiceField(
                label=_("Only for people of these groups"), choices=list(money_words.groups().items()),
                **boxes,
            ),
            "deadline": forms.DateField(label=_("Gifts until"), required=False),
            "spend_by": forms.DateField(label=_("To be spent by"), required=False),
            "report_due": forms.DateField(label=_("Report to the giver due"), required=False),
            "giver": forms.CharField(
                label=_("Giver"), required=False, max_length=120, help_text=_("Of a grant: who gives it.")
            ),
            "giver_contact": forms.CharField(
                label=_("Whom to write to there"), required=False, max_length=200,
                help_text=_("Kept sealed; only this desk shows it."),
            ),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told, goal = self.cleaned_data, None
        if told.get("goal") and told.get("currency"):
            try:
                goal = read_amount(told["goal"], told["currency"]).minor
            except forms.ValidationError as refused:
                self.add_error("goal", refused)
        told["goal"] = goal
        return told

    def fund_values(self) -> dict[str, Any]:
        told = self.values(*WORDS, *CONDITIONS, "kind", "currency", "goal", "is_public")
        return told | {"event_id": int(self.cleaned_data["event"] or 0) or None}


def shown(fund: Fund) -> dict[str, Any]:
    told = {name: getattr(fund, name) for name in (*WORDS, *CONDITIONS, "kind", "currency", "is_public")}
    return told | {"goal": typed(fund.goal, fund.currency), "event": str(fund.event_id or "")}


class GiftForm(DrawnForm):
    """A gift that was promised or came outside of this program."""

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(label=_("Giver"), required=False, max_length=120),
            "amount": MoneyField(label=_("Amount in {currency}").format(currency=self.currency),
                                 currency=self.currency),
            "is_here": forms.BooleanField(label=_("The money is here already"), required=False, initial=True),
            "proof": forms.CharField(
                label=_("What you saw"), required=False, max_length=120,
                help_text=_("The operator's number, the line of the statement, who counted the cash."),
            ),
            "is_named": forms.BooleanField(
                label=_("The giver agreed to be thanked by name on the page"), required=False
            ),
            "message": forms.CharField(label=_("Their words"), required=False, max_length=300),
        }  # fmt: skip


class ReceiveForm(DrawnForm):
    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "amount": MoneyField(
                label=_("What came in, in {currency}").format(currency=self.currency), currency=self.currency,
                help_text=_("It may differ from what was promised: write what you saw."),
            ),
            "proof": forms.CharField(
                label=_("What you saw"), max_length=120,
                help_text=_("The operator's number, the line of the statement, who counted the cash."),
            ),
        }  # fmt: skip


class WhyForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {"why": forms.CharField(label=_("Why"), max_length=200)}


class ThingForm(DrawnForm):
    def __init__(self, *args: Any, funds: list[tuple[str, str]], **kwargs: Any) -> None:
        self.funds = funds
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "giver": forms.CharField(label=_("Giver"), max_length=120),
            "covers": forms.CharField(
                label=_("What it is"), max_length=200, help_text=_("Ticket of PyCon Africa 2027; a bed.")
            ),
            "part": forms.ChoiceField(
                label=_("Stands for"), required=False,
                choices=[("", _("Something else")), *money_words.parts().items()],
            ),
            "code": forms.CharField(
                label=_("Its code"), required=False, max_length=200,
                help_text=_("Kept sealed; shown here and to the person it is kept for."),
            ),
            "worth": forms.CharField(label=_("What it is worth"), required=False, max_length=40),
            "currency": forms.ChoiceField(label=_("Currency"), choices=currencies()),
            "fund": forms.ChoiceField(label=_("Belongs to the fund"), choices=self.funds, required=False),
            "valid_until": forms.DateField(label=_("Good until"), required=False),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told, worth = self.cleaned_data, None
        if told.get("worth") and told.get("currency"):
            try:
                worth = read_amount(told["worth"], told["currency"])
            except forms.ValidationError as refused:
                self.add_error("worth", refused)
        told["worth"] = worth
        return told

    def thing_values(self) -> dict[str, Any]:
        return self.values("giver", "covers", "part", "code", "valid_until") | {"worth": self.worth}

    @property
    def worth(self) -> Money | None:
        return self.cleaned_data["worth"]


class KeepForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "member": forms.CharField(
                label=_("Member"), max_length=120,
                help_text=_("The name as it stands in the list of members."),
            )
        }  # fmt: skip


class RateForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "of_currency": forms.ChoiceField(label=_("One of"), choices=currencies()),
            "rate": forms.DecimalField(
                label=_("is worth so many"), max_digits=18, decimal_places=8, min_value=0,
                localize=True,
            ),
            "in_currency": forms.ChoiceField(label=_("of"), choices=currencies()),
            "day": forms.DateField(label=_("On the day")),
            "source": forms.CharField(
                label=_("Where the rate stands"), max_length=200,
                help_text=_("A bank's page, a receipt. No rate is used without its source."),
            ),
        }  # fmt: skip
