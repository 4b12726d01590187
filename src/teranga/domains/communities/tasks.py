from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.models import Membership

PROGRAM = Actor("program")


@task("communities.forget_unconfirmed")
def forget_unconfirmed(*, community_id: int, membership_id: int, asked_at: float) -> None:
    """Somebody asked to join and never confirmed: forget what they wrote, unless they asked again since."""
    membership = (
        Membership.objects.filter(community_id=community_id, pk=membership_id, state=Membership.State.PENDING)
        .select_related("community", "person")
        .first()
    )
    if membership and membership.joined_at <= datetime.fromtimestamp(
        asked_at + 1, tz=timezone.get_current_timezone()
    ):
        leave_community(
            community=membership.community, person=membership.person, by=PROGRAM, at=timezone.now()
        )
