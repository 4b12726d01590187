"""What the committee chooses from, and the selections beside each other. No speaker's name is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.proposals.models import Call, Proposal, ProposalSpeaker, Selection, SessionType
from teranga.domains.proposals.rules import COMES, OUTCOMES, UNDECIDED
from teranga.domains.proposals.rules_groups import KINDS, groups_of

State = Proposal.State
WHAT_IS_READ = (
    "pk", "code", "title", "score", "topics", "level", "language", "is_first_time", "is_invited", "state",
    "told_state", "type__slug", "type__minutes", "type__is_sponsored", "track__slug", "accepted_why",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that may be in the programme. `is_fixed`: it is in whatever is computed, such as a keynote."""

    pk: int
    key: str
    title: str
    score: float | None
    type: str
    minutes: int
    groups: frozenset[str]
    people: frozenset[str]
    is_fixed: bool
    is_sponsored: bool

    @property
    def is_sure(self) -> bool:
        """In without a score, unless the committee says otherwise."""
        return self.is_fixed or self.is_sponsored


def call_of(event: Event) -> Call:
    """Raises NotFound."""
    call = Call.objects.filter(community=event.community_id, event=event).first()
    if call is None:
        raise NotFound(event.slug)
    call.event = event
    return call


def candidates(call: Call) -> list[Candidate]:
    """By their codes: all that are to be decided or decided and untold, and those that come in any case."""
    untold = Q(state__in=OUTCOMES) & ~Q(told_state__in=OUTCOMES)
    comes = Q(state__in=COMES) | Q(is_invited=True, state=State.DRAFT)
    return _candidates(call, Q(state__in=UNDECIDED) | untold | comes)


def in_the_programme(call: Call, waiting: Collection[int] = ()) -> list[Candidate]:
    """What comes as its speakers know it, and of those who wait these."""
    return _candidates(call, Q(state__in=COMES, told_state__in=COMES) | Q(pk__in=waiting))


def _candidates(call: Call, which: Q) -> list[Candidate]:
    rows = Proposal.objects.filter(community=call.community_id, call=call, type__isnull=False)
    people, countries = _speakers(call)
    found = rows.filter(which).order_by("code", "pk")
    return [_candidate(row, people, countries) for row in found.values(*WHAT_IS_READ)]


def _candidate(
    row: dict[str, Any], people: Mapping[int, set[str]], countries: Mapping[int, set[str]]
) -> Candidate:
    number, is_told = row["pk"], row["state"] in COMES and row["told_state"] in COMES
    by_right = row["state"] == State.ACCEPTED and bool(row["accepted_why"])
    groups = groups_of(
        topics=row["topics"], level=row["level"], language=row["language"], type=row["type__slug"],
        is_first_time=row["is_first_time"], countries=sorted(countries[number]),
        track=row["track__slug"] or "",
    )  # fmt: skip
    return Candidate(
        number, row["code"] or f"invited-{number}", row["title"], row["score"], row["type__slug"],
        row["type__minutes"], groups, frozenset(people[number]), row["is_invited"] or is_told or by_right,
        row["type__is_sponsored"],
    )  # fmt: skip


def _speakers(call: Call) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Of each proposal who speaks, by numbers that mean nothing elsewhere, and from where.

    Who wrote what was merged into a proposal speaks there.
    """
    merged = dict(
        Proposal.objects.filter(community=call.community_id, call=call, state=State.MERGED)
        .exclude(merged_into=None)
        .values_list("pk", "merged_into_id")
    )
    rows = ProposalSpeaker.objects.filter(community=call.community_id, proposal__call=call)
    rows = rows.exclude(state=ProposalSpeaker.State.DECLINED).order_by("proposal_id", "pk")
    numbers: dict[int, str] = {}
    people, countries = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for proposal, person, country in rows.values_list("proposal_id", "person_id", "country"):
        number = merged.get(proposal, proposal)
        countries[number].add(country)
        if person is not None:
            people[number].add(numbers.setdefault(person, str(len(numbers) + 1)))
    return people, countries


def candidate(rows: Iterable[Candidate], key: str) -> Candidate:
    """Raises NotFound."""
    found = next((one for one in rows if one.key == key), None)
    if found is None:
        raise NotFound(key)
    return found


def merged_of(call: Call, code: str) -> Proposal:
    """A proposal that went into another one. Raises NotFound."""
    rows = Proposal.objects.filter(community=call.community_id, call=call, code=code, state=State.MERGED)
    found = rows.exclude(code="").first()
    if found is None:
        raise NotFound(code)
    return found


def types_of(call: Call) -> list[SessionType]:
    return list(SessionType.objects.filter(community=call.community_id, call=call))


def selections_of(call: Call) -> list[Selection]:
    """The first made first, each with how many signed it."""
    rows = Selection.objects.filter(community=call.community_id, call=call)
    return list(rows.annotate(signed=Count("signatures")).order_by("pk"))


def selection_of(call: Call, number: int) -> Selection:
    """Raises NotFound."""
    rows = Selection.objects.filter(community=call.community_id, call=call, pk=number)
    row = rows.annotate(signed=Count("signatures")).first()
    if row is None:
        raise NotFound(str(number))
    row.call = call
    return row


def applied_of(call: Call) -> Selection | None:
    """The selection whose outcomes the proposals have."""
    rows = Selection.objects.filter(community=call.community_id, call=call, applied_at__isnull=False)
    return rows.order_by("-applied_at").first()


@dataclass(frozen=True, slots=True)
class Share:
    """Of a group: how many were received, how many are in."""

    group: str
    received: int
    chosen: int

    @property
    def kind(self) -> str:
        return self.group.partition(":")[0]

    @property
    def value(self) -> str:
        return self.group.partition(":")[2]


def balance(rows: Sequence[Candidate], chosen: Collection[str], also: Iterable[str] = ()) -> list[Share]:
    """Every group that a candidate or a rule (`also`) names, by kind, the most received first."""
    received = Counter(group for row in rows for group in row.groups)
    inside = Counter(group for row in rows if row.key in chosen for group in row.groups)
    groups = {*received, *also}
    known = [group for group in groups if group.partition(":")[0] in KINDS]
    known.sort(key=lambda one: (KINDS.index(one.partition(":")[0]), -received[one], one))
    return [Share(group, received[group], inside[group]) for group in known]


def may_be_undone(selection: Selection) -> bool:
    """Nobody was told an outcome since it was applied."""
    rows = Proposal.objects.filter(community=selection.community_id, call=selection.call_id)
    return not rows.filter(told_state__in=OUTCOMES, told_at__gte=selection.applied_at).exists()
