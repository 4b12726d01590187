"""Amounts as people type them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.foundation.money import CURRENCIES, Money, NoAmount, digits_of, read_money

MOST = 10**15  # minor units; more is a slip of the hand
COMMON = ("XOF", "EUR", "USD", "GHS", "NGN", "GMD", "XAF", "KES", "COP", "GBP")


class MoneyField(forms.CharField):
    """An amount above nothing in one currency."""

    drawn_as = "text"

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, **kwargs})
        self.currency = currency

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        return read_amount(text, self.currency) if text else None


def read_amount(text: str, currency: str) -> Money:
    """Raises ValidationError with what to do."""
    try:
        money = read_money(text, currency)
    except NoAmount:
        example = "15 000" if digits_of(currency) == 0 else "12,50"
        raise forms.ValidationError(
            _("Write an amount in {currency} like this: {example}").format(currency=currency, example=example)
        ) from None
    if money.minor <= 0:
        raise forms.ValidationError(_("Write an amount above zero."))
    if money.minor > MOST:
        raise forms.ValidationError(_("This is more than anybody gives. Look for a slip in the zeros."))
    return money


def typed(minor: int | None, currency: str) -> str:
    """A stored amount as it is typed."""
    return "" if minor is None else str(Money(minor, currency).amount)


def currencies() -> list[tuple[str, str]]:
    """Those of our communities first."""
    return [(code, code) for code in (*COMMON, *sorted(CURRENCIES - set(COMMON)))]
