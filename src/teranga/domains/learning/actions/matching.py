"""Running the matching, proposing its pairs, and what becomes of a pair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.conf import settings

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.participation import record_participation
from teranga.domains.communities.models import Participation
from teranga.domains.learning.letters import pair_begun, pair_proposed
from teranga.domains.learning.models import MatchRun, Meeting, Pair, Programme
from teranga.domains.learning.solving import computed, instance
from teranga.domains.mail.actions.queue_mail import queue_mail, void_unsent
from teranga.domains.people.models import Person
from teranga.domains.people.queries import first_address

State = Pair.State


class PairMoveRefused(Exception):
    """A pair in this state cannot be moved like this, or not by this person. Nothing was changed."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"A pair that is {state} cannot be asked to {move}.")
        self.state, self.move = state, move


def ask_for_matching(*, programme: Programme, by: Actor, at: datetime) -> MatchRun:
    """Let the engine work on the applications as they are; it is a job, because it may take a moment."""
    with write():
        run = MatchRun.objects.create(community_id=programme.community_id, programme=programme, asked_at=at)
        job = jobs.enqueue(
            "learning.match", at=at, payload={"community_id": run.community_id, "run_id": run.pk}
        )
        run.job_id = job.pk if job else None
        run.save(update_fields=["job_id"])
        _note_programme("mentoring.match", programme, {}, by, at)
    return run


def match(*, run: MatchRun, clock: Callable[[], datetime]) -> None:
    """The job's work: three steps, of which the middle one counts."""
    jobs.report_progress(0, 3)
    problem = instance(run.programme)
    jobs.report_progress(1, 3)
    result = computed(problem)
    jobs.report_progress(2, 3)
    with write():
        run.result, run.done_at = result, clock()
        run.save(update_fields=["result", "done_at"])


def propose_pairs(*, run: MatchRun, by: Actor, at: datetime) -> int:
    """Tell both sides of each computed pair; returns how many. Each says yes before it begins.

    Whoever withdrew or found somebody since is left out.
    """
    with write():
        programme = Programme.objects.filter(community=run.community_id).select_for_update().get(
            pk=run.programme_id
        )  # fmt: skip
        fits = {(row["mentee"], row["mentor"]): row for row in run.result.get("pairs", [])}
        still = instance(programme)
        mentees = {one.key for one in still.mentees}
        left = {one.key: one.places for one in still.mentors}
        made = 0
        for (mentee, mentor), reason in fits.items():
            if mentee not in mentees or not left.get(mentor) or (mentee, mentor) in still.blocks:
                continue
            left[mentor] -= 1
            pair = Pair.objects.create(
                community_id=run.community_id, programme=programme, mentee_id=int(mentee),
                mentor_id=int(mentor), score=reason["score"], reason=reason, proposed_at=at,
            )  # fmt: skip
            _tell_both(pair, pair_proposed, "pair-proposed", at)
            made += 1
        _note_programme("mentoring.propose", programme, {"pairs": made}, by, at)
    return made


def answer_pair(*, pair: Pair, person: Person, yes: bool, by: Actor, at: datetime) -> Pair:
    """Yes or no to a proposed pair, by one of the two. With the second yes it begins, and each sees how to
    reach the other. Raises PairMoveRefused.
    """
    with write():
        row, side = _own(pair, person, "answer", (State.PROPOSED,))
        if not yes:
            row.state, row.ended_at = State.DECLINED, at
        else:
            setattr(row, f"{side}_yes_at", at)
            if row.mentee_yes_at and row.mentor_yes_at:
                row.state, row.begun_at = State.RUNNING, at
        row.save()
        _note("pair.yes" if yes else "pair.no", row, {"state": [State.PROPOSED, row.state]}, by, at)
        if row.state != State.PROPOSED:
            void_unsent([f"pair-proposed:{row.pk}"], reason="answered", community_id=row.community_id)
        if row.state == State.RUNNING:
            _tell_both(row, pair_begun, "pair-begun", at)
    return row


def end_pair(*, pair: Pair, person: Person | None, by: Actor, at: datetime) -> Pair:
    """End a pair, by one of the two or (without `person`) by an organiser; the mentee can then find somebody
    else in the next run. Raises PairMoveRefused.
    """
    with write():
        allowed = (State.RUNNING, State.PROPOSED)
        row, _side = _own(pair, person, "end", allowed)
        before = row.state
        row.state, row.ended_at = (State.ENDED if before == State.RUNNING else State.DECLINED), at
        row.save(update_fields=["state", "ended_at"])
        _note("pair.end", row, {"state": [before, row.state]}, by, at)
    return row


def log_meeting(*, pair: Pair, person: Person, day: date, line: str, by: Actor, at: datetime) -> Meeting:
    """That the two met; for the mentor it counts as taking part, once a day. Raises PairMoveRefused."""
    with write():
        row, _side = _own(pair, person, "log", (State.RUNNING,))
        if day > at.date() or (row.begun_at and day < row.begun_at.date()):
            raise PairMoveRefused(row.state, "log a day outside of it")
        meeting = Meeting.objects.create(
            community_id=row.community_id,
            pair=row,
            by=person,
            day=day,
            line=" ".join(line.split())[:280],
            at=at,
        )
        _note("pair.meet", row, {}, by, at)
        record_participation(
            community=row.programme.community, person=row.mentor.person, kind=Participation.Kind.MENTORED,
            day=day, by=by, at=at,
        )  # fmt: skip
    return meeting


def say_outcome(*, pair: Pair, person: Person, outcome: str, by: Actor, at: datetime) -> Pair:
    """How it went, by either, once it ended. Raises PairMoveRefused."""
    with write():
        row, side = _own(pair, person, "tell", (State.ENDED,))
        if outcome not in Pair.Outcome.values:
            raise PairMoveRefused(row.state, "tell")
        setattr(row, f"{side}_outcome", outcome)
        row.save(update_fields=[f"{side}_outcome"])
        _note("pair.outcome", row, {}, by, at)
    return row


def _own(pair: Pair, person: Person | None, move: str, states: tuple[str, ...]) -> tuple[Pair, str]:
    """The pair under its lock and on which side the person is; without one, an organiser acts."""
    rows = Pair.objects.filter(community=pair.community_id).select_for_update(of=("self",))
    row = rows.select_related("mentee__person", "mentor__person", "programme__community").get(pk=pair.pk)
    sides = {row.mentee.person_id: "mentee", row.mentor.person_id: "mentor"}
    if row.state not in states or (person is not None and person.pk not in sides):
        raise PairMoveRefused(row.state, move)
    return row, sides[person.pk] if person else ""


def _tell_both(pair: Pair, letter: Callable[..., Any], cause: str, at: datetime) -> None:
    community = pair.programme.community
    for application in (pair.mentee, pair.mentor):
        person = application.person
        if not (address := first_address(person)):
            continue
        language = person.preferred_language
        text = letter(
            language, name=person.name, programme=pair.programme.name.in_language(language),
            link=f"{settings.BASE_URL}/{language}/me/mentoring/", community_id=community.pk,
        )  # fmt: skip
        queue_mail(text, to=address, cause=f"{cause}:{pair.pk}", at=at, community_id=community.pk,
                   person_id=person.pk, reply_to=community.contact_email)  # fmt: skip


def _note(verb: str, row: Pair, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="pair", object_id=row.pk, at=at, community_id=row.community_id,
           changes=changes)  # fmt: skip


def _note_programme(verb: str, row: Programme, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="programme", object_id=row.pk, at=at,
           community_id=row.community_id, changes=changes)  # fmt: skip
