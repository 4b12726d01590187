from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from teranga.base.personal_data import erase
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.events.models import Event
from teranga.domains.learning.actions import hackathon_teams as teams
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
from teranga.domains.learning.queries_hackathons import member_named, people_of, result_of, shown_mentors
from teranga.domains.learning.rules_hackathons import ranking
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from teranga.domains.people.personal_data import subject_of
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.learning import a_hackathon, a_member, a_team
from tests.factories.people import a_person

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
AFTER = datetime(2026, 9, 25, 12, tzinfo=UTC)
BY = Actor("member")
HANDED_IN = {"title": "Wells", "description": "", "repository": "", "demo": "", "licence": ""}


@pytest.fixture
def event(db: None) -> Event:
    return a_hackathon(a_community())


def refused(act, **given) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises((teams.TeamRefused, actions.HackathonRefused)) as told:
        act(**given, by=BY)
    return told.value.why


def states(event: Event) -> list[str]:
    return list(TeamMember.objects.filter(event=event).order_by("pk").values_list("state", flat=True))


def a_judge(event: Event, *weights: int) -> Judge:
    for weight in weights:
        actions.save_criterion(
            event=event, criterion=None, name=in_three("Useful"), weight=weight, by=BY, at=NOW
        )
    return actions.name_judge(event=event, person=a_member(event.community), by=BY, at=NOW)


def scored(judge: Judge, team: Team, *points: int, comment: str = "") -> Verdict:
    keys = Criterion.objects.filter(event=judge.event).order_by("pk").values_list("pk", flat=True)
    return actions.score_team(
        judge=judge, team=team, points=dict(zip(keys, points, strict=True)), comment=comment, by=BY, at=AFTER
    )


def test_a_team_is_founded_once_per_key_and_its_founder_is_in_it(event: Event) -> None:
    person = a_member(event.community)
    numbers = {
        teams.found_team(event=event, person=person, key="k" * 20, by=BY, at=NOW, name="Drops")
        for _ in range(2)
    }
    (team,) = Team.objects.filter(event=event)
    assert numbers == {team.pk}
    assert [(one.row.person, one.row.is_founder) for one in people_of(team)] == [(person, True)]


def test_a_person_is_in_one_team_of_an_event(event: Event) -> None:
    person = a_member(event.community)
    first, second = a_team(event, person=person), a_team(event)
    found = {"event": event, "key": "k" * 20, "at": NOW, "name": "Drops"}
    assert refused(teams.found_team, person=person, **found) == "elsewhere"
    assert refused(teams.ask_to_join, team=second, person=person, words="", at=NOW) == "elsewhere"
    assert refused(teams.found_team, person=a_person(), **found) == "member"
    taken = found | {"name": first.name}
    assert refused(teams.found_team, person=a_member(event.community), **taken) == "name"
    assert (Team.objects.filter(event=event).count(), states(event)) == (2, ["member", "member"])


def test_whoever_asked_two_teams_is_taken_by_the_first_that_says_yes(event: Event) -> None:
    person = a_member(event.community)
    asked = [
        teams.ask_to_join(team=a_team(event), person=person, words="I draw", by=BY, at=NOW) for _ in "12"
    ]
    teams.answer_request(request=asked[0], yes=True, by=BY, at=NOW)
    assert refused(teams.answer_request, request=asked[1], yes=True, at=NOW) == "elsewhere"
    assert refused(teams.answer_request, request=asked[0], yes=False, at=NOW) == "answered"
    asked[1].refresh_from_db()
    assert asked[1].state == "asked"


def test_a_team_never_grows_beyond_the_size_of_its_hackathon(event: Event) -> None:
    team = a_team(event)
    asked = [
        teams.ask_to_join(team=team, person=a_member(event.community), words="", by=BY, at=NOW) for _ in "12"
    ]
    teams.answer_request(request=asked[0], yes=True, by=BY, at=NOW)
    assert refused(teams.answer_request, request=asked[1], yes=True, at=NOW) == "full"
    assert states(event) == ["member", "member", "asked"]
    teams.change_team(team=team, state="closed", by=BY, at=NOW)
    person = a_member(event.community)
    assert refused(teams.ask_to_join, team=team, person=person, words="", at=NOW) == "closed"
    assert len(states(event)) == 3


def test_when_the_founder_leaves_the_next_member_looks_after_the_team(event: Event) -> None:
    founder, other = a_member(event.community), a_member(event.community)
    team = a_team(event, person=founder)
    asked = teams.ask_to_join(team=team, person=other, words="", by=BY, at=NOW)
    teams.answer_request(request=asked, yes=True, by=BY, at=NOW)
    teams.leave_team(team=team, person=founder, by=BY, at=NOW)
    assert [(one.row.person, one.row.is_founder) for one in people_of(team)] == [(other, True)]
    teams.leave_team(team=team, person=other, by=BY, at=NOW)
    team.refresh_from_db()
    assert (team.state, states(event)) == ("closed", ["left", "left"])


def test_what_is_handed_in_can_be_changed_until_the_deadline_and_not_a_moment_later(event: Event) -> None:
    team, deadline = a_team(event), Hackathon.objects.get(event=event).deadline
    teams.submit(team=team, by=BY, at=NOW, **HANDED_IN)
    teams.submit(team=team, by=BY, at=deadline - timedelta(seconds=1), **HANDED_IN | {"title": "Taps"})
    assert refused(teams.submit, team=team, at=deadline, **HANDED_IN | {"title": "Late"}) == "late"
    assert Submission.objects.get(community=event.community, team=team).title == "Taps"
    rows = AuditEntry.objects.filter(community_id=event.community_id, verb__startswith="submission.")
    assert [row.changes["title"] for row in rows.order_by("pk")] == [["", "Wells"], ["Wells", "Taps"]]


def test_a_mentor_is_named_only_with_their_yes(event: Event) -> None:
    person = a_member(event.community)
    mentor = actions.ask_mentor(event=event, person=person, topics="Maps", by=BY, at=NOW)
    assert shown_mentors(event) == []
    actions.answer_mentor(mentor=mentor, yes=True, by=BY, at=NOW)
    assert [row.person for row in shown_mentors(event)] == [person]
    actions.answer_mentor(mentor=mentor, yes=False, by=BY, at=NOW)
    assert not HackathonMentor.objects.filter(event=event).exists()


def test_only_an_event_of_the_kind_becomes_a_hackathon(db: None) -> None:
    event = an_event(a_community(), kind="meetup")
    assert refused(actions.set_hackathon, event=event, deadline=AFTER, team_size=4, at=NOW) == "kind"
    assert not Hackathon.objects.filter(event=event).exists()


def test_a_judge_scores_whole_sheets_after_the_deadline_and_never_their_own_team(event: Event) -> None:
    judge = a_judge(event, 1)
    team, own = a_team(event, submitted=True), a_team(event, submitted=True, person=judge.person)
    (criterion,) = Criterion.objects.filter(event=event)
    sheet = {"judge": judge, "team": team, "points": {criterion.pk: 5}, "comment": "", "at": AFTER}
    assert refused(actions.score_team, **sheet | {"at": NOW}) == "early"
    assert refused(actions.score_team, **sheet | {"team": own}) == "own"
    assert refused(actions.score_team, **sheet | {"team": a_team(event)}) == "empty"
    assert refused(actions.score_team, **sheet | {"points": {criterion.pk: 6}}) == "points"
    assert refused(actions.score_team, **sheet | {"points": {}}) == "points"
    elsewhere = a_team(a_hackathon(event.community), submitted=True)
    assert refused(actions.score_team, **sheet | {"team": elsewhere}) == "own"
    assert not Score.objects.filter(community=event.community).exists()


def test_who_keeps_out_of_a_team_scores_it_no_more(event: Event) -> None:
    judge, team = a_judge(event, 1), a_team(event, submitted=True)
    scored(judge, team, 5, comment="Fine")
    actions.recuse(judge=judge, team=team, by=BY, at=AFTER)
    (criterion,) = Criterion.objects.filter(event=event)
    again = {"judge": judge, "team": team, "points": {criterion.pk: 5}, "comment": "", "at": AFTER}
    assert refused(actions.score_team, **again) == "recused"
    assert result_of(event) == []


def test_the_rubric_stands_once_somebody_has_scored(event: Event) -> None:
    judge, team = a_judge(event, 1), a_team(event, submitted=True)
    scored(judge, team, 4)
    (criterion,) = Criterion.objects.filter(event=event)
    new = {"event": event, "name": {}, "weight": 3, "at": AFTER}
    assert refused(actions.save_criterion, criterion=criterion, **new) == "begun"
    assert refused(actions.remove_criterion, criterion=criterion, at=AFTER) == "begun"
    assert refused(actions.remove_judge, judge=judge, at=AFTER) == "scored"
    assert [row.weight for row in Criterion.objects.filter(event=event)] == [1]


def test_nothing_is_scored_once_the_result_is_out(event: Event) -> None:
    judge, team = a_judge(event, 1), a_team(event, submitted=True)
    publish = {"event": event, "publish": True}
    assert refused(actions.publish_result, **publish, at=NOW) == "early"
    assert refused(actions.publish_result, **publish, at=AFTER) == "empty"
    scored(judge, team, 4)
    actions.publish_result(**publish, by=BY, at=AFTER)
    (criterion,) = Criterion.objects.filter(event=event)
    late = {"judge": judge, "team": team, "points": {criterion.pk: 0}, "comment": "", "at": AFTER}
    assert refused(actions.score_team, **late) == "published"
    assert [(one.team, one.mean) for one in result_of(event)] == [(team.pk, Fraction(4))]


def test_scores_of_somebody_who_is_in_the_team_do_not_count(event: Event) -> None:
    judge, team = a_judge(event, 1), a_team(event, submitted=True)
    scored(judge, team, 5)
    TeamMember.objects.create(
        community=event.community, event=event, team=team, person=judge.person, state="member", asked_at=NOW
    )
    assert result_of(event) == []


def test_a_mentor_or_judge_is_found_by_address_or_by_a_name_that_only_one_bears(event: Event) -> None:
    afi, _two, _three = (a_member(event.community, name=name) for name in ("Afi", "Kofi", "Kofi"))
    assert member_named(event.community, " afi ") == afi
    assert member_named(event.community, afi.contact_points.get().value.upper()) == afi
    assert member_named(event.community, "Kofi") is None
    assert member_named(a_community(), "Afi") is None


def test_erasure_takes_a_person_out_of_teams_and_their_scores_with_them(event: Event) -> None:
    judge, team = a_judge(event, 1), a_team(event, submitted=True)
    scored(judge, team, 5)
    erase(subject_of(judge.person))
    erase(subject_of(team.members.get().person))
    assert (states(event), result_of(event)) == ([], [])
    assert not Judge.objects.filter(event=event).exists()
    assert Team.objects.filter(event=event).count() == 1


def test_weights_count_and_half_a_sheet_does_not() -> None:
    sheets = {(1, 7): {1: 5, 2: 0}, (1, 8): {1: 0, 2: 5}, (2, 8): {1: 5}}
    assert [(row.team, row.mean, row.judges) for row in ranking({1: 3, 2: 1}, sheets)] == [
        (7, Fraction(15, 4), 1),
        (8, Fraction(5, 4), 1),
    ]


def test_equal_means_are_parted_by_first_places_and_else_share_their_rank() -> None:
    sheets = {
        (1, 7): {1: 5}, (1, 8): {1: 3}, (1, 9): {1: 3}, (2, 7): {1: 1}, (2, 8): {1: 3}, (2, 9): {1: 3},
        (3, 7): {1: 3}, (3, 8): {1: 3}, (3, 9): {1: 3},
    }  # fmt: skip
    told = [(row.team, row.rank, row.firsts) for row in ranking({1: 1}, sheets)]
    assert told == [(7, 1, 2), (8, 1, 2), (9, 1, 2)]
    sheets[1, 8] = {1: 2}
    sheets[2, 8] = {1: 4}
    sheets[2, 9] = {1: 2}
    sheets[1, 9] = {1: 4}
    told = [(row.team, row.rank, row.firsts) for row in ranking({1: 1}, sheets)]
    assert told == [(7, 1, 2), (8, 1, 2), (9, 3, 1)]
    assert ranking({}, sheets) == []


def letters_to(person: Person) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(person_id=person.pk).order_by("pk"))


def test_the_founder_hears_in_their_language_of_each_time_that_somebody_asks(event: Event) -> None:
    founder = a_person("Afi", email="afi@example.org", preferred_language="fr")
    team = a_team(event, person=founder, name="Baobab")
    other = a_member(event.community)
    for _ in range(2):
        teams.ask_to_join(team=team, person=other, words="", by=BY, at=NOW)
    (mail,) = letters_to(founder)
    assert (mail.to_address, mail.language) == ("afi@example.org", "fr")
    assert "Baobab" in mail.subject
    assert other.name in mail.body
    assert "/fr/me/hackathon/" in mail.body
    teams.leave_team(team=team, person=other, by=BY, at=NOW)
    teams.ask_to_join(team=team, person=other, words="", by=BY, at=NOW + timedelta(hours=1))
    assert len(letters_to(founder)) == 2


def test_a_judge_hears_once_in_their_language_that_they_were_named(event: Event) -> None:
    person = a_person("Kofi", email="kofi@example.org", preferred_language="es")
    for _ in range(2):
        actions.name_judge(event=event, person=person, by=BY, at=NOW)
    (mail,) = letters_to(person)
    assert (mail.language, "/es/me/hackathon/" in mail.body) == ("es", True)
