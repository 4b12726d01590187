"""No page asks the database more when its lists grow."""

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.events import a_programme, an_event
from tests.web.public.worlds import World, a_world, addresses

pytestmark = pytest.mark.django_db
COSTS = {
    "health": 1, "robots": 0, "icon": 0, "sitemap-index": 1, "sitemap": 9, "home": 2, "search": 0,
    "tour": 0, "styleguide": 0, "community": 15, "funds": 5, "fund": 7, "fund-card": 4,
    "page": 7, "page-card": 3, "tag": 5, "tag-atom": 3,
    "news": 4, "news-atom": 2, "goals": 7, "goal": 6, "goal-card": 3, "partners": 4, "partner-logo": 2,
    "decisions": 5, "deciding": 6,
    "decision": 6, "decisions-atom": 2, "people": 6, "heard": 5, "held": 4, "first-event": 4,
    "events": 6, "network": 7, "directory": 4,
    "community-card": 1, "community-calendar": 2, "series": 9, "series-calendar": 3, "event": 12, "draw": 2,
    "call": 6, "call-statistics": 4,
    "schedule": 5, "schedule-print": 5, "schedule-by day": 5, "schedule-by room": 5, "schedule-by track": 5,
    "schedule-by language": 5, "schedule-by level": 5, "now": 5, "session": 3, "session-ics": 7,
    "speakers": 3, "speaker": 6, "venue": 2, "changes": 2, "changes-atom": 2, "schedule-xml": 6,
    "schedule-json": 6, "schedule-ics": 6, "event-card": 1,
    "aid": 4, "aid-round": 10, "aid-story-photo": 3,
    "learning": 6, "mentoring-programme": 4, "projects": 4, "project": 5, "path": 7, "first-time": 3,
    "teams": 8, "team": 6,
    "newsletter": 4, "newsletters": 4, "timeline": 10, "timeline-year": 10,
    "event-picture": 2,
    "opportunities": 10, "opportunities-past": 4, "opportunity": 6,
    "opportunities-ics": 7, "opportunities-atom": 7, "opportunities-json": 7, "opportunities-csv": 7,
    "directory-json": 2, "directory-csv": 2,
}  # fmt: skip


def costs_of(world: World) -> dict[str, int]:
    """Page to the number of its queries; every page has to answer."""
    found = {}
    for name, path in addresses(world, "fr").items():
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(path).status_code == 200, path
        found[" ".join(name.split()[:2])] = len(queries)
    return found


@pytest.mark.parametrize("rows", [1, 3])
def test_every_page_has_one_fixed_number_of_queries(settings, rows: int) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    world = a_world(rows=rows)
    for _ in range(rows):
        a_programme(an_event(world.community), rows)
    assert costs_of(world) == COSTS


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_costs_the_same_for_one_hit_and_for_many(rows: int) -> None:
    world = a_world(rows=rows)
    for query in ("?q=python", f"?q=python&in={world.community.slug}"):
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(f"/fr/search/{query}").status_code == 200
        assert len(queries) == 2 + ("in=" in query)


def test_a_timetable_that_is_not_cached_takes_six_queries_at_most() -> None:
    assert COSTS["schedule"] <= 6
    assert isinstance(Client().handler, BaseHandler)  # it stands behind no page cache
