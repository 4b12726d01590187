"""What may be seen of a proposal, by whom and when. Every page, search, list, count and file asks here.

A *sight* is what one person may see of one call now. Whoever reviews is blind where the phase is blind,
whatever else they may do; who neither reviews nor works on proposals sees nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from teranga.domains.proposals.models import Call, Proposal, ReviewPhase
from teranga.domains.proposals.rules_call import FIELDS
from teranga.foundation.folding import fold

State = Proposal.State
# A decision changes nothing here: a proposal that went from the list would tell what was decided.
REVIEWED = (
    State.SUBMITTED, State.NEEDS_INFO, State.ACCEPTED, State.RESERVE, State.REJECTED, State.PROMOTED,
    State.CONFIRMED, State.DECLINED,
)  # fmt: skip
NAMES = ("name", "biography", "affiliation", "country", "co_speakers")
ALWAYS = ("code", "title", "language")
# What the text says, and the choices beside it. A phase may hide further ones of these.
READ = (
    "title", "abstract", "description", "notes", "type", "track", "topics", "level", "language",
    "slide_language", "is_first_time", "wants_mentor", "files", "answers",
)  # fmt: skip
HIDEABLE = tuple(name for name in READ if name not in ALWAYS) + NAMES
# For those who run the call, also while they review themselves.
WORK = ("state", "told_state", "asked", "submitted_at", "is_invited", "rank", "version")
SENT_AT = "submitted_at"  # with the list of mails it would tell who wrote it
# By these somebody could be known: never for reviewers.
TEAM_ONLY = (
    "contact", "access_code", "needs", "needs_aid", "needs_letter", "may_record", "unavailable",
    "all_answers", "history", "words", "declined_why", "imported_from", "uuid",
)  # fmt: skip
OF_REVIEWS = ("others", "score", "reviewer_names", "remarks")
EVERY = (*ALWAYS, *(name for name in READ if name not in ALWAYS), *NAMES, *WORK, *TEAM_ONLY, *OF_REVIEWS)
HIDDEN = "▇▇▇"
ADDRESS = re.compile(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+|(?<!\w)@\w[\w.-]+|\+\d[\d .-]{6,}\d")
WORD = re.compile(r"[^\W\d_]{3,}")


class Role(StrEnum):
    TEAM = "team"  # works on proposals and does not review in this phase
    BLIND_TEAM = "blind_team"  # works on them and reviews too
    REVIEWER = "reviewer"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Gate:
    """By role and phase alone: which fields there are at all, and what may be done."""

    role: Role
    fields: frozenset[str]
    covers: bool = False  # names and addresses within texts are covered
    only_assigned: bool = False
    others_after: bool = False  # reviews of others, once one's own is sent
    may_review: bool = False
    may_discuss: bool = False
    may_tag: bool = False

    def shows(self, field: str) -> bool:
        return field in self.fields


CLOSED = Gate(Role.NOBODY, frozenset())


def running_phase(phases: Iterable[ReviewPhase], at: datetime) -> ReviewPhase | None:
    """At most one runs at a time."""
    return next((row for row in phases if row.starts_at <= at < row.ends_at), None)


def next_phase(phases: Iterable[ReviewPhase], at: datetime) -> ReviewPhase | None:
    return min((row for row in phases if row.starts_at > at), key=lambda row: row.starts_at, default=None)


def gate_for(call: Call, phase: ReviewPhase | None, *, is_team: bool, is_reviewer: bool) -> Gate:
    """Reviewers see something only while a phase runs; of the team, who reviews sees as reviewers do then."""
    if is_team and (phase is None or not is_reviewer):
        return Gate(Role.TEAM, frozenset(EVERY), may_discuss=True, may_tag=True)
    if phase is None or not is_reviewer:
        return CLOSED
    names = phase.sees_names or not call.is_anonymous
    fields = {*ALWAYS, *READ, *(NAMES if names else ())} - (set(phase.hides) - set(ALWAYS))
    if is_team:
        fields |= set(WORK) - (set() if names else {SENT_AT})
    if phase.sees_others != ReviewPhase.Others.NEVER:
        fields |= {"others", "score"}
    if phase.may_discuss:
        fields |= {"remarks"}
    if phase.sees_reviewer_names:
        fields |= {"reviewer_names"}
    return Gate(
        Role.BLIND_TEAM if is_team else Role.REVIEWER, frozenset(fields), covers=not names,
        only_assigned=phase.sees == ReviewPhase.Sees.ASSIGNED and not is_team,
        others_after=phase.sees_others == ReviewPhase.Others.AFTER, may_review=phase.may_review,
        may_discuss=phase.may_discuss, may_tag=phase.may_tag,
    )  # fmt: skip


def kept_from_every_reviewer() -> tuple[str, ...]:
    """Fields of the form that no phase can show."""
    return tuple(name for name, rule in FIELDS.items() if rule.kept_from_reviewers)


def covered(names: Iterable[str], text: str) -> str:
    """The text without the speakers' names, their addresses, accounts, telephone numbers and links."""
    if not text:
        return text
    text = ADDRESS.sub(HIDDEN, text)
    there = fold(text)
    for name in names:
        whole, words = _name(name)
        if whole is None or (words and not any(word in there for word in words)):
            continue  # most texts name nobody: a quick look says so
        text = _without(words, whole.sub(HIDDEN, text))
    return text


def _without(words: frozenset[str], text: str) -> str:
    return WORD.sub(lambda found: HIDDEN if _tells(found[0], words) else found[0], text)


@lru_cache(2048)
def _name(name: str) -> tuple[re.Pattern[str] | None, frozenset[str]]:
    """The name as a whole, and its longer parts folded; short ones and other scripts have none."""
    return _whole(name.split()), frozenset(fold(word) for word in WORD.findall(name))


def _whole(parts: list[str]) -> re.Pattern[str] | None:
    """The name where it stands alone: a hole in a longer word would tell it. One letter tells nobody."""
    letters, text = "".join(parts), r"\s+".join(map(re.escape, parts))
    if len(letters) < 2:
        return None
    if letters.upper() == letters.lower():  # scripts without capitals, that write without spaces too
        return re.compile(text)
    is_short = len(parts) == 1 and len(letters) < 3
    return re.compile(rf"(?<!\w){text}(?!\w)", re.NOFLAG if is_short else re.IGNORECASE)


def _tells(word: str, name: frozenset[str]) -> bool:
    """A part of the name where it stands as a name; or more than one part in one word, as in accounts."""
    folded = fold(word)
    if folded in name:
        return word[0].isupper()
    return len(name) > 1 and sum(part in folded for part in name) > 1
