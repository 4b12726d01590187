"""Words about what follows the decision: why somebody cannot come, why nothing leaves, what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from teranga.domains.proposals.models import Call, Proposal, SessionType, Topic
from teranga.domains.proposals.queries_statistics import YES
from teranga.domains.proposals.rules_told import SILENT, WHYS, told_why
from teranga.foundation.suppression import OTHERS
from teranga.web import proposal_words
from teranga.web.localised import country_name, language_name
from teranga.web.templating import translated_plain


def why_name(key: str) -> str:
    return {
        "time": _("I have no time then"), "money": _("I cannot pay the journey"),
        "visa": _("I get no visa in time"), "work": _("My work does not let me go"),
        "health": _("Health or family"), "other": _("Another reason"), SILENT: _("No answer in time"),
    }.get(key, "")  # fmt: skip


def whys() -> list[tuple[str, str]]:
    return [(key, why_name(key)) for key in WHYS]


def said(row: Proposal) -> str:
    """Why they do not come, as the team reads it."""
    key, words = told_why(row)
    return ": ".join(part for part in (why_name(key), words) if part)


def refusal(why: str) -> str:
    return {
        "running": _("A batch is on its way already. Wait for it, or take it back."),
        "nothing": _("There is nothing to tell."),
        "changed": _("The decisions changed since you looked. Here they are as they stand now."),
        "count": _("This is not the number of proposals. Look at the list, then type it."),
        "type": _("A proposal to be accepted or put on the reserve has no format. Give it one first."),
        "late": _("The event begins too soon for anybody to answer. Talk to the speakers instead."),
        "over": _("The batch has left. It can no longer be taken back."),
        "moved": _("This changed meanwhile. Nothing was done: here is how it stands now."),
        "reason": _("Write why, for those who ask later. Nothing was changed."),
        "own": _("You speak in it yourself: somebody else decides. Nothing was changed."),
        "until": _("Choose a day after the one that holds now."),
        "open": _("The call still takes proposals, or was never published."),
        "invite": _("The event begins within a day: invite them yourself."),
    }.get(why, "")  # fmt: skip


def table_name(name: str) -> str:
    return {
        "type": _("By format"), "level": _("By level"), "language": _("By spoken language"),
        "first_time": _("By experience"),
    }[name]  # fmt: skip


class Names:
    """What the slugs of a call are called."""

    def __init__(self, call: Call) -> None:
        types = SessionType.objects.filter(event=call.event_id, call=call)
        topics = Topic.objects.filter(event=call.event_id, call=call)
        self.types = {one.slug: translated_plain(one.name) for one in types}
        self.topics = {one.slug: translated_plain(one.name) for one in topics}

    def topic(self, slug: str) -> str:
        return self.topics.get(slug, slug)

    def row(self, table: str, row: str) -> str:
        if table == "first_time":
            return _("First talk at a conference") if row == YES else _("Spoke before")
        if row == OTHERS:
            return _("All others")
        return self.group(table, row)

    def group(self, kind: str, value: str) -> str:
        match kind:
            case "type":
                return self.types.get(value, value)
            case "topic":
                return self.topic(value)
            case "level":
                return proposal_words.level_name(value)
            case "language":
                return language_name(value)
            case "country":
                return country_name(value)
            case "newcomer":
                return _("First talk at a conference")
        return country_name(value) if kind == "area" else value

    def rules(self, rules: Iterable[Mapping[str, Any]]) -> list[str]:
        """“AI: at most 30 %”"""
        lines = []
        for rule in rules:
            kind, _colon, value = rule["group"].partition(":")
            words = _("{what}: at least {much}") if rule["floor"] else _("{what}: at most {much}")
            much = f"{rule['percent']} %" if "percent" in rule else str(rule.get("count", ""))
            lines.append(words.format(what=self.group(kind, value), much=much))
        return lines
