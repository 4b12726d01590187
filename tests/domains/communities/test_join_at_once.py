"""Many senders at the same moment, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from teranga.domains.activity.actions.record import VISITOR
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.claim_codes import issue_claim_codes
from teranga.domains.communities.actions.confirm import (
    CodeRefused,
    TooManyTries,
    confirm_by_claim_code,
    confirm_by_code,
)
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.actions.membership_moves import IllegalMembershipMove
from teranga.domains.communities.actions.participation import record_participation
from teranga.domains.communities.models import Community, Membership, Participation
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.actions.persons import locked_contact_point
from teranga.domains.people.models import ClaimCode, Consent, ContactPoint, Person
from tests.domains.communities.joining import (
    NOON,
    ORGANISER,
    ask,
    code_in,
    community,
    join,
    mails_to,
    membership,
    minutes,
)

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8
Answer = TypeVar("Answer")


def at_once(act: Callable[[int], Answer], threads: int = THREADS) -> list[Answer]:
    """Run `act` in several threads that start together, each with its own connection."""
    barrier = Barrier(threads)

    def one(number: int) -> Answer:
        try:
            barrier.wait(timeout=20)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def everything(place: Community) -> dict[str, int]:
    return {
        "persons": Person.objects.count(),
        "addresses": ContactPoint.objects.count(),
        "memberships": Membership.objects.filter(community=place).count(),
        "consents": Consent.objects.count(),
        "mails": OutgoingMail.objects.count(),
        "audit": AuditEntry.objects.filter(community_id=place.pk).count(),
    }


ONE_NEWCOMER = {"persons": 1, "addresses": 1, "memberships": 1, "consents": 2, "mails": 1, "audit": 1}


def test_j13_one_form_sent_eight_times_at_once_is_one_wish_and_one_mail() -> None:
    place = community()
    results = at_once(lambda _number: ask(place))
    assert set(results) == {results[0]}
    assert everything(place) == ONE_NEWCOMER


def test_g10_one_address_in_eight_forms_at_once_is_one_membership_and_one_mail() -> None:
    place = community()
    results = at_once(lambda number: ask(place, key=f"a-key-of-another-form-{number}"))
    assert {result.membership_id for result in results} == {results[0].membership_id}
    assert everything(place) == ONE_NEWCOMER


def test_without_the_lock_on_the_address_there_would_be_more_than_one_mail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: eight look for a recent code before any of them writes one."""
    from teranga.domains.people.actions import sign_in_codes

    place = community()
    ask(place)
    point = ContactPoint.objects.get()
    together = Barrier(THREADS)
    real = sign_in_codes.code_digest

    def after_everybody_looked(*values: object) -> str:
        together.wait(timeout=20)
        return real(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(sign_in_codes, "code_digest", after_everybody_looked)
    issued = at_once(
        lambda _number: sign_in_codes.issue_code(point, purpose="join", community_id=place.pk, at=minutes(5))
    )
    assert len([code for code in issued if code]) == THREADS


def test_eight_different_people_at_once_all_join() -> None:
    place = community()
    results = at_once(
        lambda number: ask(place, f"person{number}@example.org", key=f"a-key-of-another-form-{number}")
    )
    assert len({result.membership_id for result in results}) == THREADS
    assert everything(place) == {
        "persons": 8, "addresses": 8, "memberships": 8, "consents": 16, "mails": 8, "audit": 8,
    }  # fmt: skip


def test_one_code_typed_eight_times_at_once_confirms_once() -> None:
    place = community()
    ask(place)
    code = code_in(mails_to()[0])

    def confirm(_number: int) -> bool:
        try:
            confirm_by_code(community=place, contact="ama@example.org", code=code, by=VISITOR, at=minutes(1))
        except CodeRefused:
            return False
        return True

    assert sorted(at_once(confirm)) == [False] * 7 + [True]
    verbs = AuditEntry.objects.filter(community_id=place.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["membership.ask", "membership.confirm"]


def test_one_paper_code_at_once_by_eight_people_confirms_one_of_them() -> None:
    place = community()
    [code] = issue_claim_codes(place, 1, ORGANISER, NOON)
    numbers = [f"90 12 34 {number:02}" for number in range(THREADS)]
    for number in numbers:
        ask(place, number)

    def claim(number: int) -> bool:
        try:
            confirm_by_claim_code(
                community=place, contact=numbers[number], code=code, client="203.0.113.9", by=VISITOR,
                at=minutes(1),
            )  # fmt: skip
        except CodeRefused:
            return False
        return True

    assert sorted(at_once(claim)) == [False] * 7 + [True]
    assert Membership.objects.filter(community=place, state="confirmed").count() == 1
    assert ClaimCode.objects.get().used_by is not None


def test_g18_guesses_at_once_pass_the_limit_no_further_than_guesses_one_by_one() -> None:
    place = community()
    ask(place, "90 12 34 56")

    def guess(_number: int) -> list[str]:
        answers = []
        for _round in range(3):
            try:
                confirm_by_claim_code(
                    community=place, contact="90 12 34 56", code="AAAAA-A", client="203.0.113.9", by=VISITOR,
                    at=minutes(1),
                )  # fmt: skip
            except (CodeRefused, TooManyTries) as refusal:
                answers.append(type(refusal).__name__)
        return answers

    answers = [answer for row in at_once(guess) for answer in row]
    assert sorted(answers) == ["CodeRefused"] * 10 + ["TooManyTries"] * 14


def test_joining_confirming_telling_and_leaving_at_once_never_block_each_other() -> None:
    place = community(active_counts=["attended"])
    people = [
        join(place, f"person{number}@example.org", key=f"a-key-of-another-form-{number}").person
        for number in range(4)
    ]

    def act(number: int) -> str:
        person = people[number % 4]
        try:
            if number < 4:
                leave_community(community=place, person=person, by=ORGANISER, at=minutes(5))
            else:
                record_participation(
                    community=place, person=person, kind="attended", day=NOON.date(), by=ORGANISER, at=NOON
                )
                ask(place, f"person{number - 4}@example.org", key="a-key-of-the-last-form", at=minutes(6))
        except IllegalMembershipMove:
            return "had left"
        return "done"

    assert at_once(act) == ["done"] * THREADS
    assert Participation.objects.filter(community=place).count() == 4


def test_the_row_of_a_new_address_is_made_once() -> None:
    from teranga.base.writing import write
    from teranga.domains.people.normal_forms import Contact

    def make(_number: int) -> int:
        with write():
            return locked_contact_point(Contact("email", "new@example.org"), at=NOON).pk

    assert len(set(at_once(make))) == 1
    assert (Person.objects.count(), ContactPoint.objects.count()) == (1, 1)
    assert Membership.objects.across_communities("a test counts").count() == 0


def test_the_world_of_these_tests_is_as_it_says() -> None:
    place = community()
    ask(place)
    assert everything(place) == ONE_NEWCOMER
    assert membership(place).state == "pending"
