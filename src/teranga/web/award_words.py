"""What codes of an allocation are called, and why somebody got what they got, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.aid.actions.scenarios import ScenarioRefused
from teranga.domains.aid.models import AwardLine, Part
from teranga.domains.aid.queries_awards import Told
from teranga.domains.ledger.models import Fund
from teranga.foundation.money import Money
from teranga.web import localised
from teranga.web.templating import translated_plain

SO_MUCH = 10_000  # minor units for which the cut-off is told


def part_name(part: Part) -> str:
    return translated_plain(part.name) if part.name else kind_name(part.kind)


def kind_name(kind: str) -> str:
    return {
        "ticket": _("Ticket"), "travel": _("Journey"), "bed": _("Bed"), "visa": _("Visa"),
        "local": _("Getting around there"), "data": _("Internet data"), "child": _("Child care"),
        "other": _("Something else"),
    }.get(kind, kind)  # fmt: skip


def state_name(state: str) -> str:
    return {
        "submitted": _("sent"), "in_review": _("being looked at"), "offered": _("an offer waits"),
        "waitlisted": _("on the waiting list"), "not_funded": _("no aid this time"),
        "accepted": _("accepted"), "declined": _("declined"), "expired": _("not answered in time"),
        "fulfilled": _("was there"), "no_show": _("did not come"), "closed": _("closed"),
        "withdrawn": _("withdrawn"),
    }.get(state, state)  # fmt: skip


def rule_name(rule: str) -> str:
    return {
        "most_use": _("The most good within every condition"),
        "equal_shares": _("Equal shares: each scorer decides about an equal part"),
    }.get(rule, rule)


def money(minor: int, currency: str) -> str:
    return localised.money(Money(minor, currency))


def line_words(line: AwardLine, currency: str) -> str:
    if line.fund_id is None:
        return ngettext("{count} whole", "{count} whole", line.count).format(count=line.count)
    return money(line.minor, currency)


def fund_names(slugs: list[str], funds: Mapping[str, Fund], *, public_only: bool = False) -> str:
    shown = [funds[slug] for slug in slugs if slug in funds and (funds[slug].is_public or not public_only)]
    return ", ".join(translated_plain(fund.name) for fund in shown)


def why(told: Told, currency: str, pots: str) -> str:
    """One or two sentences; `pots` are the names of the funds that pay."""
    reason = told.reason
    if not reason:
        return _("It was not part of this allocation.")
    if told.option:
        return _awarded(told, currency, pots)
    match reason["why"]:
        case "settled":
            return _("Settled by hand before the rest was computed.")
        case "no_pot":
            return _("No fund may pay this: the conditions of their givers do not fit.")
        case "above_need":
            return _("No award fits: what is needed at least lies above what one person may get.")
        case "draw":
            return _("Others were equal in everything that counts, and the draw decided.")
        case "next":
            return _("Next in line: what is left in the funds does not pay a whole award.")
        case "rule":
            return _("The money was there; a share that the round promised to others was not reached yet.")
        case _other if not reason["utility"]:
            return _("No points were given.")
        case _other:
            return _cut_off(reason, currency)


def _awarded(told: Told, currency: str, pots: str) -> str:
    amount, asked = money(told.money, currency), money(told.asked, currency)
    if not told.money:
        return _("Awarded as a whole thing, without money.")
    if told.money == told.asked:
        return _("Awarded in full: {amount}, from {pots}.").format(amount=amount, pots=pots)
    return _("Awarded in part: {amount} of {asked}, from {pots}.").format(
        amount=amount, asked=asked, pots=pots
    )


def _cut_off(reason: Mapping[str, Any], currency: str) -> str:
    return _(
        "The money does more good elsewhere: {utility} points would have had to be {needed}. The cut-off was"
        " {cut} points for each {unit}."
    ).format(
        utility=localised.number(round(reason["utility"], 1)),
        needed=localised.number(round(reason["utility"] + reason["short_by"], 1)),
        cut=localised.number(round(reason["cut_off"] * SO_MUCH, 2)), unit=money(SO_MUCH, currency),
    )  # fmt: skip


def what_more_does(result: Mapping[str, Any], currency: str, funds: Mapping[str, Fund]) -> list[str]:
    """Of each fund: what one more award's worth of money would change, solved again and not guessed."""
    told = []
    for slug, more in result.get("more", {}).items():
        gains = [number for number, before, after in more["changes"] if after and not before]
        name, amount = fund_names([slug], funds), money(more["more"], currency)
        if gains:
            words = ngettext(
                "With {amount} more in “{fund}”, number {numbers} would get aid as well.",
                "With {amount} more in “{fund}”, numbers {numbers} would get aid as well.", len(gains),
            )  # fmt: skip
            told.append(words.format(amount=amount, fund=name, numbers=", ".join(gains)))
        else:
            words = _("{amount} more in “{fund}” would change nothing: its conditions fit nobody who waits.")
            told.append(words.format(amount=amount, fund=name))
    return told


def refusal(refused: ScenarioRefused) -> str:
    return {
        "open": _("People can still apply. Sign once the round is closed; nothing was sent."),
        "unfinished": _("This allocation is not computed yet. Nothing was sent."),
        "infeasible": _("The rules of the round cannot all hold together here. Nothing was sent."),
        "faults": _("The check found a fault in this allocation, so it cannot be signed. Nothing was sent."),
        "stale": _(
            "Applications or funds changed since this was computed. Compute it again; nothing was sent."
        ),
        "decided": _("Offers of this round went out already."),
    }[refused.why]
