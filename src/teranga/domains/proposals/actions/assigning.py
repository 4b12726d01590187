"""Sharing out the reviews: computed by a job, looked at, then asked; or by hand, one by one."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.conf import settings

from teranga.base import jobs
from teranga.base.jobs_child import ChildFailed, run_in_child
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.people.models import Person
from teranga.domains.people.queries import first_address
from teranga.domains.proposals.actions.reviews import note
from teranga.domains.proposals.letters_review import reviews_asked
from teranga.domains.proposals.models import AssignmentRun, Call, Proposal, ReviewAssignment, Reviewer
from teranga.domains.proposals.queries_conflicts import kept_away
from teranga.domains.proposals.solving_assignment import COMPUTED, computed, instance

LONGEST = 120.0
SECONDS = 10.0
FOUND = ("optimal", "feasible")


class AssigningRefused(Exception):
    """Nobody was asked. `why`: unfinished, infeasible, faults, stale, applied, reviewer or conflict."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def ask_assignment(
    *, call: Call, anew: bool = False, fair: bool = True, by: Actor, at: datetime
) -> AssignmentRun:
    """Write down what is to be computed; a job does it."""
    with write():
        run = AssignmentRun.objects.create(
            community_id=call.community_id, event_id=call.event_id, call=call, anew=anew, fair=fair,
            asked_at=at,
        )  # fmt: skip
        payload = {"community_id": run.community_id, "run_id": run.pk}
        job = jobs.enqueue("proposals.assign", at=at, payload=payload)
        run.job_id = job.pk if job else None
        run.save(update_fields=["job_id"])
        _note("ask", run, {}, by, at)
    return run


def solve_assignment(*, run: AssignmentRun, at: datetime, apart: bool = True) -> AssignmentRun:
    """The job's work. `apart`: in a process of its own, so that pages stay quick meanwhile."""
    problem = instance(run.call, anew=run.anew)
    asked: dict[str, Any] = {"problem": problem, "fair": run.fair, "seconds": SECONDS}
    error, result = "", dict[str, Any]()
    try:
        result = (
            run_in_child(COMPUTED, asked, longest=LONGEST, progress=jobs.report_progress)
            if apart
            else computed(**asked)
        )
    except ChildFailed as failed:
        error = str(failed)[:300]
    with write():
        run.problem, run.result, run.error, run.done_at = problem, result, error, at
        run.save(update_fields=["problem", "result", "error", "done_at"])
    return run


def apply_assignment(*, run: AssignmentRun, by: Actor, at: datetime) -> int:
    """Ask everybody; returns how many are asked for something new. Raises AssigningRefused.

    What is not part of it any more is taken back; what was written stays. Each reviewer gets one mail that
    says how many wait, and names none.
    """
    with write():
        rows = AssignmentRun.objects.filter(community=run.community_id).select_for_update(of=("self",))
        row = rows.select_related("call__event__community").get(pk=run.pk)
        _check(row)
        call = row.call
        here = {"community_id": row.community_id, "event_id": row.event_id}
        codes = {one.code: one for one in Proposal.objects.filter(community=row.community_id, call=call)}
        wanted = {
            (codes[code].pk, int(person)) for code, paper in row.result["papers"].items() for person in paper
        }
        told = ReviewAssignment.objects.filter(
            community=row.community_id, proposal__in=[codes[code] for code in row.result["papers"]]
        )
        asked = {(key, person): pk for pk, key, person in told.values_list("pk", "proposal_id", "person_id")}
        told.filter(pk__in=[pk for pair, pk in asked.items() if pair not in wanted], by_hand=False).delete()
        new = sorted(wanted - asked.keys())
        ReviewAssignment.objects.filter(community=row.community_id).bulk_create(
            [ReviewAssignment(**here, proposal_id=key, person_id=person, at=at) for key, person in new],
            batch_size=400,
        )
        row.applied_at = at
        row.save(update_fields=["applied_at"])
        _tell(row, Counter(person for _key, person in new), at)
        _note("apply", row, {"reviews": len(new)}, by, at)
    return len(new)


def drop_assignment(*, run: AssignmentRun, by: Actor, at: datetime) -> None:
    """It was not what was looked for. Raises AssigningRefused once it was applied."""
    with write():
        rows = AssignmentRun.objects.filter(community=run.community_id).select_for_update(of=("self",))
        row = rows.get(pk=run.pk)
        if row.applied_at:
            raise AssigningRefused("applied")
        _note("delete", row, {}, by, at)
        row.delete()


def assign_by_hand(*, proposal: Proposal, person: Person, on: bool, by: Actor, at: datetime) -> None:
    """Ask somebody, or no longer. It stays when the engine shares out again. Raises AssigningRefused."""
    with write():
        here = {"community_id": proposal.community_id, "event_id": proposal.event_id,
                "proposal": proposal, "person": person}  # fmt: skip
        if not on:
            ReviewAssignment.objects.filter(**here).delete()
        else:
            reviews = Reviewer.objects.filter(
                community=proposal.community_id, call=proposal.call_id, person=person, left_at=None
            )
            if not reviews.exists():
                raise AssigningRefused("reviewer")
            if proposal.pk in kept_away(proposal.call, person.pk):
                raise AssigningRefused("conflict")
            ReviewAssignment.objects.update_or_create(**here, defaults={"by_hand": True, "at": at})
        note("review.assign" if on else "review.unassign", proposal, by, at)


def _check(row: AssignmentRun) -> None:
    if row.applied_at:
        raise AssigningRefused("applied")
    if not row.done_at or not row.result:
        raise AssigningRefused("unfinished")
    if row.result["status"] not in FOUND:
        raise AssigningRefused("infeasible")
    if row.result["faults"]:
        raise AssigningRefused("faults")
    if row.problem != instance(row.call, anew=row.anew):
        raise AssigningRefused("stale")


def _tell(row: AssignmentRun, counts: Counter[int], at: datetime) -> None:
    event = row.call.event
    for person in Person.objects.filter(pk__in=counts).order_by("pk"):
        if not (address := first_address(person)):
            continue
        language = person.preferred_language
        link = f"{settings.BASE_URL}/{language}/organise/{event.community.slug}/{event.slug}/reviews/"
        text = reviews_asked(language, event=event, name=person.name, count=counts[person.pk], link=link)
        queue_mail(
            text, to=address, cause=f"reviews:{row.pk}", at=at, community_id=row.community_id,
            event_id=row.event_id, person_id=person.pk, reply_to=event.community.contact_email,
        )  # fmt: skip


def _note(verb: str, row: AssignmentRun, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=f"assignment.{verb}", object_type="assignment", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
