"""A hackathon as its organisers keep it, and how its judges score."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.learning.actions.hackathon_mails import tell_judge
from teranga.domains.learning.models import (
    MOST_POINTS,
    Criterion,
    Hackathon,
    HackathonMentor,
    Judge,
    Score,
    Submission,
    Team,
    TeamMember,
    Verdict,
)
from teranga.domains.people.models import Person


class HackathonRefused(Exception):
    """Nothing was written. `why`: kind, begun, early, published, empty, own, recused, points or scored."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def set_hackathon(*, event: Event, deadline: datetime, team_size: int, by: Actor, at: datetime) -> Hackathon:
    """Raises HackathonRefused for another kind of event, and once judging has begun."""
    with write():
        if event.kind != Event.Kind.HACKATHON:
            raise HackathonRefused("kind")
        row = Hackathon.objects.filter(event=event).select_for_update(of=("self",)).first()
        told = {"deadline": deadline, "team_size": team_size}
        before = {name: getattr(row, name, None) for name in told}
        if row and deadline > at and deadline != row.deadline and _has_scores(event):
            raise HackathonRefused("begun")
        row = row or Hackathon(community_id=event.community_id, event=event, created_at=at)
        for name, value in told.items():
            setattr(row, name, value)
        row.updated_at = at
        row.save()
        if differing := changed(before, told):
            _note("hackathon.set", event, event.pk, differing, by, at)
        announce_event(event)
    return row


def save_criterion(
    *, event: Event, criterion: Criterion | None, name: dict[str, str], weight: int, by: Actor, at: datetime
) -> Criterion:
    """A new last one, or a changed one. Raises HackathonRefused once somebody has scored."""
    with write():
        _lock_rubric(event)
        rows = Criterion.objects.filter(event=event)
        row = criterion or Criterion(community_id=event.community_id, event=event, position=rows.count())
        before = {"weight": row.weight if criterion else None}
        for field, value in (("name", name), ("weight", weight)):
            setattr(row, field, value)
        row.save()
        _note("criterion.save", event, row.pk, changed(before, {"weight": weight}), by, at)
    return row


def remove_criterion(*, criterion: Criterion, by: Actor, at: datetime) -> None:
    """Raises HackathonRefused once somebody has scored."""
    with write():
        _lock_rubric(criterion.event)
        _note("criterion.remove", criterion.event, criterion.pk, {"weight": [criterion.weight, None]}, by, at)
        criterion.delete()


def name_judge(*, event: Event, person: Person, by: Actor, at: datetime) -> Judge:
    with write():
        row, is_new = Judge.objects.get_or_create(
            community_id=event.community_id, event=event, person=person, defaults={"named_at": at}
        )
        if is_new:
            _note("judge.name", event, row.pk, {}, by, at)
            tell_judge(row, at=at)
    return row


def remove_judge(*, judge: Judge, by: Actor, at: datetime) -> None:
    """Only one who has not scored: what was judged stays judged. Raises HackathonRefused."""
    with write():
        locked = Judge.objects.filter(event=judge.event_id).select_for_update(of=("self",)).get(pk=judge.pk)
        if Score.objects.filter(community=judge.community_id, verdict__judge=locked).exists():
            raise HackathonRefused("scored")
        _note("judge.remove", judge.event, judge.pk, {}, by, at)
        locked.delete()


def ask_mentor(*, event: Event, person: Person, topics: str, by: Actor, at: datetime) -> HackathonMentor:
    """The person is named to nobody before they say yes."""
    with write():
        row, is_new = HackathonMentor.objects.get_or_create(
            community_id=event.community_id, event=event, person=person,
            defaults={"topics": topics, "asked_at": at},
        )  # fmt: skip
        if is_new:
            _note("hackathon_mentor.ask", event, row.pk, {}, by, at)
    return row


def answer_mentor(*, mentor: HackathonMentor, yes: bool, by: Actor, at: datetime) -> None:
    """The person's own yes; a no, also a later one, takes the row away."""
    with write():
        _note("hackathon_mentor.yes" if yes else "hackathon_mentor.no", mentor.event, mentor.pk, {}, by, at)
        if yes:
            mentor.agreed_at = at
            mentor.save(update_fields=["agreed_at"])
        else:
            mentor.delete()
        announce_event(mentor.event)


def remove_mentor(*, mentor: HackathonMentor, by: Actor, at: datetime) -> None:
    with write():
        _note("hackathon_mentor.remove", mentor.event, mentor.pk, {}, by, at)
        mentor.delete()
        announce_event(mentor.event)


def recuse(*, judge: Judge, team: Team, by: Actor, at: datetime) -> None:
    """The judge keeps out of this team: what they said of it so far is taken out. Raises HackathonRefused."""
    with write():
        _check_judging(judge, at)
        row = _verdict(judge, team, at)
        row.scores.all().delete()
        row.recused_at, row.comment = at, ""
        row.save(update_fields=["recused_at", "comment"])
        _note("verdict.recuse", judge.event, row.pk, {}, by, at)


def score_team(
    *, judge: Judge, team: Team, points: Mapping[int, int], comment: str, by: Actor, at: datetime
) -> Verdict:
    """Points by criterion, 0 to 5, and a word to the team. Raises HackathonRefused.

    Nobody scores the team that they are in, or one that they said they keep out of.
    """
    with write():
        _check_judging(judge, at)
        if is_in_team(judge.person_id, team):
            raise HackathonRefused("own")
        if not Submission.objects.filter(community=judge.community_id, team=team).exists():
            raise HackathonRefused("empty")
        known = set(Criterion.objects.filter(event=judge.event_id).values_list("pk", flat=True))
        if set(points) != known or any(not 0 <= value <= MOST_POINTS for value in points.values()):
            raise HackathonRefused("points")
        row = _verdict(judge, team, at)
        if row.recused_at:
            raise HackathonRefused("recused")
        row.comment, row.at = comment, at
        row.save(update_fields=["comment", "at"])
        row.scores.all().delete()
        Score.objects.bulk_create(
            Score(community_id=row.community_id, verdict=row, criterion_id=criterion, points=value)
            for criterion, value in points.items()
        )
        _note("verdict.save", judge.event, row.pk, {}, by, at)
    return row


def publish_result(*, event: Event, publish: bool, by: Actor, at: datetime) -> None:
    """Show the result to everybody, or take it back. Raises HackathonRefused before the deadline."""
    with write():
        row = _locked(event)
        if publish and at < row.deadline:
            raise HackathonRefused("early")
        if publish and not _has_scores(event):
            raise HackathonRefused("empty")
        row.published_at = at if publish else None
        row.save(update_fields=["published_at"])
        _note("hackathon.publish" if publish else "hackathon.unpublish", event, event.pk, {}, by, at)
        announce_event(event)


def is_in_team(person_id: int, team: Team) -> bool:
    rows = TeamMember.objects.filter(event=team.event_id, team=team, person=person_id)
    return rows.filter(state=TeamMember.State.MEMBER).exists()


def _check_judging(judge: Judge, at: datetime) -> None:
    row = _locked(judge.event)
    if at < row.deadline:
        raise HackathonRefused("early")
    if row.published_at:
        raise HackathonRefused("published")


def _verdict(judge: Judge, team: Team, at: datetime) -> Verdict:
    if team.event_id != judge.event_id:
        raise HackathonRefused("own")
    row, _is_new = Verdict.objects.get_or_create(
        community_id=judge.community_id, judge=judge, team=team, defaults={"at": at}
    )
    return row


def _lock_rubric(event: Event) -> None:
    Hackathon.objects.filter(event=event).select_for_update(of=("self",)).first()
    if _has_scores(event):
        raise HackathonRefused("begun")


def _has_scores(event: Event) -> bool:
    return Score.objects.filter(community=event.community_id, criterion__event=event).exists()


def _locked(event: Event) -> Hackathon:
    return Hackathon.objects.filter(event=event).select_for_update(of=("self",)).get()


def _note(verb: str, event: Event, number: int, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type=verb.partition(".")[0], object_id=number, at=at,
           community_id=event.community_id, event_id=event.pk, changes=changes)  # fmt: skip
