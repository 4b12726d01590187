"""An award paid by a provider that plays: asked, two yeses, sent, arrived, or come back and due again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from teranga.base import jobs
from teranga.base.models import Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.answers import accept_offer
from teranga.domains.aid.actions.settling import NothingDue, ask_for_money
from teranga.domains.aid.models import AidAward
from teranga.domains.aid.queries_statement import statement_of
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.queries import balance
from teranga.domains.payments.actions.payouts import approve_payout
from teranga.domains.payments.fake import Fake
from teranga.domains.payments.models import Payout
from teranga.domains.payments.providers import Known, register, unregister
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided, rights
from tests.factories.communities import a_community
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
TREASURER = Actor("treasurer")


@pytest.fixture
def fake() -> Iterator[Fake]:
    provider = Fake()
    register(provider)
    yield provider
    unregister("fake")


def an_accepted_award() -> tuple[AidAward, Fund]:
    row, (fund,) = a_funded_round(a_community(), 100_000)
    one = asking(row, 90_000, 0.9)
    decided(row)
    return accept_offer(award=award_of(one), by=TREASURER, at=AFTER), fund


def asked_for(award: AidAward) -> Payout:
    (payout,) = ask_for_money(award=award, way="mobile", destination="+228 90 00 00 00", in_advance=True,
                              provider="fake", by=TREASURER, at=AFTER)  # fmt: skip
    return payout


def say_yes_twice(payout: Payout) -> None:
    for name in ("Ama", "Kossi"):
        may = rights(payout.community, a_person(name), "treasurer")
        approve_payout(payout=payout, rights=may, by=TREASURER, at=AFTER)


def run_jobs() -> None:
    """The provider's turns, as if their time had come."""
    Job.objects.filter(name__startswith="payments.", state=Job.State.WAITING).update(run_after=timezone.now())
    jobs.run_due()


def told(award: AidAward) -> tuple[int, int, int]:
    """(on its way, paid, due)"""
    statement = statement_of(award_of(award.application))
    return statement.on_its_way, statement.paid, statement.due


def test_asked_agreed_by_two_sent_and_arrived_the_award_is_paid(fake: Fake):
    award, fund = an_accepted_award()
    payout = asked_for(award)
    run_jobs()
    assert (told(award), fake.told) == ((90_000, 0, 0), {})  # nobody agreed yet, so nothing left
    say_yes_twice(payout)
    run_jobs()
    payout.refresh_from_db()
    assert (payout.state, told(award)) == ("sent", (90_000, 0, 0))
    fake.settle(payout.provider_id, Known.CONFIRMED)
    run_jobs()
    assert (told(award), balance(fund).paid.minor, len(fake.told)) == ((0, 90_000, 0), 90_000, 1)
    with pytest.raises(NothingDue):
        asked_for(award)


def test_what_failed_at_the_provider_is_due_again_and_is_paid_once(fake: Fake):
    award, fund = an_accepted_award()
    first = asked_for(award)
    say_yes_twice(first)
    run_jobs()
    first.refresh_from_db()
    fake.settle(first.provider_id, Known.FAILED)
    run_jobs()
    assert (told(award), balance(fund).paid.minor) == ((0, 0, 90_000), 0)
    second = asked_for(award)
    say_yes_twice(second)
    run_jobs()
    second.refresh_from_db()
    fake.settle(second.provider_id, Known.CONFIRMED)
    run_jobs()
    assert (told(award), balance(fund).paid.minor) == ((0, 90_000, 0), 90_000)
    states = (
        Payout.objects.filter(community=award.community_id).order_by("pk").values_list("state", flat=True)
    )
    assert list(states) == ["failed", "confirmed"]
