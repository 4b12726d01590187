"""Payouts: asked for, approved by two others than the payee, sent once, confirmed or failed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.ledger.actions.entries import enter
from teranga.domains.ledger.models import Fund, LedgerEntry
from teranga.domains.payments.models import Payout, PayoutApproval
from teranga.domains.payments.providers import Known, Told, provider_of
from teranga.domains.payments.rules import next_state
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import one_line
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import Area, Verb
from teranga.domains.people.two_persons import Approval, approve, is_decided
from teranga.foundation.money import Money, UnlikeCurrencies

ASK_AGAIN = (60, 300, 900, 3600, 21_600)  # seconds after sending


class AskedTwice(Exception):
    """A payout for this cause is on its way or done."""


class NoDestination(ValueError):
    """A transfer needs a number or an account."""


def request_payout(
    *, fund: Fund, person: Person, money: Money, cause: str, what_for: str, way: str, destination: str,
    name: str, by: Actor, at: datetime, provider: str = "by_hand",
) -> Payout:  # fmt: skip
    """Raises AskedTwice, NoDestination, UnlikeCurrencies, NoSuchProvider."""
    if money.currency != fund.currency:
        raise UnlikeCurrencies(f"{money} from {fund.currency}")
    if way != Payout.Way.CASH and not destination.strip():
        raise NoDestination(way)
    provider_of(provider)
    with write(durable=True):
        try:
            with transaction.atomic():
                payout = Payout.objects.create(
                    community_id=fund.community_id, fund=fund, person=person, name=one_line(name)[:120],
                    way=way, destination=destination.strip(), minor=money.minor, currency=money.currency,
                    cause=cause, what_for=one_line(what_for)[:200], provider=provider, requested_at=at,
                    requested_by_id=by.person_id,
                )  # fmt: skip
        except IntegrityError as same:
            raise AskedTwice(cause) from same
        _note("request", payout, "", by, at)
    return payout


def approve_payout(*, payout: Payout, rights: Rights, by: Actor, at: datetime) -> Payout:
    """Add this person's yes; with the second one it may be sent.

    Raises NotAllowed, SamePerson, OwnMatter, IllegalMove.
    """
    with write(durable=True):
        row = _locked(payout)
        after = next_state(row.state, "approve")
        given = [Approval(one.person_id or 0, one.role, one.at) for one in row.approvals.order_by("id")]
        concerned = [row.person_id] if row.person_id else []
        added = approve(
            given, rights=rights, verb=Verb.PAY, area=Area.MONEY, place=Place(row.community_id), at=at,
            concerns=concerned,
        )[-1]  # fmt: skip
        PayoutApproval.objects.create(
            community_id=row.community_id, payout=row, person_id=added.person_id, role=added.role, at=at
        )
        before = row.state
        if is_decided([*given, added]):
            row.state = after
            row.save(update_fields=["state"])
            if not provider_of(row.provider).describe().by_a_person:
                payload = {"community_id": row.community_id, "payout_id": row.pk}
                jobs.enqueue("payments.send", at=at, payload=payload, unique_key=f"payout-send:{row.pk}")
        _note("approve", row, before, by, at)
    return row


def note_sent(*, payout: Payout, proof: str, by: Actor, at: datetime, provider_id: str = "") -> Payout:
    """The money left, by hand or through the provider. Raises IllegalMove."""
    with write(durable=True):
        row = _moved(payout, "send", by, at, proof=one_line(proof)[:120], provider_id=provider_id, sent_at=at)
        enter(fund=row.fund, kind=LedgerEntry.Kind.PAID, money=Money(row.minor, row.currency),
              cause=f"payout:{row.pk}", by=by, at=at, note=row.what_for)  # fmt: skip
        if not provider_of(row.provider).describe().by_a_person:
            ask_later(row, 0, at)
    return row


def ask_later(payout: Payout, turn: int, at: datetime) -> None:
    """Ask the provider again what became of it, less and less often."""
    wait = timedelta(seconds=ASK_AGAIN[min(turn, len(ASK_AGAIN) - 1)])
    payload = {"community_id": payout.community_id, "payout_id": payout.pk, "turn": turn}
    jobs.enqueue("payments.ask", at=at + wait, payload=payload, unique_key=f"payout-ask:{payout.pk}:{turn}")


def note_told(*, payout: Payout, told: Told, by: Actor, at: datetime) -> Payout:
    """What the provider said when asked. What it says of another reference settles nothing, nor does another
    amount confirm ours; what is settled stays, however often or late it is told of.
    """
    with write(durable=True):
        row = _locked(payout)
        if row.state != Payout.State.SENT or told.reference != reference_of(row):
            return row
        if told.known is Known.CONFIRMED and told.money == Money(row.minor, row.currency):
            return confirm_payout(payout=row, proof=told.proof, by=by, at=at)
        if told.known is Known.FAILED:
            return fail_payout(payout=row, why="The provider says that it failed.", by=by, at=at)
    return row


def confirm_payout(*, payout: Payout, proof: str, by: Actor, at: datetime) -> Payout:
    """The payee has it. Raises IllegalMove."""
    with write(durable=True):
        return _moved(payout, "confirm", by, at, proof=one_line(proof or payout.proof)[:120], ended_at=at)


def fail_payout(*, payout: Payout, why: str, by: Actor, at: datetime) -> Payout:
    """It did not arrive: what was entered as paid comes back. Raises IllegalMove."""
    with write(durable=True):
        was_sent = _locked(payout).state == Payout.State.SENT
        row = _moved(payout, "fail", by, at, error=why[:300], ended_at=at)
        if was_sent:
            enter(fund=row.fund, kind=LedgerEntry.Kind.CAME_BACK, money=Money(row.minor, row.currency),
                  cause=f"payout:{row.pk}", by=by, at=at, note=why)  # fmt: skip
    return row


def cancel_payout(*, payout: Payout, why: str, by: Actor, at: datetime) -> Payout:
    """Before anything was sent. Raises IllegalMove."""
    with write(durable=True):
        return _moved(payout, "cancel", by, at, error=why[:300], ended_at=at)


def reference_of(payout: Payout) -> str:
    """What names the payout at its provider: asked twice with it, nothing is sent twice."""
    return f"teranga-{payout.community_id}-{payout.pk}"


def _locked(payout: Payout) -> Payout:
    rows = Payout.objects.filter(community=payout.community_id).select_related("fund")
    return rows.select_for_update(of=("self",)).get(pk=payout.pk)


def _moved(payout: Payout, move: str, by: Actor, at: datetime, **told: Any) -> Payout:
    row = _locked(payout)
    before, row.state = row.state, next_state(row.state, move)
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *told])
    _note(move, row, before, by, at)
    return row


def _note(verb: str, payout: Payout, before: str, by: Actor, at: datetime) -> None:
    record(
        by=by, verb=f"payout.{verb}", object_type="payout", object_id=payout.pk, at=at,
        community_id=payout.community_id, changes={"state": [before, payout.state]},
    )  # fmt: skip
