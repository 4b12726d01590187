"""The desk's first pages: what one may work on, and what waits there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_desk as community_queries
from teranga.domains.communities.models import Community
from teranga.domains.events import queries_desk as event_queries
from teranga.domains.events.models import Event
from teranga.domains.events.queries import today_of
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import Area, Verb
from teranga.web import guard, labels, localised
from teranga.web.me.visitor import signed_in_person
from teranga.web.organise.desk import desk_page, desk_root
from teranga.web.organise.gaps import gaps_of
from teranga.web.organise.start_views import may_start
from teranga.web.organise.today import LOOKED_AHEAD, Need, asked_by_events, asked_here
from teranga.web.public.community_views import local_today
from teranga.web.public.steps import steps_of
from teranga.web.templating import translated_plain


@dataclass(frozen=True, slots=True)
class Line:
    """One place to work at: its name, what it is, what waits."""

    path: str  # below the language
    name: str
    note: str
    waits: tuple[str, ...] = ()


@access(Access.ACCOUNT)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    assert person is not None  # noqa: S101 -- the guard let nobody else in
    rights = guard.rights_of_request(request, person)
    guard.remember(request, rights, None, None, "")
    communities = community_queries.communities_with(rights.community_ids(), everywhere=rights.everywhere)
    alone = event_queries.events_with(rights.event_ids())
    context = {
        "communities": [_community_line(row) for row in communities],
        "events": [event_line(row) for row in alone],
        "may_start": may_start(rights),
        "site_links": _site_links(rights),
    }
    return desk_page(request, "home", context, title=_("What you work on"))


def _site_links(rights: Rights) -> list[tuple[str, str]]:
    """Pages about the whole installation that this person may open."""
    pages = (
        (Area.TEAM, "/organise/team/", _("Who may do what on this site")),
        (Area.JOBS, "/organise/mail/domain/", _("The sending domain")),
        (Area.JOBS, "/organise/jobs/", _("Work in the background")),
    )
    return [(path, words) for area, path, words in pages if rights.may(Verb.VIEW, area, Place())]


def _community_line(row: Community) -> Line:
    links = community_queries.proposals_to(row)
    waits = [visibility_word(row.visibility)] if row.visibility != Community.Visibility.PUBLIC else []
    if links:
        waits.append(_proposals(links))
    return Line(desk_root(row), translated_plain(row.name), ", ".join(row.cities[:2]), tuple(waits))


def event_line(row: Event, asked: tuple[str, ...] = ()) -> Line:
    waits = list(asked)
    if row.visibility != Event.Visibility.PUBLIC:
        waits.append(visibility_word(row.visibility))
    if row.cancelled_at:
        waits.append(_("Cancelled"))
    note = f"{labels.event_kind(row.kind)} · {localised.days(row.start, row.end)}"
    return Line(desk_root(row.community, row), translated_plain(row.name), note, tuple(waits))


def visibility_word(code: str) -> str:
    return {"draft": _("Draft"), "unlisted": _("Unlisted"), "public": _("Public")}[code]


def _proposals(count: int) -> str:
    words = ngettext("%(count)s link asks for a yes", "%(count)s links ask for a yes", count)
    return words % {"count": count}


def _links_asked(place: Community | Event, count: int) -> list[Need]:
    """Others who ask for a link, and where the answer is given."""
    if not count:
        return []
    if isinstance(place, Event):
        return [
            Need(desk_root(place.community, place) + "settings/links/", _("Satellites"), _proposals(count))
        ]
    return [Need(desk_root(place) + "links/", _("Sister communities"), _proposals(count))]


@access(Access.ROLE)
@require_safe
def community_home(request: HttpRequest, community: str) -> HttpResponse:
    """A community's desk: its state, what waits, its events."""
    place: Community = request.community
    may = request.rights.may
    where: Place = request.place
    events = event_queries.events_of(place)
    now = timezone.now()
    today = local_today(place, now)
    coming = [row for row in reversed(events) if row.end >= today]
    asked = asked_by_events(request, coming[:LOOKED_AHEAD], now)
    links = community_queries.proposals_to(place)
    context = {
        "state": visibility_word(place.visibility),
        "is_draft": place.visibility == Community.Visibility.DRAFT,
        "has_events": bool(events),
        "coming": [event_line(row, asked.get(row.pk, ())) for row in coming],
        "past": [event_line(row) for row in events if row.end < today],
        "asked": [*_links_asked(place, links), *asked_here(request)],
        "may_set": may(Verb.EDIT, Area.SETTINGS, where),
        "may_look": may(Verb.VIEW, Area.SETTINGS, where),
        "may_make_events": may(Verb.EDIT, Area.EVENTS, where),
        "is_bare": not (place.tagline or place.summary),
    }
    return desk_page(request, "community_home", context, title=translated_plain(place.name))


@access(Access.ROLE)
@require_safe
def event_home(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """An event's desk: where it is on its way, what waits, what it lacks."""
    edition: Event = request.event
    may = request.rights.may
    where: Place = request.place
    links = event_queries.proposals_to(edition)
    context = {
        "state": visibility_word(edition.visibility),
        "steps": steps_of(edition, today_of(edition, timezone.now())),
        "gaps": gaps_of(edition),
        "asked": [*_links_asked(edition, links), *asked_here(request)],
        "may_set": may(Verb.EDIT, Area.SETTINGS, where),
        "may_look": may(Verb.VIEW, Area.EVENTS, where),
        "is_shown": edition.visibility != "draft" and edition.community.visibility != "draft",
        "published": request.GET.get("published") == "1",
    }
    return desk_page(request, "event_home", context, title=translated_plain(edition.name))
