"""Public pages about the community's people: where it was heard, one's first event, who held what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries
from teranga.domains.communities.models import TeamSeat
from teranga.domains.communities.queries_heard import heard_of
from teranga.foundation.translated import TranslatedText
from teranga.web import localised
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page
from teranga.web.public.looking import community_of
from teranga.web.templating import markdown_in, translated_plain

FIRST_EVENT = "first-event"  # a page with this address takes the place of the ready-made text


@access(Access.PUBLIC)
@notfound.as_page
def heard(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    context = {"heard": heard_of(place)}
    return community_page(
        request, place, "public/heard.html", context, title=_("Where we were heard"), path="heard/", now=now
    )


@access(Access.PUBLIC)
@notfound.as_page
def first_event(request: HttpRequest, community: str) -> HttpResponse:
    """What to expect and how to prepare: the community's own page of this name, or a good default."""
    place, now = community_of(request, community), timezone.now()
    title, body = _("My first event"), None
    try:
        own = queries.page_by_slug(place, FIRST_EVENT, now)
    except queries.NotFound:
        pass
    else:
        title, body = translated_plain(own.title), markdown_in(own.body)
    return community_page(
        request, place, "public/first_event.html", {"body": body}, title=title, path="first-event/", now=now
    )


@access(Access.PUBLIC)
@notfound.as_page
def held(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    roles: dict[str, tuple[TranslatedText, list[TeamSeat]]] = {}
    for group in queries.team_of(place):
        for seat in group.seats:
            key = str(sorted(seat.role.items()))
            roles.setdefault(key, (seat.role, []))[1].append(seat)
    ordered = [
        (role, sorted(seats, key=lambda seat: (not seat.until, seat.until, seat.since), reverse=True))
        for role, seats in roles.values()
    ]
    return community_page(
        request, place, "public/held.html", {"roles": ordered, "terms": _terms}, title=_("Who held what"),
        path="people/held/", now=now,
    )  # fmt: skip


def _terms(seat: TeamSeat) -> list[str]:
    """When somebody holds or held a role, as far as it was written down."""
    if seat.until:
        return [f"{seat.since}–{seat.until}" if seat.since else _("until %(day)s") % {"day": seat.until}]
    told = [_("since %(year)s") % {"year": seat.since}] if seat.since else []
    if seat.ends_on:
        told.append(_("until %(day)s") % {"day": localised.day(seat.ends_on, "long")})
    return told
