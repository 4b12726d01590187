"""Drafts are nowhere, unlisted things only at their own address, and one community never shows another's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from teranga.domains.communities.findable import index_community, index_pages
from teranga.domains.events.findable import index_whole_event
from tests.factories.communities import a_community, a_link, a_page
from tests.factories.events import a_programme, an_event
from tests.web.public.worlds import World, a_world, addresses

pytestmark = pytest.mark.django_db
SECRET = "Zanzibarquark"


@pytest.fixture
def world(settings) -> World:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    return a_world()


def whole_site(world: World) -> dict[str, str]:
    """Everything that is public, in English, and a search for the secret word."""
    paths = [*addresses(world, "en").values(), f"/en/search/?q={SECRET}", f"/en/search/?q={SECRET[:6]}"]
    answers = {path: Client().get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    # What was typed stands in the search box: that one place is not a result.
    return {
        path: answer.content.decode(errors="replace")
        .replace(f'value="{SECRET}"', "")
        .replace(f"“{SECRET}”", "")
        for path, answer in answers.items()
    }


def places_of(words: str | tuple[str, ...], world: World) -> list[str]:
    """Where any of the words stands."""
    wanted = [word.lower() for word in ([words] if isinstance(words, str) else words)]
    site = whole_site(world)
    return [path for path, body in site.items() if any(word in body.lower() for word in wanted)]


def test_a_public_event_is_listed_where_it_belongs(world: World) -> None:
    event = an_event(world.community, "shown-event", name={"en": f"{SECRET} Con"})
    index_whole_event(event)
    root = "/en/python-togo/"
    assert places_of("shown-event", world) == [
        "/sitemap-python-togo.xml", "/en/", root, f"{root}events/", f"{root}calendar.ics",
        f"/en/search/?q={SECRET}", f"/en/search/?q={SECRET[:6]}",
    ]  # fmt: skip


@pytest.mark.parametrize("visibility", ["draft", "unlisted"])
def test_an_event_that_is_not_public_is_in_no_list_feed_map_export_or_search(
    world: World, visibility: str
) -> None:
    event = an_event(
        world.community,
        "hidden-event",
        name={"en": f"{SECRET} Con"},
        visibility=visibility,
        part_of=world.event,
    )
    a_programme(event, 2)
    index_whole_event(event)
    assert places_of((SECRET, "hidden-event"), world) == []


def test_an_unlisted_event_opens_for_those_who_know_its_address_and_a_draft_for_nobody(world: World) -> None:
    for visibility, status in (("unlisted", 200), ("draft", 404)):
        event = an_event(world.community, f"{visibility}-event", visibility=visibility)
        session = a_programme(event, 1)[0]
        for page in (
            "", "schedule/", "now/", "speakers/", "venue/", "changes/", "changes.atom", "schedule.xml",
            "schedule.json", "schedule.ics", "card.png", f"sessions/{session.slug}/",
            f"sessions/{session.slug}.ics",
        ):  # fmt: skip
            path = f"/en/python-togo/{visibility}-event/{page}"
            assert Client().get(path).status_code == status, path


@pytest.mark.parametrize("hidden", ["community", "event"])
def test_search_engines_are_asked_to_leave_out_what_is_unlisted(world: World, hidden: str) -> None:
    row = getattr(world, hidden)
    row.visibility = "unlisted"
    row.save()
    pages = [world.root, f"{world.root}schedule/", f"{world.root}speakers/"]
    if hidden == "community":
        pages += ["/python-togo/", "/python-togo/events/", f"/python-togo/pages/{world.story.slug}/"]
    for page in pages:
        html = Client().get(f"/en{page}").content.decode()
        assert '<meta name="robots" content="noindex">' in html, page
        assert 'rel="canonical"' not in html, page


@pytest.mark.parametrize(
    "page", ["/en/python-togo/news.atom", "/sitemap-python-togo.xml", "/en/python-togo/news/"]
)
def test_what_is_due_tomorrow_is_listed_tomorrow_although_nothing_is_written(world: World, page: str) -> None:
    kept_until = datetime.fromtimestamp(int(Client().get(page).headers["X-Teranga-Until"]), UTC)
    assert kept_until == datetime(2026, 9, 21, tzinfo=UTC)


@pytest.mark.parametrize("visibility", ["draft", "unlisted"])
def test_a_community_that_is_not_public_is_on_no_other_page(world: World, visibility: str) -> None:
    other = a_community("hidden-place", name={"en": f"{SECRET} place"}, visibility=visibility)
    child = a_community("hidden-chapter", name={"en": f"{SECRET} chapter"}, visibility=visibility,
                        parent=world.community)  # fmt: skip
    a_link(world.community, other)
    a_link(other, world.community)
    event = an_event(other, "hidden-event", name={"en": f"{SECRET} Con"})
    a_programme(event, 1)
    for place in (other, child):
        index_community(place)
    index_whole_event(event)
    assert places_of((SECRET, "hidden-"), world) == []
    assert Client().get("/sitemap-hidden-place.xml").status_code == 404
    assert Client().get("/en/hidden-place/").status_code == (404 if visibility == "draft" else 200)
    assert Client().get("/en/hidden-place/hidden-event/").status_code == (
        404 if visibility == "draft" else 200
    )


def test_a_page_that_is_a_draft_or_due_later_is_nowhere(world: World) -> None:
    for kind in ("news", "page", "story"):
        for slug, moment in (("draft", None), ("later", datetime(2026, 9, 21, tzinfo=UTC))):
            a_page(
                world.community, f"hidden-{kind}-{slug}", kind=kind, title={"en": SECRET}, published_at=moment
            )
    assert places_of((SECRET, "hidden-"), world) == []
    assert Client().get("/en/python-togo/pages/hidden-news-draft/").status_code == 404
    assert Client().get("/en/python-togo/pages/hidden-news-later/").status_code == 404


def test_a_draft_page_is_not_found_by_a_search(world: World) -> None:
    page = a_page(world.community, "hidden-page", title={"en": SECRET}, published_at=None)
    index_pages(world.community, [page])
    assert places_of(SECRET, world) == []


def test_a_session_that_was_taken_off_leaves_a_page_that_says_so_and_no_other_trace(world: World) -> None:
    session = a_programme(an_event(world.community, "other-event"), 2)[1]
    session.cancelled_at = datetime(2026, 9, 1, tzinfo=UTC)
    session.title = {"en": SECRET}
    session.save()
    root = "/en/python-togo/other-event/"
    assert Client().get(f"{root}sessions/{session.slug}/").status_code == 410
    for page in ("", "schedule/", "schedule/print/", "now/", "speakers/", "schedule.xml", "schedule.json"):
        assert SECRET not in Client().get(root + page).content.decode(), page
    assert "STATUS:CANCELLED" in Client().get(f"{root}schedule.ics").content.decode()


def test_two_communities_never_show_what_belongs_to_the_other() -> None:
    here, there = a_world("python-here"), a_world("python-there")
    mine, theirs = set(addresses(here, "en").values()), addresses(there, "en")
    common = mine & set(theirs.values())  # the installation's own pages show both
    assert {path for path in common if "python" in path} == set()
    canaries = ["python-there", "Python There", "Python-There", *(row.slug for row in there.sessions)]
    for path in mine - common:
        body = Client().get(path).content.decode(errors="replace")
        assert [canary for canary in canaries if f"{canary}/" in body or f">{canary}" in body] == [], path


def test_a_path_of_one_community_never_opens_what_belongs_to_the_other() -> None:
    here, there = a_world("python-here"), a_world("python-there")
    own = [
        path for path in addresses(there, "en").values() if "python-there" in path and "sitemap" not in path
    ]
    for path in own:
        crossed = path.replace("/python-there/", "/python-here/", 1)
        if "-conf" not in crossed and "/pages/" not in crossed:
            continue  # the other community's own page of that kind
        assert Client().get(crossed).status_code == 404, crossed
    root, session = f"/en{here.root}", there.sessions[0]
    strange = [
        f"{root}sessions/{session.slug}/", f"{root}sessions/{session.slug}.ics",
        f"{root}schedule/room/{session.room.slug}/", f"{root}schedule/track/{session.track.slug}/",
        f"{root}speakers/{session.speakers.all()[0].slug}/",
    ]  # fmt: skip
    assert [Client().get(path).status_code for path in strange] == [404] * 5


def test_a_search_inside_a_community_finds_only_its_own() -> None:
    a_world("python-here")
    a_world("python-there")
    body = Client().get("/en/search/?q=python&in=python-here").content.decode()
    assert "/en/python-here/" in body
    assert "/en/python-there/" not in body
