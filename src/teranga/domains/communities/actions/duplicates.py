"""Noticing that two records may be one human being. Only organisers are ever told."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.communities.models import Membership
from teranga.domains.people.models import DuplicateSuspicion
from teranga.foundation.folding import fold

SAME_NAME_AND_CITY = "same name and city"


def note_duplicates(membership: Membership, *, at: datetime) -> None:
    """Note each other member of the community with the same name and city, however they are spelt."""
    person = membership.person
    if not person.folded_name or not person.city:
        return
    alike = (
        Membership.objects.filter(community=membership.community, person__folded_name=person.folded_name)
        .exclude(person=person)
        .exclude(state=Membership.State.LEFT)
        .select_related("person")
        .order_by("id")
    )
    DuplicateSuspicion.objects.bulk_create(
        [
            DuplicateSuspicion(
                community_id=membership.community_id, person_id=max(person.pk, other.person_id),
                other_id=min(person.pk, other.person_id), reason=SAME_NAME_AND_CITY, noticed_at=at,
            )
            for other in alike
            if fold(other.person.city) == fold(person.city)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
