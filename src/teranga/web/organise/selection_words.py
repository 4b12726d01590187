"""What stands on the pages of a selection, in the reader's language: groups, rules, prices, reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.events.models import Track
from teranga.domains.proposals.actions.merging import NotMerged
from teranga.domains.proposals.actions.selections import SelectionRefused
from teranga.domains.proposals.models import Call, SessionType, Topic
from teranga.domains.proposals.rules_groups import COUNT
from teranga.domains.proposals.solving_selection import POINTS, UNIT
from teranga.web import localised, proposal_words
from teranga.web.templating import translated_plain

Rule = Mapping[str, Any]


class Names:
    """Of the groups of one call; read once for a page."""

    def __init__(self, call: Call, shows: Callable[[str], bool]) -> None:
        self.shows = shows
        of = {"community": call.community_id, "call": call}
        self.types = list(SessionType.objects.filter(**of))
        tracks = Track.objects.filter(community=call.community_id, event=call.event_id)
        self.told = {f"topic:{one.slug}": translated_plain(one.name) for one in Topic.objects.filter(**of)}
        self.told |= {f"type:{one.slug}": translated_plain(one.name) for one in self.types}
        self.told |= {f"track:{one.slug}": translated_plain(one.name) for one in tracks}

    def group(self, key: str) -> str:
        if key in self.told:
            return self.told[key]
        kind, _colon, value = key.partition(":")
        match kind:
            case "level":
                return str(proposal_words.level_name(value))
            case "language":
                return localised.language_name(value)
            case "country":
                return localised.country_name(value)
            case "area":
                return localised.locale().territories.get(value, value)
            case "newcomer":
                return _("First talk at a conference")
        return value

    def rule(self, rule: Rule) -> str:
        """“AI: at most 30 %”, as a committee would say it."""
        if not self.shows(rule["group"]):
            return _("a rule about what you do not see now")
        return _("{group}: {end}").format(group=self.group(rule["group"]), end=end_of(rule))

    def named(self, key: str, rules: Iterable[Rule]) -> str:
        """A name of the engine's for what holds a programme back."""
        told = next((rule for rule in rules if rule["key"] == key), None)
        if told is not None:
            return self.rule(told)
        kind, _colon, value = key.partition(":")
        match kind:
            case "choose":
                return _("the number of sessions")
            case "per_person":
                return _("the most of one person")
            case "space":
                return _("the room for {type}").format(type=self.told.get(f"type:{value}", value))
            case "settled":
                return _("{code}, settled by hand").format(code=value)
        return key


def kind_name(kind: str) -> str:
    return {
        "topic": _("Topics"), "level": _("Levels"), "language": _("Languages"), "newcomer": _("New voices"),
        "area": _("Parts of the world"), "country": _("Countries"), "type": _("Formats"),
        "track": _("Tracks"),
    }[kind]  # fmt: skip


def end_of(rule: Rule) -> str:
    if COUNT in rule:
        words = _("at least {count}") if rule["floor"] else _("at most {count}")
        return words.format(count=localised.number(rule[COUNT]))
    words = _("at least {percent} %") if rule["floor"] else _("at most {percent} %")
    return words.format(percent=rule["percent"])


def points(whole: float) -> str:
    """Of whole scores; one sign behind the point."""
    return localised.number(round(whole / UNIT, 1))


def score(value: float | None) -> str:
    """Of one proposal, out of ten."""
    return _("none yet") if value is None else points(value * POINTS * UNIT)


def counted(whole: float) -> str:
    """“1.7 points”. French counts whatever is below two as one, English and Spanish one alone."""
    value = round(whole / UNIT, 1)
    shown = _("less than {least}").format(least=localised.number(0.1)) if whole > 0 and not value else ""
    several = value >= 2 if translation.get_language() == "fr" else value != 1
    return ngettext("{points} point", "{points} points", 2 if several else 1).format(
        points=shown or localised.number(value)
    )


def costs(whole: int) -> str:
    return _("costs {points}").format(points=counted(whole)) if whole > 0 else _("costs nothing")


def one_more(whole: int) -> str:
    return _("one more would bring {points}").format(points=counted(whole)) if whole > 0 else ""


def reason(regret: Mapping[str, Any], names: Names, rules: Iterable[Rule], titles: Mapping[str, str]) -> str:
    """Why a proposal is not in, and what it would cost to have it."""
    if not regret:
        return ""
    why = {
        "settled": _("Left out by hand."),
        "impossible": _("No programme with it keeps all the rules."),
        "person": _("Another proposal of the same person is in."),
        "rule": _("Stopped by “{rule}”.").format(rule=names.named(regret["rule"], rules)),
        "rival": _("Others of its kind have higher scores."),
        "equal": _("A programme with it has the same score."),
    }[regret["why"]]  # fmt: skip
    if not regret["lost"]:
        return f"{why} {_exchange(regret, titles)}".strip()
    cost = _("To have it {costs}.").format(costs=costs(regret["lost"]))
    return f"{why} {cost} {_exchange(regret, titles)}".strip()


def _exchange(regret: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    out = [titles.get(code, code) for code in regret["instead_of"]]
    if len(out) == 1 and not regret["along_with"]:
        return _("It would replace “{title}”.").format(title=out[0])
    if not out:
        return ""
    return ngettext("{count} other would go.", "{count} others would go.", len(out)).format(count=len(out))


def refused(refusal: SelectionRefused) -> str:
    return {
        "meanwhile": _(
            "Somebody else changed this selection meanwhile. Your last change is not saved; here is how it "
            "stands now."
        ),
        "applied": _("This selection is decided. Take the decision back first; nothing was changed."),
        "unfinished": _("There is no programme to sign yet: the rules cannot all hold."),
        "faults": _("The independent check found a fault, so this cannot be signed. Compute it again."),
        "stale": _("Proposals or scores changed since this was computed. Compute it again, then sign."),
        "unsigned": _("Two people have to sign first. Nothing was decided."),
        "other": _("Another selection is decided already. Take that back first."),
        "told": _("Somebody was told an outcome already, so this can no longer be taken back."),
    }[refusal.why]  # fmt: skip


def not_merged(refusal: NotMerged) -> str:
    return {
        "unknown": _("There is no proposal with that number in this call."),
        "same": _("These are one and the same proposal."),
        "decided": _("Its speakers were told an outcome already, so nothing was merged."),
        "gone": _("The proposal to go on with was withdrawn or merged itself. Nothing was merged."),
    }[refusal.why]
