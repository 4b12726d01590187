"""Filling a practice community with a decided round of generated people, without a mail to anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from teranga.base.models import Job
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.answers import accept_offer, decline_offer
from teranga.domains.aid.actions.scenarios import ask_scenario, sign_scenario, solve_scenario
from teranga.domains.aid.models import (
    AidApplication,
    AidAward,
    AidRound,
    AskedPart,
    Criterion,
    Part,
    Scenario,
    Score,
)
from teranga.domains.aid.queries_scoring import sheets_of
from teranga.domains.communities.actions.practice import NotForPractice
from teranga.domains.communities.models import Community
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Rights

Sheet = Sequence[int]  # points by the lines of the rubric, in their order
TELLING = ("aid.tell_award", "aid.tell_news", "aid.ask_guardian")


@dataclass(frozen=True, slots=True)
class PracticeAsk:
    """One generated person: what is said, for each part minor units or whole things, and what the scorers
    made of it, in their order."""

    person: Person
    told: Mapping[str, Any]
    asks: Mapping[str, int]
    legs: Sequence[Mapping[str, Any]] = ()
    nights: int = 0
    sheets: Sequence[Sheet] = ()


def fill_applications(
    *, round: AidRound, asks: Sequence[PracticeAsk], scorers: Sequence[Person], at: datetime
) -> None:
    """Sent, scored by each of the scorers and in review; refused outside of practice."""
    _practice_only(round)
    with write():
        parts = {part.kind: part for part in Part.objects.filter(community=round.community_id, round=round)}
        rows = AidApplication.objects.bulk_create([
            AidApplication(
                community_id=round.community_id, round=round, person=one.person, number=number,
                state=AidApplication.State.IN_REVIEW, language="fr", started_at=at, submitted_at=at,
                changed_at=at, **one.told,
            )
            for number, one in enumerate(asks, 1)
        ])  # fmt: skip
        AskedPart.objects.bulk_create([
            _asked(row, parts[kind], number, one) for row, one in zip(rows, asks, strict=True)
            for kind, number in one.asks.items()
        ])  # fmt: skip
        _score(round, rows, asks, scorers, at)


def decide_practice_round(
    *, round: AidRound, rights: Sequence[Rights], by: Actor, at: datetime, other_without: str = "",
    declines: bool = False, less: int = 0, unanswered: int = 0,
) -> Scenario:  # fmt: skip
    """A scenario signed by two, beside others where a fund is named that might fail. One may decline, so
    that the next in the list is asked and comes; one takes so much `less`; the last ones are `unanswered`."""
    _practice_only(round)
    with write():
        first = _computed(round, "Tous les fonds", (), by, at)
        if other_without:
            _computed(round, "Sans la subvention", (other_without,), by, at)
            _computed(round, "Parts égales", (), by, at, Scenario.Rule.EQUAL_SHARES)
        for one in rights:
            sign_scenario(scenario=first, rights=one, by=by, at=at)
        answered = at + timedelta(days=1)
        offered = _offered(round)
        if declines:
            decline_offer(award=offered.pop(0), words="Un examen tombe le même jour.", by=by,
                          at=answered)  # fmt: skip
        if less:
            whole = sum(line.minor for line in offered[0].lines.all())
            accept_offer(award=offered.pop(0), comes_with=whole - less, by=by, at=answered)
        waiting = {award.pk for award in offered[len(offered) - unanswered :]}
        for award in _offered(round):
            if award.pk not in waiting:
                accept_offer(award=award, by=by, at=answered)
    return first


def quiet_practice_round(*, round: AidRound) -> int:
    """Nobody is written to, and what was answered is watched no more. Returns how many jobs were dropped."""
    _practice_only(round)
    with write():
        here = Q(name__in=TELLING, payload__community_id=round.community_id)
        over = Q(name="aid.expire_offer", run_after__lte=timezone.now())
        window = Q(name="aid.end_window", payload__round_id=round.pk)
        waiting = Job.objects.filter(here | over | window, state=Job.State.WAITING)
        return waiting.delete()[0]


def _offered(round: AidRound) -> list[AidAward]:
    """The largest first, so that what is declined is enough for somebody else."""
    rows = AidAward.objects.filter(
        community=round.community_id, round=round, application__state=AidApplication.State.OFFERED
    )
    found = rows.select_related("application", "round").prefetch_related("lines").order_by("pk")
    return sorted(found, key=lambda award: -sum(line.minor for line in award.lines.all()))


def _computed(
    round: AidRound, name: str, without: Sequence[str], by: Actor, at: datetime, rule: str = "most_use"
) -> Scenario:
    asked = ask_scenario(round=round, name=name, rule=rule, without=without, by=by, at=at)
    Job.objects.filter(pk=asked.job_id).delete()
    return solve_scenario(scenario=asked, at=at, apart=False)


def _score(
    round: AidRound, rows: Sequence[AidApplication], asks: Sequence[PracticeAsk], scorers: Sequence[Person],
    at: datetime,
) -> None:  # fmt: skip
    rubric = list(Criterion.objects.filter(community=round.community_id, round=round).order_by("position"))
    Score.objects.bulk_create([
        Score(community_id=round.community_id, application=row, person=scorer, criterion=line, points=points,
              at=at)
        for row, one in zip(rows, asks, strict=True)
        for scorer, sheet in zip(scorers, one.sheets, strict=True)
        for line, points in zip(rubric, sheet, strict=True)
    ])  # fmt: skip
    sheets = sheets_of(round)
    for row in rows:
        given = sheets.get(row.pk, {})
        row.points = sum(given.values()) / len(given) if given else None
    AidApplication.objects.filter(community=round.community_id).bulk_update(rows, ["points"])


def _asked(row: AidApplication, part: Part, number: int, one: PracticeAsk) -> AskedPart:
    told: dict[str, Any] = {"count": number} if part.supply is not None else {"minor": number}
    if part.kind == Part.Kind.TRAVEL:
        told["legs"] = [dict(leg) for leg in one.legs]
    elif part.kind == Part.Kind.BED and part.supply is None:
        told |= {"count": one.nights, "shared": True}
    return AskedPart(community_id=row.community_id, application=row, part=part, **told)


def _practice_only(round: AidRound) -> None:
    if round.community.kind != Community.Kind.PRACTICE:
        raise NotForPractice(round.community.slug)
