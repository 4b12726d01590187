"""The members' directory: who said so, with what they show; never an address, and not by the hundred."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import community_by_slug
from teranga.domains.communities.queries_directory import directory_page, nearness_in, stands_in_directory
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.audiences import Audience
from teranga.web.localised import language_name
from teranga.web.me import pages
from teranga.web.me.visitor import client_of, signed_in_person
from teranga.web.public import notfound

TURNS, WITHIN = 60, timedelta(minutes=10)  # more than a reader turns; a program stops there


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def directory(request: HttpRequest, community: str) -> HttpResponse:
    place, viewer = community_by_slug(community), signed_in_person(request)
    who = f"person:{viewer.pk}" if viewer else client_of(request)
    words = request.GET.get("q", "")[:100].replace("\x00", "")
    after = request.GET.get("after", "")
    near = nearness_in(place, viewer)
    found = None
    # Counted in the database, so that every process and a restart know it: digests that are soon forgotten.
    if note_try("members", str(place.pk), who, limit=TURNS, within=WITHIN, at=timezone.now()):
        key = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None
        found = directory_page(place, near, words, key)
    more = {"q": words, "after": str(found.after)} if found and found.after else None
    context = {
        "found": found,
        "words": words,
        "is_member": near is Audience.MEMBERS,
        "is_in": viewer is not None and stands_in_directory(place, viewer),
        "language_name": language_name,
        "more": f"?{urlencode({key: value for key, value in more.items() if value})}" if more else "",
    }
    return pages.form_page(
        request, "directory", context, title=_("Members"), community=place, status=200 if found else 429
    )
