"""The state machine of proposals, against a list of moves written down on its own."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.proposals.actions.moving import move_proposal
from teranga.domains.proposals.models import Proposal
from teranga.domains.proposals.rules import IllegalProposalMove, may_move, move, tell
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call, a_proposal

AT = datetime(2026, 5, 1, tzinfo=UTC)
# What stands before the arrow may become what stands behind it: at any time, only told, only untold.
AT_ANY_TIME = """
draft > submitted; submitted > needs_info accepted reserve rejected withdrawn merged
needs_info > submitted accepted reserve rejected withdrawn merged; withdrawn > draft
confirmed > cancelled; promoted > cancelled; reserve > withdrawn merged rejected
"""
ONLY_TOLD = (
    "accepted > confirmed declined cancelled; promoted > confirmed declined; reserve > promoted declined"
)
ONLY_UNTOLD = """
accepted > submitted reserve rejected withdrawn merged; reserve > submitted accepted
merged > submitted withdrawn
rejected > submitted accepted reserve withdrawn merged; promoted > rejected
"""


def listed(text: str) -> set[tuple[str, str]]:
    lines = [line.split(" > ") for line in text.strip().replace("\n", ";").split(";")]
    return {(before.strip(), to) for before, after in lines for to in after.split()}


def test_every_pair_of_states_is_a_move_exactly_when_the_list_says_so() -> None:
    wrong = []
    for before, to, told in product(Proposal.State.values, Proposal.State.values, (True, False)):
        row = Proposal(state=before, told_state=before if told else "submitted")
        if not told and before == "submitted":
            continue
        expected = (before, to) in listed(AT_ANY_TIME) | listed(ONLY_TOLD if told else ONLY_UNTOLD)
        if may_move(row, to) != expected:
            wrong.append((before, to, told))
    assert wrong == []


def test_what_speakers_do_they_know_and_what_is_decided_they_hear_when_told() -> None:
    row = Proposal(state="draft", told_state="draft")
    move(row, "submitted", at=AT)
    assert (row.told_state, row.submitted_at) == ("submitted", AT)
    move(row, "accepted", at=AT)
    assert (row.told_state, row.decided_at) == ("submitted", AT)
    move(row, "submitted", at=AT)
    assert (row.state, row.decided_at) == ("submitted", None)
    move(row, "reserve", at=AT)
    assert tell(row, at=AT) == ["told_state", "told_at"]
    move(row, "promoted", at=AT)
    assert (row.state, row.told_state) == ("promoted", "reserve")
    with pytest.raises(IllegalProposalMove, match=r"promoted \(told reserve\) -> confirmed"):
        move(row, "confirmed", at=AT)
    tell(row, at=AT)
    assert set(move(row, "confirmed", at=AT)) == {"state", "changed_at", "answered_at", "told_state"}


def test_an_invitation_needs_no_choice() -> None:
    assert may_move(Proposal(is_invited=True), "accepted")
    assert not may_move(Proposal(is_invited=False), "accepted")


@pytest.mark.django_db
def test_a_refused_move_changes_nothing_and_an_allowed_one_names_no_speaker_in_the_log() -> None:
    person = a_person()
    row = a_proposal(a_call(an_event(a_community())), person)
    by = Actor("member", person.pk)
    with pytest.raises(IllegalProposalMove):
        move_proposal(proposal=row, to="confirmed", by=by, at=AT)
    row.refresh_from_db()
    assert (row.state, row.told_state) == ("submitted", "submitted")
    moved = move_proposal(proposal=row, to="withdrawn", by=by, at=AT, declined_why="Another plan")
    moved.refresh_from_db()
    assert (moved.state, moved.told_state, moved.declined_why) == ("withdrawn", "withdrawn", "Another plan")
    entries = AuditEntry.objects.filter(community_id=row.community_id, object_type="proposal")
    assert [(one.verb, one.actor_id, one.changes) for one in entries] == [
        ("proposal.withdrawn", None, {"state": ["submitted", "withdrawn"]})
    ]
