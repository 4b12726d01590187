"""One told community: its home, its pages and events, and whom it knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from teranga.cli.demo.load_events import link_parts_and_satellites, load_event
from teranga.cli.demo.world import NetworkLink, Page, Source, Story
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.create_community import CommunityFields, create_community
from teranga.domains.communities.actions.publish_page import PageValues, publish_pages
from teranga.domains.communities.actions.set_lists import (
    set_channels,
    set_directory,
    set_figures,
    set_goals,
    set_links,
    set_seats,
)
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import (
    Channel,
    Community,
    CommunityLink,
    DirectoryEntry,
    Figure,
    Goal,
    TeamSeat,
)
from teranga.domains.events.actions.settle_place import settle_series
from teranga.foundation.translated import TranslatedText

LINK_KINDS = {"satellite": CommunityLink.Kind.PARTNER}


def load_story_home(story: Story, at: datetime, parent: Community | None = None) -> Community:
    """The community itself with its lists and pages; an earlier version of it is brought up to date."""
    community = Community.objects.filter(slug=story.slug).first()
    fields = _fields(story, parent)
    if community is None:
        community = create_community(slug=story.slug, by=COMMAND_LINE, at=at, **fields)
    else:
        update_community(community=community, by=COMMAND_LINE, at=at, **fields)
    who = {"community": community, "by": COMMAND_LINE, "at": at}
    set_channels(
        channels=[Channel(kind=one.kind, label=one.label, url=one.url) for one in story.channels], **who
    )
    set_goals(goals=_goals(story), **who)
    set_figures(figures=_figures(story), **who)
    if story.people:
        set_seats(seats=_seats(story), **who)
    set_directory(entries=_directory(story), **who)
    publish_pages(pages=[_page(page, number) for number, page in enumerate(story.pages)], **who)
    for series in story.series:
        settle_series(slug=series.slug, name=series.name, **who)
    return community


def load_story_events(story: Story, at: datetime) -> None:
    community = Community.objects.get(slug=story.slug)
    for event in story.events:
        load_event(community, event, at)


def load_story_links(story: Story, at: datetime) -> None:
    """After every community and event of the world is there."""
    community = Community.objects.get(slug=story.slug)
    known = {other.slug: other for other in Community.objects.all()}
    links = [_link(link, known) for link in story.network]
    set_links(community=community, links=links, by=COMMAND_LINE, at=at)
    link_parts_and_satellites(community, story.events, at)


def _fields(story: Story, parent: Community | None) -> CommunityFields:
    return CommunityFields(
        kind=story.kind, parent=parent, name=story.name, tagline=story.tagline, summary=story.summary,
        vision=story.vision, mission=[dict(text) for text in story.mission],
        values=[{"name": dict(value.name), "text": dict(value.text)} for value in story.values],
        help_notes={way: dict(text) for way, text in story.help.items()}, languages=list(story.languages),
        default_language=story.default_language, countries=list(story.countries), cities=list(story.cities),
        zone=story.zone, currency=story.currency, founded=story.founded, first_colour=story.colours[0],
        second_colour=story.colours[1], sources=_sources(story),
        licence_note=story.licence_note.in_language(story.default_language, "en")[:300],
    )  # fmt: skip


def _sources(story: Story) -> list[dict[str, str]]:
    told: list[Source] = list(dict.fromkeys([story.source, *story.sources]))
    return [{"title": one.title, "url": one.url, "note": one.note} for one in told if one.title]


def _goals(story: Story) -> list[Goal]:
    return [
        Goal(title=goal.title, text=goal.text, metric=goal.metric, target=goal.target,
             unit=goal.unit or TranslatedText(), deadline=goal.deadline, source_url=_address(goal.source))
        for goal in sorted(story.goals, key=lambda goal: goal.order)
    ]  # fmt: skip


def _figures(story: Story) -> list[Figure]:
    return [
        Figure(label=figure.label, value=f"{figure.value}+" if figure.at_least else figure.value,
               date=_day(figure.date), source_url=_address(figure.source))
        for figure in story.figures
    ]  # fmt: skip


def _seats(story: Story) -> list[TeamSeat]:
    return [
        TeamSeat(name=person.name, role=person.role, group=person.group or TranslatedText(),
                 until=str(person.until or ""), source_url=person.source_url)
        for person in story.people
    ]  # fmt: skip


def _directory(story: Story) -> list[DirectoryEntry]:
    return [
        DirectoryEntry(kind=entry.kind, title=TranslatedText(entry.title), text=entry.text, url=entry.url,
                       country=entry.country, is_closed=entry.checked == "closed")
        for entry in story.directory
    ]  # fmt: skip


def _page(page: Page, position: int) -> PageValues:
    return PageValues(
        slug=page.slug, kind=page.kind, title=page.title, description=page.description, body=page.body,
        tags=list(page.tags), position=position, published_at=datetime.combine(page.date, time(9), UTC),
    )  # fmt: skip


def _link(link: NetworkLink, known: dict[str, Community]) -> CommunityLink:
    return CommunityLink(
        other=known.get(link.slug), kind=LINK_KINDS.get(link.kind, link.kind), name=TranslatedText(link.name),
        url=link.url, note=link.note, state=CommunityLink.State.CONFIRMED,
    )  # fmt: skip


def _address(source: str) -> str:
    return source if source.startswith(("https://", "http://")) else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
