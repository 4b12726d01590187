"""Who helps the community, with what, and their logos."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.communities import queries
from teranga.domains.communities.queries_partners import shown_logo, shown_partners
from teranga.web import labels
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page
from teranga.web.public.export_views import kept
from teranga.web.public.looking import community_of


@access(Access.PUBLIC)
@notfound.as_page
def partners(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    rows = [(row, labels.partner_kind(row.kind), getattr(row, "logo", None)) for row in shown_partners(place)]
    return community_page(
        request, place, "public/partners.html", {"partners": rows}, title=_("Our partners"),
        path="partners/", now=now, description=_("Who helps us, and with what."), styles=("partners",),
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def logo(request: HttpRequest, community: str, partner: int) -> HttpResponse:
    place = queries.community_by_slug(community)
    row = shown_logo(place, partner)
    if row is None:
        raise queries.NotFound(str(partner))
    return kept(bytes(row.webp), "image/webp", community_scope(place.pk))
