"""The door through which the floors above tell what a member did."""

from __future__ import annotations

from datetime import date, datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community, Participation
from teranga.domains.communities.publishing import announce_community
from teranga.domains.people.models import Person


class UnknownParticipation(Exception):
    """A kind of fact was told that communities do not keep."""


def record_participation(
    *, community: Community, person: Person, kind: str, day: date, by: Actor, at: datetime,
    event_id: int | None = None,
) -> bool:  # fmt: skip
    """Note one fact (came, spoke, helped, mentored, contributed); False when it was noted before."""
    if kind not in Participation.Kind.values:
        raise UnknownParticipation(kind)
    with write():
        # The unique constraint does not compare null events, so the person's row is the lock.
        Person.objects.select_for_update().get(pk=person.pk)
        fact, is_new = Participation.objects.get_or_create(
            community=community, person=person, event_id=event_id, kind=kind, day=day
        )
        if not is_new:
            return False
        record(
            by=by, verb="participation.record", object_type="participation", object_id=fact.pk, at=at,
            community_id=community.pk, event_id=event_id, changes={"kind": [None, kind]},
        )  # fmt: skip
        announce_community(community)
    return True


def withdraw_participation(
    *, community: Community, person: Person, kind: str, day: date, by: Actor, at: datetime,
    event_id: int | None = None,
) -> bool:  # fmt: skip
    """Take back a fact that was told by mistake; False when it was not there."""
    with write():
        Person.objects.select_for_update().get(pk=person.pk)
        facts = Participation.objects.filter(
            community=community, person=person, event_id=event_id, kind=kind, day=day
        )
        fact = facts.first()
        if fact is None:
            return False
        record(
            by=by, verb="participation.withdraw", object_type="participation", object_id=fact.pk, at=at,
            community_id=community.pk, event_id=event_id, changes={"kind": [kind, None]},
        )  # fmt: skip
        fact.delete()
        announce_community(community)
    return True
