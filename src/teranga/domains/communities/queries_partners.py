"""Partners as the public sees them, and what the team must keep an eye on."""

from __future__ import annotations

from datetime import date

from teranga.domains.communities.models import Community, LentItem, Partner, PartnerLogo


def shown_partners(community: Community) -> list[Partner]:
    """With the size of their logo, if they have one, but not the picture."""
    rows = Partner.objects.filter(community=community, is_shown=True).select_related("logo")
    return list(rows.defer("logo__webp").order_by("position", "id"))


def shown_logo(community: Community, partner: int) -> PartnerLogo | None:
    rows = PartnerLogo.objects.filter(community=community, partner=partner, partner__is_shown=True)
    return rows.first()


def is_late(item: LentItem, today: date) -> bool:
    return item.returned is None and item.due is not None and item.due < today


def late_items(community: Community, today: date) -> int:
    return LentItem.objects.filter(community=community, returned=None, due__lt=today).count()
