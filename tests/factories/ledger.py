"""Funds as a test needs them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from teranga.base.idempotency import new_key
from teranga.domains.activity.actions.record import COMMAND_LINE, VISITOR
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.entries import enter
from teranga.domains.ledger.actions.funds import draft_fund, open_fund
from teranga.domains.ledger.actions.gifts import promise_gift
from teranga.domains.ledger.models import Fund, Gift, LedgerEntry
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def a_fund(community: Community, name: str = "Pot commun", *, holds: int = 0, **fields: Any) -> Fund:
    """An open fund in XOF that holds so much."""
    told = {"currency": "XOF", **fields}
    fund = draft_fund(community=community, name=TranslatedText({"fr": name}), by=COMMAND_LINE, at=NOW, **told)
    open_fund(fund=fund, by=COMMAND_LINE, at=NOW)
    if holds:
        money = Money(holds, fund.currency)
        enter(fund=fund, kind=LedgerEntry.Kind.RECEIVED, money=money, cause="start", by=COMMAND_LINE, at=NOW)
    fund.refresh_from_db()
    return fund


def a_gift(fund: Fund, minor: int = 500, *, name: str = "Afi", **more: Any) -> Gift:
    """A promise."""
    told = {"is_named": False, "message": "", "language": "en", "key": new_key(), **more}
    return promise_gift(fund=fund, money=Money(minor, fund.currency), name=name, by=VISITOR, at=NOW, **told)
