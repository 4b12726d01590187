"""The next meetup from the last one, and series with their exceptions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from teranga.base import stamps
from teranga.base.editing import EditedMeanwhile, seen_values
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.actions import series as actions
from teranga.domains.events.actions.cancel_event import cancel_event, reinstate_event
from teranga.domains.events.actions.next_event import NothingToBeginFrom, make_next, make_next_of_series
from teranga.domains.events.actions.publish_event import publish_event
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event, Series, SeriesException
from teranga.domains.events.queries_series import (
    ahead_of,
    next_day_of,
    planned_of,
    shown_series,
    sources_of,
)
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import LATER, NOON, ORGANISER
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import a_series, a_venue, an_event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
WHY = TranslatedText({"fr": "Fête", "en": "Holiday"})


@pytest.fixture
def place() -> Community:
    return a_community("lome")


@pytest.fixture
def series(place: Community) -> Series:
    return a_series(place, "thursdays", first_day=date(2026, 11, 5))


def a_meetup(place: Community, day: date = date(2026, 11, 19), **more: Any) -> Event:
    told = {
        "kind": "meetup", "start": day, "end": day, "zone": "Africa/Lome",
        "starts_at": datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
        "ends_at": datetime(day.year, day.month, day.day, 20, 30, tzinfo=UTC), "venue": a_venue(place),
        "capacity": 40,
    }  # fmt: skip
    return an_event(place, **{**told, **more})


def made_from(source: Event, day: date, name: str = "Jeudi Python", **more: Any) -> Event:
    return make_next(source=source, name=TranslatedText({"fr": name}), day=day, by=ORGANISER, at=NOON, **more)


def test_title_and_day_are_new_and_everything_else_comes_from_the_last_one(
    place: Community, series: Series
) -> None:
    source = a_meetup(place, series=series, mode="hybrid", languages=["fr"])
    made = made_from(source, date(2026, 12, 17))
    assert (made.slug, made.visibility, made.sequence) == ("jeudi-python-2026-12-17", "draft", 0)
    assert made.name == {"fr": "Jeudi Python"}
    assert (made.start, made.end) == (date(2026, 12, 17), date(2026, 12, 17))
    assert made.starts_at == datetime(2026, 12, 17, 18, tzinfo=UTC)
    assert made.ends_at == datetime(2026, 12, 17, 20, 30, tzinfo=UTC)
    for name in ("kind", "mode", "zone", "languages", "city", "country", "venue", "capacity", "tagline",
                 "summary", "series"):  # fmt: skip
        assert getattr(made, name) == getattr(source, name), name
    publish_event(event=made, with_community=False, by=ORGANISER, at=NOON)
    assert Event.objects.filter(community=place).get(pk=made.pk).visibility == "public"


def test_a_second_one_on_the_same_day_gets_an_address_of_its_own(place: Community) -> None:
    source = a_meetup(place)
    slugs = [made_from(source, date(2026, 12, 17)).slug for _ in range(2)]
    assert slugs == ["jeudi-python-2026-12-17", "jeudi-python-2026-12-17-2"]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Africa/Casablanca", "Africa/Cairo", "US/Pacific"])
def test_h12_the_hour_on_the_wall_stays_when_the_clocks_change(place: Community, zone: str) -> None:
    wall = ZoneInfo(zone)
    begin = datetime(2026, 10, 22, 19, tzinfo=wall)
    source = a_meetup(place, date(2026, 10, 22), zone=zone, starts_at=begin, ends_at=begin.replace(hour=21))
    for day in (date(2026, 11, 26), date(2027, 2, 18), date(2027, 4, 1)):
        made = made_from(source, day)
        assert made.starts_at is not None
        assert made.ends_at is not None
        assert made.starts_at.astimezone(wall).replace(tzinfo=None) == datetime.combine(
            day, begin.time().replace(tzinfo=None)
        )
        assert made.ends_at.astimezone(wall).hour == 21


def test_what_may_be_the_source_is_the_last_of_each_series_and_kind(place: Community, series: Series) -> None:
    newest = a_meetup(place, date(2026, 11, 19), series=series)
    a_meetup(place, date(2026, 11, 12), series=series)
    workshop = a_meetup(place, date(2026, 10, 1), kind="workshop")
    an_event(place, kind="conference")
    a_meetup(a_community("other"))
    assert sources_of(place) == [newest, workshop]


def test_the_next_three_are_drafts_on_the_days_of_the_rule_and_made_once(
    place: Community, series: Series
) -> None:
    a_meetup(place, date(2026, 11, 19), series=series)
    skipped(series, date(2026, 12, 3))
    made = make_next_of_series(series=series, since=TODAY, by=ORGANISER, at=NOON)
    days = [date(2026, 11, 26), date(2026, 12, 10), date(2026, 12, 17)]
    assert [(one.start, one.rule_day, one.visibility) for one in made] == [(d, d, "draft") for d in days]
    before = everything()
    assert make_next_of_series(series=series, since=TODAY, by=ORGANISER, at=NOON) == []
    assert everything() == before


def test_a_moved_day_makes_its_draft_where_it_went_and_keeps_its_rule_day(
    place: Community, series: Series
) -> None:
    a_meetup(place, date(2026, 11, 19), series=series)
    moved(series, date(2026, 11, 26), date(2026, 11, 28))
    made = make_next_of_series(series=series, since=TODAY, by=ORGANISER, at=NOON, count=1)
    assert [(one.start, one.rule_day) for one in made] == [(date(2026, 11, 28), date(2026, 11, 26))]
    update_event(event=made[0], start=date(2026, 11, 29), end=date(2026, 11, 29), by=ORGANISER, at=LATER)
    assert ahead_of(series, TODAY)[0].event == made[0]
    found = next_day_of(series, TODAY)
    assert found is not None
    assert found.rule_day == date(2026, 12, 3)


def test_a_series_without_an_event_makes_none(series: Series) -> None:
    before = everything()
    with pytest.raises(NothingToBeginFrom):
        make_next_of_series(series=series, since=TODAY, by=ORGANISER, at=NOON)
    assert everything() == before


def skipped(series: Series, day: date) -> None:
    actions.except_day(series=series, day=day, moved_to=None, why=WHY, by=ORGANISER, at=NOON)


def moved(series: Series, day: date, to: date) -> None:
    actions.except_day(series=series, day=day, moved_to=to, why=WHY, by=ORGANISER, at=NOON)


def test_an_exception_needs_its_reason_and_is_written_once(series: Series) -> None:
    before = everything()
    with pytest.raises(actions.ReasonMissing):
        actions.except_day(
            series=series, day=TODAY, moved_to=None, why=TranslatedText(), by=ORGANISER, at=NOON
        )
    assert everything() == before
    skipped(series, date(2026, 12, 3))
    once = everything()
    skipped(series, date(2026, 12, 3))
    assert everything() == once
    moved(series, date(2026, 12, 3), date(2026, 12, 4))
    row = SeriesException.objects.filter(community=series.community_id).get()
    assert (row.day, row.moved_to, row.why) == (date(2026, 12, 3), date(2026, 12, 4), WHY)


def test_a_day_that_takes_place_after_all_is_as_if_nothing_was_said(series: Series) -> None:
    skipped(series, date(2026, 12, 3))
    assert actions.keep_day(series=series, day=date(2026, 12, 3), by=ORGANISER, at=NOON)
    assert not SeriesException.objects.filter(community=series.community_id).exists()
    before = everything()
    assert not actions.keep_day(series=series, day=date(2026, 12, 3), by=ORGANISER, at=NOON)
    assert everything() == before


def test_the_page_is_stale_as_soon_as_a_day_is_skipped(series: Series) -> None:
    scope = stamps.community_scope(series.community_id)
    version = stamps.read(scope)
    skipped(series, date(2026, 12, 3))
    assert stamps.read(scope) > version


def test_what_is_planned_publicly_leaves_out_what_is_announced(place: Community, series: Series) -> None:
    a_meetup(place, date(2026, 11, 26), series=series)
    a_meetup(place, date(2026, 12, 3), series=series, visibility="draft")
    skipped(series, date(2026, 12, 10))
    told = planned_of(series, TODAY)
    assert [(one.rule_day, one.day) for one in told[:2]] == [
        (date(2026, 12, 3), date(2026, 12, 3)), (date(2026, 12, 10), None),
    ]  # fmt: skip


def test_a_series_is_public_with_its_first_listed_event(place: Community, series: Series) -> None:
    a_meetup(place, series=series, visibility="draft")
    with pytest.raises(NotFound):
        shown_series("lome", "thursdays")
    a_meetup(place, series=series)
    assert shown_series("lome", "thursdays") == series


def test_a_series_begins_at_a_free_address_and_changes_only_what_was_seen(place: Community) -> None:
    name = TranslatedText({"fr": "Jeudis"})
    first, second = (
        actions.begin_series(community=place, name=name, rule="", by=ORGANISER, at=NOON) for _ in range(2)
    )
    assert (first.slug, second.slug) == ("jeudis", "jeudis-2")
    seen = seen_values(first, ["name"])
    other = TranslatedText({"fr": "Jeudis Python"})
    assert actions.change_series(series=first, name=other, seen=seen, by=ORGANISER, at=NOON) == ["name"]
    before = everything()
    assert actions.change_series(series=first, name=other, seen=seen, by=ORGANISER, at=NOON) == []
    with pytest.raises(EditedMeanwhile):
        actions.change_series(series=first, name=name, seen=seen, by=ORGANISER, at=NOON)
    assert everything() == before


def test_the_sequence_grows_with_what_calendars_show_and_with_nothing_else(place: Community) -> None:
    event = a_meetup(place)
    update_event(event=event, tagline=TranslatedText({"fr": "Viens"}), by=ORGANISER, at=NOON)
    assert event.sequence == 0
    update_event(event=event, city="Kara", by=ORGANISER, at=NOON)
    assert event.sequence == 1
    cancel_event(event=event, why=WHY, by=ORGANISER, at=NOON)
    assert event.sequence == 2
    cancel_event(event=event, why=WHY, by=ORGANISER, at=LATER)
    assert event.sequence == 2
    reinstate_event(event=event, by=ORGANISER, at=LATER)
    assert event.sequence == 3
