"""What everything of aid is called on every page: parts, groups, means, states, reasons, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.aid.actions.scenarios import ScenarioRefused
from teranga.domains.aid.models import AidApplication, AidRound, AwardLine, Part, ShareRule
from teranga.domains.aid.queries_awards import Told
from teranga.domains.aid.rules import GROUPS, MEANS
from teranga.domains.ledger.models import Fund
from teranga.foundation.money import Money
from teranga.web import localised
from teranga.web.templating import translated_plain

State = AidApplication.State
SO_MUCH = 10_000  # minor units for which the cut-off is told


def kind_name(kind: str) -> str:
    return {
        Part.Kind.TICKET: _("Ticket"), Part.Kind.TRAVEL: _("Travel"), Part.Kind.BED: _("Bed"),
        Part.Kind.VISA: _("Visa fee"), Part.Kind.LOCAL: _("Transport on the spot"),
        Part.Kind.DATA: _("Data bundle"), Part.Kind.CHILD: _("Child care"),
        Part.Kind.OTHER: _("Something else"),
    }.get(Part.Kind(kind), kind)  # fmt: skip


def part_name(part: Part) -> str:
    return translated_plain(part.name) or kind_name(part.kind)


def group_name(key: str) -> str:
    if key.startswith("country:"):
        return localised.country_name(key.removeprefix("country:"))
    return {
        "women": _("Women"), "first_time": _("First time at such an event"), "students": _("Students"),
        "no_income": _("Without an income"), "disability": _("People with a disability"),
        "parents": _("Parents of small children"), "refugees": _("Refugees"), "local": _("From the place"),
        "each_country": _("Every country alike"),
    }.get(key, key)  # fmt: skip


def result_name(name: str) -> str:
    return _("By country") if name == "country" else group_name(name)


def result_row(key: str) -> str:
    return {"yes": _("said so"), "others": _("all others")}.get(key) or group_name(key)


def of_oneself(key: str) -> str:
    """The same, as somebody ticks it for themselves."""
    return {
        "women": _("I am a woman"), "first_time": _("It is my first event of this kind"),
        "students": _("I study or go to school"), "no_income": _("I have no income now"),
        "disability": _("I live with a disability"), "parents": _("I care for a small child"),
        "refugees": _("I had to leave my country"), "local": _("I live where the event is"),
    }.get(key, key)  # fmt: skip


def groups() -> list[tuple[str, str]]:
    return [(key, group_name(key)) for key in GROUPS]


def means_name(code: str) -> str:
    return {
        "bus": _("Bus"), "shared_taxi": _("Shared taxi"), "plane": _("Plane"), "train": _("Train"),
        "boat": _("Boat"), "car": _("Car"), "other": _("Another way"),
    }.get(code, code)  # fmt: skip


def means() -> list[tuple[str, str]]:
    return [(code, means_name(code)) for code in MEANS]


def round_state(state: str) -> str:
    return {
        AidRound.State.DRAFT: _("draft"), AidRound.State.PUBLISHED: _("published"),
        AidRound.State.DECIDED: _("decided"), AidRound.State.ENDED: _("ended"),
    }.get(AidRound.State(state), state)  # fmt: skip


def state_name(state: str) -> str:
    return {
        State.DRAFT: _("not sent yet"), State.SUBMITTED: _("sent to the committee"),
        State.IN_REVIEW: _("being looked at"), State.OFFERED: _("an offer waits"),
        State.WAITLISTED: _("on the waiting list"), State.NOT_FUNDED: _("no aid this time"),
        State.ACCEPTED: _("offer accepted"), State.DECLINED: _("offer declined"),
        State.EXPIRED: _("not answered in time"), State.FULFILLED: _("was there"),
        State.NO_SHOW: _("was not there"), State.CLOSED: _("all settled"), State.WITHDRAWN: _("withdrawn"),
    }.get(State(state), state)  # fmt: skip


def not_settled(open: Mapping[str, int]) -> str:
    """What keeps a round from its end: “2 × an offer waits”."""
    told = ", ".join(
        f"{localised.number(count)}\u00a0×\u00a0{state_name(state)}" for state, count in open.items()
    )
    words = _("The round cannot end yet, nothing was changed. Awards that are not settled: {awards}.")
    return words.format(awards=told)


def lack_name(key: str) -> str:
    """What a round or an application still needs."""
    return {
        "rules": _("how it is decided"), "parts": _("what may be asked for"), "rubric": _("a rubric"),
        "window": _("an end that lies ahead"), "country": _("the country you live in"),
        "need": _("what you need"), "why": _("why you want to come"),
        "guardian": _("your parent or guardian and their e-mail address"),
    }.get(key, key)  # fmt: skip


def lacks(keys: Iterable[str]) -> str:
    return ", ".join(lack_name(key) for key in keys)


def rule_sentence(rule: ShareRule) -> str:
    values = {"percent": f"{localised.number(rule.percent)}\u00a0%", "group": group_name(rule.group)}
    at_least = {
        ShareRule.Of.AWARDS: _("{group}: at least {percent} of the awards"),
        ShareRule.Of.MONEY: _("{group}: at least {percent} of the money"),
        ShareRule.Of.GROUP: _("{group}: at least {percent} of those who apply"),
    }
    at_most = {
        ShareRule.Of.AWARDS: _("{group}: at most {percent} of the awards"),
        ShareRule.Of.MONEY: _("{group}: at most {percent} of the money"),
        ShareRule.Of.GROUP: _("{group}: at most {percent} of those who apply"),
    }
    return (at_least if rule.is_floor else at_most)[ShareRule.Of(rule.of)].format(**values)


def amount(minor: int | None, currency: str) -> str:
    return localised.money(Money(minor or 0, currency))


def where_to(row: AidRound) -> str:
    return translated_plain(row.event.name) if row.event else row.elsewhere


def refusal(why: str) -> str:
    """Why nothing was written."""
    return {
        "name": _("Write a name in at least one language."),
        "place": _("Choose an event of yours, or name one elsewhere: one of the two."),
        "event": _("This event is not of this community."),
        "window": _("The end must come after the beginning."),
        "groups": _("One of these groups is not known here."),
        "fixed": _("The round is published: its event, currency and age stay, because people rely on them."),
        "begun": _("Somebody has begun to apply, so the round stays published."),
        "kind": _("The round has a part of this kind already."),
        "asked": _("Somebody asked for this part, so it stays."),
        "scored": _("Somebody has scored by this rubric, so it stays."),
        "fund": _("This fund is in another currency than the round."),
        "granted": _("Money of this fund was promised to somebody, so it stays."),
    }.get(why, why)


def rule_name(rule: str) -> str:
    return {
        "most_use": _("The most good within every condition"),
        "equal_shares": _("Equal shares: each scorer decides about an equal part"),
    }.get(rule, rule)


def line_words(line: AwardLine, currency: str) -> str:
    if line.fund_id is None:
        return ngettext("{count} whole", "{count} whole", line.count).format(count=line.count)
    return amount(line.minor, currency)


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
    got, asked = amount(told.money, currency), amount(told.asked, currency)
    if not told.money:
        return _("Awarded as a whole thing, without money.")
    if told.money == told.asked:
        return _("Awarded in full: {amount}, from {pots}.").format(amount=got, pots=pots)
    return _("Awarded in part: {amount} of {asked}, from {pots}.").format(amount=got, asked=asked, pots=pots)


def _cut_off(reason: Mapping[str, Any], currency: str) -> str:
    return _(
        "The money does more good elsewhere: {utility} points would have had to be {needed}. The cut-off was"
        " {cut} points for each {unit}."
    ).format(
        utility=localised.number(round(reason["utility"], 1)),
        needed=localised.number(round(reason["utility"] + reason["short_by"], 1)),
        cut=localised.number(round(reason["cut_off"] * SO_MUCH, 2)), unit=amount(SO_MUCH, currency),
    )  # fmt: skip


def what_more_does(result: Mapping[str, Any], currency: str, funds: Mapping[str, Fund]) -> list[str]:
    """Of each fund: what one more award's worth of money would change, solved again and not guessed."""
    told = []
    for slug, more in result.get("more", {}).items():
        gains = [number for number, before, after in more["changes"] if after and not before]
        name, so_much = fund_names([slug], funds), amount(more["more"], currency)
        if gains:
            words = ngettext(
                "With {amount} more in “{fund}”, number {numbers} would get aid as well.",
                "With {amount} more in “{fund}”, numbers {numbers} would get aid as well.", len(gains),
            )  # fmt: skip
            told.append(words.format(amount=so_much, fund=name, numbers=", ".join(gains)))
        else:
            words = _(
                "{amount} more in “{fund}” would change nothing: it is too little for anybody who waits,"
                " or its conditions fit none of them."
            )
            told.append(words.format(amount=so_much, fund=name))
    return told


def not_signed(refused: ScenarioRefused) -> str:
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
