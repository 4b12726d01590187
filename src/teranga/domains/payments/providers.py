"""What a payment provider can do, and the register of those that this installation has.

A provider is a few functions over plain values; it never touches the database. What it says of a payment
counts only when it was asked for it: a notice from outside is a doorbell, never a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from teranga.foundation.money import Money


class ProviderRefused(Exception):
    """The provider said no; the text is for the treasurer."""


class ProviderAway(Exception):
    """The provider did not answer, or not understandably: nobody knows yet. To be asked again."""


class NoSuchProvider(Exception):
    """No provider of this name is registered here."""


class Known(StrEnum):
    """What the provider says of one payment."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"  # it has never heard of it


@dataclass(frozen=True, slots=True)
class Described:
    """`currencies` empty: every one. The flags say which functions do something."""

    name: str
    currencies: frozenset[str] = frozenset()
    takes_payments: bool = False
    pays_out: bool = False
    refunds: bool = False
    by_a_person: bool = False  # somebody does it, and says so here


@dataclass(frozen=True, slots=True)
class Begun:
    """`address`: where the payer goes on, "" when there is no such page."""

    provider_id: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider says when asked; `money` None while it does not say how much."""

    known: Known
    reference: str = ""
    money: Money | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Doorbell:
    """Which payment a notice is about. Nothing else in it is believed."""

    provider_id: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Payee:
    name: str
    way: str
    destination: str


class Provider(Protocol):
    def describe(self) -> Described: ...

    def create(self, *, reference: str, money: Money, what_for: str, back: str) -> Begun:
        """Begin a payment; the same reference begins nothing twice. Raises ProviderRefused, ProviderAway."""

    def status(self, provider_id: str) -> Told:
        """Raises ProviderAway."""

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Doorbell:
        """Raises ProviderRefused when the notice is not theirs."""

    def refund(self, provider_id: str, *, reference: str, money: Money) -> Begun:
        """Raises ProviderRefused, ProviderAway."""

    def pay_out(self, *, reference: str, money: Money, payee: Payee, what_for: str) -> Begun:
        """Send money; the same reference sends nothing twice. Raises ProviderRefused, ProviderAway."""


_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Make a provider known under its name; called at start-up."""
    _providers[provider.describe().name] = provider


def unregister(name: str) -> None:
    _providers.pop(name, None)


def provider_of(name: str) -> Provider:
    """Raises NoSuchProvider."""
    try:
        return _providers[name]
    except KeyError:
        raise NoSuchProvider(name) from None


def that_pay_out(currency: str) -> list[Described]:
    """Those that can send money in this currency, by name."""
    described = [provider.describe() for _name, provider in sorted(_providers.items())]
    return [one for one in described if one.pays_out and (not one.currencies or currency in one.currencies)]
