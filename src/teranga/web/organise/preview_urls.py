"""The public pages before they are public, below /organise/preview/, for organisers alone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.people.roles import Area, Verb
from teranga.web.public import call_views as call
from teranga.web.public import community_views as community
from teranga.web.public import decision_views as decision
from teranga.web.public import event_views as event
from teranga.web.public import goal_views as goal
from teranga.web.public import hackathon_views as hackathon
from teranga.web.public import learning_views as learning
from teranga.web.public import member_pages
from teranga.web.public import newsletter_views as newsletter
from teranga.web.public import opportunity_views as opportunity
from teranga.web.public import partner_views as partner
from teranga.web.public import places_view as places
from teranga.web.public import schedule_views as schedule
from teranga.web.public import series_views as series
from teranga.web.public import story_views as story
from teranga.web.public import timeline_views as timeline

View = Callable[..., HttpResponse]


def previewed(view: View, area: Area) -> View:
    """The public view, for whoever may look at drafts there; everybody else meets 404 at the guard."""

    @access(Access.ROLE, verb=Verb.VIEW, area=area)
    @require_safe
    def shown(request: HttpRequest, **kwargs: str) -> HttpResponse:
        request.is_preview = True
        return view(request, **kwargs)

    view.has_preview = True  # type: ignore[attr-defined]  # so that links to it stay in the preview
    return shown


COMMUNITY_PAGES: tuple[tuple[str, View], ...] = (
    ("", community.home),
    ("pages/<slug:slug>/", community.page),
    ("news/", community.news),
    ("goals/", goal.goals),
    ("goals/<int:goal>/", goal.goal),
    ("people/", community.people),
    ("partners/", partner.partners),
    ("opportunities/", opportunity.opportunities),
    ("opportunities/past/", opportunity.past),
    ("opportunities/<int:number>/", opportunity.opportunity),
    ("decisions/", decision.decisions),
    ("decisions/how/", decision.deciding),
    ("decisions/<int:number>/", decision.decision),
    ("events/", community.events),
    ("series/<slug:slug>/", series.series),
    ("network/", community.network),
    ("directory/", community.directory),
    ("tags/<slug:tag>/", story.tag),
    ("timeline/", timeline.timeline),
    ("timeline/<int:year>/", timeline.timeline),
    ("newsletter/", newsletter.archive),
    ("newsletter/<slug:issue>/", newsletter.newsletter),
    ("people/held/", member_pages.held),
    ("heard/", member_pages.heard),
    ("first-event/", member_pages.first_event),
    ("learning/", learning.learning),
    ("mentoring/<slug:slug>/", learning.programme),
    ("projects/", learning.projects),
    ("projects/<int:number>/", learning.project),
    ("paths/<slug:slug>/", learning.path),
)
EVENT_PAGES: tuple[tuple[str, View], ...] = (
    ("", event.home),
    ("schedule/", schedule.schedule),
    ("schedule/print/", schedule.to_print),
    ("now/", schedule.now_and_next),
    ("sessions/<slug:slug>/", event.session),
    ("speakers/", event.speakers),
    ("speakers/<slug:slug>/", event.speaker),
    ("venue/", event.venue),
    ("draw/", places.draw),
    ("call/", call.call_page),
    ("changes/", event.changes),
    ("first-time/", learning.first_time),
    ("teams/", hackathon.teams),
    ("teams/<int:team>/", hackathon.team),
)


def _patterns(
    root: str, pages: tuple[tuple[str, View], ...], area: Area, names: dict[str, str]
) -> list[URLPattern]:
    return [path(f"{root}{below}", previewed(view, area), name=names.get(below)) for below, view in pages]


WAYS = ("day", "room", "track", "language", "level")
EVENT_ROOT = "preview/<slug:community>/<slug:event>/"
by_choice = previewed(schedule.by_choice, Area.EVENTS)

urlpatterns = [
    *_patterns("preview/<slug:community>/", COMMUNITY_PAGES, Area.SETTINGS, {"": "preview-community"}),
    *(path(f"{EVENT_ROOT}schedule/{way}/<str:value>/", by_choice, {"by": way}) for way in WAYS),
    *_patterns(EVENT_ROOT, EVENT_PAGES, Area.EVENTS, {"": "preview-event"}),
]
