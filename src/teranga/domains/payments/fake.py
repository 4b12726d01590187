"""A provider that plays: for tests and the demo, with every fault that real ones have, as it is told."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from teranga.domains.payments.providers import (
    Begun,
    Described,
    Doorbell,
    Known,
    Payee,
    ProviderAway,
    ProviderRefused,
    Told,
)
from teranga.foundation.money import Money

SECRET = b"a secret of the playing provider, which guards nothing"


@dataclass
class Fake:
    """`away`: so many calls are not answered. `forgets`: it does the work, and does not answer that once."""

    name: str = "fake"
    refuses: str = ""
    away: int = 0
    forgets: bool = False
    told: dict[str, Told] = field(default_factory=dict)

    def describe(self) -> Described:
        return Described(self.name, takes_payments=True, pays_out=True, refunds=True)

    def create(self, *, reference: str, money: Money, what_for: str, back: str) -> Begun:
        return replace(self._begin("in", reference, money), address=f"/fake/pay/{reference}/")

    def pay_out(self, *, reference: str, money: Money, payee: Payee, what_for: str) -> Begun:
        return self._begin("out", reference, money)

    def refund(self, provider_id: str, *, reference: str, money: Money) -> Begun:
        known = self.told.get(provider_id)
        if known is None or known.known is not Known.CONFIRMED:
            raise ProviderRefused("There is nothing to send back.")
        return self._begin("back", reference, money)

    def status(self, provider_id: str) -> Told:
        self._answer_or_not()
        return self.told.get(provider_id, Told(Known.UNKNOWN))

    def settle(self, provider_id: str, known: Known, money: Money | None = None) -> None:
        """What happened outside."""
        before = self.told[provider_id]
        self.told[provider_id] = replace(before, known=known, money=money or before.money, proof="F-1")

    def notice(self, provider_id: str, event_id: str) -> tuple[dict[str, str], bytes]:
        """The doorbell as it would ring."""
        body = json.dumps({"id": provider_id, "event": event_id}).encode()
        return {"X-Fake-Signature": hmac.new(SECRET, body, hashlib.sha256).hexdigest()}, body

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Doorbell:
        expected = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(headers.get("X-Fake-Signature", ""), expected):
            raise ProviderRefused("The notice is not signed by its sender.")
        said = json.loads(body)
        return Doorbell(str(said["id"]), str(said["event"]))

    def _begin(self, way: str, reference: str, money: Money) -> Begun:
        if self.refuses:
            raise ProviderRefused(self.refuses)
        provider_id = f"{way}-{reference}"
        if not self.forgets:
            self._answer_or_not()
        self.told.setdefault(provider_id, Told(Known.PENDING, reference, money))
        if self.forgets:
            self.forgets = False
            raise ProviderAway("The line broke.")
        return Begun(provider_id)

    def _answer_or_not(self) -> None:
        if self.away:
            self.away -= 1
            raise ProviderAway("No answer.")
