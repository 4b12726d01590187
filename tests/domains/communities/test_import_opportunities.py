"""Calls brought in: new ones are added, open ones brought up to date, what was decided stays decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from teranga.domains.communities.actions.import_opportunities import BoardSummary, import_opportunities
from teranga.domains.communities.models import Community, Opportunity
from teranga.formats.opportunities_file import Call
from tests.domains.communities.joining import ORGANISER
from tests.factories.communities import a_community, an_opportunity

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
CALL = Call("job", {"fr": "Un poste"}, "https://job.example/", who=("students", "martians"),
            source="Kara Data", last_day=date(2026, 12, 3))  # fmt: skip


def bring_in(place: Community, *calls: Call, **more: Any) -> BoardSummary:
    return import_opportunities(community=place, calls=calls, by=ORGANISER, at=NOW, **more)


def test_a_look_saves_nothing_and_bringing_in_adds_once() -> None:
    place = a_community("lome", zone="Africa/Lome")
    assert bring_in(place, CALL, CALL, only_look=True) == BoardSummary(1, 0, 0)
    assert Opportunity.objects.filter(community=place).count() == 0
    assert bring_in(place, CALL) == BoardSummary(1, 0, 0)
    assert bring_in(place, CALL) == BoardSummary(0, 0, 1)
    row = Opportunity.objects.get(community=place)
    assert (row.title, row.url, row.who, row.source, row.state, row.zone, row.closes_at) == (
        {"fr": "Un poste"}, "https://job.example/", ["students"], "Kara Data", "shown", "Africa/Lome",
        datetime(2026, 12, 4, tzinfo=UTC),
    )  # fmt: skip


def test_an_open_call_is_brought_up_to_date_and_other_languages_stay() -> None:
    place = a_community("lome")
    row = an_opportunity(place, kind="job", title={"en": "A job"}, url="https://JOB.example", source="Kara")
    assert bring_in(place, CALL) == BoardSummary(0, 1, 0)
    row.refresh_from_db()
    assert (row.title, row.url, row.source, row.last_day) == (
        {"en": "A job", "fr": "Un poste"}, "https://JOB.example", "Kara Data", date(2026, 12, 3),
    )  # fmt: skip


@pytest.mark.parametrize("state", ["suggested", "refused"])
def test_what_waits_or_was_left_out_stays_as_it_is(state: str) -> None:
    place = a_community("lome")
    row = an_opportunity(place, url=CALL.url, state=state, title={"fr": "Avant"})
    assert bring_in(place, CALL) == BoardSummary(0, 0, 1)
    assert list(Opportunity.objects.filter(community=place).values_list("pk", "title", "state")) == [
        (row.pk, {"fr": "Avant"}, state)
    ]


def test_the_next_round_at_the_same_address_is_a_new_row() -> None:
    place = a_community("lome")
    an_opportunity(place, url=CALL.url, closes_at=datetime(2025, 12, 4, tzinfo=UTC))
    an_opportunity(a_community(), url=CALL.url)
    assert bring_in(place, CALL) == BoardSummary(1, 0, 0)
    assert Opportunity.objects.filter(community=place).count() == 2
