"""Reviewing: kept as it is written, sent whole, once each, of the version that was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.queries_roles import rights_for
from teranga.domains.proposals.actions.recusals import keep_out, let_in_again, recuse
from teranga.domains.proposals.actions.remarks import remark, tag
from teranga.domains.proposals.actions.reviews import ReviewRefused, Sheet, keep_review, send_review
from teranga.domains.proposals.models import (
    Call,
    Proposal,
    Review,
    ReviewAssignment,
    ReviewCriterion,
    ReviewRecusal,
    ReviewRemark,
    ReviewScore,
    ReviewTag,
    TaggedProposal,
)
from teranga.domains.proposals.queries_reviews import lines_for, queue_of
from teranga.domains.proposals.queries_seen import sight_of
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.people import a_grant, a_person
from tests.factories.proposals import a_call, a_track
from tests.factories.reviews import (
    ENDS,
    REVIEWING,
    a_criterion,
    a_phase,
    a_review,
    a_reviewer,
    a_sent_proposal,
    assigned,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    found = a_call(an_event(a_community()))
    a_phase(found)
    return found


@pytest.fixture
def row(call: Call) -> Proposal:
    return a_sent_proposal(call)


@pytest.fixture
def line(call: Call) -> ReviewCriterion:
    return a_criterion(call)


@pytest.fixture
def person(call: Call, row: Proposal) -> Person:
    found: Person = a_reviewer(call).person
    assigned(row, found)
    return found


def acting(call: Call, person: Person, at: Any = REVIEWING) -> dict[str, Any]:
    event = call.event
    rights: Rights = rights_for(person.pk, at=REVIEWING, has_second_factor=True)
    place = Place(event.community_id, event.community.parent_id, event.pk)
    return {
        "call": call, "person": person, "rights": rights, "place": place, "at": at,
        "by": Actor("reviewer", person.pk),
    }  # fmt: skip


def sheet(points: Mapping[ReviewCriterion, int], **more: Any) -> Sheet:
    return Sheet({line.pk: given for line, given in points.items()}, **{"version": 1, **more})


def written() -> list[tuple[int, bool]]:
    rows = ReviewScore.objects.across_communities("all of a test").order_by("pk")
    return [(one.points, one.review.sent_at is not None) for one in rows.select_related("review")]


def test_a_review_is_kept_while_it_is_written_and_counts_once_it_is_sent(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion
) -> None:
    other = a_criterion(call, "Fit", required=False)
    keep_review(code=row.code, sheet=sheet({line: 9, other: 2}, for_speaker=" Well "), **acting(call, person))
    assert written() == [(2, False)]
    keep_review(code=row.code, sheet=sheet({line: 3}), **acting(call, person))
    assert written() == [(3, False)]
    send_review(code=row.code, sheet=sheet({line: 4}, for_committee="Good"), **acting(call, person))
    assert written() == [(4, True)]
    review = Review.objects.get(event=call.event_id)
    assert (review.version, review.for_committee, review.for_speaker) == (1, "Good", "")
    assert Job.objects.filter(name="proposals.count_scores").count() == 1
    with pytest.raises(ReviewRefused, match="sent"):
        keep_review(code=row.code, sheet=sheet({line: 0}), **acting(call, person))
    assert written() == [(4, True)]


def test_h10_a_review_sent_twice_is_one_review(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion
) -> None:
    for points in (4, 4, 2):
        send_review(code=row.code, sheet=sheet({line: points}), **acting(call, person))
    assert written() == [(2, True)]


@pytest.mark.parametrize(
    ("points", "version", "why"), [({}, 1, "points"), ({"line": 5}, 1, "points"), ({"line": -1}, 1, "points"),
                                   ({"line": 3, "foreign": 1}, 1, "points"), ({"line": 3}, 0, "changed")]
)  # fmt: skip
def test_what_is_not_whole_or_not_about_this_version_is_not_sent(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion, points: dict[str, int], version: int,
    why: str,
) -> None:  # fmt: skip
    keys = {"line": line.pk, "foreign": line.pk + 99}
    told = Sheet({keys[name]: given for name, given in points.items()}, version=version)
    with pytest.raises(ReviewRefused, match=why):
        send_review(code=row.code, sheet=told, **acting(call, person))
    assert written() == []
    assert Job.objects.count() == 0


def test_f04_what_may_not_be_reviewed_looks_as_if_it_were_not_there(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion
) -> None:
    own = a_sent_proposal(call, speaker=person)
    assigned(own, person)
    unassigned, draft = a_sent_proposal(call), a_sent_proposal(call, state="draft")
    assigned(draft, person)
    elsewhere = a_sent_proposal(a_call(an_event(call.event.community)))
    told = []
    for code in (own.code, unassigned.code, draft.code, elsewhere.code, "NONE", ""):
        with pytest.raises(NotFound) as refused:
            send_review(code=code, sheet=sheet({line: 3}), **acting(call, person))
        told.append((type(refused.value), str(refused.value) == code))
    assert set(told) == {(NotFound, True)}
    assert written() == []


@pytest.mark.parametrize("at", [ENDS, REVIEWING.replace(day=1)])
def test_outside_of_a_phase_nobody_reviews(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion, at: Any
) -> None:
    with pytest.raises(NotFound):
        send_review(code=row.code, sheet=sheet({line: 3}), **acting(call, person, at))
    assert written() == []


def test_a_phase_of_reading_takes_no_reviews_and_the_team_alone_reviews_nothing(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion
) -> None:
    chair = a_person()
    a_grant(chair, "programme_chair", event=call.event)
    with pytest.raises(ReviewRefused, match="reviewer"):
        send_review(code=row.code, sheet=sheet({line: 3}), **acting(call, chair))
    call.phases.filter(event=call.event_id).update(may_review=False)
    with pytest.raises(ReviewRefused, match="closed"):
        send_review(code=row.code, sheet=sheet({line: 3}), **acting(call, person))
    assert written() == []


def test_lines_of_a_track_are_asked_there_alone_and_grades_have_one_line(
    call: Call, line: ReviewCriterion
) -> None:
    track = a_track(call.event)
    of_track = a_criterion(call, "Depth", tracks=[track.slug])
    here, there = a_sent_proposal(call, track=track), a_sent_proposal(call)
    assert (lines_for(here), lines_for(there)) == ([line, of_track], [line])
    call.grading = Call.Grading.MAJORITY
    call.save()
    assert lines_for(Proposal.objects.get(event=call.event_id, pk=here.pk)) == [line]


def test_keeping_out_takes_back_what_was_said_and_hides_the_proposal(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion
) -> None:
    send_review(code=row.code, sheet=sheet({line: 4}), **acting(call, person))
    recuse(code=row.code, reason="  My  cousin ", **acting(call, person))
    assert written() == []
    assert ReviewAssignment.objects.filter(event=call.event_id).count() == 0
    said = ReviewRecusal.objects.get(event=call.event_id)
    assert (said.kind, said.reason) == ("said", "My cousin")
    with pytest.raises(NotFound):
        recuse(code=row.code, reason="", **acting(call, person))
    keep_out(proposal=row, person=person, reason="", by=Actor("organiser"), at=REVIEWING)
    let_in_again(proposal=row, person=person, by=Actor("organiser"), at=REVIEWING)
    assert ReviewRecusal.objects.filter(event=call.event_id).count() == 1


def test_the_team_keeps_somebody_out_and_lets_them_in_again(
    call: Call, row: Proposal, person: Person
) -> None:
    keep_out(proposal=row, person=person, reason="Neighbours", by=Actor("organiser"), at=REVIEWING)
    assert ReviewRecusal.objects.get(event=call.event_id).kind == "team"
    let_in_again(proposal=row, person=person, by=Actor("organiser"), at=REVIEWING)
    assert ReviewRecusal.objects.filter(event=call.event_id).count() == 0


def test_remarks_and_tags_belong_to_phases_that_take_them(call: Call, row: Proposal, person: Person) -> None:
    reason = ReviewTag.objects.create(
        community_id=call.community_id,
        event_id=call.event_id,
        call=call,
        slug="depth",
        name=in_three("Depth"),
    )
    acts = acting(call, person)
    for act in (lambda: remark(code=row.code, text="Hm", **acts),
                lambda: tag(code=row.code, tag=reason, on=True, **acts)):  # fmt: skip
        with pytest.raises(ReviewRefused, match="closed"):
            act()
    call.phases.filter(event=call.event_id).update(may_discuss=True, may_tag=True, sees_others="always")
    remark(code=row.code, text="  ", **acts)
    remark(code=row.code, text=" Worth a talk? ", **acts)
    for on in (True, True, False, False, True):
        tag(code=row.code, tag=reason, on=on, **acts)
    assert [one.text for one in ReviewRemark.objects.filter(event=call.event_id)] == ["Worth a talk?"]
    assert TaggedProposal.objects.filter(event=call.event_id, person=person).count() == 1


def test_f05_the_log_of_reviewing_names_no_points_no_words_and_no_proposal(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion
) -> None:
    told = sheet({line: 4}, for_committee="CANARY", for_speaker="CANARY")
    send_review(code=row.code, sheet=told, **acting(call, person))
    recuse(code=row.code, reason="CANARY", **acting(call, person))
    entries = AuditEntry.objects.filter(community_id=call.community_id)
    assert [(one.verb, one.changes) for one in entries.order_by("pk")] == [
        ("review.send", {}), ("review.recuse", {})
    ]  # fmt: skip


def test_f10_a_review_leaves_no_trace_in_what_a_speaker_sees_of_the_proposal(
    call: Call, row: Proposal, person: Person, line: ReviewCriterion
) -> None:
    before = Proposal.objects.filter(event=call.event_id).values().get()
    send_review(code=row.code, sheet=sheet({line: 4}), **acting(call, person))
    recuse(code=row.code, reason="", **acting(call, person))
    assert Proposal.objects.filter(event=call.event_id).values().get() == before


def test_the_queue_shows_what_changed_first_then_what_is_begun_then_the_rest(
    call: Call, row: Proposal, person: Person
) -> None:
    begun, done, stale, free = (a_sent_proposal(call) for _nth in range(4))
    for one in (begun, done, stale):
        assigned(one, person)
    a_review(begun, person, sent_at=None)
    a_review(done, person)
    a_review(stale, person)
    Proposal.objects.filter(event=call.event_id, pk=stale.pk).update(version=2)
    call.phases.filter(event=call.event_id).update(sees="all")
    acts = acting(call, person)
    queue = queue_of(sight_of(call, rights=acts["rights"], place=acts["place"], at=REVIEWING))
    assert [(one.seen.code, one.state) for one in queue.rows] == [
        (stale.code, "stale"), (begun.code, "begun"), (row.code, "todo"), (done.code, "done"),
        (free.code, "free"),
    ]  # fmt: skip
    assert (queue.total, len(queue.waiting), len(queue.done), len(queue.free)) == (4, 3, 1, 1)
    assert [queue.after(code) for code in ("", stale.code, row.code, done.code)] == [
        stale.code, begun.code, stale.code, stale.code
    ]  # fmt: skip
