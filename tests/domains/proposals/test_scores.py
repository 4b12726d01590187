"""The score that stands at a proposal: from sent reviews, by the lines and the manner of the call."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from teranga.base.models import Job
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.review_rules import set_review_rules
from teranga.domains.proposals.actions.scores import ask_after_votes, ask_for_scores, count_scores
from teranga.domains.proposals.models import AttendeeVote, Call, Proposal
from teranga.domains.proposals.queries_scores import both_ways, manners_of, scores_of
from teranga.domains.proposals.rules import CHOSEN_FROM
from teranga.domains.proposals.tasks import count_the_scores
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call
from tests.factories.reviews import a_criterion, a_review, a_sent_proposal

pytestmark = pytest.mark.django_db
CHAIR = Actor("programme_chair")


@pytest.fixture
def call() -> Call:
    event: Event = an_event(a_community())
    return a_call(event, normalises=False)


def stored(call: Call) -> dict[str, float | None]:
    return dict(Proposal.objects.filter(event=call.event_id).values_list("title", "score"))


def test_scores_count_lines_by_weight_and_leave_out_what_was_not_sent(call: Call) -> None:
    content, fit = a_criterion(call, weight=3), a_criterion(call, "Fit")
    ended = a_criterion(call, "Old", ended_at=MADE)
    good, new = a_sent_proposal(call, "Good"), a_sent_proposal(call, "New")
    a_review(good, a_person(), {content: 4, fit: 0, ended: 0})
    a_review(good, a_person(), {content: 2, fit: 2})
    a_review(good, a_person(), {content: 0, fit: 0}, sent_at=None)
    a_review(new, a_person(), {content: 4, fit: 4}, sent_at=None)
    assert count_scores(call=call) == 1
    assert stored(call) == {"Good": pytest.approx(0.625), "New": None}
    assert count_scores(call=call) == 0


def test_a_call_that_normalises_frees_scores_of_severity(call: Call) -> None:
    line = a_criterion(call)
    strict, kind = a_person(), a_person()
    for nth in range(4):
        row = a_sent_proposal(call, f"Both {nth}")
        a_review(row, strict, {line: 1})
        a_review(row, kind, {line: 3})
    a_review(a_sent_proposal(call, "Unlucky"), strict, {line: 2})
    a_review(a_sent_proposal(call, "Lucky"), kind, {line: 2})
    count_scores(call=call)
    plain = stored(call)
    assert plain["Unlucky"] == plain["Lucky"] == 0.5
    call.normalises = True
    count_scores(call=call)
    fair = stored(call)
    assert (fair["Unlucky"] or 0) > (fair["Lucky"] or 0)
    shown = scores_of(call, normalises=False)
    assert sorted(shown.values()) == sorted(score for score in plain.values() if score is not None)
    told = manners_of(call)
    assert told[str(strict.pk)].severity > 0 > told[str(kind.pk)].severity


def test_a_call_in_grades_counts_the_middle_one_of_its_first_line(call: Call) -> None:
    call.grading = Call.Grading.MAJORITY
    grade, other = a_criterion(call, "Grade"), a_criterion(call, "Other")
    row = a_sent_proposal(call, "Loved")
    for points in (4, 4, 0):
        a_review(row, a_person(), {grade: points, other: 0})
    count_scores(call=call)
    assert stored(call) == {"Loved": pytest.approx((4 - 0.25 + 0.5) / 5)}


def test_the_job_counts_and_forgets_a_call_that_is_gone(call: Call) -> None:
    line = a_criterion(call)
    a_review(a_sent_proposal(call, "One"), a_person(), {line: 4})
    ask_for_scores(call, MADE)
    job = Job.objects.get(name="proposals.count_scores")
    count_the_scores(**job.payload)
    assert stored(call) == {"One": 1.0}
    count_the_scores(community_id=call.community_id, call_id=call.pk + 1)
    assert stored(call) == {"One": 1.0}


def a_vote(row: Proposal, person: Person, value: int) -> None:
    AttendeeVote.objects.create(
        community_id=row.community_id,
        event_id=row.event_id,
        proposal=row,
        person=person,
        value=value,
        at=MADE,
    )


def test_votes_count_as_much_as_the_call_says_and_those_of_four_do_not(call: Call) -> None:
    line = a_criterion(call)
    wanted, unwanted, by_four = (a_sent_proposal(call, name) for name in ("Wanted", "Unwanted", "By four"))
    for row, points in ((wanted, 2), (unwanted, 3), (by_four, 1)):
        a_review(row, a_person(), {line: points})
    voters = [a_person() for _ in range(5)]
    for nth, person in enumerate(voters):
        a_vote(wanted, person, 3)
        a_vote(unwanted, person, 0)
        if nth:
            a_vote(by_four, person, 3)
    count_scores(call=call)
    assert stored(call) == {"Wanted": 0.5, "Unwanted": 0.75, "By four": 0.25}
    call.votes_weight = 40
    count_scores(call=call)
    assert stored(call) == {
        "Wanted": pytest.approx(0.6), "Unwanted": pytest.approx(0.65), "By four": 0.25
    }  # fmt: skip


def test_both_ways_stand_side_by_side_with_the_rank_under_each(call: Call) -> None:
    line = a_criterion(call)
    strict, kind = a_person(), a_person()
    for nth in range(4):
        row = a_sent_proposal(call, f"Both {nth}")
        a_review(row, strict, {line: 1})
        a_review(row, kind, {line: 3})
    unlucky, lucky = a_sent_proposal(call, "Unlucky"), a_sent_proposal(call, "Lucky")
    a_review(unlucky, strict, {line: 2})
    a_review(lucky, kind, {line: 3})
    a_review(a_sent_proposal(call, "Gone", state="withdrawn"), kind, {line: 4})
    found = {one.key: one for one in both_ways(call, CHOSEN_FROM)}
    assert (len(found), found[lucky.pk].plain_rank, found[unlucky.pk].plain_rank) == (6, 1, 2)
    assert (found[unlucky.pk].freed_rank, found[unlucky.pk].up) == (1, 1)
    assert found[unlucky.pk].counted == found[unlucky.pk].plain == 0.5


def test_how_much_votes_weigh_is_half_at_most_in_the_action_and_in_the_database(call: Call) -> None:
    told = {"is_anonymous": True, "reviews_wanted": 3, "grading": "points", "normalises": True}
    assert set_review_rules(call=call, **told, votes_weight=70, by=CHAIR, at=MADE) == [
        "normalises", "votes_weight"
    ]  # fmt: skip
    call.refresh_from_db()
    assert call.votes_weight == 50
    with pytest.raises(IntegrityError), write():
        Call.objects.filter(event=call.event_id).update(votes_weight=51)
    call.refresh_from_db()
    assert call.votes_weight == 50


def test_votes_that_weigh_have_scores_counted_once_an_hour(call: Call) -> None:
    ask_after_votes(call, MADE)
    assert not Job.objects.filter(name="proposals.count_scores").exists()
    call.votes_weight = 10
    for minutes in (0, 5, 30):
        ask_after_votes(call, MADE.replace(minute=minutes))
    assert Job.objects.filter(name="proposals.count_scores").count() == 1
