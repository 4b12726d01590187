"""An award's statement in words: the same lines for its holder and for those who pay."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from teranga.domains.aid.models import AidAward, Receipt
from teranga.domains.aid.queries_statement import Facts, Statement, facts_of, statement_in
from teranga.foundation.money import Money
from teranga.web import aid_words, localised


@dataclass(frozen=True, slots=True)
class Shown:
    """What a template needs of one award's money."""

    facts: Facts
    told: Statement
    lines: list[tuple[str, str]]  # (what, amount)

    @property
    def has_money(self) -> bool:
        return bool(self.told.granted or self.told.paid)


def shown_of(award: AidAward) -> Shown:
    facts = facts_of([award])[award.pk]
    told = statement_in(award, facts)
    return Shown(facts, told, lines_of(told, award.currency))


def lines_of(told: Statement, currency: str) -> list[tuple[str, str]]:
    lines = [
        (_("Awarded"), told.granted, True), (_("Sent in advance"), told.advanced, bool(told.advanced)),
        (_("Spent, by accepted receipts"), told.receipts, True), (_("Paid and arrived"), told.paid, True),
        (_("On its way"), told.on_its_way, bool(told.on_its_way)), (_("Still owed"), told.open, True),
    ]  # fmt: skip
    return [(name, aid_words.amount(minor, currency)) for name, minor, shown in lines if shown]


def receipt_state(code: str) -> str:
    return {
        "sent": _("waits to be looked at"), "accepted": _("receipt accepted"),
        "refused": _("receipt sent back"),
    }.get(code, code)  # fmt: skip


def receipt_amount(row: Receipt) -> str:
    return localised.money(Money(row.minor, row.currency))


def counted_as(row: Receipt, currency: str) -> str:
    """What it counts, where that is not plainly what was sent."""
    if row.counted is None or (row.currency == currency and row.counted == row.minor):
        return ""
    return _("counts as {amount}").format(amount=aid_words.amount(row.counted, currency))
