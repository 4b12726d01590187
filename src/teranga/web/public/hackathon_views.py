"""The teams of a hackathon: who looks for people, what was handed in, the result once it is public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.markdown import plain_text, render_markdown
from teranga.base.permissions import Access, access
from teranga.base.stamps import event_scope
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.learning import queries_hackathons as reads
from teranga.web import hackathon_words
from teranga.web.public import notfound
from teranga.web.public.community_views import is_listed, local_today, midnight_after
from teranga.web.public.heads import event_crumbs, event_head
from teranga.web.public.looking import event_of
from teranga.web.rendering import Info, public_page


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def teams(request: HttpRequest, community: str, event: str) -> HttpResponse:
    place = event_of(request, community, event)
    context = _of(place)
    rows = reads.shown_teams(place)
    placed = {one.team: one for one in reads.result_of(place)} if context["is_published"] else {}
    rows.sort(key=lambda row: (placed[row.pk].rank if row.pk in placed else len(rows) + 1, row.pk))
    context |= {
        "teams": rows, "placed": placed, "mentors": reads.shown_mentors(place),
        "criteria": reads.criteria_of(place),
    }  # fmt: skip
    return _page(request, place, "public/teams.html", context, title=_("Teams"), path="teams/",
                 description=_("Who builds what, who looks for people, and what came of it."))  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def team(request: HttpRequest, community: str, event: str, team: int) -> HttpResponse:
    place = event_of(request, community, event)
    context = _of(place)
    row = reads.shown_team(place, team)
    told = row.handed_in if context["is_closed"] else None
    placed = reads.result_of(place) if context["is_published"] else []
    context |= {
        "team": row, "submission": told, "text": render_markdown(told.description, 3) if told else "",
        "placed": next((one for one in placed if one.team == row.pk), None),
    }  # fmt: skip
    crumb = ((f"/{community}/{event}/teams/", _("Teams")),)
    return _page(request, place, "public/team.html", context, title=row.name, path=f"teams/{row.pk}/",
                 description=plain_text(row.idea, 200), crumbs=crumb)  # fmt: skip


def _of(place: Event) -> dict[str, Any]:
    """What both pages need to know. Raises NotFound for an event of another kind."""
    row, now = reads.settings_of(place), timezone.now()
    if row is None and place.kind != Event.Kind.HACKATHON:
        raise NotFound(place.slug)
    return {
        "event": place, "community": place.community, "hackathon": row, "words": hackathon_words,
        "is_closed": row is not None and reads.is_closed(row, now),
        "is_published": row is not None and row.published_at is not None,
    }  # fmt: skip


def _page(
    request: HttpRequest, place: Event, template: str, context: dict[str, Any], *, title: str, path: str,
    description: str, crumbs: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:  # fmt: skip
    root, row, now = f"/{place.community.slug}/{place.slug}/", context["hackathon"], timezone.now()
    info = Info(
        title=title, path=root + path, crumbs=(*event_crumbs(place), *crumbs), description=description,
        card=root + "card.png", indexed=is_listed(place.community),
    )  # fmt: skip
    until = midnight_after(place.zone, local_today(place.community, now))
    if row is not None and not context["is_closed"]:
        until = min(until, row.deadline)
    return public_page(request, template, {**context, "root": root}, info=info, head=event_head(place),
                       scope=event_scope(place.pk), until=until)  # fmt: skip
