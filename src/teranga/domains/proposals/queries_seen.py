"""The gate: what one person sees of the proposals of a call now. No page reads a proposal past it.

`sight_of` says who looks; `proposals()` is all there is for them, `proposal(code)` one of it, and `seen`
turns rows into values: a field that may not be seen is not there, and what text tells of names is covered.
Search, filters, order and counts work on these values alone, so that none of them knows more than the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from teranga.base.uploads import Kind
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals.models import (
    Call,
    CallQuestion,
    Proposal,
    ProposalAnswer,
    ProposalFile,
    ProposalSpeaker,
    Reviewer,
    ReviewPhase,
)
from teranga.domains.proposals.queries_conflicts import Away, kept_away
from teranga.domains.proposals.rules_seen import (
    CLOSED,
    READ,
    REVIEWED,
    WORK,
    Gate,
    Role,
    covered,
    gate_for,
    next_phase,
    running_phase,
)
from teranga.foundation.folding import fold

State = Proposal.State
TEXTS = ("title", "abstract", "description", "notes", "asked")
SEARCHED = ("code", "title", "abstract", "description", "notes")
FILTERS = ("type", "track", "topic", "level", "language", "is_first_time", "state")
FIELD_OF = {"topic": "topics"}
ROWS = ("answers", "files")
DEFERRED = ("abstract", "description", "notes", "asked")
LONG = (*DEFERRED, *ROWS)  # what a list of titles can do without


@dataclass(frozen=True, slots=True)
class SeenSpeaker:
    name: str
    biography: str
    affiliation: str
    country: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One proposal as this person may know it. `values` has only the fields that may be seen."""

    code: str
    values: Mapping[str, Any]
    speakers: tuple[SeenSpeaker, ...] = ()
    answers: tuple[tuple[CallQuestion, str], ...] = ()
    files: tuple[ProposalFile, ...] = ()

    def __getattr__(self, name: str) -> Any:
        """A field by its name; "" where it may not be seen or is empty."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Sight:
    call: Call
    gate: Gate
    person_id: int | None
    phase: ReviewPhase | None = None
    coming: ReviewPhase | None = None
    reviewer: Reviewer | None = None
    away: Away = field(default_factory=dict)  # what this person keeps out of, with why

    @property
    def is_blind(self) -> bool:
        return not self.gate.shows("name")

    def proposals(self) -> QuerySet[Proposal]:
        """All that there is for this person. The team sees its members' own, but not what is said of them."""
        rows = Proposal.objects.filter(community=self.call.community_id, call=self.call)
        rows = rows.select_related("type", "track")
        if self.gate.role is Role.TEAM:
            return rows.exclude(state=State.DRAFT)
        if self.gate.role is Role.BLIND_TEAM:
            return rows.exclude(state=State.DRAFT).exclude(pk__in=self.away)
        if self.gate.role is Role.NOBODY:
            return rows.none()
        rows = rows.filter(state__in=REVIEWED, is_invited=False).exclude(pk__in=self.away)
        return rows.filter(assignments__person=self.person_id) if self.gate.only_assigned else rows

    def proposal(self, code: str) -> Proposal:
        """Raises NotFound: what is missing, hidden or kept away from looks the same."""
        row = self.proposals().filter(code=code).exclude(code="").first()
        if row is None:
            raise NotFound(code)
        return row

    def judges(self, proposal: Proposal) -> bool:
        """Whether reviews of it may be known at all: nobody reads what is said of their own."""
        return self.gate.role is not Role.NOBODY and proposal.pk not in self.away

    def seen(self, rows: Iterable[Proposal], *, without: Collection[str] = ()) -> list[Seen]:
        """`without` fields that nobody looks at, so that long lists come quickly."""
        return seen_through(self.gate, list(rows), anybody_judges=self.judges, without=without)

    def titles(self) -> list[Seen]:
        """Everything there is by code, without its long texts."""
        rows = self.proposals().order_by("code").defer(*DEFERRED)
        return self.seen(rows, without=LONG)

    def seen_one(self, code: str) -> tuple[Proposal, Seen]:
        row = self.proposal(code)
        return row, self.seen([row])[0]

    def file(self, code: str, key: UUID) -> ProposalFile:
        """Raises NotFound: also for one that is there and is not for this person."""
        for kept in self.seen_one(code)[1].files:
            if kept.uuid == key:
                return kept
        raise NotFound(code)

    def listed(self, *, text: str = "", order: str = "", **filters: str) -> list[Seen]:
        """What fits the words and the choices, as far as these may be seen, by a field that may be seen."""
        searches = bool(text.strip())
        found = self.seen(self.proposals().order_by("code"), without=ROWS) if searches else self.titles()
        if searches:
            wanted = fold(" ".join(text.split()))
            found = [one for one in found if wanted in fold(_searched(one))]
        for name, value in filters.items():
            if value and name in FILTERS and self.gate.shows(FIELD_OF.get(name, name)):
                found = [one for one in found if _fits(one, name, value)]
        if order in ("title", "score", "submitted_at") and self.gate.shows(order):
            found.sort(key=lambda one: _rank(one, order))
        return found


def sight_of(call: Call, *, rights: Rights, place: Place, at: datetime) -> Sight:
    """What the holder of these rights sees of the call at this moment."""
    person = rights.person_id
    is_team = any(rights.may(verb, Area.PROPOSALS, place) for verb in (Verb.EDIT, Verb.DECIDE))
    reviewer = None
    if person is not None and (is_team or rights.may(Verb.EDIT, Area.REVIEWS, place)):
        rows = Reviewer.objects.filter(community=call.community_id, call=call, person=person)
        reviewer = rows.filter(left_at=None).first()
    if not is_team and reviewer is None:
        return Sight(call, CLOSED, person)
    phases = phases_of(call)
    phase = running_phase(phases, at)
    gate = gate_for(call, phase, is_team=is_team, is_reviewer=reviewer is not None)
    return Sight(call, gate, person, phase, next_phase(phases, at), reviewer, kept_away(call, person))


def phases_of(call: Call) -> list[ReviewPhase]:
    return list(ReviewPhase.objects.filter(community=call.community_id, call=call))


def preview_of(proposal: Proposal, at: datetime) -> Seen:
    """The proposal as reviewers read it in the phase that runs, or comes next, or came last."""
    call = proposal.call
    phases = phases_of(call)
    phase = running_phase(phases, at) or next_phase(phases, at) or (phases[-1] if phases else None)
    shown = phase or ReviewPhase(call=call)
    gate = gate_for(call, shown, is_team=False, is_reviewer=True)
    return seen_through(gate, [proposal], anybody_judges=lambda _row: False)[0]


def seen_through(
    gate: Gate, rows: Sequence[Proposal], *, anybody_judges: Any, without: Collection[str] = ()
) -> list[Seen]:
    """The rows as this gate lets them through; three more questions to the database, however many rows."""
    if not rows or gate.role is Role.NOBODY:
        return []
    community = rows[0].community_id
    speakers = _by_proposal(
        ProposalSpeaker.objects.filter(community=community, proposal__in=rows)
        .exclude(state=ProposalSpeaker.State.DECLINED).select_related("person")
    )  # fmt: skip
    answers = _answers(gate, community, rows) if "answers" not in without else {}
    files = _files(gate, community, rows) if "files" not in without else {}
    shown = [name for name in ("code", *READ, *WORK)
             if name not in ROWS and name not in without and gate.shows(name)]  # fmt: skip
    found = []
    for row in rows:
        people = speakers.get(row.pk, [])
        names = [name for one in people for name in {one.name, speaker_name(one)}] if gate.covers else []
        told = {name: getattr(row, name) for name in shown}
        if gate.covers:
            told |= {name: covered(names, told[name]) for name in TEXTS if name in told}
        if gate.shows("score") and anybody_judges(row) and not gate.others_after:
            told["score"] = row.score
        found.append(Seen(
            code=row.code, values=told, files=tuple(files.get(row.pk, ())),
            speakers=tuple(_speaker(gate, one) for one in people) if gate.shows("name") else (),
            answers=tuple((one.question, covered(names, one.value) if gate.covers else one.value)
                          for one in answers.get(row.pk, ())),
        ))  # fmt: skip
    return found


def speaker_name(row: ProposalSpeaker) -> str:
    """As they are called now, not as they once were."""
    return row.person.name if row.person is not None and row.person.name else row.name


def _speaker(gate: Gate, row: ProposalSpeaker) -> SeenSpeaker:
    return SeenSpeaker(
        speaker_name(row),
        *(getattr(row, name) if gate.shows(name) else "" for name in ("biography", "affiliation", "country")),
    )


def _answers(gate: Gate, community: int, rows: Sequence[Proposal]) -> dict[int, list[ProposalAnswer]]:
    """To questions that reviewers may read. What is asked about speakers themselves goes with their names."""
    if not gate.shows("answers"):
        return {}
    shown = ProposalAnswer.objects.filter(community=community, proposal__in=rows)
    if not gate.shows("all_answers"):
        shown = shown.filter(question__seen_by__in=(CallQuestion.Seen.REVIEWERS, CallQuestion.Seen.PUBLIC))
    if gate.covers:
        shown = shown.filter(question__about=CallQuestion.About.PROPOSAL, question__is_personal=False)
        shown = shown.exclude(question__kind=CallQuestion.Kind.FILE)
    return _by_proposal(shown.select_related("question").order_by("question__position", "pk"))


def _files(gate: Gate, community: int, rows: Sequence[Proposal]) -> dict[int, list[ProposalFile]]:
    """All for the team. Where names are covered, pictures alone: whatever else may have a name inside."""
    if not gate.shows("files"):
        return {}
    kept = ProposalFile.objects.filter(community=community, proposal__in=rows)
    if not gate.shows("all_answers"):
        kept = kept.filter(for_reviewers=True)
    if gate.covers:
        kept = kept.filter(kind=Kind.JPEG)
    return _by_proposal(kept.select_related("question").order_by("pk"))


def _by_proposal(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.proposal_id].append(row)
    return found


def _searched(one: Seen) -> str:
    texts = [one.code, *(str(one.values.get(name, "")) for name in SEARCHED)]
    return "\n".join([*texts, *(speaker.name for speaker in one.speakers)])


def _fits(one: Seen, name: str, value: str) -> bool:
    match name:
        case "topic":
            return value in one.values["topics"]
        case "type" | "track":
            told = one.values[name]
            return told is not None and told.slug == value
        case "is_first_time":
            return one.values[name] == (value == "yes")
    return str(one.values[name]) == value


def _rank(one: Seen, order: str) -> tuple[Any, ...]:
    value = one.values.get(order)
    if order == "score":
        return (value is None, -(value or 0.0), one.code)
    return (value is None, fold(str(value)) if order == "title" else value, one.code)
