"""What somebody says about a receipt: it counts, so much of it counts, or it goes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.aid.models import Receipt
from teranga.foundation.money import Money
from teranga.web import localised
from teranga.web.money_fields import MoneyField, typed


class CheckForm(forms.Form):
    why = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, receipt: Receipt, **more: Any) -> None:
        shown = {"amount": typed(receipt.minor, receipt.currency)}
        super().__init__(*args, initial=shown, **more)
        self.receipt = receipt
        self.fields["amount"] = MoneyField(currency=receipt.currency, required=False)

    def clean(self) -> None:
        super().clean()
        if not self.agrees:
            self.errors.pop("amount", None)
            if not self.cleaned_data.get("why", "").strip():
                self.add_error("why", _("Say what is missing, so that it can be sent again."))
        elif "amount" not in self.errors:
            money = self.cleaned_data.get("amount")
            if money is not None and money.minor > self.receipt.minor:
                most = localised.money(Money(self.receipt.minor, self.receipt.currency))
                self.add_error("amount", _("The receipt says {most}: no more counts.").format(most=most))

    @property
    def agrees(self) -> bool:
        return self.data.get("do") != "back"

    def told(self) -> dict[str, Any]:
        money = self.cleaned_data.get("amount")
        counts = money.minor if self.agrees and money else None
        return {"agrees": self.agrees, "counts": counts, "why": self.cleaned_data["why"]}
