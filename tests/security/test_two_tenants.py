"""Two communities alike, and nobody of the one sees or changes anything of the other.

Every address of the URL configuration is asked by everybody of the own community, filled with the foreign
one's names and numbers; every form found is sent with them. Later addresses are asked as soon as they exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from teranga.base.permissions import Access
from tests.drawn import some_each_run
from tests.security.tenants.places import Place, all_places
from tests.security.tenants.reading import everything_in, text_in, without_tokens
from tests.security.tenants.rows import Tenant
from tests.security.tenants.world import BETWEEN, FEW, World, a_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 9, tzinfo=UTC)
LEAST_OF_ROLES = 100  # addresses of the desk that an organiser opens at home
EVERYWHERE = (
    "en/",
    "en/search/",
    "en/directory/",
    "sitemap.xml",
    "sitemap-<slug:community>.xml",
    "robots.txt",
)
# What a public community shows of itself to everybody. A field that is missing here must not be seen.
PUBLIC = {
    "community": "name tagline summary vision mission values help_notes cities sources licence_note founded",
    "communitylink": "name note", "channel": "label kind url", "teamseat": "name role group since until",
    "page": "title description body author tags categories schema_org", "goal": "title text unit",
    "figure": "label value date", "directoryentry": "title text tags", "series": "name about",
    "seriesexception": "why", "material": "title url made_by file_name",
    "eventphoto": "alt taken_by", "thanks": "text", "helper": "name what",
    "event": "name tagline summary programme_note frame city guests source_title licence cancelled_why",
    "venue": "name address city access", "room": "name description", "track": "name",
    "speaker": "name biography affiliation links",
    "session": "title subtitle abstract description kind tags links licence",
    "schedulechange": "title before after", "decision": "question answer reasons options decided_by",
    "snapshot": "shown", "partner": "name what since url",
    "decisionversion": "content why", "wayofdeciding": "text",
    "programme": "name text goals topics", "trainingpath": "name text", "cohort": "rhythm place",
    "pathstep": "title text exercise materials", "firsttimeguide": "expect prepare after",
    "project": "title goal helped looking_for first_tasks repository", "projectstep": "text",
    "delegation": "event_name city note url", "appearance": "title event_name city url",
    "team": "name idea looking_for", "submission": "title description repository demo licence",
    "hackathonmentor": "topics", "criterion": "name help",
    "aidround": "name about rules address past", "part": "name", "sharerule": "group",
    "fund": "name about how_to_pay thanks", "gift": "name message",
    "newsletter": "subject body",
    "opportunity": "title text who_note money outcome source url",
    "call": "about rules policies past", "sessiontype": "name about", "topic": "name",
    "callquestion": "label hint choices",
}  # fmt: skip
# Pages where people stand by name, because they said so: owners of projects that they show to everybody,
# writers of comments, those who travelled for the community, and a hackathon's teams and mentors.
PERSON_NAMED = (
    "/projects/", "/projects/<int:number>/", "/projects/<int:number>/help/",
    "/pages/<slug:slug>/", "/heard/", "/<slug:event>/teams/",
)  # fmt: skip
# Crawled here, and looked at by no browser test yet: me/guardian.html, me/mentoring_end.html,
# me/own_place_more.html.
# Here any signed-in person asks to take part in what a public page tells.
OFFERED = (
    "/help/",
    "/opportunities/<int:number>/told/",
    "/paths/<slug:slug>/<int:cohort>/",
    "/teams/<int:team>/ask/",
)
LINKS = (
    "channel.url", "communitylink.url", "teamseat.source_url", "goal.source_url", "figure.source_url",
    "directoryentry.url", "directoryentry.feed_url", "venue.url", "event.source_url", "session.video_url",
)  # fmt: skip
PUBLIC_FIELDS = {f"{model}.{name}" for model, names in PUBLIC.items() for name in names.split()} | {
    "address",
    *LINKS,
}


@pytest.fixture(autouse=True)
def at_a_settled_time() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def seen_of(tenant: Tenant, text: str) -> set[str]:
    """The fields of a tenant that a text tells; "address" for its links and mail addresses."""
    return {
        f"{found[1]}.{found[2]}" if found[1] else "address"
        for found in re.finditer(rf"{tenant.token}(?:\.([a-z]+)\.([a-z_]+))?", text.lower())
        if found[1] != "example"
    }


def ways_to_name(place: Place, world: World) -> list[str]:
    """The place of the foreign community, and foreign rows below the own community."""
    foreign = place.fill(world.foreign, world.foreign)
    mixed = place.fill(world.own, world.foreign)
    return [foreign] if mixed in (foreign, place.fill(world.own, world.own)) else [foreign, mixed]


def shown_on(place: Place) -> set[str]:
    """The fields that everybody sees at an address of a public community."""
    return PUBLIC_FIELDS | ({"person.name"} if place.route.endswith(PERSON_NAMED) else set())


def may_show(place: Place, path: str) -> bool:
    """Whether this address is where a public community shows itself to everybody."""
    if place.route in EVERYWHERE:
        return True
    for_all = place.access in (Access.PUBLIC, Access.ANYONE) or place.route.endswith(OFFERED)
    return for_all and "/omega-" in path.replace("/sitemap-", "/")


def test_c10_every_address_says_who_may_open_it_and_can_be_asked() -> None:
    places = all_places()
    tenant = a_world().own
    assert [place.route for place in places if not isinstance(place.access, Access)] == []
    assert [place.route for place in places if "<" in place.fill(tenant, tenant)] == []


@pytest.mark.parametrize("visibility", ["public", "draft"])
@pytest.mark.parametrize("visitor", some_each_run(BETWEEN, 1, of="visitors", always=FEW))
def test_c01_c04_c14_c17_c18_nothing_of_the_other_community_is_seen(visibility: str, visitor: str) -> None:
    world = a_world(visibility)
    leaks, broken = [], []
    at_home: dict[Place, tuple[int, set[str]]] = {}
    for place in all_places():
        own = [place.fill(world.own, world.own)] * (visibility == "public")
        for path in dict.fromkeys(own + ways_to_name(place, world)):
            answer = world.browsers[visitor].get(path)
            if answer.status_code >= 500:
                broken.append((visitor, path, answer.status_code))
            is_open = visibility == "public" and may_show(place, path)
            text = everything_in(answer)
            if path in own:
                at_home[place] = answer.status_code, seen_of(world.own, text)
            told = seen_of(world.foreign, text) - (shown_on(place) if is_open else set())
            if told:
                leaks.append((visitor, path, sorted(told)))
    assert (leaks, broken) == ([], [])
    if (visitor, visibility) == ("organiser", "public"):
        they_see_what_is_theirs(at_home)


def they_see_what_is_theirs(at_home: dict[Place, tuple[int, set[str]]]) -> None:
    """Without this the test above could be green because nothing is ever shown."""
    of_roles = {
        place.route: (status, shown)
        for place, (status, shown) in at_home.items()
        if place.access is Access.ROLE and "<slug:community>" in place.route and status != 405
    }
    blank = [route for route, (status, shown) in of_roles.items() if status != 200 or not shown]
    assert len(of_roles) >= LEAST_OF_ROLES
    assert len(blank) <= len(of_roles) // 4, blank


def test_a_search_for_the_other_community_s_secret_words_finds_nothing() -> None:
    world = a_world("draft")
    for browser in world.browsers.values():
        for words in ("kanariy", "kanariy.session.title", "omega", "omega-session"):
            answer = browser.get("/en/search/", {"q": words})
            assert answer.status_code == 200
            shown = re.sub(r"<(input|title)\b[^>]*>[^<]*|“[^”]*”|\?q=[^\"]*", "", text_in(answer))
            assert seen_of(world.foreign, shown) == set()


def test_c21_what_is_forbidden_looks_like_what_is_missing() -> None:
    world, different = a_world(), []
    of_roles = [place for place in all_places() if place.access is Access.ROLE]
    for visitor, place in product(FEW, of_roles):
        browser = world.browsers[visitor]
        for path in ways_to_name(place, world):
            missing = re.sub(r"(?<!\d)2(000\d{3})(?!\d)", r"3\1", path).replace("omega-", "gamma-")
            if missing != path:
                forbidden, absent = faceless(browser.get(path)), faceless(browser.get(missing))
                if forbidden != absent:
                    different.append((visitor, path, forbidden[0], absent[0]))
    assert different == []


def faceless(answer: HttpResponse) -> tuple[int, str, str]:
    """Status, where it leads, and text, without the name and number that were asked for."""
    leads, text = (
        re.sub(r"(?<!\d)[23]000(\d{3})(?!\d)", r"\1", words.replace("omega-", "gamma-"))
        for words in (answer.get("Location", ""), without_tokens(text_in(answer)))
    )
    return answer.status_code, leads, text


def test_a_leak_would_be_seen() -> None:
    """The other community's own organiser reads in one page what nobody else may."""
    world, stranger = a_world(), Client()
    session = stranger.session
    session["person_id"] = world.foreign.rows["people.Person"][1].pk
    session.save()
    answer = stranger.get("/en/organise/omega-community/omega-event/plan/")
    assert "task.title" in seen_of(world.foreign, everything_in(answer))
