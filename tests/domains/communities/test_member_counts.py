from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from teranga.base import stamps
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.actions.participation import UnknownParticipation, record_participation
from teranga.domains.communities.models import Community, Participation
from teranga.domains.communities.queries_members import MemberCounts, member_counts
from teranga.domains.communities.rules import ActiveRule
from teranga.domains.people.models import Person
from tests.domains.communities.joining import NOON, ORGANISER, ask, community, join

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def tell(place: Community, person: Person, kind: str, day: date, event_id: int | None = None) -> bool:
    return record_participation(
        community=place, person=person, kind=kind, day=day, by=ORGANISER, at=NOON, event_id=event_id
    )


def people(place: Community, count: int) -> list[Person]:
    return [
        join(place, f"person{number}@example.org", name=f"Person {'abcdefgh'[number]}").person
        for number in range(count)
    ]


def test_without_a_rule_every_confirmed_member_is_active() -> None:
    place = community()
    people(place, 2)
    ask(place, "waiting@example.org")
    assert member_counts(place, TODAY) == MemberCounts(2, 2, ActiveRule(12, ()))


def test_active_is_who_did_a_named_thing_within_the_months() -> None:
    place = community(active_counts=["attended", "helped", "unknown"], active_months=6)
    ama, kofi, efua, sena = people(place, 4)
    tell(place, ama, "attended", TODAY)
    tell(place, ama, "helped", TODAY)
    tell(place, kofi, "attended", date(2026, 5, 21))
    tell(place, efua, "attended", date(2026, 5, 22))
    tell(place, sena, "spoke", TODAY)
    counts = member_counts(place, TODAY)
    assert (counts.confirmed, counts.active) == (4, 2)
    assert (counts.rule.months, counts.rule.kinds, counts.rule.counts_everybody) == (
        6, ("attended", "helped"), False,
    )  # fmt: skip


def test_what_will_happen_and_what_happened_elsewhere_counts_nothing() -> None:
    place, other = community(active_counts=["attended"]), community("python-kara")
    [ama] = people(place, 1)
    tell(place, ama, "attended", TODAY + timedelta(days=1))
    tell(other, ama, "attended", TODAY)
    assert member_counts(place, TODAY).active == 0


def test_whoever_left_is_counted_no_more() -> None:
    place = community(active_counts=["attended"])
    [ama] = people(place, 1)
    tell(place, ama, "attended", TODAY)
    leave_community(community=place, person=ama, by=ORGANISER, at=NOON)
    counts = member_counts(place, TODAY)
    assert (counts.confirmed, counts.active) == (0, 0)


@pytest.mark.parametrize(("count", "queries"), [(1, 2), (3, 2)])
def test_counting_takes_two_queries_however_many_members(count: int, queries: int) -> None:
    place = community(active_counts=["attended"])
    people(place, count)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        member_counts(place, TODAY)
    assert len(captured) == queries


@pytest.mark.parametrize(
    ("today", "months", "since"),
    [
        (date(2026, 11, 21), 12, date(2025, 11, 21)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_months_are_counted_by_the_calendar(today: date, months: int, since: date) -> None:
    assert ActiveRule(months, ("attended",)).since(today) == since


def test_a_fact_is_kept_once_and_audited_without_a_name() -> None:
    place = community()
    [ama] = people(place, 1)
    before = stamps.read(stamps.community_scope(place.pk))
    assert [tell(place, ama, "spoke", TODAY, 5), tell(place, ama, "spoke", TODAY, 5)] == [True, False]
    assert [tell(place, ama, "helped", TODAY), tell(place, ama, "helped", TODAY)] == [True, False]
    assert Participation.objects.filter(community=place).count() == 2
    assert stamps.read(stamps.community_scope(place.pk)) == before + 2
    entry = AuditEntry.objects.filter(community_id=place.pk, verb="participation.record").first()
    assert (entry.changes, entry.event_id) == ({"kind": [None, "spoke"]}, 5)


def test_an_unknown_kind_of_fact_is_refused() -> None:
    place = community()
    [ama] = people(place, 1)
    with pytest.raises(UnknownParticipation):
        tell(place, ama, "slept", TODAY)
    assert Participation.objects.filter(community=place).count() == 0
