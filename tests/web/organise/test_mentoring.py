"""Mentoring at the desk: who may see it, and what an organiser decides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from teranga.base.models import Job
from teranga.domains.learning.models import MatchRun, Pair, PairWish, Programme, SafetyNote
from teranga.domains.learning.tasks import match_mentors
from tests.factories.communities import MADE, a_community
from tests.factories.learning import a_mentoring, a_pair, an_application
from tests.web.organise.desk import at_the_desk, audited, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/mentoring/"


@pytest.fixture(autouse=True)
def _in_august():  # type: ignore[no-untyped-def]
    with time_machine.travel(datetime(2026, 8, 20, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def programme() -> Programme:
    return a_mentoring(a_community("lome"), "spring")


@pytest.fixture
def organiser(programme: Programme) -> Client:
    return at_the_desk(community=programme.community)


def matched(organiser: Client, programme: Programme) -> MatchRun:
    assert organiser.post(f"{DESK}{programme.pk}/match/").status_code == 302
    run = MatchRun.objects.filter(community=programme.community).latest("pk")
    match_mentors(**Job.objects.get(pk=run.job_id).payload)
    Job.objects.filter(pk=run.job_id).update(state="done")
    run.refresh_from_db()
    return run


def test_a_programme_is_written_with_its_goals_line_by_line(organiser: Client, programme: Programme) -> None:
    typed = {
        "name_fr": "Printemps", "slug": "printemps", "goals_fr": "Premier emploi\nUn projet",
        "goals_en": "First job\nA project", "apply_until": "2026-09-01", "start": "2026-09-10",
        "end": "2026-12-01",
    }  # fmt: skip
    answer = send(organiser, DESK + "add/", **typed)
    made = Programme.objects.get(community=programme.community, slug="printemps")
    assert answer["Location"] == f"{DESK}{made.pk}/"
    assert (made.state, made.goals[1]) == ("draft", {"fr": "Un projet", "en": "A project"})
    again = send(organiser, DESK + "add/", **typed)
    assert "Another programme has this web address already." in text_of(again)
    wrong = send(organiser, f"{DESK}{made.pk}/change/", **typed | {"end": "2026-09-01"})
    assert "The last day must not come before the first." in text_of(wrong)
    made.refresh_from_db()
    assert made.end.isoformat() == "2026-12-01"


def test_the_board_shows_each_pair_with_its_reason_and_who_is_left_with_what_would_help(
    organiser: Client, programme: Programme
) -> None:
    afi = an_application(programme)
    kofi = an_application(programme, topics=["data"])
    mentor = an_application(programme, "mentor")
    run = matched(organiser, programme)
    page = text_of(organiser.get(f"{DESK}{programme.pk}/"))
    assert "1 of 2 would have a mentor" in page
    assert f"{afi.person.name} · {mentor.person.name}" in page
    assert "the mentor is 2 steps ahead" in page
    assert f"{kofi.person.name} Any one of these: one more place with {mentor.person.name}" in page
    assert organiser.post(f"{DESK}{programme.pk}/propose/", {"run": run.pk}).status_code == 302
    assert Pair.objects.get(community=programme.community).mentee == afi
    assert audited("mentoring.propose") == [{"pairs": 1}]


def test_not_these_two_is_kept_and_taken_back_by_the_same_button(
    organiser: Client, programme: Programme
) -> None:
    mentee, mentor = an_application(programme), an_application(programme, "mentor")
    path, pair = f"{DESK}{programme.pk}/wish/", {"mentee": mentee.pk, "mentor": mentor.pk}
    organiser.post(path, {**pair, "kind": "never"})
    assert PairWish.objects.get(community=programme.community).kind == "never"
    assert "0 of 1 would have a mentor" in text_of(
        organiser.get(f"{DESK}{programme.pk}/") if matched(organiser, programme) else organiser.get(DESK)
    )
    organiser.post(path, {**pair, "kind": ""})
    assert not PairWish.objects.filter(community=programme.community).exists()
    assert organiser.post(path, {**pair, "kind": "married"}).status_code == 404
    assert organiser.post(path, {"mentee": mentor.pk, "mentor": mentee.pk, "kind": "pin"}).status_code == 404


def test_an_organiser_moves_the_programme_and_ends_a_pair(organiser: Client, programme: Programme) -> None:
    pair = a_pair(programme)
    organiser.post(f"{DESK}{programme.pk}/pairs/{pair.pk}/end/")
    pair.refresh_from_db()
    assert pair.state == "ended"
    assert organiser.post(f"{DESK}{programme.pk}/pairs/{pair.pk}/end/").status_code == 409
    organiser.post(f"{DESK}{programme.pk}/move/", {"move": "begin"})
    programme.refresh_from_db()
    assert programme.state == "running"
    assert organiser.post(f"{DESK}{programme.pk}/move/", {"move": "begin"}).status_code == 409


def test_who_only_reads_sees_the_list_and_decides_nothing(programme: Programme) -> None:
    reader = at_the_desk("read_only", community=programme.community)
    assert reader.get(DESK).status_code == 200
    assert reader.get(f"{DESK}{programme.pk}/").status_code == 404
    assert reader.post(f"{DESK}{programme.pk}/match/").status_code == 404
    assert not MatchRun.objects.filter(community=programme.community).exists()


def test_notes_are_for_the_conduct_team_alone(organiser: Client, programme: Programme) -> None:
    note = SafetyNote.objects.create(community=programme.community, text="He followed me.", at=MADE)
    # organise/mentoring/notes.html
    path = "/en/organise/lome/safety-notes/"
    assert organiser.get(path).status_code == 404
    conduct = at_the_desk("conduct_team", community=programme.community)
    assert "He followed me." in text_of(conduct.get(path))
    conduct.post(f"{path}{note.pk}/read/")
    note.refresh_from_db()
    assert note.read_at == datetime(2026, 8, 20, 12, tzinfo=UTC)


def test_the_pages_take_as_many_queries_for_three_as_for_one(organiser: Client, programme: Programme) -> None:
    a_pair(programme)
    few = queries_of(organiser, DESK), queries_of(organiser, f"{DESK}{programme.pk}/")
    for _ in range(2):
        a_pair(programme)
        a_mentoring(programme.community)
    assert (queries_of(organiser, DESK), queries_of(organiser, f"{DESK}{programme.pk}/")) == few
