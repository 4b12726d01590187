"""A partner's logo: made anew from what was sent, small enough for a page of many."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Partner, PartnerLogo
from teranga.domains.communities.publishing import announce_community
from teranga.papers.photo import make_photo

LONGEST_SIDE = 200


def set_logo(*, partner: Partner, sent: bytes, by: Actor, at: datetime) -> None:
    """Raises PhotoRefused; then the old one stays."""
    picture = make_photo(sent, longest=LONGEST_SIDE)
    with write():
        PartnerLogo.objects.filter(community=partner.community_id).update_or_create(
            partner=partner, community_id=partner.community_id,
            defaults={"webp": picture.webp, "width": picture.width, "height": picture.height,
                      "updated_at": at},
        )  # fmt: skip
        _note("partner.logo", partner, by, at)


def remove_logo(*, partner: Partner, by: Actor, at: datetime) -> None:
    with write():
        if PartnerLogo.objects.filter(community=partner.community_id, partner=partner).delete()[0]:
            _note("partner.logo_remove", partner, by, at)


def _note(verb: str, partner: Partner, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="partner", object_id=partner.pk, at=at,
           community_id=partner.community_id)  # fmt: skip
    announce_community(partner.community)
