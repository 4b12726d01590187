"""What the desk calls that which waits at an award, and why something was not done."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.aid.models import AidAward, AwardLine
from teranga.domains.aid.queries_settling import AwardRow, Waits
from teranga.domains.payments.models import Payout
from teranga.web import aid_words, localised, money_words


def wait_name(kind: str) -> str:
    """As a filter."""
    return {
        Waits.RECEIPT: _("receipts to look at"), Waits.PLACE: _("no place yet"),
        Waits.ASK: _("money to ask for"), Waits.YES: _("a yes missing"), Waits.SEND: _("money to send"),
        Waits.ARRIVES: _("money on its way"), Waits.CAME: _("came or not?"), Waits.CLOSE: _("to close"),
        Waits.WAY: _("no way to be paid yet"), Waits.ANSWER: _("no answer yet"),
    }[Waits(kind)]  # fmt: skip


def waiting(row: AwardRow) -> list[str]:
    """For somebody of the team; that an offer waits says the state already."""
    return [_of_award(kind, row) for kind in row.waits if kind is not Waits.ANSWER]


def _of_award(kind: Waits, row: AwardRow) -> str:
    match kind:
        case Waits.RECEIPT:
            count = row.receipts_waiting
            words = ngettext("a receipt to look at", "{count} receipts to look at", count)
            return words.format(count=count)
        case Waits.ASK:
            words = _("{amount} to ask for")
            return words.format(amount=aid_words.amount(row.told.due, row.award.currency))
        case Waits.YES:
            return (
                _("money asked for, one yes missing") if row.missing_yes == 1
                else _("money asked for, two yeses missing")
            )  # fmt: skip
        case Waits.SEND:
            return _("money to send: two said yes")
        case Waits.ARRIVES:
            return _("money on its way: has it arrived?")
        case Waits.WAY:
            return _("no way to be paid told yet")
        case Waits.PLACE:
            return _("no place at the event yet")
        case Waits.CAME:
            return _("it is over: was {name} there?").format(name=holder(row.award))
        case _other:
            return _("everything is settled: close it")


def holder(award: AidAward) -> str:
    return award.application.person.name if award.application.person else _("somebody who left")


def things(row: AwardRow) -> str:
    """“Ticket · Bed: 2”."""
    return " · ".join(thing_words(line) for line in row.things if line.count)


def thing_words(line: AwardLine) -> str:
    name = aid_words.part_name(line.part)
    return f"{name}: {localised.number(line.count)}" if line.count > 1 else name


def payout_words(payout: Payout) -> str:
    """Its state, and of one that was asked for how many said yes."""
    state = money_words.payout_state(payout.state)
    if payout.state != Payout.State.REQUESTED:
        return state
    yes = _("%(yes)s of 2") % {"yes": getattr(payout, "yes", 0)}
    return f"{state} · {yes}"


def refusal(why: str) -> str:
    return {
        "moved": _("This award has moved on meanwhile. Nothing was changed."),
        "money": _(
            "Money is asked for or on its way. Settle that payout first, or call it off; nothing was changed."
        ),
        "nothing": _("Nothing may be asked for now. Nothing was changed."),
        "way": _("A transfer needs a number or an account. Nothing was changed."),
        "place": _("The event has no free place for awards yet. Nothing was changed."),
        "looked": _("Somebody looked at this receipt before. Nothing was changed."),
    }[why]
