"""Hackathons in a browser's words: what everybody sees when, one's own team, judges, the desk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.learning.actions import hackathons as actions
from teranga.domains.learning.models import (
    Criterion,
    Hackathon,
    HackathonMentor,
    Judge,
    Score,
    Submission,
    Team,
    TeamMember,
    Verdict,
)
from tests.factories.communities import a_community, in_three
from tests.factories.learning import a_hackathon, a_member, a_team
from tests.factories.people import signed_in
from tests.web.organise.desk import at_the_desk, queries_of, send, text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
AFTER = datetime(2026, 9, 25, 12, tzinfo=UTC)
TEAMS, DESK = "/en/lome/night/teams/", "/en/organise/lome/night/hackathon/"
BY = Actor("member")


@pytest.fixture(autouse=True)
def clock():  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def event() -> Event:
    return a_hackathon(a_community("lome"), slug="night")


def seen(path: str) -> str:
    return text_of(Client().get(path))


def a_judge(event: Event) -> tuple[Judge, Client]:
    for name in ("Useful", "It works"):
        actions.save_criterion(event=event, criterion=None, name=in_three(name), weight=1, by=BY, at=NOW)
    person = a_member(event.community)
    return actions.name_judge(event=event, person=person, by=BY, at=NOW), signed_in(person)


def test_a_member_founds_a_team_and_another_joins_it_with_a_yes(event: Event) -> None:
    founder, other = (signed_in(a_member(event.community, name=name)) for name in ("Afi", "Kofi"))
    done = send(founder, TEAMS + "found/", name="Drops", idea="A map", looking_for="A hand", state="open")
    team = Team.objects.get(event=event)
    mine = f"/en/me/hackathon/{team.pk}/"
    assert done["Location"] == mine + "?saved=1"
    assert "Drops looks for people 1 person A map Looking for A hand" in seen(TEAMS)
    assert "Afi" not in seen(TEAMS) + seen(f"{TEAMS}{team.pk}/")
    send(other, f"{TEAMS}{team.pk}/ask/", words="I draw")
    assert other.get(mine).status_code == 404
    assert "Kofi would like to join: I draw" in text_of(founder.get(mine))
    asked = TeamMember.objects.get(event=event, state="asked")
    assert other.post(f"{mine}people/{asked.pk}/", {"answer": "yes"}).status_code == 404
    founder.post(f"{mine}people/{asked.pk}/", {"answer": "yes"})
    assert "2 people" in seen(f"{TEAMS}{team.pk}/")
    assert "Afi" in text_of(other.get(mine))
    other.post(mine + "leave/")
    assert list(TeamMember.objects.filter(event=event).order_by("pk").values_list("state", flat=True)) == [
        "member",
        "left",
    ]


def test_who_is_no_member_reads_why_nothing_was_written(event: Event) -> None:
    stranger = signed_in(a_member(a_community()))
    told = send(stranger, TEAMS + "found/", name="Drops", state="open")
    assert (told.status_code, Team.objects.filter(event=event).exists()) == (422, False)
    assert "Only confirmed members of the community are in teams." in text_of(told)


def test_a_submission_is_shown_after_the_deadline_and_one_that_comes_late_is_refused(
    event: Event, clock
) -> None:  # type: ignore[no-untyped-def]
    person = a_member(event.community)
    team = a_team(event, person=person)
    browser, path = signed_in(person), f"/en/me/hackathon/{team.pk}/hand-in/"
    typed = {"title": "Wells", "description": "**Deep** <script>x</script>", "licence": "MIT"}
    wrong = send(browser, path, **typed, repository="javascript:alert(1)")
    assert "Write a whole address that starts with https://" in text_of(wrong)
    send(browser, path, **typed, repository="https://code.example.org/wells")
    assert "Wells" not in seen(f"{TEAMS}{team.pk}/")
    page = browser.get(path)
    clock.move_to(AFTER)
    shown = Client().get(f"{TEAMS}{team.pk}/").content.decode()
    assert "<strong>Deep</strong>" in shown
    assert "<script>x" not in shown
    late = browser.post(path, {**typed, "title": "Late"})
    assert (page.status_code, late.status_code) == (200, 422)
    assert "The deadline has passed, so nothing was changed." in text_of(late)
    assert Submission.objects.get(community=event.community, team=team).title == "Wells"


def test_a_judge_scores_alone_and_nobody_sees_points_before_the_organisers_publish_them(
    event: Event, clock
) -> None:  # type: ignore[no-untyped-def]
    team = a_team(event, submitted=True, name="Drops")
    judge, browser = a_judge(event)
    sheet = f"/en/me/hackathon/judging/{judge.pk}/{team.pk}/"
    assert browser.get(sheet).status_code == 404
    clock.move_to(AFTER)
    keys = Criterion.objects.filter(event=event).order_by("pk").values_list("pk", flat=True)
    points = {f"points_{key}": value for key, value in zip(keys, ("5", "4"), strict=True)}
    half = send(browser, sheet, **dict([next(iter(points.items()))]))
    assert (half.status_code, Score.objects.filter(community=event.community).count()) == (422, 0)
    send(browser, sheet, **points, comment="Well done")
    assert "Drops scored" in text_of(browser.get(f"/en/me/hackathon/judging/{judge.pk}/"))
    other = actions.name_judge(event=event, person=a_member(event.community), by=BY, at=NOW)
    elses = signed_in(other.person)
    assert elses.get(sheet).status_code == 404
    assert "Drops to score" in text_of(elses.get(f"/en/me/hackathon/judging/{other.pk}/"))
    mate = signed_in(team.members.get().person)
    assert "4.5" not in seen(TEAMS) + seen(f"{TEAMS}{team.pk}/")
    assert "Well done" not in text_of(mate.get(f"/en/me/hackathon/{team.pk}/"))
    desk = at_the_desk(community=event.community)
    assert "Rank 1 · 4.5 of 5 points" in text_of(desk.get(DESK))
    assert desk.post(DESK + "publish/", {"publish": "yes"})["Location"] == DESK + "?saved=1"
    assert "Drops Rank 1 1 person · 4.5 of 5 points Wells" in seen(TEAMS)
    assert "Well done" in text_of(mate.get(f"/en/me/hackathon/{team.pk}/"))
    desk.post(DESK + "publish/", {"publish": "no"})
    assert "4.5" not in seen(TEAMS)


def test_a_judge_keeps_out_of_a_team(event: Event, clock) -> None:  # type: ignore[no-untyped-def]
    team = a_team(event, submitted=True)
    judge, browser = a_judge(event)
    clock.move_to(AFTER)
    browser.post(f"/en/me/hackathon/judging/{judge.pk}/{team.pk}/", {"recuse": "yes"})
    assert Verdict.objects.get(community=event.community).recused_at == AFTER
    assert "you keep out" in text_of(browser.get(f"/en/me/hackathon/judging/{judge.pk}/"))


def test_the_desk_sets_the_rules_and_names_judges_and_mentors(event: Event) -> None:
    Hackathon.objects.filter(event=event).delete()
    desk, person = at_the_desk(community=event.community), a_member(event.community, name="Esi Doe")
    assert "The organisers have not opened the teams yet." in seen(TEAMS)
    send(desk, DESK + "settings/", deadline="2026-09-24T20:00", team_size="4")
    assert Hackathon.objects.get(event=event).team_size == 4
    send(desk, DESK + "criteria/add/", name_en="Useful", name_fr="Utile", weight="3")
    assert "Useful weight 3" in seen(TEAMS)
    send(desk, DESK + "people/", member="Esi Doe", role="mentor", topics="Maps")
    unknown = send(desk, DESK + "people/", member="Nobody", role="judge")
    assert "No confirmed member, or more than one, is called like this." in text_of(unknown)
    assert "Esi Doe" not in seen(TEAMS)
    mentor = HackathonMentor.objects.get(event=event)
    signed_in(person).post(f"/en/me/hackathon/mentor/{mentor.pk}/", {"answer": "yes"})
    assert "Esi Doe Maps" in seen(TEAMS)
    early = desk.post(DESK + "publish/", {"publish": "yes"})
    assert (early.status_code, Hackathon.objects.get(event=event).published_at) == (409, None)


def test_who_only_reads_at_the_desk_sees_no_points(event: Event) -> None:
    reader = at_the_desk("read_only", community=event.community)
    assert reader.get(DESK).status_code == 404


def test_the_desk_takes_as_many_queries_for_three_teams_as_for_one(event: Event) -> None:
    a_team(event, submitted=True)
    a_judge(event)
    desk = at_the_desk(community=event.community)
    few = queries_of(desk, DESK)
    for _ in range(2):
        a_team(event, submitted=True)
        actions.name_judge(event=event, person=a_member(event.community), by=BY, at=NOW)
    assert queries_of(desk, DESK) == few
