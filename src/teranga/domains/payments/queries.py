"""What is on its way to people."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.payments.models import Payout, PayoutApproval

LARGEST = 2**63


def payouts_of(community: Community, state: str = "", limit: int = 200) -> list[Payout]:
    """The newest first, with how many said yes as `yes`."""
    rows = _rows(community).annotate(yes=Count("approvals"))
    return list((rows.filter(state=state) if state else rows)[:limit])


def payout_counts(community: Community) -> dict[str, int]:
    """By state."""
    rows = Payout.objects.filter(community=community).values_list("state").annotate(Count("pk")).order_by()
    return dict(rows)


def all_payouts(community: Community) -> QuerySet[Payout]:
    return _rows(community)


def payout_of(community: Community, number: int) -> Payout:
    """Raises NotFound."""
    rows = _rows(community).select_related("requested_by")
    row = rows.filter(pk=number).first() if number < LARGEST else None
    if row is None:
        raise NotFound(str(number))
    return row


def approvals_of(payout: Payout) -> list[PayoutApproval]:
    """In the order in which they were said."""
    rows = PayoutApproval.objects.filter(community=payout.community_id, payout=payout)
    return list(rows.select_related("person").order_by("id"))


def _rows(community: Community) -> QuerySet[Payout]:
    return Payout.objects.filter(community=community).select_related("fund", "person").order_by("-id")
