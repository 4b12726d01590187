"""What one member offers in one community."""

from __future__ import annotations

from dataclasses import dataclass

from teranga.domains.communities.models import (
    Community,
    ImportedRow,
    Membership,
    SpeakerOffer,
    Welcomer,
)
from teranga.domains.communities.queries_members import chapter_keys


@dataclass(frozen=True, slots=True)
class OwnPart:
    offer: SpeakerOffer | None
    welcomer: Welcomer | None
    chapter: Community | None
    brought_by: ImportedRow | None


def own_part(membership: Membership) -> OwnPart:
    mine = {"community": membership.community, "person": membership.person}
    home = Membership.objects.filter(
        community__in=chapter_keys(membership.community), person=membership.person,
        state=Membership.State.CONFIRMED,
    )  # fmt: skip
    row = home.select_related("community").order_by("-pk").first()
    lines = ImportedRow.objects.filter(community=membership.community, membership=membership)
    return OwnPart(
        SpeakerOffer.objects.filter(**mine).first(), Welcomer.objects.filter(**mine).first(),
        row.community if row else None, lines.filter(outcome="added").select_related("upload").first(),
    )  # fmt: skip
