"""What those who score see, and nothing else: a number for a name where the round says so.

Whoever scores, or has scored, sees no names of the round anywhere before it is decided; nobody sees their own
application here, one they recused themselves from, or one of somebody they are paired with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from teranga.domains.aid.models import (
    AidApplication,
    AidRound,
    Criterion,
    Proof,
    Recusal,
    Remark,
    Score,
    Scorer,
)
from teranga.domains.aid.queries import applications_of
from teranga.domains.aid.rules import SCORED, waits_for_guardian
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Helper, Speaker
from teranga.domains.learning.models import Pair, PairWish
from teranga.domains.people.models import Person
from teranga.domains.proposals.models import Proposal
from teranga.domains.proposals.rules_seen import covered
from teranga.foundation.draw import drawn_order
from teranga.foundation.folding import fold

HIDDEN = "▇▇▇"
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\+?\d[\d .-]{6,}\d")
Telling = tuple[str, set[str]]  # a name, and words folded


def is_scorer(row: AidRound, person_id: int | None) -> bool:
    return Scorer.objects.filter(community=row.community_id, round=row, person=person_id).exists()


def names_hidden_from(row: AidRound, person_id: int | None) -> bool:
    """Once somebody scores here they see no names until it is decided, whatever else they may do."""
    if not row.without_names or row.state not in (AidRound.State.DRAFT, AidRound.State.PUBLISHED):
        return False
    scores = Score.objects.filter(community=row.community_id, application__round=row, person=person_id)
    return is_scorer(row, person_id) or scores.exists()


def kept_away(row: AidRound, person_id: int | None) -> set[int]:
    """Applications (their keys) that this person neither sees nor scores."""
    if person_id is None:
        return set()
    recused = Recusal.objects.filter(community=row.community_id, application__round=row, person=person_id)
    near = {person_id, *_paired_with(person_id)}
    own = AidApplication.objects.filter(community=row.community_id, round=row, person__in=near)
    return {*recused.values_list("application_id", flat=True), *own.values_list("pk", flat=True)}


def _paired_with(person_id: int) -> set[int]:
    """Mentors and mentees of the person, and those who said that the two should never meet."""
    pairs = Pair.objects.across_communities("pairs of one person").exclude(state=Pair.State.DECLINED)
    wishes = PairWish.objects.across_communities("wishes about one person").filter(kind=PairWish.Kind.NEVER)
    found: set[int] = set()
    for rows in (pairs, wishes):
        for own, other in (("mentee", "mentor"), ("mentor", "mentee")):
            near = rows.filter(**{f"{own}__person": person_id})
            found |= {key for key in near.values_list(f"{other}__person_id", flat=True) if key}
    return found


@dataclass(frozen=True, slots=True)
class Queue:
    numbers: tuple[int, ...]  # still to score, in an order of this scorer's own
    done: int

    @property
    def total(self) -> int:
        return len(self.numbers) + self.done


def queue_of(row: AidRound, person: Person) -> Queue:
    """The order is drawn for each scorer, so that nobody's number is always looked at last."""
    away = kept_away(row, person.pk)
    mine = Score.objects.filter(community=row.community_id, application__round=row, person=person)
    scored = set(mine.values_list("application_id", flat=True))
    found = [one for one in applications_of(row).filter(state__in=SCORED)
             if one.pk not in away and not waits_for_guardian(one)]  # fmt: skip
    open_ones = [str(one.number) for one in found if one.pk not in scored]
    order = drawn_order(f"{row.draw_digest}:{person.pk}", open_ones)
    return Queue(tuple(int(number) for number in order), len(found) - len(open_ones))


@dataclass(frozen=True, slots=True)
class Seen:
    """One application as the committee reads it. Without names, words that tell who are covered."""

    application: AidApplication
    name: str  # "" where it is hidden
    city: str
    motivation: str
    circumstances: str
    parts: tuple[dict[str, Any], ...]
    proofs: tuple[Proof, ...]  # empty where names are hidden: a file names its owner
    proof_count: int
    points: dict[int, int]  # of who looks, by line of the rubric
    remarks: tuple[Remark, ...]
    speaks: bool  # as they allow the committee to know


def seen_by(row: AidRound, number: int, person: Person, *, hides: bool) -> Seen:
    """Raises NotFound, also for what this person is kept away from."""
    rows = applications_of(row).filter(number=number)
    found = rows.select_related("round", "person", "talk__proposal").first()
    if found is None or found.pk in kept_away(row, person.pk):
        raise NotFound(str(number))
    words = _telling_words(found) if hides else None
    here = {"community": row.community_id, "application": found}
    proofs = tuple(Proof.objects.filter(**here).select_related("part").order_by("pk"))
    mine = Score.objects.filter(**here, person=person).values_list("criterion_id", "points")
    return Seen(
        application=found, name="" if hides or found.person is None else found.person.name,
        city="" if hides else found.city, motivation=without(words, found.motivation),
        circumstances=without(words, found.circumstances), proofs=() if hides else proofs,
        proof_count=len(proofs), points=dict(mine), parts=_parts(found, words, hides),
        remarks=tuple(Remark.objects.filter(**here).select_related("person").order_by("pk")),
        speaks=tells_that_they_speak(found),
    )  # fmt: skip


def tells_that_they_speak(row: AidApplication) -> bool:
    """A talk that is still confirmed, of somebody who lets the committee know."""
    return row.shows_talk and row.talk is not None and row.talk.proposal.state == Proposal.State.CONFIRMED


def _parts(row: AidApplication, words: Telling | None, hides: bool) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "part": one.part, "minor": one.minor, "count": one.count, "shared": one.shared,
            "note": without(words, one.note),
            "legs": [{"means": leg["means"], "minor": leg["minor"],
                      "way": "" if hides else f"{leg['from']} → {leg['to']}"} for leg in one.legs],
        }
        for one in row.parts.select_related("part").order_by("part__position", "part_id")
    )  # fmt: skip


def _telling_words(row: AidApplication) -> Telling:
    """Names, towns and addresses by which somebody would be known."""
    said = [row.city, row.guardian, *(leg[end] for part in row.parts.all() for leg in part.legs
            for end in ("from", "to"))]  # fmt: skip
    if row.person:
        said += [row.person.name, row.person.city]
    known = {fold(word) for text in said for word in re.findall(r"[^\W\d_]{3,}", text)}
    return row.person.name if row.person else "", known


def without(words: Telling | None, text: str) -> str:
    """The text with this name, these words, and whatever looks like an address or a number, covered."""
    if words is None:
        return text
    name, known = words
    text = covered([name], ADDRESS.sub(HIDDEN, text))
    return re.sub(r"[^\W\d_]{3,}", lambda found: HIDDEN if fold(found[0]) in known else found[0], text)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of those who decide."""

    application: AidApplication
    name: str
    city: str
    asked: int
    scored_by: int
    lowest: float | None
    highest: float | None
    speaks: bool
    helps: bool


def sheets_of(row: AidRound) -> dict[int, dict[int | None, float]]:
    """Application to scorer to points from 0 to 1; only sheets on which every line of the rubric has some."""
    lines = {line.pk: line for line in Criterion.objects.filter(community=row.community_id, round=row)}
    whole = sum(line.weight for line in lines.values())
    given: dict[tuple[int, int | None], list[float]] = {}
    scores = Score.objects.filter(community=row.community_id, application__round=row)
    for application, person, criterion, points in scores.values_list(
        "application_id", "person_id", "criterion_id", "points"
    ):
        line = lines[criterion]
        given.setdefault((application, person), []).append(line.weight * points / line.most)
    sheets: dict[int, dict[int | None, float]] = {}
    for (application, person), parts in given.items():
        if len(parts) == len(lines):
            sheets.setdefault(application, {})[person] = sum(parts) / whole
    return sheets


def listed_for(row: AidRound, person_id: int | None) -> list[Listed]:
    """The round's list, the most points first; numbers alone for whoever scores without names."""
    hides, away = names_hidden_from(row, person_id), kept_away(row, person_id)
    sheets = sheets_of(row)
    sent = applications_of(row).select_related("talk__proposal").prefetch_related("parts")
    rows = [one for one in sent if one.pk not in away]
    people = [one.person_id for one in rows if one.person_id]
    speak, help_out = set(), set()
    if row.event_id and not hides:
        speak = set(Speaker.objects.filter(event=row.event_id, person__in=people).values_list("person_id"))
        help_out = set(Helper.objects.filter(event=row.event_id, person__in=people).values_list("person_id"))
    found = []
    for one in rows:
        points = list(sheets.get(one.pk, {}).values())
        found.append(Listed(
            application=one, name="" if hides or one.person is None else one.person.name,
            city="" if hides else one.city, asked=sum(part.minor for part in one.parts.all()),
            scored_by=len(points), lowest=min(points, default=None), highest=max(points, default=None),
            speaks=(one.person_id,) in speak or tells_that_they_speak(one),
            helps=(one.person_id,) in help_out,
        ))  # fmt: skip
    return sorted(found, key=lambda line: (-(line.application.points or 0), line.application.number))


def progress_of(row: AidRound) -> list[tuple[Person, int, int]]:
    """Each scorer with how many they scored, of how many."""
    scorers = Scorer.objects.filter(community=row.community_id, round=row).select_related("person")
    found = []
    for scorer in scorers.order_by("pk"):
        queue = queue_of(row, scorer.person)
        found.append((scorer.person, queue.done, queue.total))
    return found
