"""What a blind reviewer tries to find out, and a speaker before anybody is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from teranga.base.personal_data import Subject, export
from teranga.domains.activity.actions.record import VISITOR, Actor
from teranga.domains.proposals.actions import confirming, merging, sending
from teranga.domains.proposals.actions.drafts import begin_draft
from teranga.domains.proposals.actions.moving import move_proposal
from teranga.domains.proposals.actions.review_rows import ReviewRowRefused, tell_own_load
from teranga.domains.proposals.links_told import talk_path
from teranga.domains.proposals.models import Call, Proposal, Reviewer
from teranga.domains.proposals.queries import phase_of
from teranga.domains.proposals.queries_conflicts import kept_away
from teranga.domains.proposals.queries_told import place_as_told
from teranga.domains.proposals.queries_voting import OnTheBallot, ballot_of, on_the_ballot
from teranga.domains.proposals.rules import tell
from teranga.domains.proposals.rules_seen import HIDDEN, covered
from teranga.domains.proposals.rules_writing import may_write
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import OPEN, a_call, a_proposal
from tests.factories.reviews import REVIEWING, a_phase, a_reviewer, a_sent_proposal

pytestmark = pytest.mark.django_db
LATER = REVIEWING + timedelta(days=60)


def read(call: Call) -> list[OnTheBallot]:
    """The ballot of somebody who is nobody's speaker."""
    voter = a_person()
    return on_the_ballot(call, voter, ballot_of(call, voter))


@pytest.fixture
def call() -> Call:
    return a_call(an_event(a_community()))


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("Ada", "In Canada, by Ada", f"In Canada, by {HIDDEN}"),  # a hole in a word would be the name
        ("Ali", "reality, salient", "reality, salient"),
        ("Li Yu", "Li Yu and li  yu, not Lily", f"{HIDDEN} and {HIDDEN}, not Lily"),
        ("Bo", "Bo says: below, bo", f"{HIDDEN} says: below, bo"),
        ("Q", "Q is a letter", "Q is a letter"),
        ("李伟", "我是李伟的朋友", f"我是{HIDDEN}的朋友"),
        ("N'Gou Zi", "by N'Gou Zi", f"by {HIDDEN}"),
        ("kofi", "ask kofi, the kofis", f"ask {HIDDEN}, the kofis"),
        ("Rose Éyram", "Eyram grows a rose", f"{HIDDEN} grows a rose"),
    ],
)
def test_f01_a_name_is_covered_where_it_stands_and_no_hole_in_another_word_tells_it(
    name: str, text: str, read: str
) -> None:
    assert covered([name], text) == read


def test_f01_who_votes_reads_neither_the_name_of_the_account_nor_the_one_that_was_typed(call: Call) -> None:
    row = a_sent_proposal(call, "Kofi tells", speaker="Ama Serwaa", speaking={"name": "Kofi Annor"})
    Proposal.objects.filter(pk=row.pk, event=call.event_id).update(abstract="By Annor and Serwaa")
    (shown,) = read(call)
    assert (shown.title, shown.abstract) == (f"{HIDDEN} tells", f"By {HIDDEN} and {HIDDEN}")


def test_f04_a_reviewer_does_not_find_out_who_works_where_by_trying_employers(call: Call) -> None:
    """What vanishes from the list after one names an employer comes from there: so one names one."""
    a_phase(call)
    reviewer = a_reviewer(call, affiliation="")
    theirs = [a_sent_proposal(call, speaking={"affiliation": name}) for name in ("Moov", "Togocom")]

    def says(employer: str) -> None:
        stored = Reviewer.objects.get(event=call.event_id, pk=reviewer.pk)
        tell_own_load(reviewer=stored, affiliation=employer, topics=[], languages=[], most=20, by=VISITOR,
                      at=REVIEWING)  # fmt: skip

    says("Moov")
    assert kept_away(call, reviewer.person_id) == {theirs[0].pk: "employer"}
    for employer in ("Togocom", ""):
        with pytest.raises(ReviewRowRefused, match="employer"):
            says(employer)
    says("MOOV ")  # nothing else than it was
    assert kept_away(call, reviewer.person_id) == {theirs[0].pk: "employer"}


def test_before_reviewing_an_employer_is_corrected_by_oneself(call: Call) -> None:
    reviewer = a_reviewer(call, affiliation="Moov")
    tell_own_load(reviewer=reviewer, affiliation="Togocom", topics=[], languages=[], most=20, by=VISITOR,
                  at=REVIEWING)  # fmt: skip
    assert Reviewer.objects.get(event=call.event_id).affiliation == "Togocom"


def test_f04_a_draft_of_one_s_own_tries_no_employers_either(call: Call) -> None:
    reviewer = a_reviewer(call)
    a_sent_proposal(call, speaking={"affiliation": "Moov"})
    begin_draft(call=call, told={"affiliation": "Moov"}, shown_at=OPEN, language="fr", key="k" * 20,
                person=reviewer.person, by=VISITOR, at=OPEN)  # fmt: skip
    assert kept_away(call, reviewer.person_id) == {}


def decided(call: Call, state: str, told: str = "submitted") -> Proposal:
    row = a_proposal(call, state=state, told_state=told, asked="For whom?")
    row.speakers.update(biography="I teach.")
    return row


@pytest.mark.parametrize("state", ["accepted", "reserve", "rejected", "merged"])
@pytest.mark.parametrize("told", ["submitted", "needs_info"])
@pytest.mark.parametrize("at", [OPEN, LATER])
def test_f10_whether_something_may_be_changed_tells_nothing_of_the_decision(
    call: Call, state: str, told: str, at: object
) -> None:
    before, after = (decided(call, now, told) for now in (told, state))
    may = [may_write(row, phase_of(call, at), at) for row in (before, after)]  # type: ignore[arg-type]
    assert may[0] == may[1]


@pytest.mark.parametrize("state", ["accepted", "reserve", "rejected", "merged"])
def test_f10_an_answer_and_a_withdrawal_look_alike_whatever_was_decided(call: Call, state: str) -> None:
    rows = [decided(call, now, "needs_info") for now in ("needs_info", state)]
    told = []
    for row in rows:
        answered = sending.send_change(proposal=row, told={"notes": "For all"}, by=VISITOR, at=OPEN)
        gone = sending.withdraw_proposal(proposal=answered, by=VISITOR, at=OPEN)
        told.append((answered.told_state, answered.version, gone.state, gone.told_state, gone.merged_into))
    assert told == [("submitted", 2, "withdrawn", "withdrawn", None)] * 2


def test_f10_a_proposal_merged_and_untold_stays_on_the_ballot(call: Call) -> None:
    kept, other = a_sent_proposal(call, "Kept"), a_sent_proposal(call, "Other")
    merging.merge_proposals(call=call, kept=kept.code, other=other.code, by=VISITOR, at=OPEN)
    assert {one.title for one in read(call)} == {"Kept", "Other"}


def test_f10_the_end_of_the_reserve_shows_nowhere_before_it_is_told(call: Call) -> None:
    rows = [a_proposal(call, state="reserve", told_state="reserve", rank=nth) for nth in (1, 2)]
    before = [place_as_told(row) for row in rows]
    ended = [move_proposal(proposal=row, to="rejected", by=VISITOR, at=LATER) for row in rows]
    assert ([place_as_told(row) for row in ended], before) == ([1, 2], [1, 2])
    gone = confirming.decline_talk(proposal=ended[0], why="time:", by=Actor("visitor"), at=LATER)
    assert (gone.state, gone.told_state) == ("withdrawn", "withdrawn")
    tell(ended[1], at=LATER)
    assert place_as_told(ended[1]) == 0


def test_f10_what_somebody_takes_along_of_their_data_tells_no_words_before_they_are_told(call: Call) -> None:
    person = a_person()
    untold = a_proposal(call, person, state="rejected", told_state="submitted", words="Not this time")
    told = a_proposal(call, person, state="rejected", told_state="rejected", words="Too long for us")
    ended = a_proposal(call, person, state="rejected", told_state="reserve", words="No room")
    found = {one.model: rows for one, rows in export(Subject(person.pk))}["proposals.Proposal"]
    assert {row["code"]: row["words"] for row in found} == {
        untold.code: "", told.code: "Too long for us", ended.code: "",
    }  # fmt: skip
    assert "pk" not in found[0]


def test_f10_words_for_the_next_outcome_are_not_read_on_the_page_of_the_last_one(call: Call) -> None:
    row = a_proposal(call, a_person(), state="rejected", told_state="reserve", rank=1, words="No room for it")
    page = Client().get(f"/en{talk_path(row.speakers.get())}").content.decode()
    assert ("on the reserve" in page, "No room for it" in page) == (True, False)
    tell(row, at=LATER)
    row.save()
    assert "No room for it" in Client().get(f"/en{talk_path(row.speakers.get())}").content.decode()
