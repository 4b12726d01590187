"""Many hands on one gift, one voucher, one fund."""

from __future__ import annotations

import pytest

from teranga.base.idempotency import new_key
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.ledger.actions.entries import NotEnough, enter
from teranga.domains.ledger.actions.gifts import receive_gift, withdraw_gift
from teranga.domains.ledger.actions.in_kind import ThingIsTaken, keep_thing, note_thing
from teranga.domains.ledger.models import Gift, GiftCount, LedgerEntry
from teranga.domains.ledger.queries import balance
from teranga.domains.ledger.rules import IllegalMove
from teranga.domains.mail.models import OutgoingMail
from teranga.foundation.money import Money
from tests.base.threads import at_once
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_fund, a_gift
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db(transaction=True)
BY = {"by": COMMAND_LINE, "at": NOW}
FIVE = Money(5_000, "XOF")


def test_g06_a_gift_that_four_see_come_in_at_once_came_in_once() -> None:
    fund = a_fund(a_community())
    gift = a_gift(fund, 5_000, contact="afi@example.org")
    seen = at_once(*[lambda: receive_gift(gift=gift, money=FIVE, proof="TX 1", **BY)] * 4)
    assert sum(isinstance(one, IllegalMove) for one in seen) == 3
    rows = LedgerEntry.objects.filter(community=fund.community, fund=fund, kind="received")
    assert list(rows.values_list("minor", flat=True)) == [5_000]
    assert OutgoingMail.objects.filter(cause=f"gift_received:{gift.pk}").count() == 1


def test_g28_a_promise_taken_back_while_it_is_received_ends_one_way() -> None:
    fund = a_fund(a_community())
    gift = a_gift(fund, 5_000)
    outcomes = at_once(
        lambda: withdraw_gift(gift=gift, **BY), lambda: receive_gift(gift=gift, money=FIVE, proof="", **BY)
    )
    assert sum(isinstance(one, IllegalMove) for one in outcomes) == 1
    gift.refresh_from_db()
    held = balance(fund)
    assert (held.pledged.minor, held.received.minor) == (0, 5_000 if gift.state == "received" else 0)


def test_g24_gifts_promised_at_once_have_references_of_their_own_and_leave_no_gap() -> None:
    fund = a_fund(a_community())
    same = new_key()
    gifts = at_once(*[lambda: a_gift(fund)] * 6, *[lambda: a_gift(fund, key=same)] * 2)
    assert len({gift.reference for gift in gifts}) == 7
    assert GiftCount.objects.filter(community=fund.community).get().given == 7
    assert Gift.objects.filter(community=fund.community).count() == 7


def test_g02_one_voucher_kept_for_four_at_once_is_kept_for_one() -> None:
    community = a_community()
    thing = note_thing(community=community, giver="A sister", covers="Ticket", **BY)
    people = [a_person() for _ in range(4)]
    kept = at_once(*(lambda one=one: keep_thing(thing=thing, person=one, **BY) for one in people))
    assert sum(isinstance(one, ThingIsTaken) for one in kept) == 3
    thing.refresh_from_db()
    (winner,) = (one for one in kept if not isinstance(one, ThingIsTaken))
    assert (thing.state, thing.person_id) == ("kept", winner.person_id)


def test_g04_what_many_grant_at_once_never_exceeds_what_the_fund_holds() -> None:
    fund = a_fund(a_community(), holds=12_000)
    told = {"fund": fund, "kind": LedgerEntry.Kind.GRANTED, "money": FIVE, **BY}
    granted = at_once(*(
        lambda nth=nth: enter(cause=f"award:{nth}", **told)
        for nth in range(6)
    ))  # fmt: skip
    assert sum(isinstance(one, NotEnough) for one in granted) == 4
    assert (balance(fund).granted.minor, balance(fund).free.minor) == (10_000, 2_000)
