"""What is published of a call tells nothing about few people, however many proposals each of them sent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries_statistics import statistics_of
from tests.domains.proposals import statistics_attacker
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call, a_proposal, a_proposal_speaker

S = Proposal.State
MANY, SEED = 40, 1926


def received(call: Call, state: str, level: str, people: int, each: int = 1) -> list[Proposal]:
    """`people` send `each` a number of proposals."""
    return [
        a_proposal(call, person, state=state, level=level, topics=[level])
        for person in [a_person() for _ in range(people)]
        for _ in range(each)
    ]


def the_call() -> Call:
    event = an_event(a_community("lome"), "pycon", start=date(2027, 3, 18), end=date(2027, 3, 20))
    return a_call(event, created_at=datetime(2026, 9, 1, tzinfo=UTC))


@pytest.mark.django_db
def test_f16_six_proposals_of_two_people_are_two_people_and_do_not_show():
    call = the_call()
    received(call, S.CONFIRMED, "beginner", 12)
    received(call, S.REJECTED, "beginner", 9)
    received(call, S.CONFIRMED, "advanced", 8)
    received(call, S.REJECTED, "advanced", 2, each=3)
    told = statistics_of(call)
    levels = dict(told.tables).get("level")
    assert (told.received, told.accepted, told.speakers) == (35, 20, 31)
    assert levels is None  # what stands beside the two is hidden too, and then nothing is left to say
    assert told.topics == ()


@pytest.mark.django_db
def test_six_proposals_of_six_people_show():
    call = the_call()
    received(call, S.CONFIRMED, "beginner", 12)
    received(call, S.REJECTED, "beginner", 9)
    received(call, S.CONFIRMED, "advanced", 8)
    received(call, S.REJECTED, "advanced", 6)
    told = statistics_of(call)
    levels = dict(told.tables)["level"]
    assert dict(zip(levels.rows, levels.cells, strict=True)) == {"beginner": (12, 9), "advanced": (8, 6)}
    assert told.topics == (("advanced", 14, 8), ("beginner", 21, 12))


@pytest.mark.django_db
def test_seven_accepted_talks_of_three_people_are_not_told_as_a_number():
    call = the_call()
    received(call, S.REJECTED, "beginner", 20)
    received(call, S.CONFIRMED, "beginner", 3, each=2)
    a_proposal_speaker(received(call, S.CONFIRMED, "beginner", 1)[0], name="Afi", state="confirmed")
    assert statistics_of(call).accepted == 7  # of five people
    Proposal.objects.filter(event=call.event_id, state=S.CONFIRMED).last().speakers.all().delete()
    told = statistics_of(call)
    assert (told.received, told.accepted, told.tables, told.topics) == (27, None, (), ())


def test_f16_an_attacker_with_a_solver_finds_no_few_people_behind_many_proposals():
    bounded, of_few, said = statistics_attacker.attack(MANY, SEED)
    assert (bounded, of_few) == (0, 0)
    assert said > MANY // 4


def test_counting_proposals_alone_the_same_attacker_finds_people():
    _bounded, of_few, _said = statistics_attacker.attack(MANY, SEED, counts_people=False)
    assert of_few > MANY // 10
