"""The demo's letter box and its organiser: no mail leaves it and nobody prints, so both are played here."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities import queries
from teranga.domains.communities.actions.claim_codes import issue_claim_codes
from teranga.domains.communities.models import Community
from teranga.domains.mail.queries import latest_mails
from teranga.web.me import pages
from teranga.web.me.join_views import paper_code_page
from teranga.web.public import notfound

PLAYED_ORGANISER = Actor("organiser of the demo")


@access(Access.DEMO)
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return pages.form_page(request, "demo_mails", {"mails": latest_mails()}, title=_("Mails of this demo"))


@access(Access.DEMO)
@require_POST
@notfound.as_page
def paper_code(request: HttpRequest, community: str) -> HttpResponse:
    """Hand out one paper code of a practice community."""
    place = queries.community_by_slug(community)
    if not settings.DEMO or place.kind != Community.Kind.PRACTICE:
        raise queries.NotFound(community)
    [code] = issue_claim_codes(place, 1, PLAYED_ORGANISER, timezone.now())
    return paper_code_page(request, place, paper=code)
