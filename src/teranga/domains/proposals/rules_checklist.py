"""What a call needs before it is published, and what makes it better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teranga.domains.events.models import Event
from teranga.domains.proposals.models import Call, SessionType, Topic
from teranga.domains.proposals.rules_call import last_deadline
from teranga.foundation.translated import TranslatedText


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the list; without the `is_must` ones nobody can publish. `missing`: languages, if any."""

    key: str
    is_done: bool
    is_must: bool
    missing: tuple[str, ...] = ()


def checklist(call: Call, types: Sequence[SessionType], topics: Sequence[Topic], at: datetime) -> list[Point]:
    """In the order in which a team goes through it. `types` and `topics` are those still offered."""
    policies = {key: TranslatedText(text) for key, text in call.policies.items()}
    anybody = [row for row in types if row.way == SessionType.Way.OPEN]
    missing = _missing(call, types, topics)
    return [
        Point("event", call.event.visibility != Event.Visibility.DRAFT and not call.event.cancelled_at, True),
        Point("about", bool(call.about), True),
        Point("types", bool(anybody), True),
        Point("window", last_deadline(call, types) > at, True),
        Point("conduct", bool(policies.get("conduct")), True),
        Point("payment", bool(policies.get("payment")), True),
        Point("rules", bool(call.rules), True),
        Point("topics", bool(topics), False),
        Point("decide_by", call.decide_by is not None, False),
        Point("travel", bool(policies.get("travel")), False),
        Point("ai", bool(policies.get("ai")), False),
        Point("past", bool(call.past), False),
        Point("languages", not missing, False, missing),
    ]


def lacks(points: Sequence[Point]) -> tuple[str, ...]:
    return tuple(point.key for point in points if point.is_must and not point.is_done)


def _missing(call: Call, types: Sequence[SessionType], topics: Sequence[Topic]) -> tuple[str, ...]:
    """Languages of the event in which some text of the call is not written."""
    languages = call.event.languages or call.event.community.languages
    texts: list[TranslatedText] = [call.about, call.rules, *map(TranslatedText, call.policies.values())]
    texts += [row.name for row in types]
    texts += [row.name for row in topics]
    gaps = {code for text in texts for code in text.missing(languages)}
    return tuple(code for code in languages if code in gaps)
