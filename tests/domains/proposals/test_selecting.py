"""From scores to outcomes: computed under rules, explained, signed by two, applied untold, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.people.two_persons import NotAllowed, OwnMatter, SamePerson
from teranga.domains.proposals.actions.deciding import apply_selection, sign_selection, undo_selection
from teranga.domains.proposals.actions.merging import (
    NotMerged,
    join_speakers,
    merge_proposals,
    part_proposals,
)
from teranga.domains.proposals.actions.selections import (
    SelectionRefused,
    ask_reasons,
    change_selection,
    copy_selection,
    drop_selection,
    find_reasons,
)
from teranga.domains.proposals.models import Proposal, ProposalSpeaker, Selection, SessionType
from teranga.domains.proposals.queries_selection import balance, candidates
from teranga.domains.proposals.rules_groups import told, usual_rules
from teranga.domains.proposals.tasks import explain_the_selection
from tests.factories.people import a_person
from tests.factories.selections import (
    AI_AT_MOST_ONE,
    CHOSEN,
    a_chair,
    a_scored_call,
    a_selection,
    outcomes,
    scored,
    signed_by_two,
)

pytestmark = pytest.mark.django_db
LATER = CHOSEN + timedelta(hours=1)
UNDECIDED = dict.fromkeys("ABCDEF", "submitted")


def change(row: Selection, **values: object) -> Selection:
    return change_selection(selection=row, seen=row.changed_at, by=COMMAND_LINE, at=LATER, **values)


def proposal(row: Selection, code: str) -> Proposal:
    return Proposal.objects.get(community=row.community_id, code=code)


def state(row: Selection) -> tuple[object, ...]:
    found = Selection.objects.get(community=row.community_id, pk=row.pk)
    return found.changed_at, found.applied_at, found.pins, found.result, found.signatures.count()


def test_the_best_are_in_and_a_rule_says_what_it_costs():
    call = a_scored_call()
    free = a_selection(call)
    assert (free.result["chosen"], free.result["objective"]) == (["A", "B", "C"], 24_000)
    ruled = a_selection(call, AI_AT_MOST_ONE)
    assert (ruled.result["chosen"], ruled.result["reserve"]) == (["A", "D", "E"], ["B", "F", "C"])
    assert ruled.result["prices"] == {"most topic:ai": [3_000, 4_000]}
    assert (ruled.result["objective"], ruled.result["free"], ruled.result["faults"]) == (20_000, 24_000, [])
    regret = ruled.result["regrets"]["B"]
    assert (regret["lost"], regret["instead_of"], regret["along_with"]) == (1_000, ["A"], [])


def test_rooms_people_keynotes_and_sponsors_count():
    call = a_scored_call(rooms=4)
    ama = a_person()
    scored(call, "G", 0.95, by=ama)
    scored(call, "H", 0.94, by=ama)
    scored(call, "K", None, is_invited=True)
    scored(call, "S", None, type="workshop")
    SessionType.objects.filter(community=call.community_id, slug="workshop").update(is_sponsored=True)
    row = a_selection(call, choose=None)
    assert (row.problem["choose"], row.result["chosen"]) == (5, ["A", "B", "G", "K", "S"])
    row = change(row, spaces={"talk": [2, 60]}, pins={"S": False, "F": True, "K": False}, per_person=None)
    assert row.result["chosen"] == ["F", "G", "H", "K"]
    assert row.result["change"] == {"came": ["F", "H"], "went": ["A", "B", "S"], "gained": -3_600}


def test_what_cannot_hold_together_is_named():
    row = a_selection(a_scored_call(), AI_AT_MOST_ONE, choose=5)
    assert (row.result["status"], row.result["chosen"]) == ("infeasible", [])
    assert sorted(row.result["conflict"]) == ["choose", "most topic:ai"]
    with pytest.raises(SelectionRefused, match="unfinished"):
        sign_selection(selection=row, rights=a_chair(row.call), by=COMMAND_LINE, at=CHOSEN)
    with pytest.raises(SelectionRefused, match="unfinished"):
        ask_reasons(selection=row, by=COMMAND_LINE, at=CHOSEN)
    assert row.signatures.count() == 0
    assert not Job.objects.filter(name="proposals.explain_selection").exists()


def test_two_sign_and_outcomes_are_decided_and_told_to_nobody():
    call = a_scored_call()
    row = a_selection(call, AI_AT_MOST_ONE, choose=2, reserve=1)
    with pytest.raises(SelectionRefused, match="unsigned"):
        apply_selection(selection=row, by=COMMAND_LINE, at=LATER)
    assert outcomes(call) == UNDECIDED
    signed_by_two(row)
    told_counts = apply_selection(selection=row, by=COMMAND_LINE, at=LATER)
    assert told_counts == {"accepted": 2, "reserve": 1, "rejected": 3}
    assert outcomes(call) == {
        "A": "accepted", "B": "reserve", "C": "rejected", "D": "accepted", "E": "rejected", "F": "rejected",
    }  # fmt: skip
    rows = Proposal.objects.filter(community=call.community_id)
    assert set(rows.values_list("told_state", flat=True)) == {"submitted"}
    assert list(rows.exclude(rank=None).values_list("rank", "state")) == [(1, "reserve")]
    for refused in (lambda: change(row), lambda: drop_selection(selection=row, by=COMMAND_LINE, at=LATER)):
        with pytest.raises(SelectionRefused, match="applied"):
            refused()
    undo_selection(selection=row, by=COMMAND_LINE, at=LATER)
    assert outcomes(call) == UNDECIDED
    assert state(row)[1:3] == (None, {})
    assert (state(row)[4], rows.exclude(rank=None).count()) == (0, 0)


def test_once_anybody_was_told_nothing_is_taken_back():
    call = a_scored_call()
    row = signed_by_two(a_selection(call))
    apply_selection(selection=row, by=COMMAND_LINE, at=LATER)
    Proposal.objects.filter(community=call.community_id, code="A").update(
        told_state="accepted", told_at=LATER
    )
    before = outcomes(call), state(row)
    with pytest.raises(SelectionRefused, match="told"):
        undo_selection(selection=row, by=COMMAND_LINE, at=LATER)
    assert (outcomes(call), state(row)) == before


def test_only_one_selection_is_applied():
    call = a_scored_call()
    apply_selection(selection=signed_by_two(a_selection(call)), by=COMMAND_LINE, at=LATER)
    other = signed_by_two(a_selection(call, choose=1))
    before = outcomes(call)
    with pytest.raises(SelectionRefused, match="other"):
        apply_selection(selection=other, by=COMMAND_LINE, at=LATER)
    assert outcomes(call) == before


def test_who_proposed_something_or_signed_before_or_may_not_decide_does_not_sign():
    call = a_scored_call()
    row = a_selection(call)
    speaker = ProposalSpeaker.objects.get(community=call.community_id, proposal__code="F").person
    first = a_chair(call)
    sign_selection(selection=row, rights=first, by=COMMAND_LINE, at=CHOSEN)
    for rights, refusal in (
        (a_chair(call, speaker), OwnMatter), (first, SamePerson),
        (a_chair(call, role="reviewer"), NotAllowed),
    ):  # fmt: skip
        with pytest.raises(refusal):
            sign_selection(selection=row, rights=rights, by=COMMAND_LINE, at=CHOSEN)
    assert row.signatures.count() == 1


def test_any_change_takes_the_signatures_away():
    row = signed_by_two(a_selection(a_scored_call()))
    changed = change(row, pins={"F": True})
    assert (changed.result["chosen"], row.signatures.count()) == (["A", "B", "F"], 0)
    with pytest.raises(SelectionRefused, match="unsigned"):
        apply_selection(selection=row, by=COMMAND_LINE, at=LATER)
    assert outcomes(row.call) == UNDECIDED


def test_a_new_score_makes_a_selection_stale_and_it_can_be_computed_anew():
    row = signed_by_two(a_selection(a_scored_call()))
    Proposal.objects.filter(community=row.community_id, code="F").update(score=1.0)
    before = outcomes(row.call), state(row)
    for refused in (
        lambda: apply_selection(selection=row, by=COMMAND_LINE, at=LATER),
        lambda: sign_selection(selection=row, rights=a_chair(row.call), by=COMMAND_LINE, at=LATER),
    ):
        with pytest.raises(SelectionRefused, match="stale"):
            refused()
    assert (outcomes(row.call), state(row)) == before
    assert change(row).result["chosen"] == ["A", "B", "F"]


def test_two_who_change_one_selection_do_not_overwrite_each_other():
    row = a_selection(a_scored_call())
    seen = row.changed_at
    change(row, pins={"F": True})
    before = state(row)
    with pytest.raises(SelectionRefused, match="meanwhile"):
        change_selection(selection=row, seen=seen, pins={"E": True}, by=COMMAND_LINE, at=LATER)
    assert state(row) == before


def test_a_copy_is_changed_apart():
    row = a_selection(a_scored_call(), AI_AT_MOST_ONE)
    copy = copy_selection(selection=row, name="  Without   the rule ", by=COMMAND_LINE, at=LATER)
    assert (copy.name, copy.result["chosen"]) == ("Without the rule", ["A", "D", "E"])
    changed = change(copy, rules=[])
    assert changed.result["chosen"] == ["A", "B", "C"]
    row.refresh_from_db()
    assert row.result["chosen"] == ["A", "D", "E"]
    drop_selection(selection=copy, by=COMMAND_LINE, at=LATER)
    assert [one.pk for one in Selection.objects.filter(community=row.community_id)] == [row.pk]


def test_a_job_finds_the_reason_of_everybody_who_is_not_in_and_the_next_best():
    row = a_selection(a_scored_call(), AI_AT_MOST_ONE, reserve=1)
    ask_reasons(selection=row, by=COMMAND_LINE, at=CHOSEN)
    job = Job.objects.get(name="proposals.explain_selection")
    explain_the_selection(**job.payload)
    row.refresh_from_db()
    assert (row.job_id, row.error) == (job.pk, "")
    assert {code: one["lost"] for code, one in row.regrets.items()} == {"B": 1_000, "C": 2_000, "F": 1_000}
    assert row.result["next"]["lost"] == 1_000


def test_reasons_for_what_was_changed_meanwhile_are_dropped():
    row = a_selection(a_scored_call())
    old = Selection.objects.get(community=row.community_id, pk=row.pk)
    changed = change(row, pins={"F": True})
    find_reasons(selection=old, apart=False)
    changed.refresh_from_db()
    assert (changed.regrets, "next" in changed.result) == ({}, False)


def test_groups_are_counted_for_what_is_in_and_what_was_received():
    call = a_scored_call()
    scored(call, "G", 0.3, country="SN", is_first_time=True, language="en", level="advanced")
    rows = candidates(call)
    found = {one.group: (one.received, one.chosen) for one in balance(rows, {"A", "G"}, ["topic:none"])}
    assert found == {
        "topic:ai": (3, 1), "topic:web": (3, 1), "topic:community": (1, 0), "topic:none": (0, 0),
        "level:beginner": (6, 1), "level:advanced": (1, 1), "language:fr": (6, 1), "language:en": (1, 1),
        "newcomer:yes": (1, 1), "area:011": (7, 2), "country:TG": (6, 1), "country:SN": (1, 1),
        "type:talk": (7, 2),
    }  # fmt: skip
    rules = usual_rules({one: received for one, (received, _in) in found.items()}, len(rows))
    assert {one["key"]: one["percent"] for one in rules} == {
        **dict.fromkeys([f"most topic:{slug}" for slug in ("ai", "web", "community", "none")], 50),
        "least language:fr": 20, "least language:en": 14, "least newcomer:yes": 14,
    }  # fmt: skip
    assert told(rules, "topic:ai", "most") == ("percent", 50)
    assert told(rules, "topic:ai", "least") is None


def test_a_merged_proposal_goes_with_its_speaker_and_comes_back_until_told():
    call = a_scored_call()
    row = merge_proposals(call=call, kept="D", other="E", by=COMMAND_LINE, at=LATER)
    assert (row.state, row.told_state, row.merged_into.code) == ("merged", "submitted", "D")
    (into,) = [one for one in candidates(call) if one.key == "D"]
    assert len(into.people) == 2
    part_proposals(proposal=row, by=COMMAND_LINE, at=LATER)
    assert outcomes(call) == UNDECIDED
    for kept, other, why in (("D", "D", "same"), ("D", "Z", "unknown")):
        with pytest.raises(NotMerged, match=why):
            merge_proposals(call=call, kept=kept, other=other, by=COMMAND_LINE, at=LATER)
    Proposal.objects.filter(community=call.community_id, code="E").update(state="withdrawn")
    for kept, other, why in (("D", "E", "decided"), ("E", "D", "gone")):
        with pytest.raises(NotMerged, match=why):
            merge_proposals(call=call, kept=kept, other=other, by=COMMAND_LINE, at=LATER)
    with pytest.raises(NotMerged, match="unknown"):
        part_proposals(proposal=into_row(call, "D"), by=COMMAND_LINE, at=LATER)
    assert outcomes(call) == {**UNDECIDED, "E": "withdrawn"}


def test_who_wrote_what_was_merged_is_invited_once():
    call = a_scored_call()
    row = merge_proposals(call=call, kept="D", other="E", by=COMMAND_LINE, at=LATER)
    (made,) = join_speakers(merged=row, at=LATER)
    assert (made.state, made.invited_at, made.position) == ("invited", LATER, 1)
    assert join_speakers(merged=row, at=LATER) == []
    assert join_speakers(merged=into_row(call, "D"), at=LATER) == []


def into_row(call, code: str) -> Proposal:
    return Proposal.objects.get(community=call.community_id, code=code)
