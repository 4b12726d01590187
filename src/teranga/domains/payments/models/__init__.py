"""Money on its way."""

from teranga.domains.payments.models.payout import Payout, PayoutApproval

__all__ = ["Payout", "PayoutApproval"]
