"""Sharing out the reviews by the engine: conflicts, languages, loads, what stays, and who is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from teranga.domains.activity.actions.record import Actor
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.proposals.actions.assigning import (
    AssigningRefused,
    apply_assignment,
    ask_assignment,
    assign_by_hand,
    drop_assignment,
    solve_assignment,
)
from teranga.domains.proposals.models import AssignmentRun, Call, Proposal, ReviewAssignment, Reviewer
from teranga.domains.proposals.tasks import assign_reviewers
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call
from tests.factories.reviews import REVIEWING, a_review, a_reviewer, a_sent_proposal, assigned

pytestmark = pytest.mark.django_db
BY = Actor("programme_chair")


@pytest.fixture
def call() -> Call:
    return a_call(an_event(a_community()), reviews_wanted=2)


def solved(call: Call, **how: Any) -> AssignmentRun:
    run = ask_assignment(call=call, by=BY, at=MADE, **how)
    return solve_assignment(run=run, at=MADE, apart=False)


def pairs(call: Call) -> set[tuple[str, int]]:
    rows = ReviewAssignment.objects.filter(event=call.event_id)
    return set(rows.values_list("proposal__code", "person_id"))


def test_nobody_gets_their_own_a_colleagues_or_a_language_they_do_not_read(call: Call) -> None:
    speaker = a_reviewer(call, languages=["fr"])
    colleague = a_reviewer(call, affiliation="Moov")
    english = a_reviewer(call, languages=["en"])
    free = a_reviewer(call)
    own = a_sent_proposal(call, speaker=speaker.person, speaking={"affiliation": "MOOV"})
    run = solved(call)
    assert run.result["status"] == "optimal"
    assert run.result["papers"] == {own.code: [str(free.person_id)]}
    assert (run.result["missing"], run.result["reasons"][own.code]["why"]) == (1, "few")
    assert run.result["faults"] == []
    assert apply_assignment(run=run, by=BY, at=MADE) == 1
    assert pairs(call) == {(own.code, free.person_id)}
    assert {colleague.person_id, english.person_id} & {person for _code, person in pairs(call)} == set()


def test_topics_say_who_fits_and_loads_are_kept(call: Call) -> None:
    call.reviews_wanted = 1
    call.save()
    web, ai = a_reviewer(call, topics=["web"], most=1), a_reviewer(call, topics=["ai"], most=1)
    of_ai, of_web = a_sent_proposal(call, topics=["ai"]), a_sent_proposal(call, topics=["web"])
    more = a_sent_proposal(call, topics=["web"])
    run = solved(call, fair=False)
    assert run.result["papers"][of_ai.code] == [str(ai.person_id)]
    assert sorted(run.result["papers"][row.code] for row in (of_web, more)) == [[], [str(web.person_id)]]
    assert run.result["loads"] == {str(web.person_id): 1, str(ai.person_id): 1}


def test_what_is_written_or_asked_stays_and_anew_leaves_what_nobody_began(call: Call) -> None:
    people = [a_reviewer(call).person for _nth in range(4)]
    row = a_sent_proposal(call)
    a_review(row, people[0])
    assigned(row, people[1])
    filled = solved(call).result["papers"][row.code]
    assert set(filled) == {str(people[0].pk), str(people[1].pk)}
    ReviewAssignment.objects.filter(event=call.event_id).update(by_hand=True)
    assert set(solved(call, anew=True).result["papers"][row.code]) == set(filled)
    ReviewAssignment.objects.filter(event=call.event_id).delete()
    assigned(row, people[3])
    Reviewer.objects.filter(event=call.event_id, person=people[3]).update(topics=["ai"])
    Reviewer.objects.filter(event=call.event_id, person=people[2]).update(topics=["web"])
    run = solved(call, anew=True)
    assert set(run.result["papers"][row.code]) == {str(people[0].pk), str(people[2].pk)}
    apply_assignment(run=run, by=BY, at=MADE)
    assert pairs(call) == {(row.code, people[0].pk), (row.code, people[2].pk)}


def test_each_reviewer_gets_one_mail_with_a_number_and_no_name_or_title(call: Call) -> None:
    person = a_reviewer(call, a_person("Kofi")).person
    rows = [a_sent_proposal(call, f"Canary title {nth}", speaker="Canary Speaker") for nth in range(3)]
    apply_assignment(run=solved(call), by=BY, at=MADE)
    (mail,) = OutgoingMail.objects.all()
    assert (mail.person_id, mail.subject.endswith(": 3 more")) == (person.pk, True)
    assert "Canary" not in mail.body + mail.subject
    assert [row.code for row in rows if row.code in mail.body] == []
    with pytest.raises(AssigningRefused, match="stale"):
        apply_assignment(run=AssignmentRun.objects.create(
            community_id=call.community_id, event_id=call.event_id, call=call, asked_at=MADE, done_at=MADE,
            result={"status": "optimal", "faults": [], "papers": {}}, problem={"proposals": []},
        ), by=BY, at=MADE)  # fmt: skip
    assert OutgoingMail.objects.count() == 1


def test_what_changed_since_or_is_not_done_asks_nobody(call: Call) -> None:
    a_reviewer(call)
    a_sent_proposal(call)
    run = ask_assignment(call=call, by=BY, at=MADE)
    with pytest.raises(AssigningRefused, match="unfinished"):
        apply_assignment(run=run, by=BY, at=MADE)
    solve_assignment(run=run, at=MADE, apart=False)
    new = a_sent_proposal(call)
    with pytest.raises(AssigningRefused, match="stale"):
        apply_assignment(run=run, by=BY, at=MADE)
    assert pairs(call) == set()
    Proposal.objects.filter(event=call.event_id, pk=new.pk).update(state="withdrawn")
    assert apply_assignment(run=run, by=BY, at=MADE) == 1
    for act in (apply_assignment, drop_assignment):
        with pytest.raises(AssigningRefused, match="applied"):
            act(run=run, by=BY, at=MADE)


def test_loads_that_cannot_be_met_are_told_and_nobody_is_asked(call: Call) -> None:
    for _nth in range(3):
        a_reviewer(call, least=2)
    a_sent_proposal(call)
    run = solved(call)
    assert run.result["status"] == "infeasible"
    with pytest.raises(AssigningRefused, match="infeasible"):
        apply_assignment(run=run, by=BY, at=MADE)
    drop_assignment(run=run, by=BY, at=MADE)
    assert AssignmentRun.objects.filter(event=call.event_id).count() == 0


def test_the_job_computes_in_a_process_of_its_own(call: Call) -> None:
    a_reviewer(call)
    row = a_sent_proposal(call)
    run = ask_assignment(call=call, by=BY, at=MADE)
    assign_reviewers(community_id=call.community_id, run_id=run.pk)
    run.refresh_from_db()
    assert (run.error, list(run.result["papers"])) == ("", [row.code])
    assert json.loads(json.dumps(run.problem)) == run.problem


def test_by_hand_only_reviewers_without_a_conflict_are_asked(call: Call) -> None:
    reviewer = a_reviewer(call).person
    own, other = a_sent_proposal(call, speaker=reviewer), a_sent_proposal(call)
    for row, person, why in ((own, reviewer, "conflict"), (other, a_person(), "reviewer")):
        with pytest.raises(AssigningRefused, match=why):
            assign_by_hand(proposal=row, person=person, on=True, by=BY, at=REVIEWING)
    assert pairs(call) == set()
    assign_by_hand(proposal=other, person=reviewer, on=True, by=BY, at=REVIEWING)
    assert ReviewAssignment.objects.get(event=call.event_id).by_hand is True
    assign_by_hand(proposal=other, person=reviewer, on=False, by=BY, at=REVIEWING)
    assert pairs(call) == set()
