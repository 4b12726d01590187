"""The contract that every provider keeps."""

from __future__ import annotations

import pytest

from teranga.domains.payments.by_hand import ByHand
from teranga.domains.payments.fake import Fake
from teranga.domains.payments.providers import (
    Doorbell,
    Known,
    Payee,
    Provider,
    ProviderAway,
    ProviderRefused,
    register,
    that_pay_out,
    unregister,
)
from teranga.foundation.money import Money

AMOUNT, PAYEE = Money(1500, "XOF"), Payee("Afi", "mobile", "+22890000000")
EVERY = pytest.mark.parametrize("provider", [ByHand(), Fake()], ids=["by_hand", "fake"])


@EVERY
def test_the_same_reference_begins_nothing_twice(provider: Provider):
    once = provider.create(reference="R1", money=AMOUNT, what_for="x", back="/")
    assert provider.create(reference="R1", money=AMOUNT, what_for="x", back="/") == once
    out = provider.pay_out(reference="R1", money=AMOUNT, payee=PAYEE, what_for="x")
    assert provider.pay_out(reference="R1", money=AMOUNT, payee=PAYEE, what_for="x") == out


@EVERY
def test_what_was_begun_is_pending_and_knows_its_reference(provider: Provider):
    begun = provider.pay_out(reference="R2", money=AMOUNT, payee=PAYEE, what_for="x")
    told = provider.status(begun.provider_id)
    assert (told.known, told.reference) == (Known.PENDING, "R2")


@EVERY
def test_a_notice_without_a_signature_is_refused(provider: Provider):
    with pytest.raises(ProviderRefused):
        provider.parse_webhook({}, b'{"id": "in-R1", "event": "e1"}')


def test_a_signed_notice_says_only_which_payment_it_is_about():
    fake = Fake()
    assert fake.parse_webhook(*fake.notice("in-R1", "e1")) == Doorbell("in-R1", "e1")


def test_a_refund_needs_something_that_came_in():
    fake = Fake()
    begun = fake.create(reference="R3", money=AMOUNT, what_for="x", back="/")
    with pytest.raises(ProviderRefused):
        fake.refund(begun.provider_id, reference="B1", money=AMOUNT)
    fake.settle(begun.provider_id, Known.CONFIRMED)
    assert fake.refund(begun.provider_id, reference="B1", money=AMOUNT).provider_id == "back-B1"


def test_an_answer_can_be_lost_after_the_work_was_done():
    fake = Fake(forgets=True)
    with pytest.raises(ProviderAway):
        fake.pay_out(reference="R4", money=AMOUNT, payee=PAYEE, what_for="x")
    assert fake.status("out-R4").known is Known.PENDING


def test_providers_are_found_by_what_they_do_and_their_currency():
    register(Fake("elsewhere"))
    try:
        assert [one.name for one in that_pay_out("XOF")] == ["by_hand", "elsewhere"]
    finally:
        unregister("elsewhere")
    assert [one.name for one in that_pay_out("XOF")] == ["by_hand"]
