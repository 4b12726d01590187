"""A newcomer and somebody who welcomes them: proposed fairly, named only after both said yes."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Buddy, Community, Membership, Welcomer
from teranga.domains.communities.queries_welcome import free_welcomers
from teranga.domains.communities.rules_welcome import best_welcomer
from teranga.domains.people.models import Person

State = Buddy.State


class NobodyFree(Exception):
    """Nobody who welcomes newcomers has room for one more who would fit."""


class AnswerRefused(Exception):
    """The proposal was answered, or it is not for this person."""


def ask_for_buddy(*, membership: Membership, by: Actor, at: datetime) -> Buddy:
    """A newcomer asks to be welcomed, which is their yes. Raises NobodyFree."""
    return _propose(membership, by=by, at=at, newcomer_yes_at=at)


def propose_buddy(*, membership: Membership, by: Actor, at: datetime) -> Buddy:
    """An organiser proposes somebody to a newcomer; neither learns a name before both agree."""
    return _propose(membership, by=by, at=at, newcomer_yes_at=None)


def answer_buddy(*, buddy: Buddy, person: Person, yes: bool, by: Actor, at: datetime) -> Buddy:
    """One of the two says yes or no. Raises AnswerRefused."""
    with write():
        rows = Buddy.objects.select_for_update(of=("self",)).select_related("welcomer")
        row = rows.filter(community=buddy.community_id, pk=buddy.pk, state=State.PROPOSED).first()
        if row is None or person.pk not in (row.person_id, row.welcomer.person_id):
            raise AnswerRefused
        if not yes:
            row.state, row.ended_at = State.DECLINED, at
        elif person.pk == row.person_id:
            row.newcomer_yes_at = at
        else:
            row.welcomer_yes_at = at
        if row.newcomer_yes_at and row.welcomer_yes_at:
            row.state = State.AGREED
        row.save()
        _note("buddy.answer", row, by, at, yes=yes)
    return row


def end_buddy(*, buddy: Buddy, person: Person, by: Actor, at: datetime) -> None:
    """Either of the two ends it, without a reason. Raises AnswerRefused."""
    with write():
        rows = Buddy.objects.select_for_update(of=("self",)).select_related("welcomer")
        row = rows.filter(community=buddy.community_id, pk=buddy.pk, state=State.AGREED).first()
        if row is None or person.pk not in (row.person_id, row.welcomer.person_id):
            raise AnswerRefused
        row.state, row.ended_at = State.ENDED, at
        row.save()
        _note("buddy.end", row, by, at)


def _propose(membership: Membership, *, by: Actor, at: datetime, newcomer_yes_at: datetime | None) -> Buddy:
    community: Community = membership.community
    with write():
        # One after the other, so that nobody gets more newcomers than they said.
        list(Welcomer.objects.select_for_update().filter(community=community).order_by("pk"))
        standing = Buddy.objects.filter(community=community, person=membership.person)
        running = standing.filter(state__in=(State.PROPOSED, State.AGREED)).first()
        if running is not None:
            return running
        refused = set(standing.values_list("welcomer_id", flat=True))
        found = best_welcomer(membership.person, free_welcomers(community), refused)
        if found is None:
            raise NobodyFree
        try:
            with transaction.atomic():
                row = Buddy.objects.create(
                    community=community, person=membership.person, welcomer_id=found.id, why=found.why,
                    newcomer_yes_at=newcomer_yes_at, proposed_at=at,
                )  # fmt: skip
        except IntegrityError:
            return standing.get(state__in=(State.PROPOSED, State.AGREED))
        _note("buddy.propose", row, by, at)
    return row


def _note(verb: str, row: Buddy, by: Actor, at: datetime, **changes: object) -> None:
    record(by=by, verb=verb, object_type="buddy", object_id=row.pk, at=at, community_id=row.community_id,
           changes=changes)  # fmt: skip
