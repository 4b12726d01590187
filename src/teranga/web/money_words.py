"""What pages call the states, ways, conditions and entries of money."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from teranga.domains.aid.models import Part
from teranga.domains.events.models import Event
from teranga.domains.ledger.models import Fund, InKind
from teranga.foundation.translated import TranslatedText
from teranga.web import aid_words, localised
from teranga.web.templating import translated_plain


def fund_state(code: str) -> str:
    return {"draft": _("Draft"), "open": _("Takes gifts"), "closed": _("Closed")}[code]


def fund_kind(code: str) -> str:
    return {"grant": _("Grant of one giver"), "pot": _("Pot of many gifts")}[code]


def gift_state(code: str) -> str:
    return {
        "pledged": _("Promised"), "received": _("Received"), "withdrawn": _("Withdrawn"),
        "returned": _("Sent back"),
    }[code]  # fmt: skip


def thing_state(code: str) -> str:
    return {
        "free": _("Free to give"), "kept": _("Kept for somebody"), "used": _("Used"),
        "returned": _("Given back"),
    }[code]  # fmt: skip


def payout_state(code: str) -> str:
    return {
        "requested": _("Waits for two to say yes"), "approved": _("To be sent"), "sent": _("On its way"),
        "confirmed": _("Arrived"), "failed": _("Failed"), "cancelled": _("Called off"),
    }[code]  # fmt: skip


def way(code: str) -> str:
    return {"mobile": _("Mobile money"), "bank": _("Bank transfer"), "cash": _("Cash")}[code]


def entry_kind(code: str) -> str:
    return {
        "pledged": _("promised"), "unpledged": _("promise ended"), "received": _("received"),
        "returned": _("sent back"), "granted": _("granted"), "released": _("free again"),
        "paid": _("paid"), "came_back": _("came back"),
    }[code]  # fmt: skip


def parts() -> dict[str, str]:
    """What aid may pay for."""
    return {kind: aid_words.kind_name(kind) for kind in Part.Kind.values}


def groups() -> dict[str, str]:
    """For whom a giver may give."""
    return dict(aid_words.groups())


def listed(codes: Iterable[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)


def conditions(fund: Fund, event: Event | None) -> list[str]:
    """What the money may be used for, in sentences; none where everything is free."""
    told = [
        event and _("It is for those who go to {event}.").format(event=translated_plain(event.name)),
        fund.groups and _("It is for people of these groups: {groups}.").format(
            groups=listed(fund.groups, groups())
        ),
        fund.parts and _("It pays for these parts of aid alone: {parts}.").format(
            parts=listed(fund.parts, parts())
        ),
        fund.spend_by and _("It is to be spent by {day}.").format(day=localised.day(fund.spend_by, "long")),
        fund.report_due and _("A report on what it did is due by {day}.").format(
            day=localised.day(fund.report_due, "long")
        ),
    ]  # fmt: skip
    return [sentence for sentence in told if sentence]


def thanks_for(thing: InKind, language: str) -> str:
    """A text ready to be sent to the giver: what became of it, and never for whom."""
    community = thing.community
    with translation.override(language):
        became = {
            InKind.State.KEPT: _("It is kept for somebody who needs it."),
            InKind.State.USED: _("It was used, and it helped somebody to take part."),
        }.get(InKind.State(thing.state), _("It is ready for somebody who needs it."))
        told = (
            _("Hello {name},").format(name=thing.giver),
            _("thank you for what you gave us: {what}.").format(what=thing.covers.rstrip(".")), became,
            TranslatedText(community.name).in_language(language, community.default_language),
        )  # fmt: skip
    return "\n\n".join(told)


def cause(code: str) -> str:
    """“award:7” as people call it; what follows the number tells funds and times apart."""
    kind, _colon, rest = code.partition(":")
    number = rest.partition(":")[0] if kind == "award" else rest
    kinds = {"award": _("Award"), "gift": _("Gift"), "payout": _("Payout"), "receipt": _("Receipt")}
    return f"{kinds[kind]} {number}" if kind in kinds else code
