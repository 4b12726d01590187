"""The score that stands at a proposal: from sent reviews, by the lines and the manner of the call."""

from __future__ import annotations

import pytest

from teranga.base.models import Job
from teranga.domains.events.models import Event
from teranga.domains.proposals.actions.scores import ask_for_scores, count_scores
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries_scores import manners_of, scores_of
from teranga.domains.proposals.tasks import count_the_scores
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call
from tests.factories.reviews import a_criterion, a_review, a_sent_proposal

pytestmark = pytest.mark.django_db


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
