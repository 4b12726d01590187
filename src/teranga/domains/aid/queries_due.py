"""Which givers wait for a report, by the conditions of their funds."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max

from teranga.domains.aid.models import GiverReport
from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund

BEFORE = timedelta(days=14)  # so long before its day somebody is reminded
COUNTS = timedelta(days=60)  # a report of so long before the day is the one that was due


def reports_due(community: Community, day: date) -> list[Fund]:
    """Funds whose report is due within two weeks or late, and not sent; the most urgent first."""
    funds = Fund.objects.filter(community=community, report_due__lte=day + BEFORE)
    told = GiverReport.objects.filter(community=community, withdrawn_at=None)
    last = dict(told.values_list("fund_id").annotate(Max("sent_at")).order_by())
    return [
        fund for fund in funds.exclude(state=Fund.State.DRAFT).order_by("report_due", "pk")
        if fund.pk not in last or last[fund.pk].date() < fund.report_due - COUNTS
    ]  # fmt: skip
