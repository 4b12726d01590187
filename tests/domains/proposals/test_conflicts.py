"""Who keeps out of what, and that nobody else does."""

from __future__ import annotations

import pytest

from teranga.domains.learning.models import Pair
from teranga.domains.proposals.models import Call, ProposalSpeaker
from teranga.domains.proposals.queries_conflicts import conflicts_in, kept_away
from tests.factories.communities import MADE, a_community
from tests.factories.events import a_session, a_speaker, an_event
from tests.factories.learning import a_mentoring, a_pair
from tests.factories.learning import an_application as a_mentoring_application
from tests.factories.people import a_person
from tests.factories.proposals import a_call
from tests.factories.reviews import a_reviewer, a_sent_proposal, a_speaker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return a_call(an_event(a_community()))


def test_ones_own_and_a_declined_invitation(call: Call) -> None:
    person = a_person()
    own, invited, other = (a_sent_proposal(call) for _nth in range(3))
    a_speaker_of(own, person, state=ProposalSpeaker.State.INVITED)
    a_speaker_of(invited, person, state=ProposalSpeaker.State.DECLINED)
    assert kept_away(call, person.pk) == {own.pk: "own"}
    assert kept_away(call, None) == {}
    assert other.pk not in kept_away(call, person.pk)


def test_the_same_employer_however_it_is_written(call: Call) -> None:
    reviewer = a_reviewer(call, affiliation="École  Sup. de Lomé")
    nobody = a_reviewer(call)
    same = a_sent_proposal(call, speaking={"affiliation": "ecole sup de lome"})
    a_sent_proposal(call, speaking={"affiliation": "École Sup"})
    a_sent_proposal(call)
    assert kept_away(call, reviewer.person_id) == {same.pk: "employer"}
    assert kept_away(call, nobody.person_id) == {}


def test_what_a_reviewer_tells_of_their_employer_as_a_speaker_counts_too(call: Call) -> None:
    reviewer = a_reviewer(call)
    own = a_sent_proposal(call, speaker=reviewer.person, speaking={"affiliation": "Moov"})
    same = a_sent_proposal(call, speaking={"affiliation": "MOOV"})
    assert kept_away(call, reviewer.person_id) == {own.pk: "own", same.pk: "employer"}


def test_co_speakers_of_another_proposal_and_of_a_session(call: Call) -> None:
    reviewer, friend, partner = a_reviewer(call), a_person(), a_person()
    ours = a_sent_proposal(call, speaker=reviewer.person)
    a_speaker_of(ours, friend)
    theirs = a_sent_proposal(call, speaker=friend)
    session = a_session(call.event, speakers=[])
    for position, person in enumerate((reviewer.person, partner)):
        speaker = a_speaker(call.event, person=person)
        session.speaker_links.create(
            speaker=speaker, position=position, event=call.event, community_id=call.community_id
        )
    on_stage = a_sent_proposal(call, speaker=partner)
    a_sent_proposal(call)
    assert kept_away(call, reviewer.person_id) == {
        ours.pk: "own", theirs.pk: "co_speaker", on_stage.pk: "co_speaker"
    }  # fmt: skip


def test_mentors_and_mentees_until_one_said_no(call: Call) -> None:
    mentor, mentee = a_person(), a_person()
    programme = a_mentoring(call.event.community)
    pair = a_pair(
        programme,
        mentee=a_mentoring_application(programme, "mentee", person=mentee),
        mentor=a_mentoring_application(programme, "mentor", person=mentor),
    )
    row, other = a_sent_proposal(call, speaker=mentee), a_sent_proposal(call, speaker=mentor)
    assert conflicts_in(call, [mentor.pk, mentee.pk]) == {
        mentor.pk: {row.pk: "mentor", other.pk: "own"}, mentee.pk: {other.pk: "mentor", row.pk: "own"}
    }  # fmt: skip
    pair.state = Pair.State.DECLINED
    pair.save()
    assert kept_away(call, mentor.pk) == {other.pk: "own"}


def test_what_was_said_goes_before_what_was_found(call: Call) -> None:
    reviewer = a_reviewer(call, affiliation="Moov")
    row = a_sent_proposal(call, speaking={"affiliation": "Moov"})
    row.recusals.create(
        community_id=row.community_id, event_id=row.event_id, person=reviewer.person, kind="team", at=MADE
    )
    assert kept_away(call, reviewer.person_id) == {row.pk: "team"}
