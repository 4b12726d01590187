"""A person's profile as somebody else may see it."""

from __future__ import annotations

from teranga.domains.communities.models import Membership
from teranga.domains.people.audiences import Audience, ShownProfile, shown_profile
from teranga.domains.people.models import Person
from teranga.domains.people.policy import NOBODY, Place, Rights
from teranga.domains.people.roles import Area, Verb


def profile_for(viewer: Person | None, person: Person, rights: Rights = NOBODY) -> ShownProfile:
    """The one way to a profile: only the fields whose owner chose an audience to which the viewer belongs."""
    return shown_profile(person, nearness(viewer, person, rights))


def nearness(viewer: Person | None, person: Person, rights: Rights = NOBODY) -> Audience:
    """How near the viewer stands: the person, an organiser of theirs, a member beside them, or anybody."""
    if viewer is None:
        return Audience.PUBLIC
    if viewer.pk == person.pk:
        return Audience.ME
    rows = Membership.objects.across_communities("the communities of one person")
    places = list(
        rows.filter(person=person, state=Membership.State.CONFIRMED).values_list(
            "community_id", "community__parent_id"
        )
    )
    if any(rights.may(Verb.VIEW, Area.MEMBERS, Place(own, parent)) for own, parent in places):
        return Audience.ORGANISERS
    beside = rows.filter(
        person=viewer, state=Membership.State.CONFIRMED, community_id__in=[own for own, _parent in places]
    )
    return Audience.MEMBERS if beside.exists() else Audience.PUBLIC
