"""From an award to the money in somebody's hand: receipts looked at, payouts that two people agree to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from teranga.cli.demo.load_delegation import read_told, rights_of
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.aid.actions.practice import quiet_practice_round
from teranga.domains.aid.actions.receipts import check_receipt, send_receipt
from teranga.domains.aid.actions.settling import ask_for_money, tell_way
from teranga.domains.aid.models import AidAward, AidRound, Receipt
from teranga.domains.aid.queries_awards import awards_of
from teranga.domains.communities.models import Community
from teranga.domains.payments.actions.payouts import approve_payout, cancel_payout, confirm_payout, note_sent
from teranga.domains.payments.models import Payout
from teranga.domains.people.actions.custom_roles import add_custom_role
from teranga.domains.people.actions.roles import grant_role
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Rights, Scope
from teranga.domains.people.rules_roles import RoleAt
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText
from teranga.papers.drawn_paper import drawn_paper

LONG_AGO = timedelta(days=200)


def seat_payers(community: Community, people: Sequence[Person], at: datetime) -> list[Person]:
    """Two of the team whose yes, together, pays money out."""
    name = TranslatedText(read_told()["payers"])
    own = add_custom_role(
        community_id=community.pk, name=name, allowed={"money": ["view", "pay"]}, by=COMMAND_LINE, at=at,
        rights=None,
    )  # fmt: skip
    for person in people:
        which = RoleAt(own.key, Scope.COMMUNITY, Place(community_id=community.pk), own)
        grant_role(person=person, which=which, by=COMMAND_LINE, at=at - LONG_AGO, rights=None)
    return list(people)


def load_arrivals(row: AidRound, payers: Sequence[Person], at: datetime) -> None:
    """Of those who come: some were paid before, some sent receipts, and one payout waits for a second yes."""
    told = read_told()["receipts"]
    came = [award for award in awards_of(row) if award.application.state == "accepted"]
    may, treasurer = rights_of(payers, at), Actor("treasurer", payers[0].pk)
    for number, award in enumerate(came):
        way = {"way": "cash", "destination": ""} if number % 4 == 3 else {
            "way": "mobile", "destination": f"90 00 01 {number:02} (fictif)"}  # fmt: skip
        tell_way(award=award, by=_holder(award), at=at - timedelta(days=6), **way)
    for award in came[:3]:
        pay(award, may, at - timedelta(days=4))
    if len(came) > 6:
        _by_receipts(came[3:7], told, treasurer, may, at - timedelta(days=2))
    for award in came[7:8]:
        for payout in _asked(award, at - timedelta(days=1), in_advance=True):
            cancel_payout(payout=payout, why=told["called_off"], by=treasurer, at=at - timedelta(hours=9))
    quiet_practice_round(round=row)


def pay(award: AidAward, rights: Sequence[Rights], at: datetime) -> None:
    """All of it in advance: asked for, agreed to by two, sent and arrived."""
    for payout in _asked(award, at, in_advance=True):
        for one in rights:
            approve_payout(payout=payout, rights=one, by=Actor("treasurer", one.person_id), at=at)
        by = Actor("treasurer", rights[0].person_id)
        proof = f"TM{20_000_000 + payout.pk}" if payout.way == "mobile" else ""
        note_sent(payout=payout, proof=proof, by=by, at=at + timedelta(hours=3))
        confirm_payout(payout=payout, proof=proof, by=by, at=at + timedelta(hours=5))


def _by_receipts(
    awards: Sequence[AidAward], told: dict[str, Any], treasurer: Actor, may: Sequence[Rights], at: datetime
) -> None:
    """One accepted and half agreed to, one sent back and sent anew, two that nobody has looked at."""
    for number, award in enumerate(awards):
        for kind in ("travel", "bed"):
            if (sent := _send(award, kind, told, at)) and number == 0:
                check_receipt(receipt=sent, agrees=True, by=treasurer, at=at + timedelta(hours=4))
            elif sent and number == 1 and kind == "travel":
                check_receipt(receipt=sent, agrees=False, why=told["sent_back"], by=treasurer,
                              at=at + timedelta(hours=4))  # fmt: skip
                _send(award, kind, told, at + timedelta(hours=20))
    for payout in _asked(awards[0], at + timedelta(hours=5), in_advance=False):
        approve_payout(payout=payout, rights=may[0], by=treasurer, at=at + timedelta(hours=6))


def _asked(award: AidAward, at: datetime, *, in_advance: bool) -> list[Payout]:
    way = {"way": award.way or "cash", "destination": award.destination}
    return ask_for_money(award=award, in_advance=in_advance, by=COMMAND_LINE, at=at, **way)


def _send(award: AidAward, kind: str, told: dict[str, Any], at: datetime) -> Receipt | None:
    """What the award pays of this part, as a photo of a paper."""
    lines = [line for line in award.lines.all() if line.part.kind == kind and line.minor]
    if not lines:
        return None
    minor = sum(line.minor for line in lines)
    paper = ContentFile(drawn_paper(["REÇU (fictif)", "", *told[kind], f"{minor} F CFA"]))
    return send_receipt(
        award=award, part=lines[0].part, money=Money(minor, award.currency), by=_holder(award), at=at,
        day=at.date() - timedelta(days=1), sent=paper,
    )  # fmt: skip


def _holder(award: AidAward) -> Actor:
    return Actor("member", award.application.person_id)
