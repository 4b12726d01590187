"""Two programmes for practice: by score alone, and with rules whose price can be seen."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.proposals.actions.selections import start_selection
from teranga.domains.proposals.models import Call
from teranga.domains.proposals.rules_groups import LEAST, MOST, NEWCOMER, PERCENT, rule

RULES = (
    rule("topic:ai", MOST, PERCENT, 30), rule("language:fr", LEAST, PERCENT, 45),
    rule("level:beginner", LEAST, PERCENT, 40), rule(NEWCOMER, LEAST, PERCENT, 35),
)  # fmt: skip


def load_selections(call: Call, at: datetime) -> None:
    for name, rules in (("Selon la note seule", ()), ("Équilibrée", RULES)):
        start_selection(call=call, name=name, rules=rules, by=COMMAND_LINE, at=at)
