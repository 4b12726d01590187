"""A sponsor's session needs no scores; and moving up from the reserve shows which ceilings it goes over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.proposals.actions.accepting import NotByRight, accept_by_right, give_up_right
from teranga.domains.proposals.actions.deciding import apply_selection, undo_selection
from teranga.domains.proposals.actions.selections import change_selection
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries_told import by_right_of, untold
from teranga.domains.proposals.rules_groups import Over, over_with, rule
from tests.factories.people import a_person
from tests.factories.proposals import a_type
from tests.factories.selections import CHOSEN, a_scored_call, a_selection, outcomes, scored, signed_by_two

LATER = CHOSEN + timedelta(hours=1)


def paid(call: Call, code: str = "SP", **more: object) -> Proposal:
    """A sponsor's session of the same length as a talk, in a room of its own."""
    a_type(call, "sponsored", is_sponsored=True, way="code", room_minutes=30)
    return scored(call, code, None, type="sponsored", **more)


def state_of(row: Proposal) -> tuple[str, str, str]:
    row.refresh_from_db()
    return (row.state, row.told_state, row.accepted_why)


@pytest.mark.django_db
def test_a_sponsors_session_is_accepted_with_a_reason_and_told_with_the_next_batch():
    call = a_scored_call()
    row = paid(call)
    assert by_right_of(call) == [row]
    with pytest.raises(NotByRight, match="reason"):
        accept_by_right(proposal=row, reason="  ", by=COMMAND_LINE, at=LATER)
    assert state_of(row) == ("submitted", "submitted", "")
    accept_by_right(proposal=row, reason="Gold  package", by=COMMAND_LINE, at=LATER)
    assert state_of(row) == ("accepted", "submitted", "Gold package")
    assert (untold(call), by_right_of(call)) == ([row], [])
    told = AuditEntry.objects.get(community_id=call.community_id, verb="proposal.accept_by_right")
    assert told.changes == {"state": ["submitted", "accepted"]}  # the reason stays where it can be erased
    with pytest.raises(NotByRight, match="moved"):
        accept_by_right(proposal=row, reason="Again", by=COMMAND_LINE, at=LATER)
    give_up_right(proposal=row, by=COMMAND_LINE, at=LATER)
    assert state_of(row) == ("submitted", "submitted", "")
    with pytest.raises(NotByRight, match="moved"):
        give_up_right(proposal=row, by=COMMAND_LINE, at=LATER)


@pytest.mark.django_db
def test_what_is_open_to_everybody_or_ones_own_is_not_accepted_this_way():
    call, me = a_scored_call(), a_person()
    own = paid(call, by=me)
    talk = Proposal.objects.get(community=call.community_id, code="A")
    for row, why in ((talk, "moved"), (own, "own")):
        with pytest.raises(NotByRight, match=why):
            accept_by_right(proposal=row, reason="Friends", by=Actor("programme_chair", me.pk), at=LATER)
        assert state_of(row) == ("submitted", "submitted", "")
    talk.is_invited = True
    talk.save(update_fields=["is_invited"])
    accept_by_right(proposal=talk, reason="Our keynote", by=COMMAND_LINE, at=LATER)
    assert state_of(talk)[0] == "accepted"


@pytest.mark.django_db
def test_it_takes_its_room_in_every_selection_and_none_decides_about_it():
    call = a_scored_call()
    first = paid(call)
    second = scored(call, "SQ", None, type="sponsored")
    accept_by_right(proposal=second, reason="Came first", by=COMMAND_LINE, at=LATER)
    selection = a_selection(call, choose=None)
    assert selection.result["status"] not in ("optimal", "feasible")  # there is room for one of the two
    selection = change_selection(
        selection=selection, seen=selection.changed_at, pins={"SP": False, "SQ": False}, by=COMMAND_LINE,
        at=LATER,
    )  # fmt: skip
    assert "SQ" in selection.result["chosen"]
    assert "SP" not in selection.result["chosen"]
    apply_selection(selection=signed_by_two(selection), by=COMMAND_LINE, at=LATER)
    assert (state_of(first)[0], state_of(second)[0]) == ("rejected", "accepted")
    undo_selection(selection=selection, by=COMMAND_LINE, at=LATER)
    assert (outcomes(call)["SP"], state_of(second)) == (
        "submitted", ("accepted", "submitted", "Came first")
    )  # fmt: skip


class Talk:
    def __init__(self, *groups: str, by: str = "") -> None:
        self.groups, self.people = set(groups), {by} - {""}


def test_a_programme_goes_over_a_share_with_one_more():
    ai, web = Talk("topic:ai"), Talk("topic:web")
    most = rule("topic:ai", "most", "percent", 30)
    assert over_with([most], None, [ai, ai] + [web] * 6, ai) == [Over(most, 3, 33, 0)]
    assert over_with([most], None, [ai, ai] + [web] * 7, ai) == []  # three of ten are 30 %
    assert over_with([most], None, [ai, ai, ai], web) == []  # it is not one of them


def test_a_programme_goes_over_a_count_and_the_most_of_one_person_and_never_over_a_floor():
    rules = [rule("level:beginner", "most", "count", 1), rule("level:beginner", "least", "count", 9)]
    one = Talk("level:beginner", by="7")
    assert over_with(rules, 1, [Talk("level:beginner", by="7")], one) == [
        Over(rules[0], 2, 100, 1), Over(None, 2, 0, 1)
    ]  # fmt: skip
    assert over_with(rules, None, [], one) == []
    assert over_with(rules, 2, [Talk(by="7")], one) == []
