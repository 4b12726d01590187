"""Whether somebody is reminded of a report that a giver asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from teranga.domains.aid.models import GiverReport
from teranga.domains.aid.queries_due import reports_due
from teranga.domains.ledger.models import Fund
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_fund
from tests.web.organise.desk import at_the_desk, text_of

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 1)


def told(fund: Fund, days_before: int) -> GiverReport:
    at = NOW.replace(year=2027, month=3, day=1) - timedelta(days=days_before)
    return GiverReport.objects.create(community=fund.community, fund=fund, told={}, sent_at=at)


def test_a_report_is_asked_for_two_weeks_before_its_day_and_until_it_is_sent() -> None:
    fund = a_fund(a_community(), kind="grant", report_due=DUE)
    a_fund(fund.community)
    community = fund.community
    assert reports_due(community, DUE - timedelta(days=15)) == []
    for day in (DUE - timedelta(days=14), DUE, DUE + timedelta(days=400)):
        assert reports_due(community, day) == [fund]
    told(fund, 61)  # an earlier one, of half a year before
    assert reports_due(community, DUE) == [fund]
    sent = told(fund, 60)
    assert reports_due(community, DUE) == []
    sent.withdrawn_at = sent.sent_at
    sent.save()
    assert reports_due(community, DUE) == [fund]
    assert reports_due(a_community(), DUE) == []


def test_the_start_page_and_the_list_say_so_and_lead_to_the_report() -> None:
    fund = a_fund(a_community("lome"), kind="grant", report_due=DUE)
    with time_machine.travel(NOW.replace(year=2027, month=2, day=20), tick=False):
        desk = at_the_desk(community=fund.community)
        assert "1 report due" in text_of(desk.get("/en/organise/lome/"))
        page = desk.get("/en/organise/lome/funds/").content.decode()
        assert f'href="/en/organise/lome/funds/{fund.pk}/report/"' in page
        told(fund, 20)
        assert "1 report due" not in text_of(desk.get("/en/organise/lome/"))
