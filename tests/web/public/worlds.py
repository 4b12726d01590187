"""A community with one or more of everything that is public, and the addresses of all its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.models import Aftermath
from teranga.domains.communities.findable import index_community, index_pages
from teranga.domains.communities.models import Community, Goal, Opportunity, Page, PartnerLogo
from teranga.domains.communities.queries_stories import tag_slug
from teranga.domains.events.findable import index_whole_event
from teranga.domains.events.models import Event, EventPhoto, Session
from teranga.domains.ledger.actions.gifts import receive_gift
from teranga.domains.proposals.queries_statistics import as_json, statistics_of
from teranga.foundation.money import Money
from tests.factories import aid as of_aid
from tests.factories import communities as of_communities
from tests.factories import events as of_events
from tests.factories import learning as of_learning
from tests.factories import ledger as of_ledger
from tests.factories import places as of_places
from tests.factories import proposals as of_proposals
from tests.factories import stories as of_stories
from tests.factories.communities import MADE
from tests.factories.decisions import a_decision

NOW = datetime(2026, 9, 20, 10, tzinfo=UTC)  # four days before the event opens
LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True, slots=True)
class World:
    community: Community
    event: Event
    story: Page
    sessions: list[Session]

    @property
    def root(self) -> str:
        return f"/{self.community.slug}/{self.event.slug}/"


@dataclass(frozen=True, slots=True)
class Opened:
    """Every address of a world opened once in every language, for tests that read what it said."""

    world: World
    paths: dict[str, dict[str, str]]  # language -> name -> path
    answers: dict[str, HttpResponse]

    def html(self, path: str) -> str:
        return self.answers[path].content.decode()


def a_world(slug: str = "python-togo", rows: int = 1, **more: Any) -> World:
    """`rows` of everything that stands in a list."""
    community = of_communities.a_community(slug, **more)
    story = of_communities.a_page(community, f"{slug}-story", kind="story", tags=["Rooms"])
    pages = [story]
    for _ in range(rows):
        pages.append(of_communities.a_page(community, kind="news", tags=["Rooms", "Lomé"]))
        of_stories.a_comment(story)
        of_stories.an_author(story)
        of_communities.a_goal(community, metric="members", target=1000, deadline=date(2026, 12, 31))
        of_communities.a_figure(community)
        of_communities.a_seat(community)
        of_communities.a_channel(community)
        of_communities.an_entry(community)
        a_decision(community)
        of_communities.a_partner(community)
        of_communities.an_opportunity(community)
        of_communities.an_opportunity(community, closes_at=MADE)
        of_communities.a_link(
            community, of_communities.a_community(f"{slug}-sister-{of_communities.number()}")
        )
    of_stories.a_newsletter(community)
    aid_round = of_aid.an_aid_round(community, f"{slug}-aid", opens_at=MADE)
    for _ in range(rows):
        of_aid.a_public_story(aid_round)
    _funds(community, rows)
    events = [_full_event(community, slug, rows)]
    series = of_events.a_series(community, f"{slug}-thursdays")
    for _ in range(rows):
        events.append(
            of_events.an_event(
                community, start=date(2026, 12, 1), end=date(2026, 12, 1), kind="meetup", series=series
            )
        )
        events.append(
            of_events.an_event(
                community, start=date(2025, 3, 1), end=date(2025, 3, 1), attended=200, series=series
            )
        )
        of_events.an_event(community, part_of=events[0])
    index_community(community)
    index_pages(community, pages)
    of_places.a_quota(events[0], 50)
    _call(events[0], rows)
    of_places.a_draw(events[0])
    for event in events:
        index_whole_event(event)
    sessions = list(Session.objects.filter(event=events[0]).order_by("id"))
    of_learning.a_mentoring(community, "mentoring")
    of_learning.a_path(community, "first-steps", steps=rows, cohorts=rows)
    for _ in range(rows):
        of_learning.a_project(community)
        of_learning.a_team(events[0], submitted=True)
    of_learning.open_teams(events[0], deadline=MADE, published_at=MADE)
    return World(community, events[0], story, sessions)


def _funds(community: Community, rows: int) -> None:
    for _ in range(rows):
        fund = of_ledger.a_fund(community, holds=5000, goal=20_000)
        gift = of_ledger.a_gift(fund, is_named=True)
        receive_gift(gift=gift, money=Money(500, "XOF"), proof="seen", by=COMMAND_LINE, at=MADE)
        of_ledger.a_gift(fund)


def _call(event: Event, rows: int) -> None:
    call = of_proposals.a_call(event, types=("talk",), topics=("web",), opens_at=MADE, past=[
        {"name": str(2020 + year), "received": 10, "accepted": 4} for year in range(rows)
    ])  # fmt: skip
    for _ in range(rows):
        of_proposals.a_type(call, closes_at=of_proposals.OPEN)
        of_proposals.a_call_question(call)
        of_proposals.a_proposal(call)
    call.statistics = as_json(statistics_of(call))
    call.save()


def _full_event(community: Community, slug: str, rows: int) -> Event:
    event = of_events.an_event(
        community, f"{slug}-conf", venue=of_events.a_venue(community), capacity=300, expected=250,
        source_title="Published programme", source_url="https://source.example.org/", licence="CC BY 4.0",
    )  # fmt: skip
    of_events.a_programme(event, rows)
    for _ in range(rows):
        of_events.a_photo(event)
        of_events.a_material(event)
    return Event.objects.select_related("community", "venue").get(community=community, pk=event.pk)


def public_patterns() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name and the parameters of every address whose view lives among the public pages."""

    def walk(
        patterns: list[URLPattern | URLResolver], parameters: tuple[str, ...]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        for pattern in patterns:
            own = (*parameters, *pattern.pattern.converters)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, own)
            elif pattern.callback.__module__.startswith("teranga.web.public."):
                yield str(pattern.name), own

    return walk(get_resolver().url_patterns, ())


def addresses(world: World, language: str) -> dict[str, str]:
    """Every public address of this world in this language. A parameter that nobody fills in fails here."""
    session = (
        Session.objects.filter(pk=world.sessions[0].pk, event=world.event)
        .select_related("room", "track")
        .get()
    )
    series_slug = f"{world.community.slug}-thursdays"
    slugs = {
        "series": series_slug,
        "series-calendar": series_slug,
        **dict.fromkeys(("page", "page-card"), world.story.slug),
        "session": session.slug,
        "session-ics": session.slug,
        "speaker": session.speakers.all()[0].slug,
        "mentoring-programme": "mentoring",
        "path": "first-steps",
        "aid-round": f"{world.community.slug}-aid",
        **dict.fromkeys(("fund", "fund-card"), "pot-commun"),
    }
    files = {
        "picture": EventPhoto.objects.filter(event=world.event).latest("id").pk, "form": "webp",
    }  # fmt: skip
    choices = {
        "day": session.starts_at.date().isoformat(), "room": session.room.slug, "track": session.track.slug,
        "language": session.languages[0], "level": session.level,
    }  # fmt: skip
    tags = Page.objects.values_list("tags", flat=True).get(community=world.community, pk=world.story.pk)
    tag = tag_slug(tags[0])
    found = {}
    with translation.override(language):
        for name, parameters in public_patterns():
            known: dict[str, Any] = {
                "community": world.community.slug, "event": world.event.slug, "number": "1", "tag": tag,
                "year": "2025", "issue": "2026-08",
                "goal": str(Goal.objects.filter(community=world.community).order_by("pk")[0].pk), **files,
            }  # fmt: skip
            known["team"] = str(of_learning.first_team(world.event).pk)
            known["partner"] = str(PartnerLogo.objects.filter(community=world.community)[0].partner_id)
            values: list[dict[str, str]] = [{}]
            if name == "opportunity":
                row = Opportunity.objects.filter(community=world.community).order_by("pk")[0]
                values = [{"number": str(row.pk)}]
            elif name == "project":
                values = [{"number": str(of_learning.first_project(world.community).pk)}]
            elif parameters[-1:] == ("slug",):
                values = [{"slug": slugs[name]}]
            elif name == "aid-story-photo":
                told = Aftermath.objects.filter(community=world.community).latest("id").uuid
                values = [{"slug": slugs["aid-round"], "told": str(told)}]
            elif parameters[-2:] == ("by", "value"):
                values = [{"by": by, "value": value} for by, value in choices.items()]
            for value in values:
                given = {key: ({**known, **value})[key] for key in parameters}
                found[" ".join([name, *(value.values() if "by" in value else ())])] = reverse(
                    name, kwargs=given
                )
    return found
