from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from teranga.base.stamps import community_scope, read
from teranga.domains.communities.actions.opportunities import (
    NoSuchField,
    add_opportunity,
    change_opportunity,
    decide_suggestion,
    remove_opportunity,
    suggest_opportunity,
)
from teranga.domains.communities.models import ANYWHERE, Community, Opportunity
from teranga.domains.communities.queries import NotFound
from teranga.domains.communities.queries_opportunities import (
    Wanted,
    next_change,
    open_lines,
    past_rows,
    shown_opportunity,
)
from teranga.domains.communities.rules_opportunities import moment_of_end
from tests.factories.aid import an_aid_round
from tests.factories.communities import MADE, a_community, an_opportunity
from tests.factories.decisions import ORGANISER
from tests.factories.events import an_event
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CALL: dict[str, Any] = {"kind": "call", "title": {"fr": "Un appel"}, "url": "https://appel.example.org/"}


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.mark.parametrize(
    ("hour", "zone", "end"),
    [
        (None, "Africa/Lome", datetime(2026, 3, 2, tzinfo=UTC)),
        (time(18), "Africa/Lome", datetime(2026, 3, 1, 18, tzinfo=UTC)),
        (None, ANYWHERE, datetime(2026, 3, 2, 12, tzinfo=UTC)),
        (time(23, 59), "America/New_York", datetime(2026, 3, 2, 4, 59, tzinfo=UTC)),
    ],
)
def test_a_last_day_ends_on_the_clock_of_the_call(hour: time | None, zone: str, end: datetime) -> None:
    assert moment_of_end(date(2026, 3, 1), hour, zone) == end
    assert moment_of_end(None, hour, zone) is None


def test_what_is_written_is_on_the_board_until_it_ends_and_past_afterwards(lome: Community) -> None:
    before = read(community_scope(lome.pk))
    row = add_opportunity(community=lome, last_day=date(2026, 1, 6), by=ORGANISER, at=MADE, **CALL)
    assert read(community_scope(lome.pk)) > before
    end = datetime(2026, 1, 7, tzinfo=UTC)
    assert (row.zone, row.closes_at, row.state) == ("Africa/Lome", end, "shown")
    lines = open_lines(lome, end - timedelta(seconds=1))
    assert [line.number for line in lines] == [row.pk]
    minutes = timedelta(minutes=10)
    assert next_change(lines, end - minutes) == end
    assert next_change(lines, end - 3 * DAY - minutes) == end - 3 * DAY
    assert next_change(lines, end - 3 * DAY + minutes) == end - 3 * DAY + minutes + timedelta(hours=1)
    assert open_lines(lome, end) == []
    assert past_rows(lome, end) == [row]
    assert past_rows(lome, end - timedelta(seconds=1)) == []


def test_the_next_end_stands_first_and_what_is_always_open_last(lome: Community) -> None:
    always, late, early = (
        an_opportunity(lome, closes_at=end) for end in (None, MADE + 9 * DAY, MADE + 2 * DAY)
    )
    assert [line.number for line in open_lines(lome, MADE)] == [early.pk, late.pk, always.pk]


def test_own_rounds_and_hackathons_stand_on_the_board_without_being_copied(lome: Community) -> None:
    an_aid_round(lome, "round", opens_at=MADE - DAY)
    hackathon = an_event(lome, kind="hackathon", start=date(2026, 1, 9), end=date(2026, 1, 9))
    an_event(lome, kind="hackathon", start=date(2026, 1, 9), end=date(2026, 1, 9), cancelled_at=MADE)
    an_event(lome, kind="hackathon", start=date(2026, 1, 9), end=date(2026, 1, 9), visibility="unlisted")
    found = {(line.kind, line.path, line.is_own) for line in open_lines(lome, MADE)}
    assert found == {("aid", "/lome/aid/round/", True), ("hackathon", f"/lome/{hackathon.slug}/", True)}
    assert open_lines(a_community(), MADE) == []
    assert Opportunity.objects.filter(community=lome).count() == 0


def test_the_board_is_narrowed_by_kind_language_people_and_days(lome: Community) -> None:
    job = an_opportunity(lome, kind="job", languages=["fr"], closes_at=MADE + 3 * DAY)
    call = an_opportunity(lome, kind="call", languages=["en"], who=["women"], closes_at=MADE + 20 * DAY)
    always = an_opportunity(lome, kind="aid")

    def found(**wanted: Any) -> list[int]:
        return [line.number for line in open_lines(lome, MADE, Wanted(**wanted))]

    assert found() == [job.pk, call.pk, always.pk]
    assert found(kind="job") == [job.pk]
    assert found(language="en") == [call.pk, always.pk]  # one that says no language takes all
    assert found(who="women") == [job.pk, call.pk, always.pk]
    assert found(who="students") == [job.pk, always.pk]
    assert found(days=7) == [job.pk]


def test_a_suggestion_is_seen_once_an_organiser_says_yes(lome: Community) -> None:
    row = suggest_opportunity(community=lome, person=a_person(), key="one", at=MADE, **CALL)
    assert (open_lines(lome, MADE), past_rows(lome, MADE)) == ([], [])
    with pytest.raises(NotFound):
        shown_opportunity(lome, row.pk)
    decide_suggestion(row=row, is_shown=True, by=ORGANISER, at=MADE)
    assert [line.number for line in open_lines(lome, MADE)] == [row.pk]
    decide_suggestion(row=row, is_shown=False, by=ORGANISER, at=MADE)
    assert open_lines(lome, MADE) == []


def test_a_member_cannot_write_what_only_the_team_tells(lome: Community) -> None:
    with pytest.raises(NoSuchField):
        suggest_opportunity(community=lome, person=a_person(), got_told=3, key="one", at=MADE, **CALL)
    assert Opportunity.objects.filter(community=lome).count() == 0


def test_a_new_last_day_moves_the_end_and_a_new_address_is_looked_at_afresh(lome: Community) -> None:
    row = an_opportunity(lome, failures=2, moved_to="https://new.example.org/", checked_at=MADE)
    changes = {"last_day": date(2026, 2, 1), "url": "https://new.example.org/"}
    change_opportunity(row=row, by=ORGANISER, at=MADE, **changes)
    row.refresh_from_db()
    assert (row.closes_at, row.url) == (datetime(2026, 2, 2, tzinfo=UTC), "https://new.example.org/")
    assert (row.failures, row.moved_to, row.checked_at) == (0, "", None)


def test_what_is_removed_is_gone_and_the_board_knows_at_once(lome: Community) -> None:
    row = an_opportunity(lome)
    before = read(community_scope(lome.pk))
    remove_opportunity(row=row, by=ORGANISER, at=MADE)
    assert open_lines(lome, MADE) == []
    assert read(community_scope(lome.pk)) > before
