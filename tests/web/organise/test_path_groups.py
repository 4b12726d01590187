"""The desk's form of a training group, whose places are a quota."""

from __future__ import annotations

import pytest

from tests.factories.communities import a_community
from tests.factories.learning import a_path
from tests.web.organise.desk import at_the_desk, send

pytestmark = pytest.mark.django_db
TYPED = {"start": "2026-09-12", "end": "2026-11-01", "helpers_per_ten": "2", "capacity": "7"}


def test_a_group_is_opened_and_gets_more_places() -> None:
    path = a_path(a_community("lome"))
    cohort = path.cohorts.get()
    browser, address = at_the_desk(community=path.community), f"/en/organise/lome/paths/{path.pk}/groups/"
    assert send(browser, f"{address}{cohort.pk}/", **TYPED).status_code == 302
    cohort.quota.refresh_from_db()
    assert (cohort.quota.size, cohort.quota.used) == (7, 0)
