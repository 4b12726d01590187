"""Amounts of money: whole minor units of one currency. Unlike currencies are never added or compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

# Digits after the point, ISO 4217; of every other currency that is known here: two. MGA and MRU have fifths
# as their minor unit, which are written with two digits.
NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
DIGITS = dict.fromkeys(NO_DIGITS.split(), 0) | dict.fromkeys(THREE_DIGITS.split(), 3)
TWO_DIGITS = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD
SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset((*DIGITS, *TWO_DIGITS.split()))
WRITTEN = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,4})?")
SPACES = re.compile(r"[\s\u00a0\u202f'’]")


class UnknownCurrency(ValueError):
    """Three letters that are no currency known here."""


class UnlikeCurrencies(TypeError):
    """Amounts of two currencies were about to be added or compared."""


class NoAmount(ValueError):
    """What was written is no amount of this currency."""


def digits_of(currency: str) -> int:
    """How many digits stand after the point. Raises UnknownCurrency."""
    if currency not in CURRENCIES:
        raise UnknownCurrency(currency)
    return DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` is what the currency is counted in: francs for XOF, pesewas for GHS, millimes for TND."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        digits_of(self.currency)
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise NoAmount(f"{self.minor!r} is no whole number of minor units")

    @property
    def amount(self) -> Decimal:
        return Decimal(self.minor).scaleb(-digits_of(self.currency))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._like(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._like(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._like(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._like(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._like(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._like(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def _like(self, other: Money) -> int:
        if not isinstance(other, Money) or other.currency != self.currency:
            raise UnlikeCurrencies(f"{self} and {other}")
        return other.minor


def read_money(text: str, currency: str) -> Money:
    """An amount as people write it: "15 000", "12.50", "12,5". Raises NoAmount, UnknownCurrency.

    A sign between groups of thousands other than a space or an apostrophe is refused, because "1.500" is
    fifteen hundred to some and one and a half to others.
    """
    bare = SPACES.sub("", text)
    if not WRITTEN.fullmatch(bare):
        raise NoAmount(text)
    value, digits = Decimal(bare.replace(",", ".")), digits_of(currency)
    if -int(value.as_tuple().exponent) > digits:
        raise NoAmount(text)
    return Money(int(value.scaleb(digits)), currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum; of nothing: zero of this currency. Raises UnlikeCurrencies."""
    found = Money(0, currency)
    for amount in amounts:
        found = found + amount
    return found


def divided(whole: Money, weights: Sequence[int]) -> list[Money]:
    """`whole` in lines by weight, each rounded half up; what is left goes to the largest line."""
    if not weights or min(weights) < 0 or not sum(weights):
        raise ValueError("Weights are whole numbers, none below zero, not all zero.")
    of = sum(weights)
    sign, size = (-1 if whole.minor < 0 else 1), abs(whole.minor)
    lines = [(2 * size * weight + of) // (2 * of) for weight in weights]
    lines[max(range(len(lines)), key=lambda place: (weights[place], -place))] += size - sum(lines)
    return [Money(sign * line, whole.currency) for line in lines]
