"""How far reviewing is: who has how much to do, what lacks reviews, what reviewers see differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from teranga.domains.proposals.models import Call, Proposal, Review, ReviewAssignment, Reviewer
from teranga.domains.proposals.queries_seen import DEFERRED, LONG, Seen, Sight
from teranga.domains.proposals.rules import UNDECIDED
from teranga.domains.proposals.rules_scores import Manner, Sheets, manners

FAR_APART = 0.5  # of the whole scale, between the highest and the lowest review


@dataclass(frozen=True, slots=True)
class Load:
    reviewer: Reviewer
    asked: int
    sent: int  # of any proposal, asked for or not
    begun: int
    stale: int
    manner: Manner | None

    @property
    def total(self) -> int:
        return max(self.asked, self.sent)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A proposal with fewer reviews of its last version than it should have."""

    seen: Seen
    sent: int
    asked: int  # further reviewers who are asked and did not send yet


@dataclass(frozen=True, slots=True)
class Board:
    loads: tuple[Load, ...]
    lacking: tuple[Lacking, ...]
    proposals: int
    wanted: int  # reviews in all
    sent: int  # of these, none counted beyond what a proposal needs
    stale: int


@dataclass(frozen=True, slots=True)
class Split:
    """A proposal that reviewers see very differently."""

    seen: Seen
    lowest: float
    highest: float
    reviews: int


def board_of(sight: Sight, sheets: Sheets) -> Board:
    """For those who run the call; of proposals it tells what this sight shows."""
    call = sight.call
    here = {"community": call.community_id, "proposal__call": call}
    rows = sight.proposals().filter(state__in=UNDECIDED, is_invited=False).order_by("code")
    waiting = list(rows.defer(*DEFERRED))
    versions = {row.pk: row.version for row in waiting}
    reviews = list(Review.objects.filter(**here, proposal__in=waiting).values_list(
        "proposal_id", "person_id", "version", "sent_at"))  # fmt: skip
    asked = list(ReviewAssignment.objects.filter(**here, proposal__in=waiting).values_list(
        "proposal_id", "person_id"))  # fmt: skip
    fresh = Counter(key for key, _who, read, sent in reviews if sent and read == versions[key])
    done = {(key, who) for key, who, read, sent in reviews if sent and read == versions[key]}
    open_ones = Counter(key for key, who in asked if (key, who) not in done)
    lacking = [row for row in waiting if fresh[row.pk] < call.reviews_wanted]
    seen = {one.code: one for one in sight.seen(lacking, without=LONG)}
    return Board(
        loads=_loads(call, sheets, reviews, asked, versions),
        lacking=tuple(
            Lacking(seen[row.code], fresh[row.pk], open_ones[row.pk])
            for row in sorted(lacking, key=lambda row: (fresh[row.pk], row.code))
        ),
        proposals=len(waiting), wanted=len(waiting) * call.reviews_wanted,
        sent=sum(min(fresh[row.pk], call.reviews_wanted) for row in waiting),
        stale=sum(1 for key, _who, read, sent in reviews if sent and read < versions[key]),
    )  # fmt: skip


def _loads(
    call: Call, sheets: Sheets, reviews: list[tuple[int, int | None, int, object]],
    asked: list[tuple[int, int]], versions: dict[int, int],
) -> tuple[Load, ...]:  # fmt: skip
    known = manners(sheets)
    to_do = Counter(person for _key, person in asked)
    counts: dict[int | None, Counter[str]] = defaultdict(Counter)
    for key, person, read, sent in reviews:
        state = "begun" if not sent else "stale" if read < versions[key] else "done"
        counts[person][state] += 1
    rows = Reviewer.objects.filter(community=call.community_id, call=call, left_at=None)
    loads = [
        Load(row, to_do[row.person_id], told["done"] + told["stale"], told["begun"], told["stale"],
             known.get(str(row.person_id)))
        for row in rows.select_related("person").order_by("person__name", "pk")
        for told in (counts[row.person_id],)
    ]  # fmt: skip
    return tuple(sorted(loads, key=lambda load: (load.sent - load.asked, load.reviewer.person.name)))


def splits_of(sight: Sight, sheets: Sheets) -> list[Split]:
    """The widest apart first; none of what this sight does not let judge."""
    if not sight.gate.shows("score") or sight.gate.others_after:
        return []
    wide: dict[int, tuple[float, float, int]] = {}
    for key, sheet in sheets.items():
        low, high = min(sheet.values()), max(sheet.values())
        if high - low >= FAR_APART:
            wide[int(key)] = (low, high, len(sheet))
    rows: list[Proposal] = [
        row
        for row in sight.proposals().filter(pk__in=wide, state__in=UNDECIDED).defer(*DEFERRED)
        if sight.judges(row)
    ]
    rows.sort(key=lambda row: (wide[row.pk][0] - wide[row.pk][1], row.code))
    return [Split(one, *wide[row.pk]) for row, one in zip(rows, sight.seen(rows, without=LONG), strict=True)]
