"""Whatever people and organisers do in whatever order: never more than there is, nothing stays empty."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from teranga.domains.people.models import Person
from teranga.domains.places.actions.grant_place import grant_place
from teranga.domains.places.actions.offers import accept_offer, decline_offer, expire_offer
from teranga.domains.places.actions.quotas import SmallerThanTaken, change_quota
from teranga.domains.places.actions.rsvp import OfferWaits, answer_rsvp, cancel_rsvp, leave_waiting_list
from teranga.domains.places.actions.scarcity import SoldOut
from teranga.domains.places.models import Offer, Quota, Rsvp
from teranga.domains.places.queries import counted_rows, waiting_list
from teranga.domains.places.rules import IllegalMove
from teranga.domains.places.rules_answers import ANSWERS, Wish
from tests.factories.communities import MADE
from tests.factories.places import MEMBER, NOON, ORGANISER, a_meetup, the_quota

pytestmark = pytest.mark.django_db
PEOPLE = 6


class Places(RuleBasedStateMachine):
    @initialize(size=st.integers(0, 3))
    def begin(self, size: int) -> None:
        self.event, self.now = a_meetup(size), NOON
        self.people = [Person.objects.create(name=f"P{n}", created_at=MADE) for n in range(PEOPLE)]

    @rule(who=st.integers(0, PEOPLE - 1), answer=st.sampled_from(ANSWERS), guests=st.integers(0, 2),
          parts=st.booleans())  # fmt: skip
    def answers(self, who: int, answer: str, guests: int, parts: bool) -> None:
        wish = Wish(answer, guests=("",) * guests, accepts_parts=parts)
        try:
            answer_rsvp(event=self.event, person=self.people[who], wish=wish, by=MEMBER, at=self.now)
        except OfferWaits:
            return

    @rule(who=st.integers(0, PEOPLE - 1), leaves=st.booleans())
    def gives_up(self, who: int, leaves: bool) -> None:
        rsvp = Rsvp.objects.filter(event=self.event, person=self.people[who]).first()
        if rsvp is None:
            return
        try:
            (leave_waiting_list if leaves else cancel_rsvp)(
                event=self.event, rsvp=rsvp, by=MEMBER, at=self.now
            )
        except IllegalMove:
            return

    @rule(accepts=st.booleans())
    def answers_an_offer(self, accepts: bool) -> None:
        offer = Offer.objects.filter(event=self.event, state="open").order_by("pk").first()
        if offer is None:
            return
        try:
            (accept_offer if accepts else decline_offer)(
                offer=offer, event=self.event, by=MEMBER, at=self.now
            )
        except IllegalMove:
            assert offer.expires_at <= self.now

    @rule(size=st.integers(0, 6))
    def resizes(self, size: int) -> None:
        try:
            change_quota(event=self.event, quota=the_quota(self.event), size=size, by=ORGANISER, at=self.now)
        except SmallerThanTaken:
            return

    @rule()
    def grants(self) -> None:
        try:
            grant_place(event=self.event, kind="speaker", name="Speaker", quota=the_quota(self.event),
                        by=ORGANISER, at=self.now)  # fmt: skip
        except SoldOut:
            return

    @rule(hours=st.integers(1, 30))
    def waits(self, hours: int) -> None:
        self.now = min(self.now + timedelta(hours=hours), NOON + timedelta(days=20))
        for offer in Offer.objects.filter(event=self.event, state="open", expires_at__lte=self.now):
            expire_offer(offer_id=offer.pk, event=self.event, at=self.now)

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "event"):
            return
        quota: Quota = the_quota(self.event)
        assert quota.taken <= quota.size
        rows = counted_rows(self.event, {quota.pk: quota})[quota.pk]
        assert rows == {"used": quota.used, "held": quota.held, "offered": quota.offered}
        waiting = [row.entry for row in waiting_list(self.event) if row.entry.state == "waiting"]
        assert not [
            entry for entry in waiting if entry.size <= quota.free or (entry.accepts_parts and quota.free)
        ]


@pytest.mark.parametrize("orders", [60, pytest.param(300, marks=pytest.mark.long)])
def test_no_order_of_doing_things_breaks_the_promise(orders: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Places,
        settings=settings(max_examples=orders, stateful_step_count=30, deadline=None,
                          suppress_health_check=list(HealthCheck)),
    )  # fmt: skip
