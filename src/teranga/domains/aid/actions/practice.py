"""Filling a practice community with a decided round of generated people, without a mail to anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teranga.base.models import Job
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.answers import accept_offer, decline_offer
from teranga.domains.aid.actions.scenarios import ask_scenario, sign_scenario, solve_scenario
from teranga.domains.aid.models import AidApplication, AidAward, AidRound, AskedPart, Part, Scenario
from teranga.domains.communities.actions.practice import NotForPractice
from teranga.domains.communities.models import Community
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Rights


@dataclass(frozen=True, slots=True)
class PracticeAsk:
    """One generated person: what is said, and for each part minor units or whole things."""

    person: Person
    told: Mapping[str, Any]
    asks: Mapping[str, int]


def fill_applications(*, round: AidRound, asks: Sequence[PracticeAsk], at: datetime) -> None:
    """Sent, scored and in review; refused outside of practice."""
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
            _asked(row, parts[kind], number) for row, one in zip(rows, asks, strict=True)
            for kind, number in one.asks.items()
        ])  # fmt: skip


def decide_practice_round(
    *, round: AidRound, other_without: str, rights: Sequence[Rights], by: Actor, at: datetime
) -> Scenario:
    """Two scenarios beside each other, the first signed; one offer declined, one taken with less, five
    accepted. Whoever waits for the first declined one is offered it."""
    _practice_only(round)
    with write():
        first = _computed(round, "Tous les fonds", (), by, at)
        _computed(round, "Sans la subvention", (other_without,), by, at)
        _computed(round, "Parts égales", (), by, at, Scenario.Rule.EQUAL_SHARES)
        for one in rights:
            sign_scenario(scenario=first, rights=one, by=by, at=at)
        offered = list(
            AidAward.objects.filter(community=round.community_id, round=round)
            .select_related("application", "round").order_by("application__number")
        )  # fmt: skip
        decline_offer(award=offered[0], words="Un examen tombe le même jour.", by=by, at=at)
        accept_offer(award=offered[1], comes_with=30_000, by=by, at=at)
        for award in offered[2:7]:
            accept_offer(award=award, by=by, at=at)
        Job.objects.filter(name="aid.tell_award", state=Job.State.WAITING).delete()
    return first


def _computed(
    round: AidRound, name: str, without: Sequence[str], by: Actor, at: datetime, rule: str = "most_use"
) -> Scenario:
    asked = ask_scenario(round=round, name=name, rule=rule, without=without, by=by, at=at)
    Job.objects.filter(pk=asked.job_id).delete()
    return solve_scenario(scenario=asked, at=at, apart=False)


def _asked(row: AidApplication, part: Part, number: int) -> AskedPart:
    told = {"count": number} if part.supply is not None else {"minor": number}
    return AskedPart(community_id=row.community_id, application=row, part=part, **told)


def _practice_only(round: AidRound) -> None:
    if round.community.kind != Community.Kind.PRACTICE:
        raise NotForPractice(round.community.slug)
