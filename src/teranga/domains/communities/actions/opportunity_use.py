"""What people do with an opportunity: a look is counted, what became of it is told."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from teranga.base.writing import write
from teranga.domains.communities.models import Membership, Opportunity, OpportunityDay, OpportunityTold
from teranga.domains.communities.publishing import announce_community
from teranga.domains.people.models import Person

What, Way = OpportunityTold.What, OpportunityDay.Way


class NotYours(Exception):
    """Only members tell what became of it. Nothing was written."""


def count_look(*, row: Opportunity, way: str, at: datetime) -> None:
    """One more look on this day. No page is made anew for it: the number is right within the hour."""
    known = way if way in Way.values else Way.HERE
    day = at.astimezone(ZoneInfo(row.community.zone)).date()
    with write():
        kept, _made = OpportunityDay.objects.get_or_create(
            community=row.community, opportunity=row, day=day, way=known
        )
        OpportunityDay.objects.filter(community=row.community_id, pk=kept.pk).update(seen=F("seen") + 1)
        Opportunity.objects.filter(community=row.community_id, pk=row.pk).update(seen=F("seen") + 1)


def tell_outcome(*, row: Opportunity, person: Person, what: str, at: datetime) -> None:
    """What a member says of themselves, told again it takes the place of the last; "" takes it back.

    Raises NotYours.
    """
    members = Membership.objects.filter(community=row.community_id, person=person)
    with write():
        if not members.filter(state=Membership.State.CONFIRMED).exists():
            raise NotYours(str(row.pk))
        mine = OpportunityTold.objects.filter(community=row.community_id, opportunity=row, person=person)
        if what not in What.values:
            mine.delete()
        else:
            OpportunityTold.objects.update_or_create(
                community=row.community, opportunity=row, person=person,
                defaults={"what": what, "told_at": at},
            )  # fmt: skip
        announce_community(row.community)
