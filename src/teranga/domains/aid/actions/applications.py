"""An application on its way: begun, filled in over several days, sent, changed, withdrawn.

The log tells that something moved, not who asked for help: who may read the log need not be of the committee.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db.models import Max

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.aid.actions.rounds import locked_round
from teranga.domains.aid.models import AidApplication, AidRound, AskedPart, Part, Proof, Score
from teranga.domains.aid.rules import (
    COUNTED,
    MEANS,
    MOST_LEGS,
    MOST_NIGHTS,
    MOST_WORDS,
    known_groups,
    lacking,
    may_change,
    next_application_state,
    takes_applications,
)
from teranga.domains.communities.models import Membership
from teranga.domains.people.models import Person
from teranga.domains.proposals.models import ProposalSpeaker

State = AidApplication.State
MOST_MINOR = 10**12  # above any journey, below what a database column holds


class NotOpen(Exception):
    """The round takes no applications now, or this one can no longer be changed. Nothing was written."""


class NotYours(Exception):
    """No confirmed member of the community, or somebody else's application. Nothing was written."""


class NotWhole(Exception):
    """`lacks` names what the application still needs: country, need, why, guardian. Nothing was sent."""

    def __init__(self, lacks: Iterable[str]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(", ".join(self.lacks))


class Told(TypedDict, total=False):
    """What somebody says in the form; what is left out stays as it was."""

    country: str
    city: str
    groups: list[str]
    motivation: str
    circumstances: str
    own_share: int
    less_is_fine: bool
    least: int | None
    is_minor: bool
    guardian: str
    guardian_contact: str
    shows_talk: bool
    step: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for one part. The legs of a journey add up to its amount."""

    part: Part
    minor: int = 0
    legs: tuple[Mapping[str, Any], ...] = ()  # {"from", "to", "means", "minor"}
    count: int = 0
    shared: bool = False
    note: str = ""


def begin_application(
    *, round: AidRound, person: Person, language: str, talk: ProposalSpeaker | None = None, by: Actor,
    at: datetime,
) -> AidApplication:  # fmt: skip
    """The draft of a confirmed member; the one they have already, also a withdrawn one, goes on.

    `talk`: their own, from whose page they came; it fills in where they come from. Raises NotOpen, NotYours.
    """
    with write():
        if not takes_applications(round, at):
            raise NotOpen(round.slug)
        members = Membership.objects.filter(community=round.community_id, person=person)
        if not members.filter(state=Membership.State.CONFIRMED).exists():
            raise NotYours(round.slug)
        row, is_new = AidApplication.objects.get_or_create(
            community_id=round.community_id, round=round, person=person,
            defaults={"language": language, "started_at": at, "changed_at": at},
        )  # fmt: skip
        if is_new:
            note("begin", row, {}, by, at)
        elif row.state == State.WITHDRAWN:
            row = move_application(locked_application(row), "resume", by=by, at=at)
        if talk is not None and talk.person_id == person.pk and may_change(row, round, at):
            _begin_from(row, talk, person)
    return row


def _begin_from(row: AidApplication, talk: ProposalSpeaker, person: Person) -> None:
    """What is known already, where nothing was said yet. Whether the committee hears of it, they say."""
    row.talk = talk
    row.country, row.city = row.country or talk.country, row.city or person.city
    row.save(update_fields=["talk", "country", "city"])


def change_application(
    *, application: AidApplication, asked: Iterable[Asked] | None = None, by: Actor, at: datetime,
    **told: Unpack[Told],
) -> AidApplication:  # fmt: skip
    """Keep what was said so far; of `asked` the whole list. Points given to the earlier words are void.

    Raises NotOpen.
    """
    with write():
        row = locked_application(application)
        if not may_change(row, row.round, at):
            raise NotOpen(row.round.slug)
        for name, value in _cleaned(row, told).items():
            setattr(row, name, value)
        row.changed_at = at
        row.save()
        if asked is not None:
            _ask_for(row, asked)
        if row.state == State.IN_REVIEW:
            move_application(row, "change", by=by, at=at)
            void_points(row)
    return row


def submit_application(
    *, application: AidApplication, tells: bool = True, by: Actor, at: datetime
) -> AidApplication:
    """From now on the committee has it. A minor's waits for the guardian's yes, who is asked at once
    (`tells`: by mail; practice data go without).

    Raises NotOpen, NotWhole, IllegalApplicationMove.
    """
    with write():
        row = locked_application(application)
        locked_round(row.round)  # the numbers of a round are given one after the other
        if not takes_applications(row.round, at):
            raise NotOpen(row.round.slug)
        asked = sum(part.minor or part.count for part in row.parts.all())
        if lacks := lacking(row, asked=asked, row=row.round):
            raise NotWhole(lacks)
        move_application(row, "submit", by=by, at=at)
        if row.number is None:
            there = AidApplication.objects.filter(community=row.community_id, round=row.round_id)
            row.number = (there.aggregate(Max("number"))["number__max"] or 0) + 1
        row.submitted_at = at
        row.save(update_fields=["number", "submitted_at"])
        if row.is_minor and row.guardian_said_yes_at is None and row.guardian_asked_at is None:
            row.guardian_asked_at = at
            row.save(update_fields=["guardian_asked_at"])
            if tells:
                jobs.enqueue("aid.ask_guardian", at=at, payload=_named(row))
        if tells:
            jobs.enqueue("aid.tell_news", at=at, payload=_named(row))
    return row


def withdraw_application(*, application: AidApplication, by: Actor, at: datetime) -> AidApplication:
    """Its files are deleted and its points are void; the words stay until the person is erased or resumes.

    Raises IllegalApplicationMove.
    """
    with write():
        row = locked_application(application)
        move_application(row, "withdraw", by=by, at=at)
        Proof.objects.filter(community=row.community_id, application=row).delete()
        void_points(row)
    return row


def move_application(row: AidApplication, move: str, *, by: Actor, at: datetime) -> AidApplication:
    """The one place that assigns an application's state. The row is locked. Raises IllegalApplicationMove."""
    before = row.state
    row.state, row.changed_at = next_application_state(row.state, move), at
    row.save(update_fields=["state", "changed_at"])
    note(move, row, {"state": [before, row.state]}, by, at)
    return row


def locked_application(application: AidApplication) -> AidApplication:
    """With its round. Call inside a write."""
    rows = AidApplication.objects.filter(community=application.community_id)
    return rows.select_for_update(of=("self",)).select_related("round__event").get(pk=application.pk)


def void_points(row: AidApplication) -> None:
    Score.objects.filter(community=row.community_id, application=row).delete()
    row.points = None
    row.save(update_fields=["points"])


def note(verb: str, row: AidApplication, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    """Without who asked, when it was the applicant."""
    quiet = Actor(by.acting_as) if by.person_id == row.person_id else by
    record(by=quiet, verb=f"aid_application.{verb}", object_type="aid_application", object_id=row.pk, at=at,
           community_id=row.community_id, changes=changes)  # fmt: skip


def _ask_for(row: AidApplication, asked: Iterable[Asked]) -> None:
    wanted = {one.part.pk: one for one in asked if one.part.round_id == row.round_id}
    kept = AskedPart.objects.filter(community=row.community_id, application=row)
    kept.exclude(part__in=list(wanted)).delete()
    for one in wanted.values():
        legs = _legs(one)
        minor = sum(leg["minor"] for leg in legs) if legs else _within(one.minor)
        count = min(max(one.count, 0), MOST_NIGHTS) if one.part.kind in COUNTED or one.part.supply else 0
        if not minor and not count:
            kept.filter(part=one.part).delete()
            continue
        AskedPart.objects.update_or_create(
            community_id=row.community_id, application=row, part=one.part,
            defaults={"minor": minor, "legs": legs, "count": count, "shared": one.shared,
                      "note": one.note.strip()[:500]},
        )  # fmt: skip


def _legs(one: Asked) -> list[dict[str, Any]]:
    if one.part.kind != Part.Kind.TRAVEL:
        return []
    legs = [
        {"from": str(leg["from"]).strip()[:80], "to": str(leg["to"]).strip()[:80],
         "means": leg["means"] if leg["means"] in MEANS else "other", "minor": _within(leg["minor"])}
        for leg in one.legs
    ]  # fmt: skip
    return [leg for leg in legs if leg["from"] or leg["to"] or leg["minor"]][:MOST_LEGS]


def _within(minor: int) -> int:
    return min(max(minor, 0), MOST_MINOR)


def _cleaned(row: AidApplication, told: Told) -> dict[str, Any]:
    found: dict[str, Any] = dict(told)
    if "groups" in found:
        found["groups"] = known_groups(found["groups"], row.round)
    for name in ("motivation", "circumstances"):
        if name in found:
            found[name] = found[name].strip()[:MOST_WORDS]
    if "step" in found:
        found["step"] = max(found["step"], row.step)
    contact = found.get("guardian_contact", row.guardian_contact)
    if contact != row.guardian_contact or not found.get("is_minor", row.is_minor):
        found |= {"guardian_said_yes_at": None, "guardian_asked_at": None}  # another guardian, another yes
    return found


def _named(row: AidApplication) -> dict[str, int]:
    return {"community_id": row.community_id, "application_id": row.pk}
