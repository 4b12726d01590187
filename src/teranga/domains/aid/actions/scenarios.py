"""Allocations computed beside each other; the one that two people sign becomes offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from teranga.base import jobs
from teranga.base.jobs_child import ChildFailed, run_in_child
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.aid.actions.offers import send_offers
from teranga.domains.aid.actions.rounds import locked_round
from teranga.domains.aid.models import AidApplication, AidRound, Scenario, SignOff
from teranga.domains.aid.solving import COMPUTED, computed, kept_instance, same_instance, votes_of
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import Area, Verb
from teranga.domains.people.two_persons import Approval, approve, is_decided

LONGEST = 300.0  # seconds
FOUND = ("optimal", "feasible")


class ScenarioRefused(Exception):
    """Nothing was signed. `why`: open, unfinished, infeasible, faults, stale or decided."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def ask_scenario(
    *, round: AidRound, name: str, rule: str = Scenario.Rule.MOST_USE, without: Iterable[str] = (),
    pins: Mapping[str, str] | None = None, by: Actor, at: datetime,
) -> Scenario:  # fmt: skip
    """Write down what is to be computed; a job does it."""
    with write():
        scenario = Scenario.objects.create(
            community_id=round.community_id, round=round, name=" ".join(name.split())[:80],
            rule=Scenario.Rule(rule), without=sorted(set(without)), pins=dict(pins or {}), asked_at=at,
            asked_by_id=by.person_id,
        )  # fmt: skip
        payload = {"community_id": scenario.community_id, "scenario_id": scenario.pk}
        job = jobs.enqueue("aid.solve", at=at, payload=payload)
        scenario.job_id = job.pk if job else None
        scenario.save(update_fields=["job_id"])
        _note("ask", scenario, by, at)
    return scenario


def solve_scenario(*, scenario: Scenario, at: datetime, apart: bool = True) -> Scenario:
    """The job's work. `apart`: in a process of its own, so that pages stay quick meanwhile."""
    round = scenario.round
    problem = kept_instance(round, without=scenario.without, pins=scenario.pins)
    asked: dict[str, Any] = {"problem": problem, "seed": round.draw_seed, "rule": scenario.rule}
    if scenario.rule == Scenario.Rule.EQUAL_SHARES:
        asked["votes"] = votes_of(round)
    error, result = "", dict[str, Any]()
    try:
        result = run_in_child(COMPUTED, asked, longest=LONGEST) if apart else computed(**asked)
    except ChildFailed as failed:
        error = str(failed)[:300]
    with write():
        scenario.problem, scenario.result, scenario.error = problem, result, error
        scenario.done_at = timezone.now() if apart else at
        scenario.save(update_fields=["problem", "result", "error", "done_at"])
    return scenario


def sign_scenario(*, scenario: Scenario, rights: Rights, by: Actor, at: datetime) -> Scenario:
    """Add this person's yes. With the second one, by somebody else, offers go out in the same transaction.

    Raises NotAllowed, SamePerson, OwnMatter (applicants do not sign), ScenarioRefused, NotEnough: then
    nothing was offered.
    """
    with write(durable=True):
        round = locked_round(scenario.round)
        rows = Scenario.objects.filter(community=scenario.community_id).select_for_update(of=("self",))
        row = rows.get(pk=scenario.pk)
        _check(row, round, at)
        given = [Approval(one.person_id or 0, one.role, one.at) for one in row.signatures.order_by("id")]
        place = Place(round.community_id, round.community.parent_id, round.event_id)
        added = approve(given, rights=rights, verb=Verb.DECIDE, area=Area.AID, place=place, at=at,
                        concerns=_applicants(round))[-1]  # fmt: skip
        SignOff.objects.create(community_id=row.community_id, scenario=row, person_id=added.person_id,
                               role=added.role, at=at)  # fmt: skip
        _note("sign", row, by, at)
        if is_decided([*given, added]):
            row.applied_at = at
            row.save(update_fields=["applied_at"])
            send_offers(round=round, result=row.result, by=by, at=at)
    return row


def drop_scenario(*, scenario: Scenario, by: Actor, at: datetime) -> None:
    """It was not what was looked for. Raises ScenarioRefused once offers went out by it."""
    with write():
        rows = Scenario.objects.filter(community=scenario.community_id).select_for_update(of=("self",))
        row = rows.get(pk=scenario.pk)
        if row.applied_at:
            raise ScenarioRefused("decided")
        _note("delete", row, by, at)
        row.delete()


def _check(row: Scenario, round: AidRound, at: datetime) -> None:
    if round.state != AidRound.State.PUBLISHED or row.applied_at:
        raise ScenarioRefused("decided")
    if at < round.closes_at:
        raise ScenarioRefused("open")
    if not row.done_at or not row.result:
        raise ScenarioRefused("unfinished")
    if row.result["status"] not in FOUND:
        raise ScenarioRefused("infeasible")
    if row.result["faults"]:
        raise ScenarioRefused("faults")
    if not same_instance(row.problem, round, without=row.without, pins=row.pins):
        raise ScenarioRefused("stale")


def _applicants(round: AidRound) -> list[int]:
    rows = AidApplication.objects.filter(community=round.community_id, round=round, person__isnull=False)
    return list(rows.exclude(state=AidApplication.State.DRAFT).values_list("person_id", flat=True))


def _note(verb: str, row: Scenario, by: Actor, at: datetime) -> None:
    record(by=by, verb=f"scenario.{verb}", object_type="scenario", object_id=row.pk, at=at,
           community_id=row.community_id)  # fmt: skip
