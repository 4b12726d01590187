"""Filling a practice community with generated mentoring, in bulk and without a mail to anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.practice import NotForPractice
from teranga.domains.communities.models import Community, Participation
from teranga.domains.communities.publishing import announce_community
from teranga.domains.learning.actions.apply import Wishes, cleaned
from teranga.domains.learning.models import Application, MatchRun, Meeting, Pair, Programme
from teranga.domains.learning.solving import computed, instance
from teranga.domains.people.models import Person


@dataclass(frozen=True, slots=True)
class PracticeMentoring:
    """A programme with who applied to it. The best pairs of those who came first are running; `late` mentees
    came since, and a third as many mentors.
    """

    fields: Mapping[str, Any]
    applicants: Sequence[tuple[Person, Wishes]]
    late: int
    lines: Sequence[str]  # what meetings were about


def fill_mentoring(*, community: Community, told: PracticeMentoring, by: Actor, at: datetime) -> Programme:
    """A running programme with pairs, meetings and people who still wait; refused outside of practice."""
    if community.kind != Community.Kind.PRACTICE:
        raise NotForPractice(community.slug)
    with write():
        programme = Programme.objects.create(
            community=community, created_at=at, updated_at=at, **dict(told.fields)
        )
        rows = [
            Application(
                community=community, programme=programme, person=person, made_at=at, confirmed_at=at,
                state=Application.State.CONFIRMED, **cleaned(programme, wishes),
            )
            for person, wishes in told.applicants
        ]  # fmt: skip
        mentees = [row for row in rows if row.role == Application.Role.MENTEE]
        mentors = [row for row in rows if row.role == Application.Role.MENTOR]
        early, known = len(mentees) - told.late, len(mentors) - told.late // 3
        Application.objects.bulk_create([*mentors[:known], *mentees[:early]])
        pairs = _begin(programme, at)
        Application.objects.bulk_create([*mentors[known:], *mentees[early:]])
        _meet(programme, pairs, told.lines, at)
        MatchRun.objects.create(community=community, programme=programme, asked_at=at, done_at=at,
                                result=computed(instance(programme)))  # fmt: skip
        record(
            by=by, verb="mentoring.practice", object_type="programme", object_id=programme.pk, at=at,
            community_id=community.pk, changes={"applications": len(rows), "pairs": len(pairs)},
        )  # fmt: skip
        announce_community(community)
    return programme


def _begin(programme: Programme, at: datetime) -> list[Pair]:
    begun = _noon(programme.start)
    return Pair.objects.bulk_create(
        [
            Pair(
                community_id=programme.community_id, programme=programme, mentee_id=int(row["mentee"]),
                mentor_id=int(row["mentor"]), state=Pair.State.RUNNING, score=row["score"], reason=row,
                proposed_at=begun, mentee_yes_at=begun, mentor_yes_at=begun, begun_at=begun,
            )
            for row in computed(instance(programme))["pairs"]
        ]
    )  # fmt: skip


def _meet(programme: Programme, pairs: Sequence[Pair], lines: Sequence[str], at: datetime) -> None:
    """Every pair met once or twice since the first day; the mentor's part in it is a fact of theirs."""
    mentors = dict(
        Application.objects.filter(community=programme.community_id, programme=programme).values_list(
            "pk", "person_id"
        )
    )
    meetings, facts = [], []
    for index, pair in enumerate(pairs):
        for turn in range(1 + index % 2):
            day = min(programme.start + timedelta(days=4 + 9 * turn + index % 5), at.date())
            meetings.append(
                Meeting(community_id=programme.community_id, pair=pair, day=day, at=_noon(day),
                        by_id=mentors[pair.mentee_id], line=lines[(index + turn) % len(lines)])
            )  # fmt: skip
            facts.append((mentors[pair.mentor_id], day))
    Meeting.objects.bulk_create(meetings)
    Participation.objects.bulk_create(
        [
            Participation(community_id=programme.community_id, person_id=person, day=day,
                          kind=Participation.Kind.MENTORED)
            for person, day in sorted(set(facts))
        ]
    )  # fmt: skip


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)), timezone.get_default_timezone())
