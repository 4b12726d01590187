"""Provider number one: a person transfers the money and says so here, with the operator's number."""

from __future__ import annotations

from collections.abc import Mapping

from teranga.domains.payments.providers import Begun, Described, Doorbell, Known, Payee, ProviderRefused, Told
from teranga.foundation.money import Money


class ByHand:
    def describe(self) -> Described:
        return Described("by_hand", takes_payments=True, pays_out=True, refunds=True, by_a_person=True)

    def create(self, *, reference: str, money: Money, what_for: str, back: str) -> Begun:
        return Begun(reference)

    def status(self, provider_id: str) -> Told:
        """Nobody can be asked but the person who does it."""
        return Told(Known.PENDING, provider_id)

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Doorbell:
        raise ProviderRefused("A person sends no notices.")

    def refund(self, provider_id: str, *, reference: str, money: Money) -> Begun:
        return Begun(reference)

    def pay_out(self, *, reference: str, money: Money, payee: Payee, what_for: str) -> Begun:
        return Begun(reference)
