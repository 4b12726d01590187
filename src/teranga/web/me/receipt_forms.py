"""A receipt as it is sent from a phone, and how its sender wants the money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.aid.models import AidAward, Part
from teranga.domains.payments.models import Payout
from teranga.web import aid_words, money_words
from teranga.web.money_fields import COMMON, read_amount
from teranga.web.public_forms import KeyedForm

LONGEST_AGO = 366  # days


class ReceiptForm(KeyedForm):
    amount = forms.CharField(required=False, max_length=40)
    day = forms.CharField(required=False, max_length=10)
    file = forms.FileField(required=False, allow_empty_file=True)

    def __init__(
        self, *args: Any, award: AidAward, parts: Sequence[Part], now: datetime, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.parts, self.today = {str(part.pk): part for part in parts}, now.date()
        choices = [(key, aid_words.part_name(part)) for key, part in self.parts.items()]
        self.fields["part"] = forms.ChoiceField(choices=choices)
        self.fields["part"].error_messages["required"] = _("Choose what it was for.")
        codes = list(dict.fromkeys((award.currency, *COMMON)))
        self.fields["currency"] = forms.ChoiceField(choices=[(code, code) for code in codes])

    def clean_day(self) -> date:
        try:
            found = date.fromisoformat(self.cleaned_data["day"])
        except ValueError:
            raise forms.ValidationError(_("Choose the day that stands on the receipt.")) from None
        if not 0 <= (self.today - found).days + 1 <= LONGEST_AGO:
            raise forms.ValidationError(_("The day lies in the future, or more than a year ago."))
        return found

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        if "currency" in told:
            try:
                told["money"] = read_amount(told.get("amount", ""), told["currency"])
            except forms.ValidationError as refused:
                self.add_error("amount", refused)
        if not self.files.get("file"):
            self.add_error("file", _("Take a photo of the receipt, or choose a file."))

    @property
    def part(self) -> Part:
        return self.parts[self.cleaned_data["part"]]


class WayForm(forms.Form):
    way = forms.ChoiceField()
    destination = forms.CharField(required=False, max_length=120)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["way"] = forms.ChoiceField(
            choices=[(code, money_words.way(code)) for code in Payout.Way.values]
        )
        self.fields["way"].error_messages["required"] = _("Choose how the money reaches you.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        told = self.cleaned_data
        if (
            told.get("way") in (Payout.Way.MOBILE, Payout.Way.BANK)
            and not told.get("destination", "").strip()
        ):
            self.add_error("destination", _("A transfer needs a number or an account."))
        return told
