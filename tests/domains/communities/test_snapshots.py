"""A month is noted once, and stays as it was noted; what is dated is counted back and marked so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from teranga.base.models import Job
from teranga.domains.communities.actions.listed_rows import add_row
from teranga.domains.communities.actions.snapshots import keep_snapshots
from teranga.domains.communities.metrics import Metric, MetricTaken, metric, register_metric
from teranga.domains.communities.models import Community, Goal, Membership, Participation, Snapshot
from teranga.domains.communities.queries_goals import Heading, goal_values, heading_of
from teranga.domains.communities.queries_snapshots import history_of
from teranga.domains.communities.rules_snapshots import end_of_month, month_ends, months_between
from teranga.domains.people.models import Profile
from tests.factories.communities import a_community, a_goal
from tests.factories.decisions import ORGANISER
from tests.factories.learning import a_mentoring, a_pair
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 2, 3, tzinfo=UTC)
TODAY = date(2026, 9, 2)


def a_member(community: Community, since: date, left: date | None = None, **person: Any) -> Membership:
    at = datetime(since.year, since.month, since.day, 12, tzinfo=UTC)
    gone = datetime(left.year, left.month, left.day, 12, tzinfo=UTC) if left else None
    gender = person.pop("gender", "")
    who = a_person(**person)
    if gender:
        Profile.objects.create(person=who, gender=gender, updated_at=at)
    return Membership.objects.create(
        community=community, person=who, state="left" if left else "confirmed", joined_at=at,
        confirmed_at=at, left_at=gone,
    )  # fmt: skip


def keep(community: Community, today: date = TODAY) -> int:
    return keep_snapshots(community=community, today=today, by=ORGANISER, at=AT)


def noted(community: Community) -> list[tuple[date, int, bool]]:
    rows = Snapshot.objects.filter(community=community).order_by("day")
    return list(rows.values_list("day", "value", "is_backfilled"))


@pytest.fixture
def lome() -> Community:
    community = a_community()
    a_goal(community, metric="members", target=100)
    return community


def test_months_long_over_are_counted_from_dated_rows_and_marked(lome: Community) -> None:
    a_member(lome, date(2026, 5, 20), left=date(2026, 7, 3))
    a_member(lome, date(2026, 6, 30))
    a_member(lome, date(2026, 9, 1))
    assert keep(lome) == 4
    assert noted(lome) == [
        (date(2026, 5, 31), 1, True), (date(2026, 6, 30), 2, True), (date(2026, 7, 31), 1, True),
        (date(2026, 8, 31), 1, False),
    ]  # fmt: skip


def test_what_was_noted_stays_whatever_happens_later(lome: Community) -> None:
    member = a_member(lome, date(2026, 8, 20))
    keep(lome)
    before = list(Snapshot.objects.filter(community=lome).values_list())
    member.confirmed_at = None
    member.save()
    a_member(lome, date(2026, 8, 1))
    assert keep(lome) == 0
    assert list(Snapshot.objects.filter(community=lome).values_list()) == before


def test_a_told_goal_and_an_empty_community_note_nothing(lome: Community) -> None:
    assert keep(lome) == 0
    told = a_community()
    a_goal(told)
    a_member(told, date(2026, 5, 1))
    assert (keep(told), noted(told)) == (0, [])


def test_groups_are_told_from_ten_people_on_in_fives_and_the_others_not_at_all(lome: Community) -> None:
    for nth in range(21):
        town = "Lomé" if nth < 17 else "Kara"
        a_member(lome, date(2026, 8, 1), city=town if nth else "lome", gender="woman" if nth < 4 else "man")
    keep(lome)
    row = Snapshot.objects.get(community=lome)
    assert row.exact["city"] == {"Lomé": 17, "Kara": 4}
    assert row.shown["city"] == {"day": "2026-08-31", "groups": {"Lomé": 15}}
    assert row.shown["gender"]["groups"] == {"man": 15}


def test_groups_stay_until_the_total_differs_by_five(lome: Community) -> None:
    for _ in range(14):
        a_member(lome, date(2026, 7, 1))
    keep(lome, date(2026, 8, 1))
    for _ in range(4):
        a_member(lome, date(2026, 8, 10))
    keep(lome, date(2026, 9, 1))
    a_member(lome, date(2026, 9, 10))
    keep(lome, date(2026, 10, 1))
    shown = [row.shown["city"] for row in history_of(lome, ["members"])["members"]]
    assert [(told["day"], told["groups"]) for told in shown] == [
        ("2026-07-31", {"Lomé": 10}), ("2026-07-31", {"Lomé": 10}), ("2026-09-30", {"Lomé": 15}),
    ]  # fmt: skip


def test_a_goal_that_is_measured_anew_has_its_past_counted_by_a_job(lome: Community) -> None:
    add_row(
        community=lome, to="goal", by=ORGANISER, at=AT, title={"en": "Speakers"}, metric="active_speakers"
    )
    add_row(community=lome, to="goal", by=ORGANISER, at=AT, title={"en": "Told"}, metric="")
    assert [job.payload for job in Job.objects.filter(name="communities.keep_snapshots")] == [
        {"community_id": lome.pk}
    ]


def test_every_metric_counts_what_its_name_says() -> None:
    lome, day = a_community(), date(2026, 9, 1)
    old, new = a_member(lome, date(2024, 1, 1)).person, a_member(lome, date(2026, 2, 1)).person
    facts = [
        (old, "attended", date(2024, 2, 1), 1), (old, "attended", date(2026, 3, 1), 2),
        (old, "spoke", date(2026, 3, 1), 2),
        (new, "attended", date(2026, 3, 1), 2), (new, "mentored", date(2026, 4, 1), None),
        (old, "helped", date(2026, 9, 2), 3),
    ]  # fmt: skip
    for person, kind, when, event in facts:
        Participation.objects.create(community=lome, person=person, kind=kind, day=when, event_id=event)
    found = {key: metric(key).value(lome, day) for key in (  # type: ignore[union-attr]
        "members", "new_members", "events_held", "people_who_came", "first_timers", "active_speakers",
        "first_time_speakers", "active_mentors", "active_helpers", "active_contributors", "active_members",
    )}  # fmt: skip
    assert found == {
        "members": 2, "new_members": 1, "events_held": 1, "people_who_came": 2, "first_timers": 1,
        "active_speakers": 1, "first_time_speakers": 1, "active_mentors": 1, "active_helpers": 0,
        "active_contributors": 0, "active_members": 2,
    }  # fmt: skip


def test_a_floor_above_adds_its_own_metric_and_no_name_is_taken_twice(lome: Community) -> None:
    pairs = Metric("test_pairs", "Pairs", count=lambda community, day: 7)
    register_metric(pairs)
    goal: Goal = a_goal(lome, metric="test_pairs")
    assert goal_values(lome, [goal], TODAY) == {goal.pk: 7}
    with pytest.raises(MetricTaken):
        register_metric(Metric("test_pairs", "Others", count=lambda community, day: 1))


def test_a_goal_is_forecast_only_with_a_deadline_ahead_and_enough_months(lome: Community) -> None:
    goal = a_goal(lome, metric="members", target=50, deadline=date(2026, 12, 31))
    months = [
        Snapshot(community=lome, metric="members", day=day, value=value, taken_at=AT)
        for value, day in enumerate(month_ends(date(2026, 1, 1), date(2026, 8, 31)), 10)
    ]

    def heading(known: int = 8) -> Heading:
        return heading_of(goal, months[:known], TODAY, 20)

    assert len(heading().ahead.steps) == 3  # type: ignore[union-attr]
    assert (heading(5).ahead, heading(5).lacking) == (None, 5)
    goal.deadline = date(2026, 9, 1)
    assert heading().ahead is None


def test_months_end_where_the_calendar_says() -> None:
    assert [end_of_month(date(2024, month, 5)).day for month in (1, 2, 4, 12)] == [31, 29, 30, 31]
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == 3


def test_a_share_is_told_from_groups_of_ten_on_and_in_steps_of_five_percent() -> None:
    place = a_community("lome")
    goal = a_goal(place, metric="women_share", target=50)
    for gender, count in (("woman", 9), ("man", 12), ("", 3)):
        for _ in range(count):
            a_member(place, date(2026, 3, 1), gender=gender)
    assert goal_values(place, [goal], TODAY) == {}
    assert keep(place) == 0
    a_member(place, date(2026, 3, 1), gender="woman")
    assert goal_values(place, [goal], TODAY) == {goal.pk: 50}
    a_member(place, date(2026, 3, 1), gender="nonbinary")
    assert goal_values(place, [goal], TODAY) == {goal.pk: 50}


def test_mentored_pairs_are_counted_while_they_were_together_in_the_last_twelve_months() -> None:
    place = a_community("lome")
    programme = a_mentoring(place)
    last_year = datetime(2025, 6, 1, tzinfo=UTC)
    a_pair(programme, "running", begun_at=last_year)
    a_pair(programme, "ended", begun_at=last_year, ended_at=datetime(2025, 10, 1, tzinfo=UTC))
    a_pair(programme, "ended", begun_at=last_year, ended_at=datetime(2025, 8, 1, tzinfo=UTC))
    a_pair(programme, "declined", begun_at=None)
    counted = metric("mentored_pairs")
    assert counted is not None
    assert (counted.value(place, TODAY), counted.value(place, date(2025, 5, 1))) == (2, 0)
