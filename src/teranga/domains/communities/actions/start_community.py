"""A community made by somebody in a browser: a draft of their own, with an address made from its name."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.communities.actions.create_community import (
    CommunityFields,
    SlugReserved,
    SlugTaken,
    create_community,
)
from teranga.domains.communities.models import Community
from teranga.domains.people.actions.roles import grant_role
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Scope
from teranga.domains.people.rules_roles import RoleAt
from teranga.foundation.folding import free_slug, slug
from teranga.foundation.translated import TranslatedText

MOST_TRIES = 200


def start_community(
    *, organiser: Person, by: Actor, at: datetime, **fields: Unpack[CommunityFields]
) -> Community:
    """Create the draft and make the person its organiser, in one transaction."""
    with write():
        community = _create(by=by, at=at, **fields)
        which = RoleAt("organiser", Scope.COMMUNITY, Place(community_id=community.pk))
        # The program gives this role: whoever makes a community runs it.
        grant_role(person=organiser, which=which, by=PROGRAM, at=at, rights=None)
    return community


def _create(*, by: Actor, at: datetime, **fields: Unpack[CommunityFields]) -> Community:
    fields["visibility"] = Community.Visibility.DRAFT
    wanted = slug(str(TranslatedText(fields["name"]))) or "community"
    for number in range(1, MOST_TRIES):
        try:
            return create_community(slug=free_slug(wanted, number), by=by, at=at, **fields)
        except (SlugTaken, SlugReserved):
            continue
    raise SlugTaken(wanted)
