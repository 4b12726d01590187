"""Payouts as treasurers ask for them, and what they note on the way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.payments.models import Payout
from teranga.web import money_words
from teranga.web.organise.drawing import DrawnForm


class PayoutForm(DrawnForm):
    def __init__(self, *args: Any, funds: list[tuple[str, str]], **kwargs: Any) -> None:
        self.funds = funds
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "fund": forms.ChoiceField(label=_("Out of the fund"), choices=self.funds),
            "member": forms.CharField(
                label=_("Member"), max_length=120,
                help_text=_("The name as it stands in the list of members."),
            ),
            "amount": forms.CharField(label=_("Amount"), max_length=40),
            "what_for": forms.CharField(label=_("What for"), max_length=200),
            "cause": forms.CharField(
                label=_("Number of the receipt or decision"), max_length=50,
                help_text=_("For one number money goes out once."),
            ),
            "way": forms.ChoiceField(
                label=_("How it is paid"),
                choices=[(code, money_words.way(code)) for code in Payout.Way.values]
            ),
            "name": forms.CharField(
                label=_("Name that the operator or the bank knows"), max_length=120,
            ),
            "destination": forms.CharField(
                label=_("Number or account"), required=False, max_length=120,
                help_text=_("Kept sealed; only those who pay see it. For cash leave it empty."),
            ),
        }  # fmt: skip


class ProofForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "proof": forms.CharField(
                label=_("What proves it"), max_length=120,
                help_text=_("The operator's number, the line of the statement, who signed for the cash."),
            )
        }  # fmt: skip


class PayoutWhyForm(DrawnForm):
    def own_fields(self) -> dict[str, forms.Field]:
        return {"why": forms.CharField(label=_("Why"), max_length=200)}
