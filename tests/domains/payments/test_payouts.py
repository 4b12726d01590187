"""Money that goes out: two people say yes, it is sent once, and the book knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from teranga.base import jobs
from teranga.base.models import Job
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.queries import balance
from teranga.domains.payments.actions.payouts import (
    AskedTwice,
    NoDestination,
    approve_payout,
    cancel_payout,
    confirm_payout,
    fail_payout,
    note_sent,
    reference_of,
    request_payout,
)
from teranga.domains.payments.fake import Fake
from teranga.domains.payments.models import Payout
from teranga.domains.payments.providers import Known, NoSuchProvider, register, unregister
from teranga.domains.payments.rules import IllegalMove
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Grant, Rights, Scope
from teranga.domains.people.roles import READY_ROLES
from teranga.domains.people.two_persons import NotAllowed, OwnMatter, SamePerson
from teranga.foundation.money import Money, UnlikeCurrencies
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_fund
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake() -> Iterator[Fake]:
    provider = Fake()
    register(provider)
    yield provider
    unregister("fake")


def rights(community: Community, person: Person, role: str = "treasurer") -> Rights:
    grant = Grant(Scope.COMMUNITY, community.pk, READY_ROLES[role].allowed, role, NOW - timedelta(1))
    return Rights(person.pk, (grant,), has_second_factor=True)


def a_payout(fund: Fund | None = None, **more: object) -> Payout:
    fund = fund or a_fund(a_community(), holds=50_000)
    told = {
        "person": a_person("Afi"), "money": Money(20_000, fund.currency), "cause": "award:1",
        "what_for": "Bus", "way": "mobile", "destination": "+228 90 00 00 00", "name": "Afi Mensah", **more,
    }  # fmt: skip
    return request_payout(fund=fund, by=COMMAND_LINE, at=NOW, **told)  # type: ignore[arg-type]


def approved(payout: Payout) -> Payout:
    for name in ("Ama", "Kossi"):
        person = a_person(name)
        community = payout.fund.community
        payout = approve_payout(payout=payout, rights=rights(community, person), by=COMMAND_LINE, at=NOW)
    return payout


def state(payout: Payout) -> str:
    payout.refresh_from_db()
    return payout.state


def run_jobs() -> None:
    """Everything that waits, as if its time had come."""
    Job.objects.filter(state=Job.State.WAITING).update(run_after=timezone.now())
    jobs.run_due()


def test_two_people_say_yes_then_it_is_sent_and_confirmed():
    payout = a_payout()
    first = approve_payout(payout=payout, rights=rights(payout.fund.community, a_person("Ama")),
                           by=COMMAND_LINE, at=NOW)  # fmt: skip
    assert first.state == "requested"
    payout = approved(a_payout(cause="award:2"))
    assert payout.state == "approved"
    payout = note_sent(payout=payout, proof="MP 1", by=COMMAND_LINE, at=NOW)
    assert balance(payout.fund).paid == Money(20_000, "XOF")
    payout = confirm_payout(payout=payout, proof="", by=COMMAND_LINE, at=NOW)
    assert (payout.state, payout.proof) == ("confirmed", "MP 1")


def test_neither_the_same_person_twice_nor_the_payee_nor_anybody_else_may_say_yes():
    payout = a_payout()
    community, ama = payout.fund.community, a_person("Ama")
    approve_payout(payout=payout, rights=rights(community, ama), by=COMMAND_LINE, at=NOW)
    with pytest.raises(SamePerson):
        approve_payout(payout=payout, rights=rights(community, ama), by=COMMAND_LINE, at=NOW)
    with pytest.raises(OwnMatter):
        approve_payout(payout=payout, rights=rights(community, payout.person), by=COMMAND_LINE, at=NOW)
    for stranger in (
        rights(a_community(), a_person("Koku")),
        rights(community, a_person("Yao"), "organiser"),
    ):
        with pytest.raises(NotAllowed):
            approve_payout(payout=payout, rights=stranger, by=COMMAND_LINE, at=NOW)
    assert (state(payout), payout.approvals.count()) == ("requested", 1)


def test_nothing_is_sent_before_two_said_yes():
    payout = a_payout()
    with pytest.raises(IllegalMove, match="requested: send"):
        note_sent(payout=payout, proof="", by=COMMAND_LINE, at=NOW)
    assert (state(payout), balance(payout.fund).paid.minor) == ("requested", 0)


def test_a_cause_is_paid_once_and_again_only_after_it_failed():
    fund = a_fund(a_community(), holds=50_000)
    payout = a_payout(fund)
    with pytest.raises(AskedTwice):
        a_payout(fund)
    cancel_payout(payout=payout, why="wrong number", by=COMMAND_LINE, at=NOW)
    again = approved(a_payout(fund))
    note_sent(payout=again, proof="", by=COMMAND_LINE, at=NOW)
    fail_payout(payout=again, why="came back", by=COMMAND_LINE, at=NOW)
    assert balance(fund).paid == Money(0, "XOF")
    assert a_payout(fund).state == "requested"


def test_what_cannot_be_paid_is_refused_and_nothing_is_written():
    fund = a_fund(a_community(), holds=50_000)
    with pytest.raises(UnlikeCurrencies):
        a_payout(fund, money=Money(1, "GHS"))
    with pytest.raises(NoDestination):
        a_payout(fund, destination=" ")
    with pytest.raises(NoSuchProvider):
        a_payout(fund, provider="nobody")
    assert Payout.objects.filter(community=fund.community).count() == 0
    assert a_payout(fund, way="cash", destination="").state == "requested"


def test_a_number_is_sealed_and_not_in_the_log():
    payout = a_payout(destination="canary-number")
    payout.refresh_from_db()
    assert payout.destination == "canary-number"
    raw = Payout.objects.filter(pk=payout.pk, community=payout.community).extra(select={"raw": "destination"})
    assert "canary" not in raw.get().raw  # type: ignore[attr-defined]
    assert "canary" not in str(list(AuditEntry.objects.filter(community_id=payout.community_id).values()))


def test_the_provider_sends_it_and_says_when_it_arrived(fake: Fake):
    payout = approved(a_payout(provider="fake"))
    run_jobs()
    assert state(payout) == "sent"
    fake.settle(payout.provider_id, Known.CONFIRMED)
    run_jobs()
    assert state(payout) == "confirmed"
    assert balance(payout.fund).paid == Money(20_000, "XOF")


def test_an_answer_that_was_lost_sends_nothing_twice(fake: Fake):
    fake.forgets = True
    payout = approved(a_payout(provider="fake"))
    run_jobs()
    assert state(payout) == "approved"
    run_jobs()
    assert (state(payout), list(fake.told)) == ("sent", [f"out-{reference_of(payout)}"])
    assert balance(payout.fund).paid == Money(20_000, "XOF")


@pytest.mark.parametrize("amount", [19_999, 20_001])
def test_another_amount_than_ours_settles_nothing(fake: Fake, amount: int):
    payout = approved(a_payout(provider="fake"))
    run_jobs()
    payout.refresh_from_db()
    fake.settle(payout.provider_id, Known.CONFIRMED, Money(amount, "XOF"))
    run_jobs()
    assert state(payout) == "sent"


def test_a_provider_that_refuses_or_fails_gives_the_money_back_to_the_fund(fake: Fake):
    fake.refuses = "This number takes no money."
    payout = approved(a_payout(provider="fake"))
    run_jobs()
    assert (state(payout), payout.error) == ("failed", "This number takes no money.")
    fake.refuses = ""
    other = approved(a_payout(provider="fake"))
    run_jobs()
    other.refresh_from_db()
    fake.settle(other.provider_id, Known.FAILED)
    run_jobs()
    assert (state(other), balance(other.fund).paid.minor) == ("failed", 0)


def test_a_provider_that_is_away_is_asked_again(fake: Fake):
    payout = approved(a_payout(provider="fake"))
    run_jobs()
    payout.refresh_from_db()
    fake.settle(payout.provider_id, Known.CONFIRMED)
    fake.away = 2
    for _turn in range(3):
        run_jobs()
    assert state(payout) == "confirmed"
