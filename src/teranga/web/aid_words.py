"""What the parts, groups, means, states and refusals of aid are called."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from teranga.domains.aid.models import AidApplication, AidRound, Part, ShareRule
from teranga.domains.aid.rules import GROUPS, MEANS
from teranga.foundation.money import Money
from teranga.web import localised
from teranga.web.templating import translated_plain

State = AidApplication.State


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
        State.DRAFT: _("not sent yet"), State.SUBMITTED: _("sent"), State.IN_REVIEW: _("being looked at"),
        State.OFFERED: _("offered"), State.WAITLISTED: _("on the waiting list"),
        State.NOT_FUNDED: _("no aid this time"), State.ACCEPTED: _("accepted"),
        State.DECLINED: _("declined"), State.EXPIRED: _("not answered in time"),
        State.FULFILLED: _("came"), State.NO_SHOW: _("did not come"), State.CLOSED: _("closed"),
        State.WITHDRAWN: _("withdrawn"),
    }.get(State(state), state)  # fmt: skip


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
