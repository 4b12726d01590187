"""Asking for a mentor or offering to be one; done once the person proved who they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.join import ask_to_join
from teranga.domains.communities.models import Membership
from teranga.domains.learning.models import GENDERS, TIMES, Application, Pair, PairWish, Programme
from teranga.domains.learning.rules import known_only, takes_applications
from teranga.domains.people.models import Person

COPIED = ("role", "goals", "topics", "languages", "times", "level", "places", "gender", "wants", "words")
MOST_PLACES, LONGEST_WORDS = 12, 1000
State = Application.State


class NotOpen(Exception):
    """The programme takes no applications now. Nothing was written."""


class NotYours(Exception):
    """The application is not this person's, or they are no confirmed member. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody says of themselves when they apply; what is unknown is left out."""

    role: str
    goals: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    level: int = 0
    places: int = 1
    gender: str = ""
    wants: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Joining:
    """What somebody who is not known to be a member says besides, to become one."""

    name: str
    contact: str
    consents: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Applied:
    next_step: str  # "done", or how they prove who they are: "email" or "phone"
    application_id: int


def apply_to_programme(
    *, programme: Programme, person: Person | None, joining: Joining | None, wishes: Wishes, key: str,
    by: Actor, at: datetime,
) -> Applied:  # fmt: skip
    """Apply once per key and content; a member at once, everybody else after a code. Raises NotOpen,
    NotJoinable and DetailRefused.
    """
    content = json.dumps([key, asdict(wishes), asdict(joining) if joining else None], sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()

    def act() -> dict[str, Any]:
        applicant, step = person, "done"
        if joining is not None:
            result = ask_to_join(community=programme.community, by=by, at=at, key=key, **asdict(joining))
            members = Membership.objects.filter(community=programme.community_id)
            applicant = members.select_related("person").get(pk=result.membership_id).person
            step = "done" if result.next_step == "member" else result.next_step
        if applicant is None:
            raise NotYours
        row = ask_to_take_part(programme=programme, person=applicant, wishes=wishes, by=by, at=at)
        if step == "done":
            row = confirm_application(application=row, person=applicant, by=by, at=at)
        return {"next_step": step, "application_id": row.pk}

    return Applied(**once(f"mentoring:{programme.pk}", digest, at, act))


def ask_to_take_part(
    *, programme: Programme, person: Person, wishes: Wishes, by: Actor, at: datetime
) -> Application:
    """Write the wish down; it counts once it is confirmed. Raises NotOpen.

    Who is signed in and a member confirms it in the same breath (confirm_application).
    """
    with write():
        if not takes_applications(programme, at.date()):
            raise NotOpen(programme.slug)
        row = Application.objects.create(
            community_id=programme.community_id, programme=programme, person=person, made_at=at,
            **cleaned(programme, wishes),
        )  # fmt: skip
        _note("mentoring.ask", row, {"role": [None, row.role]}, by, at)
    return row


def confirm_application(*, application: Application, person: Person, by: Actor, at: datetime) -> Application:
    """The person says that it was them. An earlier application of theirs takes over the new words.

    Raises NotYours, and NotOpen when the time is over by now.
    """
    with write():
        rows = Application.objects.filter(community=application.community_id)
        row = rows.select_for_update(of=("self",)).select_related("programme").get(pk=application.pk)
        is_member = Membership.objects.filter(
            community=row.community_id, person=person, state=Membership.State.CONFIRMED
        ).exists()
        if row.person_id != person.pk or not is_member:
            raise NotYours(row.pk)
        if row.state == State.CONFIRMED:
            return row
        if not takes_applications(row.programme, at.date()):
            raise NotOpen(row.programme.slug)
        kept = rows.filter(programme=row.programme, person=person, state=State.CONFIRMED).first()
        if kept and kept.role == row.role:
            for name in COPIED:
                setattr(kept, name, getattr(row, name))
            row.delete()
            row = kept
        elif kept:
            withdraw_application(application=kept, by=by, at=at)
        row.state, row.confirmed_at = State.CONFIRMED, at
        row.save()
        _note("mentoring.apply", row, {"role": [None, row.role]}, by, at)
    return row


def withdraw_application(*, application: Application, by: Actor, at: datetime) -> None:
    """Take part no longer; a pair that runs or was proposed ends with it."""
    with write():
        rows = Application.objects.filter(community=application.community_id)
        row = rows.select_for_update(of=("self",)).get(pk=application.pk)
        if row.state == State.WITHDRAWN:
            return
        row.state = State.WITHDRAWN
        row.save(update_fields=["state"])
        pairs = Pair.objects.filter(community=row.community_id, **{row.role: row})
        pairs.filter(state=Pair.State.PROPOSED).update(state=Pair.State.DECLINED, ended_at=at)
        pairs.filter(state=Pair.State.RUNNING).update(state=Pair.State.ENDED, ended_at=at)
        _note("mentoring.withdraw", row, {"state": ["confirmed", row.state]}, by, at)


def wish_pair(
    *, programme: Programme, mentee: Application, mentor: Application, kind: str, said_by: str, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """These two together, never these two, or ("") nothing of both. A person's "never" is not an organiser's
    to take back.
    """
    with write():
        rows = PairWish.objects.filter(community=programme.community_id, programme=programme)
        kept = rows.filter(mentee=mentee, mentor=mentor).first()
        if kept and kept.said_by != "organiser" and said_by == "organiser":
            return
        if kept:
            kept.delete()
        if kind:
            if kind == PairWish.Kind.PIN:  # somebody has one mentor, so one pin
                rows.filter(mentee=mentee, kind=kind).delete()
            PairWish.objects.create(
                community_id=programme.community_id, programme=programme, mentee=mentee, mentor=mentor,
                kind=PairWish.Kind(kind), said_by=said_by, at=at,
            )  # fmt: skip
        record(by=by, verb="mentoring.wish", object_type="programme", object_id=programme.pk, at=at,
               community_id=programme.community_id,
               changes={"wish": [kept.kind if kept else "", kind]})  # fmt: skip


def cleaned(programme: Programme, wishes: Wishes) -> dict[str, Any]:
    is_mentor = wishes.role == Application.Role.MENTOR
    return {
        "role": Application.Role(wishes.role),
        "goals": known_only(wishes.goals, programme.goals),
        "topics": known_only(wishes.topics, programme.topics),
        "languages": _some(wishes.languages, None)[:12],
        "times": _some(wishes.times, TIMES),
        "level": min(max(wishes.level, 0), 3),
        "places": min(max(wishes.places, 1), MOST_PLACES) if is_mentor else 1,
        "gender": wishes.gender if wishes.gender in GENDERS else "",
        "wants": _some(wishes.wants, GENDERS),
        "words": wishes.words.strip()[:LONGEST_WORDS],
    }


def _some(values: Iterable[str], offered: Iterable[str] | None) -> list[str]:
    known = None if offered is None else set(offered)
    return [value for value in dict.fromkeys(values) if value and (known is None or value in known)]


def _note(verb: str, row: Application, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="application", object_id=row.pk, at=at,
           community_id=row.community_id, changes=changes)  # fmt: skip
