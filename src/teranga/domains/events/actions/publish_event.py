from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event


def publish_event(*, event: Event, with_community: bool, by: Actor, at: datetime) -> None:
    """Show an event to everybody, together with its community when that is a draft still and may be shown."""
    with write():
        community = Community.objects.get(pk=event.community_id)
        if with_community and community.visibility == Community.Visibility.DRAFT:
            update_community(community=community, visibility=Community.Visibility.PUBLIC, by=by, at=at)
        event.community = community  # what is found depends on whether the community is shown
        update_event(event=event, visibility=Event.Visibility.PUBLIC, by=by, at=at)
