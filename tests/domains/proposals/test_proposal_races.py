"""Many hands on one proposal, one selection, one batch, one code: real threads on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from teranga.domains.activity.actions.record import COMMAND_LINE, VISITOR
from teranga.domains.people.two_persons import SamePerson
from teranga.domains.places.models import Quota
from teranga.domains.proposals.actions import confirming, drafts, sending, speakers, telling
from teranga.domains.proposals.actions.deciding import apply_selection, sign_selection, undo_selection
from teranga.domains.proposals.actions.selections import SelectionRefused, change_selection
from teranga.domains.proposals.actions.voting import cast_vote
from teranga.domains.proposals.models import (
    AccessCode,
    AttendeeVote,
    Call,
    Proposal,
    Selection,
    SelectionSignature,
    Telling,
)
from teranga.domains.proposals.rules import IllegalProposalMove
from tests.base.threads import at_once
from tests.domains.proposals.test_telling import (
    LEFT,
    NOW,
    S,
    approve,
    decided,
    how,
    mails,
    tell_all,
    the_call,
)
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.learning import a_member
from tests.factories.people import a_person
from tests.factories.proposals import CLOSES, OPEN, a_call, a_proposal, a_track, an_access_code, type_of
from tests.factories.selections import CHOSEN, a_chair, a_scored_call, a_selection, signed_by_two

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = {
    "title": "Graphs", "type": "talk", "language": "fr", "abstract": "What graphs say.", "level": "beginner",
    "name": "Afi Mensah", "contact": "afi@example.org", "biography": "I teach.",
}  # fmt: skip
SOON = NOW + timedelta(hours=1)


def begin(call: Call, key: str, **more: Any) -> Proposal:
    told = WHOLE | more.pop("told", {})
    return drafts.begin_draft(
        call=call, told=told, shown_at=OPEN, language="fr", key=key * 20, by=VISITOR, at=OPEN, **more
    )


def refused(outcomes: list[Any], *kinds: type[Exception]) -> int:
    """How many were; anything else that went wrong fails the test."""
    unknown = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, kinds)]
    assert unknown == []
    return sum(isinstance(one, kinds) for one in outcomes)


def test_g25_one_person_s_signature_counts_once_however_often_it_is_sent_at_once() -> None:
    row = a_selection(a_scored_call())
    chair = a_chair(row.call)
    said = at_once(*[lambda: sign_selection(selection=row, rights=chair, by=COMMAND_LINE, at=CHOSEN)] * 4)
    assert (refused(said, SamePerson), SelectionSignature.objects.filter(selection=row.pk,
            community=row.community_id).count()) == (3, 1)  # fmt: skip
    assert refused([*at_once(lambda: apply_selection(selection=row, by=COMMAND_LINE, at=CHOSEN))],
                   SelectionRefused) == 1  # fmt: skip


def test_g05_a_selection_is_applied_once_and_not_beside_a_change_or_another() -> None:
    row = a_selection(a_scored_call())
    signed_by_two(row)
    other = a_selection(row.call, choose=2)
    signed_by_two(other)
    said = at_once(
        *[lambda: apply_selection(selection=row, by=COMMAND_LINE, at=CHOSEN)] * 2,
        lambda: apply_selection(selection=other, by=COMMAND_LINE, at=CHOSEN),
        lambda: change_selection(selection=row, seen=row.changed_at, by=COMMAND_LINE, at=CHOSEN, choose=1),
    )
    assert refused(said[:3], SelectionRefused) >= 2
    applied = Selection.objects.filter(community=row.community_id).exclude(applied_at=None)
    states = Proposal.objects.filter(event=row.event_id, state=S.ACCEPTED).count()
    assert [len(one.result["chosen"]) for one in applied] == ([states] if states else [])


def test_h08_a_batch_approved_and_sent_by_many_at_once_is_one_batch_and_one_mail_each() -> None:
    call = the_call()
    rows = [decided(call, S.ACCEPTED), decided(call, S.REJECTED)]
    assert refused(at_once(*[lambda: approve(call)] * 4), telling.TellingRefused) == 3
    batch = Telling.objects.get(event=call.event_id)
    refused(at_once(*[lambda: telling.tell_batch(telling=batch, at=LEFT)] * 3))
    assert (mails(), how(*rows)) == (["accepted", "rejected"], [(S.ACCEPTED,) * 2, (S.REJECTED,) * 2])
    quota = Quota.objects.across_communities("a test looks").get(pk=type_of(call, "talk").quota_id)
    assert (quota.size, quota.used) == (1, 1)


def test_g05_yes_and_no_at_once_is_one_of_them_and_the_place_is_counted_once() -> None:
    call = the_call()
    first, waiting = decided(call, S.ACCEPTED), decided(call, S.RESERVE, rank=1)
    tell_all(call)
    said = at_once(
        *[lambda: confirming.confirm_talk(proposal=first, by=VISITOR, at=SOON)] * 2,
        *[lambda: confirming.decline_talk(proposal=first, by=VISITOR, at=SOON)] * 2,
    )
    assert refused(said, IllegalProposalMove) == 3
    states = [state for state, _told in how(first, waiting)]
    assert states in (["confirmed", "reserve"], ["declined", "promoted"])
    quota = Quota.objects.across_communities("a test looks").get(pk=type_of(call, "talk").quota_id)
    assert (quota.size, quota.used + quota.offered) == (1, 1)


def test_g20_two_who_say_no_at_once_move_one_who_waits_up_once_and_each_place_stays_one() -> None:
    call = the_call()
    gone = [decided(call, S.ACCEPTED), decided(call, S.ACCEPTED)]
    waiting = decided(call, S.RESERVE, rank=1)
    tell_all(call)
    said = at_once(*(
        lambda one=one: confirming.decline_talk(proposal=one, by=VISITOR, at=SOON) for one in [*gone, *gone]
    ))  # fmt: skip
    assert refused(said, IllegalProposalMove) == 2
    assert how(*gone, waiting) == [(S.DECLINED,) * 2, (S.DECLINED,) * 2, (S.PROMOTED,) * 2]
    assert mails().count("promoted") == 1
    quota = Quota.objects.across_communities("a test looks").get(pk=type_of(call, "talk").quota_id)
    assert (quota.size, quota.used, quota.offered) == (2, 0, 1)


def test_g05_a_withdrawal_and_the_mail_that_tells_at_once_leave_no_place_behind() -> None:
    call = the_call()
    row = decided(call, S.ACCEPTED)
    batch = approve(call)
    said = at_once(
        lambda: telling.tell_batch(telling=batch, at=LEFT),
        lambda: sending.withdraw_proposal(proposal=row, by=VISITOR, at=LEFT),
    )
    refused(said, IllegalProposalMove)
    kind = type_of(call, "talk")
    used = Quota.objects.across_communities("a test looks").get(pk=kind.quota_id).used if kind.quota_id else 0
    assert how(row) == [(S.ACCEPTED, S.ACCEPTED)] if used else how(row) == [(S.WITHDRAWN, S.WITHDRAWN)]


def test_g05_a_selection_taken_back_while_it_is_told_tells_nobody_what_is_open_again() -> None:
    row = a_selection(a_scored_call())
    event = row.call.event
    event.start = event.end = date(2027, 3, 18)
    event.save()
    signed_by_two(row)
    apply_selection(selection=row, by=COMMAND_LINE, at=CHOSEN)
    batch = approve(row.call, CHOSEN)
    said = at_once(
        lambda: telling.tell_batch(telling=batch, at=batch.leaves_at),
        lambda: undo_selection(selection=row, by=COMMAND_LINE, at=batch.leaves_at),
    )
    refused(said, SelectionRefused)
    told = Proposal.objects.filter(event=row.event_id).exclude(told_state=S.SUBMITTED)
    assert [one for one in told if one.state in (S.SUBMITTED, S.NEEDS_INFO)] == []


@pytest.mark.parametrize("opens", ["type", "track", "after_the_end"])
def test_g04_a_code_for_one_proposal_opens_one_however_many_are_sent_with_it_at_once(opens: str) -> None:
    call = a_call(an_event(a_community()), closed_tracks=["science"])
    a_track(call.event, "science")
    talk = type_of(call, "talk")
    if opens == "type":
        talk.way = "code"
        talk.save()
    code = an_access_code(call, most_uses=1, types=["talk"] if opens == "type" else [],
                          tracks=["science"] if opens == "track" else [],
                          after_the_end=opens == "after_the_end")  # fmt: skip
    told = {"track": "science"} if opens == "track" else {}
    rows = [begin(call, key, code=code, told=told) for key in "abcd"]
    at = CLOSES + timedelta(days=3) if opens == "after_the_end" else OPEN
    people = [a_person() for _row in rows]
    said = at_once(*(
        lambda row=row, person=person: sending.submit_proposal(
            proposal=row, person=person, by=VISITOR, at=at
        )
        for row, person in zip(rows, people, strict=True)
    ))  # fmt: skip
    assert refused(said, sending.NotTaken) == 3
    assert AccessCode.objects.get(event=call.event_id).uses == 1
    assert Proposal.objects.filter(event=call.event_id, state=S.SUBMITTED).count() == 1


def test_f20_one_person_sends_no_more_than_the_limit_by_sending_all_at_once() -> None:
    call, person = a_call(an_event(a_community()), most_per_person=1), a_person()
    rows = [begin(call, key, person=person) for key in "abcd"]
    said = at_once(*(
        lambda row=row: sending.submit_proposal(proposal=row, person=person, by=VISITOR, at=OPEN)
        for row in rows
    ))  # fmt: skip
    assert refused(said, sending.NotTaken) == 3
    assert Proposal.objects.filter(event=call.event_id, state=S.SUBMITTED).count() == 1


def test_g10_a_form_an_invitation_and_a_vote_sent_many_times_at_once_are_each_one() -> None:
    event = an_event(a_community())
    call = a_call(event, votes_open_at=OPEN - timedelta(days=1), votes_close_at=CLOSES)
    assert len({one.pk for one in at_once(*[lambda: begin(call, "k")] * 4)}) == 1
    row, other = Proposal.objects.select_related("call", "event").get(event=event), a_proposal(call)
    asked = at_once(*[lambda: speakers.invite_speaker(
        proposal=row, name="Kossi", contact="kossi@example.org", by=VISITOR, at=OPEN
    )] * 4)  # fmt: skip
    assert (refused(asked), row.speakers.count()) == (0, 2)
    voter = a_member(event.community)
    voted = at_once(*(
        lambda value=value: cast_vote(call=call, person=voter, code=other.code, value=value, at=OPEN)
        for value in range(4)
    ))  # fmt: skip
    assert (refused(voted), AttendeeVote.objects.filter(event=event).count()) == (0, 1)
