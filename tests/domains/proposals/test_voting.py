"""Voting by those who come: who may, on what, in which order, and what of it the team sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from teranga.domains.activity.models import AuditEntry
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.places.models import Place
from teranga.domains.proposals.actions.voting import VoteRefused, cast_vote
from teranga.domains.proposals.models import AttendeeVote, Call, Proposal, ProposalSpeaker
from teranga.domains.proposals.queries_voting import (
    VoteSum,
    ballot_of,
    next_to_vote,
    on_the_ballot,
    shuffle_key,
    vote_sums,
    voters_of,
)
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.learning import a_member
from tests.factories.people import a_person
from tests.factories.proposals import CLOSES, OPEN, a_call, a_type, type_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return an_event(a_community())


@pytest.fixture
def call(event: Event) -> Call:
    return a_call(event, votes_open_at=OPEN - timedelta(days=1), votes_close_at=CLOSES)


def sent(call: Call, code: str, **more: Any) -> Proposal:
    told = {"state": "submitted", "told_state": "submitted", "title": f"Talk {code}", "language": "fr",
            "type": type_of(call, "talk"), "started_at": OPEN, "changed_at": OPEN, **more}  # fmt: skip
    return Proposal.objects.create(
        community_id=call.community_id, event_id=call.event_id, call=call, code=code, **told
    )


def by(proposal: Proposal, person: Person | None = None, name: str = "") -> ProposalSpeaker:
    return ProposalSpeaker.objects.create(
        community_id=proposal.community_id, event_id=proposal.event_id, proposal=proposal, person=person,
        name=name, state="confirmed",
    )  # fmt: skip


def all_votes(call: Call) -> list[tuple[str, int]]:
    rows = AttendeeVote.objects.filter(event=call.event_id).order_by("proposal__code", "pk")
    return list(rows.values_list("proposal__code", "value"))


def test_members_and_those_with_a_place_vote_once_and_may_change_their_mind(call: Call, event: Event) -> None:
    sent(call, "AAA")
    member, guest = a_member(event.community), a_person()
    Place.objects.create(community=event.community, event=event, person=guest, given_at=OPEN)
    for person, value in ((member, 3), (guest, 1), (member, 0)):
        cast_vote(call=call, person=person, code="AAA", value=value, at=OPEN)
    assert all_votes(call) == [("AAA", 0), ("AAA", 1)]
    assert voters_of(call) == 2
    assert not AuditEntry.objects.filter(event_id=event.pk).exists(), "a vote is secret"


def test_strangers_late_ones_and_votes_on_nothing_are_refused(call: Call, event: Event) -> None:
    sent(call, "AAA")
    member, stranger = a_member(event.community), a_person()
    own = by(sent(call, "OWN"), member).proposal
    for person, code, value, at, why in (
        (stranger, "AAA", 3, OPEN, "stranger"), (member, "AAA", 3, CLOSES, "closed"),
        (member, "ZZZ", 3, OPEN, "proposal"), (member, "AAA", 4, OPEN, "proposal"),
        (member, "AAA", -1, OPEN, "proposal"), (member, own.code, 3, OPEN, "proposal"),
    ):  # fmt: skip
        with pytest.raises(VoteRefused, match=why):
            cast_vote(call=call, person=person, code=code, value=value, at=at)
    assert all_votes(call) == []


def test_the_ballot_shows_what_was_sent_and_nothing_that_is_only_decided(call: Call, event: Event) -> None:
    paid = a_type(call, "sponsored", is_sponsored=True)
    sent(call, "YES", state="accepted")
    sent(call, "NO", state="rejected")
    sent(call, "TOLD", state="accepted", told_state="accepted")
    sent(call, "DRAFT", state="draft", told_state="draft")
    sent(call, "GONE", state="withdrawn", told_state="withdrawn")
    sent(call, "KEY", is_invited=True)
    sent(call, "PAID", type=paid)
    codes = sorted(one.code for one in ballot_of(call, a_member(event.community)))
    assert codes == ["NO", "YES"]


def test_nobody_reads_a_name_on_the_ballot(call: Call, event: Event) -> None:
    row = sent(call, "AAA", title="Ama Koné shows maps", abstract="Write to ama@example.org, says Koné.")
    by(row, name="Ama Koné")
    member = a_member(event.community)
    (one,) = on_the_ballot(call, member, ballot_of(call, member))
    assert not any(word in one.title + one.abstract for word in ("Ama", "Koné", "ama@"))
    assert "maps" in one.title


def test_everybody_reads_in_another_order_that_stays(call: Call, event: Event) -> None:
    for number in range(8):
        sent(call, f"T{number}")
    people = [a_member(event.community) for _ in range(4)]
    orders = [[one.code for one in ballot_of(call, person)] for person in people]
    assert orders == [[one.code for one in ballot_of(call, person)] for person in people]
    assert len({tuple(order) for order in orders}) > 1
    assert all(sorted(order) == sorted(orders[0]) for order in orders)
    firsts = [min("abcdefgh", key=lambda one: shuffle_key(str(person), one)) for person in range(800)]
    assert min(firsts.count(one) for one in "abcdefgh") > 60


def test_the_next_one_lies_behind_the_last_and_nothing_is_left_out(call: Call, event: Event) -> None:
    member = a_member(event.community)
    for number in range(3):
        sent(call, f"T{number}")
    first, second, third = (one.code for one in ballot_of(call, member))
    cast_vote(call=call, person=member, code=second, value=2, at=OPEN)
    ballot = ballot_of(call, member)
    found = [next_to_vote(ballot, after) for after in ("", first, third, "unknown")]
    assert [one.code for one in found if one] == [first, third, first, first]
    for code in (first, third):
        cast_vote(call=call, person=member, code=code, value=2, at=OPEN)
    assert next_to_vote(ballot_of(call, member)) is None


def test_the_team_sees_sums_and_none_of_fewer_than_five(call: Call, event: Event) -> None:
    sent(call, "AAA")
    sent(call, "BBB")
    people = [a_member(event.community) for _ in range(5)]
    for person, value in zip(people, (3, 3, 2, 0, 1), strict=True):
        cast_vote(call=call, person=person, code="AAA", value=value, at=OPEN)
    for person in people[:4]:
        cast_vote(call=call, person=person, code="BBB", value=3, at=OPEN)
    assert vote_sums(call) == [
        VoteSum("AAA", "Talk AAA", 5, 1.8, 60), VoteSum("BBB", "Talk BBB", 4, None, None)
    ]  # fmt: skip
