"""Allocations at the desk: computed, looked at, signed by two; only for who decides about aid."""

from __future__ import annotations

import pytest
import time_machine

from teranga.base.models import Job
from teranga.domains.aid.models import Scenario
from teranga.domains.aid.tasks import solve_the_scenario
from tests.factories.awards import AFTER, a_funded_round, asking, solved, state
from tests.factories.communities import a_community
from tests.web.organise.desk import at_the_desk, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_window():  # type: ignore[no-untyped-def]
    with time_machine.travel(AFTER, tick=False):
        yield


def test_an_allocation_is_computed_explained_and_signed_by_two_people():
    community = a_community("lome")
    row, (_pot, grant) = a_funded_round(community, 100_000, 50_000)
    first, second = asking(row, 90_000, 0.9), asking(row, 60_000, 0.6)
    asking(row, 55_000, 0.5)
    one, other = (at_the_desk("aid_committee", community=community) for _ in range(2))
    desk = f"/en/organise/lome/aid/{row.pk}/allocation/"
    assert "Nothing computed yet" in text_of(one.get(desk))
    send(one, desk + "add/", name="All funds", rule="most_use")
    answer = send(one, desk + "add/", name="Without it", rule="most_use", without=[grant.slug], no_award="3")
    assert answer["Location"] == f"{desk}?saved=1"
    assert "Only numbers" in text_of(send(one, desk + "add/", name="x", rule="most_use", no_award="Afi"))
    assert "being computed" in text_of(one.get(desk))
    for found in Scenario.objects.filter(community=community).order_by("pk"):
        solve_the_scenario(**Job.objects.get(pk=found.job_id).payload)
    Job.objects.all().update(state="done")
    page = text_of(one.get(desk))
    assert "All funds" in page
    assert "Without it" in page
    assert "without Pot 1" in page
    assert "Money by fund Pot 0 F CFA 100,000 Pot 1 F CFA 50,000" in page
    scenario = Scenario.objects.filter(community=community).earliest("pk")
    page = text_of(one.get(f"{desk}{scenario.pk}/"))
    assert "Checked independently" in page
    assert "from Pot 0" in page
    assert "would get aid as well" in page
    assert first.person.name not in page
    sign = f"{desk}{scenario.pk}/sign/"
    assert one.post(sign).status_code == 302
    again = one.post(sign)
    assert (again.status_code, "You signed already." in text_of(again)) == (409, True)
    assert state(first) == "in_review"
    assert other.post(sign).status_code == 302
    assert [state(row) for row in (first, second)] == ["offered", "offered"]
    assert "signed by two, offers went out" in text_of(one.get(desk))
    assert row.draw_seed in text_of(one.get(f"{desk}{scenario.pk}/"))


def test_a_stale_allocation_says_so_and_sends_nothing():
    community = a_community("lome")
    row, _funds = a_funded_round(community, 100_000)
    one = asking(row, 90_000, 0.9)
    scenario = solved(row)
    asking(row, 80_000, 0.9)
    browser = at_the_desk("aid_committee", community=community)
    answer = browser.post(f"/en/organise/lome/aid/{row.pk}/allocation/{scenario.pk}/sign/")
    assert (answer.status_code, "Applications or funds changed" in text_of(answer)) == (409, True)
    assert (state(one), scenario.signatures.count()) == ("in_review", 0)
    send(browser, f"/en/organise/lome/aid/{row.pk}/allocation/{scenario.pk}/remove/")
    assert not Scenario.objects.filter(community=community).exists()


def test_others_see_nothing_of_it():
    community = a_community("lome")
    row, _funds = a_funded_round(community, 100_000)
    scenario = solved(row)
    for role in ("translator", "door_volunteer", "programme_chair"):
        browser = at_the_desk(role, community=community)
        for path in ("", "add/", f"{scenario.pk}/", f"{scenario.pk}/remove/"):
            assert browser.get(f"/en/organise/lome/aid/{row.pk}/allocation/{path}").status_code == 404
        sent = browser.post(f"/en/organise/lome/aid/{row.pk}/allocation/{scenario.pk}/sign/")
        assert sent.status_code == 404
    assert scenario.signatures.count() == 0
