"""Teams of a hackathon: founded, joined by a yes of both sides, left, and what they hand in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from teranga.base.idempotency import once
from teranga.base.moderation import score
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.models import Membership
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.learning.actions.hackathon_mails import tell_founder
from teranga.domains.learning.models import Hackathon, Submission, Team, TeamMember
from teranga.domains.people.models import Person

State = TeamMember.State
# They often name a person, and the log outlives an erasure: it tells only that they changed.
LINKS = ("repository", "demo")


class TeamFields(TypedDict, total=False):
    name: str
    idea: str
    language: str
    looking_for: str
    state: str


class SubmissionFields(TypedDict):
    title: str
    description: str
    repository: str
    demo: str
    licence: str


class TeamRefused(Exception):
    """Nothing was written. `why`: member, late, elsewhere, name, closed, full or answered."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def found_team(
    *, event: Event, person: Person, key: str, by: Actor, at: datetime, **fields: Unpack[TeamFields]
) -> int:
    """A new team with its founder in it, once per key; returns its number. Raises TeamRefused."""

    def act() -> dict[str, Any]:
        _check(event, person, at)
        row = Team(community_id=event.community_id, event=event, created_at=at, updated_at=at, **fields)
        row.hidden_at = at if _looks_wrong(row) else None
        _save_named(row)
        told = TeamMember(community_id=event.community_id, event=event, team=row, person=person,
                          is_founder=True, asked_at=at)  # fmt: skip
        _make_member(told)
        _note("hackathon_team.create", row, {"name": [None, row.name]}, by, at)
        announce_event(event)
        return {"number": row.pk}

    return int(once(f"hackathon-team:{event.pk}", key, at, act)["number"])


def change_team(*, team: Team, by: Actor, at: datetime, **fields: Unpack[TeamFields]) -> list[str]:
    """Returns the names of the fields that differed. Raises TeamRefused for a name that is taken."""
    with write():
        row = _locked(team)
        before = {name: getattr(row, name) for name in fields}
        for name, value in fields.items():
            setattr(row, name, value)
        if row.hidden_at is None and _looks_wrong(row):
            row.hidden_at = at
        row.updated_at = at
        _save_named(row)
        differing = changed(before, {name: getattr(row, name) for name in fields})
        if differing:
            _note("hackathon_team.change", row, differing, by, at)
        announce_event(row.event)
    return sorted(differing)


def hide_team(*, team: Team, hide: bool, by: Actor, at: datetime) -> None:
    """An organiser takes a team's words from the public, or lets them be seen (again)."""
    with write():
        row = _locked(team)
        row.hidden_at = at if hide else None
        row.save(update_fields=["hidden_at"])
        _note("hackathon_team.hide" if hide else "hackathon_team.show", row, {}, by, at)
        announce_event(row.event)


def ask_to_join(*, team: Team, person: Person, words: str, by: Actor, at: datetime) -> TeamMember:
    """Once per person, and again after leaving; the founder answers. Raises TeamRefused."""
    with write():
        row = _locked(team)
        _check(row.event, person, at)
        if row.state != Team.State.OPEN:
            raise TeamRefused("closed")
        asked, is_new = TeamMember.objects.get_or_create(
            community_id=row.community_id, event=row.event, team=row, person=person,
            defaults={"words": _line(words), "asked_at": at},
        )  # fmt: skip
        if asked.state == State.LEFT:
            asked.state, asked.words, asked.asked_at, is_new = State.ASKED, _line(words), at, True
            asked.save(update_fields=["state", "words", "asked_at"])
        if is_new:
            _note("hackathon_team.ask", row, {}, by, at)
            tell_founder(asked, at=at)
    return asked


def answer_request(*, request: TeamMember, yes: bool, by: Actor, at: datetime) -> None:
    """The team's yes or no. Raises TeamRefused: late, full, answered before, or they joined another team."""
    with write():
        team = _locked(request.team)
        rows = TeamMember.objects.filter(community=team.community_id, team=team).select_for_update()
        row = rows.get(pk=request.pk)
        if row.state != State.ASKED:
            raise TeamRefused("answered")
        if yes:
            _check(team.event, row.person, at)
            settings = Hackathon.objects.get(event=team.event_id)
            if team.members.filter(state=State.MEMBER).count() >= settings.team_size:
                raise TeamRefused("full")
            _make_member(row)
        else:
            row.state = State.DECLINED
            row.save(update_fields=["state"])
        _note("hackathon_team.answer", team, {"state": [State.ASKED, row.state]}, by, at)
        announce_event(team.event)


def leave_team(*, team: Team, person: Person, by: Actor, at: datetime) -> None:
    """Leave, or take one's request back. The next member looks after the team; without any it is closed."""
    with write():
        row = _locked(team)
        mine = row.members.filter(person=person, state__in=(State.ASKED, State.MEMBER)).first()
        if mine is None:
            return
        before, was_founder = mine.state, mine.is_founder
        mine.state, mine.is_founder = State.LEFT, False
        mine.save(update_fields=["state", "is_founder"])
        following = row.members.filter(state=State.MEMBER).order_by("pk").first()
        if following is None:
            row.state = Team.State.CLOSED
            row.save(update_fields=["state"])
        elif was_founder:
            following.is_founder = True
            following.save(update_fields=["is_founder"])
        _note("hackathon_team.leave", row, {"state": [before, State.LEFT]}, by, at)
        announce_event(row.event)


def submit(*, team: Team, by: Actor, at: datetime, **fields: Unpack[SubmissionFields]) -> Submission:
    """Hand in, or change what was handed in, until the deadline. Raises TeamRefused."""
    with write():
        row = _locked(team)
        _check_time(row.event, at)
        kept = Submission.objects.filter(community=row.community_id, team=row).first()
        told = kept or Submission(community_id=row.community_id, team=row, submitted_at=at)
        before = {name: getattr(told, name) for name in fields}
        for name, value in fields.items():
            setattr(told, name, value)
        told.updated_at = at
        told.save()
        differing = changed(before, {name: getattr(told, name) for name in fields}, LINKS)
        if differing:
            _note("submission.change" if kept else "submission.create", row, differing, by, at)
        announce_event(row.event)
    return told


def _check(event: Event, person: Person, at: datetime) -> None:
    _check_time(event, at)
    members = Membership.objects.filter(community=event.community_id, person=person)
    if not members.filter(state=Membership.State.CONFIRMED).exists():
        raise TeamRefused("member")
    if TeamMember.objects.filter(event=event, person=person, state=State.MEMBER).exists():
        raise TeamRefused("elsewhere")


def _check_time(event: Event, at: datetime) -> None:
    # Locked, so that a deadline cannot move between this look and the end of the write.
    settings = Hackathon.objects.filter(event=event).select_for_update(of=("self",)).first()
    if settings is None or at >= settings.deadline:
        raise TeamRefused("late")


def _make_member(row: TeamMember) -> None:
    """One team per person and event: the database itself says no to the second."""
    row.state = State.MEMBER
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise TeamRefused("elsewhere") from None


def _save_named(row: Team) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise TeamRefused("name") from None


def _looks_wrong(row: Team) -> bool:
    return score("\n".join((row.name, row.idea, row.looking_for))).waits_for_a_person


def _line(words: str) -> str:
    return " ".join(words.split())[:400]


def _locked(team: Team) -> Team:
    rows = Team.objects.filter(community=team.community_id).select_for_update(of=("self",))
    return rows.select_related("event").get(pk=team.pk)


def _note(verb: str, row: Team, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="hackathon_team", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
