from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from teranga.domains.communities.models import Community, Goal, Snapshot
from teranga.domains.communities.rules_snapshots import month_ends
from tests.factories.communities import a_community, a_goal, in_three
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.organise.desk import text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 10, tzinfo=UTC)


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


def a_history(community: Community, months: int) -> Goal:
    """A goal of 50 members with so many months noted, the last one with groups."""
    goal = a_goal(
        community, metric="members", target=50, deadline=date(2026, 12, 31), title=in_three("Fifty")
    )
    days = list(month_ends(date(2025, 1, 1), date(2026, 8, 31)))[-months:] if months else []
    for nth, day in enumerate(days):
        Snapshot.objects.create(
            community=community, metric="members", day=day, value=10 + nth, taken_at=NOW,
            exact={"city": {"Zanzibar": 3, "Lomé": 14}},
            shown={"city": {"day": "2026-08-31", "groups": {"Lomé": 10}}},
        )  # fmt: skip
    return goal


@time_machine.travel(NOW, tick=False)
def test_a_measured_goal_shows_its_figure_its_line_and_where_it_leads(lome: Community) -> None:
    goal = a_history(lome, 12)
    for path in ("/en/lome/goals/", f"/en/lome/goals/{goal.pk}/"):
        page = Client().get(path).content.decode()
        assert ('class="fan"' in page, 'class="goal"' in page, "of 50" in page) == (True, True, True)
        assert "If it goes on like this:" in page
    assert "We are 0 of 50." in text_of(Client().get(f"/en/lome/goals/{goal.pk}/"))


@time_machine.travel(NOW, tick=False)
def test_too_little_history_is_said_in_words(lome: Community) -> None:
    a_history(lome, 3)
    page = Client().get("/en/lome/goals/").content.decode()
    assert "3 months are noted; a forecast needs 7." in page
    assert 'class="fan"' not in page


@time_machine.travel(NOW, tick=False)
def test_f16_small_groups_are_on_no_page(lome: Community) -> None:
    goal = a_history(lome, 12)
    organiser = a_person()
    a_grant(organiser, community=lome)
    public = Client().get(f"/en/lome/goals/{goal.pk}/")
    desk = signed_in(organiser).get(f"/en/organise/lome/goals/{goal.pk}/history/")
    for page in (public, desk):
        assert "Lomé 10 or more" in text_of(page)
        assert "Zanzibar" not in page.content.decode()


def test_a_goal_that_is_told_says_so_and_has_no_picture(lome: Community) -> None:
    goal = a_goal(lome, target=1000, unit=in_three("members"))
    for path in ("/en/lome/goals/", f"/en/lome/goals/{goal.pk}/"):
        page = Client().get(path).content.decode()
        assert ("told, not measured" in page, "<svg viewBox" in page) == (True, False)


def test_each_goal_has_a_picture_for_sharing_and_another_communitys_has_none_here(lome: Community) -> None:
    goal = a_goal(lome, metric="members", target=50)
    answer = Client().get(f"/en/lome/goals/{goal.pk}/card.png")
    assert (answer["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")
    assert f"/lome/goals/{goal.pk}/card.png" in Client().get(f"/en/lome/goals/{goal.pk}/").content.decode()
    a_community("accra")
    for path in ("", "card.png"):
        assert Client().get(f"/en/accra/goals/{goal.pk}/{path}").status_code == 404
