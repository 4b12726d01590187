from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.activity.actions.record import PROGRAM
from teranga.domains.payments.actions.payouts import (
    ask_later,
    fail_payout,
    note_sent,
    note_told,
    reference_of,
)
from teranga.domains.payments.models import Payout
from teranga.domains.payments.providers import Payee, ProviderAway, ProviderRefused, provider_of
from teranga.foundation.money import Money


@task("payments.send")
def send(*, community_id: int, payout_id: int) -> None:
    """Hand an approved payout to its provider. When it does not answer, the job is tried again: the same
    reference sends nothing twice."""
    payout = _payout(community_id, payout_id)
    if payout is None or payout.state != Payout.State.APPROVED:
        return
    payee = Payee(payout.name, payout.way, payout.destination)
    money = Money(payout.minor, payout.currency)
    try:
        begun = provider_of(payout.provider).pay_out(
            reference=reference_of(payout), money=money, payee=payee, what_for=payout.what_for
        )
    except ProviderRefused as refused:
        fail_payout(payout=payout, why=str(refused), by=PROGRAM, at=timezone.now())
        return
    note_sent(payout=payout, proof="", provider_id=begun.provider_id, by=PROGRAM, at=timezone.now())


@task("payments.ask")
def ask(*, community_id: int, payout_id: int, turn: int) -> None:
    """Ask what became of a payout; what nobody knows yet is asked again later."""
    payout = _payout(community_id, payout_id)
    if payout is None or payout.state != Payout.State.SENT:
        return
    at = timezone.now()
    try:
        told = provider_of(payout.provider).status(payout.provider_id)
    except ProviderAway:
        ask_later(payout, turn + 1, at)
        return
    if note_told(payout=payout, told=told, by=PROGRAM, at=at).state == Payout.State.SENT:
        ask_later(payout, turn + 1, at)


def _payout(community_id: int, payout_id: int) -> Payout | None:
    return Payout.objects.filter(community=community_id, pk=payout_id).select_related("fund").first()
