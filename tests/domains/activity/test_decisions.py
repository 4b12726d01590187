"""A decision has its number for good, changes in the open, and is never deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from teranga.base.editing import EditedMeanwhile
from teranga.base.writing import write
from teranga.domains.activity.actions import decisions as actions
from teranga.domains.activity.models import AuditEntry, Decision
from teranga.domains.activity.queries_decisions import neighbours, public_decisions, versions_of
from teranga.domains.activity.rules import NOT_SHOWN
from teranga.domains.activity.rules_decisions import IllegalMove, NothingDecided, WhyIsMissing
from teranga.foundation.money import Money
from tests.base.threads import at_once
from tests.everything import everything
from tests.factories.communities import MADE, a_community, in_three
from tests.factories.decisions import ORGANISER, a_decision, a_draft

pytestmark = pytest.mark.django_db
WHY = in_three("The hall is free now")
TOLD: dict[str, Any] = {"by": ORGANISER, "at": MADE}
PUBLIC = {"is_public": True}
BOARD: dict[str, Any] = {"decided_by": "Board", "decided_on": date(2026, 3, 1)}


def amend(row: Decision, **more: Any) -> list[str]:
    return actions.amend_decision(decision=row, **more, **TOLD)


def test_a_draft_has_no_number_and_a_decision_the_next_of_its_kind() -> None:
    lome = a_community()
    assert a_draft(lome).number is None
    rows = [a_decision(lome, is_public=is_public) for is_public in (True, False, True)]
    other = a_decision(a_community())
    assert [(row.number, row.team_number) for row in (*rows, other)] == [
        (1, None),
        (None, 1),
        (2, None),
        (1, None),
    ]


def test_a_deciding_that_fails_leaves_no_gap() -> None:
    lome = a_community()
    first = a_draft(lome)

    def decide_and_fail() -> None:
        with write():
            actions.decide(decision=first, is_public=True, **BOARD, **TOLD)
            raise LookupError

    with pytest.raises(LookupError):
        decide_and_fail()
    assert a_decision(lome).number == 1


@pytest.mark.django_db(transaction=True)
def test_eight_who_decide_at_once_get_eight_numbers_without_a_gap() -> None:
    lome = a_community()
    drafts = [a_draft(lome) for _ in range(8)]
    found = at_once(
        *(
            lambda row=row: actions.decide(decision=row, is_public=True, **BOARD, **TOLD).number
            for row in drafts
        )
    )
    assert sorted(found) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_amending_keeps_what_stood_before_and_why() -> None:
    row = a_decision(a_community(), cost=Money(450_000, "XOF"))
    differing = actions.amend_decision(decision=row, why=WHY, cost=Money(120_000, "XOF"), **TOLD)
    row.refresh_from_db()
    assert (differing, row.state, row.number, row.cost) == (
        ["cost_minor"],
        "amended",
        1,
        Money(120_000, "XOF"),
    )
    versions = versions_of(row, public=True)
    assert [(one.kind, one.content["cost_minor"], one.why) for one in versions] == [
        ("decided", 450_000, {}), ("amended", 120_000, WHY),
    ]  # fmt: skip


def test_nothing_new_is_no_version() -> None:
    row = a_decision(a_community())
    assert actions.amend_decision(decision=row, why=WHY, question=row.question, **TOLD) == []
    assert len(versions_of(row, public=True)) == 1


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda row: amend(row, why={}, answer=in_three("No")), WhyIsMissing),
        (lambda row: amend(row, why=WHY, answer={}), NothingDecided),
        (lambda row: actions.withdraw_decision(decision=row, why={}, **TOLD), WhyIsMissing),
        (lambda row: actions.decide(decision=row, is_public=True, **BOARD, **TOLD), IllegalMove),
        (lambda row: actions.discard_draft(decision=row, **TOLD), IllegalMove),
        (lambda row: actions.change_draft(decision=row, answer=in_three("No"), **TOLD), IllegalMove),
        (lambda row: actions.publish_decision(decision=row, why=WHY, **TOLD), IllegalMove),
        (lambda row: amend(row, why=WHY, seen="old", answer=in_three("No")), EditedMeanwhile),
    ],
)  # fmt: skip
def test_what_is_decided_refuses_these_and_nothing_changes(act, refusal) -> None:  # type: ignore[no-untyped-def]
    row = a_decision(a_community())
    before = everything()
    with pytest.raises(refusal):
        act(row)
    assert everything() == before


def test_a_draft_without_an_answer_is_not_decided() -> None:
    row = a_draft(a_community(), answer={})
    before = everything()
    with pytest.raises(NothingDecided):
        actions.decide(decision=row, is_public=True, **BOARD, **TOLD)
    assert everything() == before


def test_what_is_withdrawn_stays_and_moves_no_more() -> None:
    row = a_decision(a_community())
    actions.withdraw_decision(decision=row, why=WHY, **TOLD)
    assert [one.state for one in public_decisions(row.community_id)] == ["withdrawn"]
    with pytest.raises(IllegalMove):
        actions.amend_decision(decision=row, why=WHY, answer=in_three("No"), **TOLD)


def test_what_becomes_public_shows_nothing_of_before() -> None:
    lome = a_community()
    row = a_decision(lome, is_public=False)
    actions.amend_decision(decision=row, why=in_three("A secret reason"), answer=in_three("Other"), **TOLD)
    actions.publish_decision(decision=row, why=WHY, **TOLD)
    row.refresh_from_db()
    assert (row.number, row.team_number, row.is_public) == (1, 1, True)
    assert [one.kind for one in versions_of(row, public=True)] == ["published"]
    assert [one.kind for one in versions_of(row, public=False)] == ["decided", "amended", "published"]


def test_the_log_tells_of_a_decision_for_the_team_only_which_parts_changed() -> None:
    lome = a_community()
    row = a_decision(lome, is_public=False)
    actions.amend_decision(decision=row, why=WHY, answer=in_three("Secret"), **TOLD)
    entries = AuditEntry.objects.filter(community_id=lome.pk, verb="decision.amend")
    assert [entry.changes for entry in entries] == [{"answer": NOT_SHOWN}]


def test_public_numbers_lead_to_their_neighbours() -> None:
    lome = a_community()
    rows = [a_decision(lome) for _ in range(3)]
    a_decision(lome, is_public=False)
    assert [neighbours(row) for row in rows] == [(None, 2), (1, 3), (2, None)]


def test_the_database_itself_refuses_a_number_twice() -> None:
    lome = a_community()
    row, other = a_decision(lome), a_decision(lome)
    with pytest.raises(IntegrityError), write():
        Decision.objects.filter(community_id=lome.pk, pk=other.pk).update(number=row.number)
    other.refresh_from_db()
    assert other.number == 2
