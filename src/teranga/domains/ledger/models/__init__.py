"""What is owed and paid: entries that are only ever added, funds, gifts, things given, rates."""

from teranga.domains.ledger.models.entries import LedgerEntry, Rate
from teranga.domains.ledger.models.funds import Fund, Gift, GiftCount, InKind

__all__ = ["Fund", "Gift", "GiftCount", "InKind", "LedgerEntry", "Rate"]
