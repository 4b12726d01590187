"""Rows to the forecast and back, and forecasts kept as they were told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.places import solving
from teranga.domains.places.actions.keep_forecast import keep_forecast
from teranga.domains.places.models import Forecast, Place, Quota, Rsvp
from teranga.domains.places.queries_forecast import last_forecast
from teranga.domains.places.queries_jobs import events_to_come
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.web.organise.desk import audited

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OPENING = datetime(2026, 9, 24, 18, tzinfo=UTC)
NOW = OPENING - 5 * DAY


def evening(community: Community, begin: datetime = OPENING, **more: Any) -> Event:
    told = {"kind": "meetup", "mode": "in_person", "start": begin.date(), "end": begin.date(),
            "starts_at": begin, "ends_at": begin + timedelta(hours=3), **more}  # fmt: skip
    return an_event(community, **told)


def a_going(event: Event, *, days: float = 10, came: bool = False, channel: str = "qr", **more: Any) -> Place:
    """A place by an answer, so many days before the event."""
    begin = event.starts_at or OPENING
    person = a_person()
    rsvp = Rsvp.objects.create(
        community_id=event.community_id, event=event, person=person, state="going", came_from=channel,
        first_said_at=begin - days * DAY, said_at=begin - days * DAY,
    )  # fmt: skip
    given = {"kind": "rsvp", "person": person, "rsvp": rsvp, "given_at": begin - days * DAY,
             "arrived_at": begin if came else None, **more}  # fmt: skip
    return Place.objects.create(community_id=event.community_id, event=event, **given)


def a_past_evening(community: Community, weeks: int, going: int, came: int, **more: Any) -> Event:
    event = evening(community, OPENING - 7 * weeks * DAY, **more)
    for number in range(going):
        a_going(event, days=1 + number, came=number < came)
    return event


def test_the_problem_says_who_said_they_come_by_channel_price_and_guests() -> None:
    community = a_community()
    event = evening(community, capacity=40)
    Quota.objects.create(community_id=community.pk, event=event, size=50)
    host = a_going(event)
    a_going(event, channel="")
    a_going(event, ended_at=NOW - DAY)  # gave it back
    a_going(event, days=2)  # will be taken later
    a_going(event, kind="order", rsvp=None)
    Place.objects.create(
        community_id=community.pk, event=event, kind="rsvp", name="Yao", guest_of=host, given_at=NOW - 2 * DAY
    )
    coming = solving.forecast(event, NOW).problem.coming
    assert (coming.kind, coming.mode, coming.days_left) == ("meetup", "in_person", 5.0)
    assert (coming.quota, coming.capacity) == (50, 40)
    assert [(one.channel, one.price, one.guest, one.going) for one in coming.groups] == [
        ("page", "free", False, 1), ("page", "paid", False, 1), ("qr", "free", False, 1),
        ("qr", "free", True, 1),
    ]  # fmt: skip


def test_the_past_is_of_the_same_community_over_and_checked_in() -> None:
    community = a_community()
    event = evening(community)
    seen = a_past_evening(community, 2, 6, 4)
    a_past_evening(community, 3, 5, 0)  # nobody was checked in
    a_past_evening(a_community(), 2, 8, 8)
    evening(community, OPENING + 7 * DAY)
    (past,) = solving.past_of(event, NOW)
    assert (past.kind, past.going, past.arrived, past.walk_ins) == (seen.kind, 6, 4, 0)
    assert [(point.days_left, point.going) for point in past.curve[-3:]] == [(2.0, 5), (1.0, 6), (0.0, 6)]


def test_walk_ins_and_those_who_gave_their_place_back_are_counted_apart() -> None:
    community = a_community()
    event = evening(community)
    past = a_past_evening(community, 1, 3, 2)
    begin = OPENING - 7 * DAY
    a_going(past, ended_at=begin - DAY)
    Place.objects.create(
        community_id=community.pk, event=past, kind="walk_in", name="Kofi", given_at=begin, arrived_at=begin
    )
    (found,) = solving.past_of(event, NOW)
    assert (found.going, found.arrived, found.walk_ins) == (3, 2, 1)
    assert solving.truth(past) == solving.Truth(3, 1, 3, found.groups)


def test_a_quota_that_was_used_up_marks_its_event_as_stopped() -> None:
    community = a_community()
    past = a_past_evening(community, 1, 3, 2)
    Quota.objects.create(community_id=community.pk, event=past, size=3)
    assert [one.full for one in solving.past_of(evening(community), NOW)] == [True]


def test_the_same_moment_gives_the_same_answer() -> None:
    community = a_community()
    event = evening(community, capacity=12)
    a_past_evening(community, 1, 9, 6)
    for _ in range(10):
        a_going(event)
    assert solving.forecast(event, NOW) == solving.forecast(event, NOW)


def test_a_forecast_is_kept_once_a_day_and_not_changed_afterwards() -> None:
    community = a_community()
    event = evening(community)
    a_going(event)
    kept = keep_forecast(event=event, at=NOW)
    assert kept is not None
    for _ in range(8):
        a_going(event)
    before = everything()
    assert keep_forecast(event=event, at=NOW + timedelta(hours=2)) is None
    assert everything() == before
    assert audited("forecast.keep") == [
        {"expected": round(kept.expected), "low": kept.low, "high": kept.high}
    ]
    later = keep_forecast(event=event, at=NOW + DAY)
    assert later is not None
    assert (later.going, last_forecast(event)) == (9, later)


def test_nothing_is_kept_where_nobody_has_a_place() -> None:
    event = evening(a_community())
    before = everything()
    assert keep_forecast(event=event, at=NOW) is None
    assert everything() == before


def test_the_daily_job_looks_at_events_that_have_not_begun() -> None:
    community = a_community()
    coming, begun, cancelled, empty = (
        evening(community, begin, **more)
        for begin, more in (
            (OPENING, {}), (NOW - timedelta(hours=1), {}), (OPENING, {"cancelled_at": NOW}), (OPENING, {}),
        )
    )  # fmt: skip
    for event in (coming, begun, cancelled):
        a_going(event)
    assert events_to_come(NOW) == [coming]
    assert Forecast.objects.filter(event=empty).count() == 0


def test_calibration_compares_what_was_said_last_with_who_came() -> None:
    community = a_community()
    for weeks, came in ((1, 6), (2, 1)):
        event = a_past_evening(community, weeks, 8, came)
        begin = event.starts_at or OPENING
        for days, (expected, low, high) in ((3, (2.0, 1, 3)), (1, (6.0, 5, 7)), (-1, (99.0, 98, 100))):
            at = begin - days * DAY
            Forecast.objects.create(
                community_id=community.pk, event=event, day=at.date(), made_at=at, days_left=days, going=8,
                expected=expected, low=low, high=high, past_events=3,
            )  # fmt: skip
    found, told = solving.calibration(community.pk, NOW)
    assert [(one.expected, one.low, one.high, one.arrived) for _, one in told] == [
        (6.0, 5, 7, 1),
        (6.0, 5, 7, 6),
    ]
    assert found is not None
    assert (found.events, found.inside, found.off, found.leaning) == (2, 1, 2.5, 2.5)
    assert solving.calibration(a_community().pk, NOW) == (None, [])


def test_show_rates_are_kept_by_kind_mode_channel_and_price() -> None:
    community = a_community()
    a_past_evening(community, 1, 4, 3)
    a_past_evening(community, 2, 6, 2)
    a_past_evening(community, 3, 2, 2, kind="workshop", mode="online")
    assert solving.show_rates(evening(community), NOW) == [
        ("meetup", "in_person", "qr", "free", 10, 5), ("workshop", "online", "qr", "free", 2, 2),
    ]  # fmt: skip
