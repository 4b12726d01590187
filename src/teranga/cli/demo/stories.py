"""The five public stories, read from `stories/<slug>.yaml` and the Markdown pages beside them."""

from __future__ import annotations

import re
from pathlib import Path

from teranga.cli.demo.reading import Reader, read_mapping
from teranga.cli.demo.story_events import read_event
from teranga.cli.demo.world import (
    HELP_WAYS,
    LANGUAGES,
    Channel,
    DirectoryEntry,
    Figure,
    Goal,
    NamedPerson,
    NetworkLink,
    Page,
    Series,
    Source,
    Story,
    Value,
)
from teranga.foundation.translated import TranslatedText

STORIES = Path(__file__).parent / "stories"
CHANNEL_KINDS = ("website", "discord", "linkedin", "x", "github", "email", "youtube", "slack", "blog")


def load_stories(folder: Path = STORIES) -> list[Story]:
    """Every story of the folder, by slug. Raises StoryError on the first thing that is wrong."""
    return [load_story(file) for file in sorted(folder.glob("*.yaml"))]


def load_story(file: Path) -> Story:
    reader = read_mapping(file)
    story = _story(reader)
    reader.finish()
    if story.slug != file.stem:
        raise reader.trouble("slug", f"is {story.slug!r}, but the file is called {file.name}")
    return story


def _story(reader: Reader) -> Story:
    languages = reader.strings("languages")
    default_language = reader.one_of("default_language", languages)
    zone = reader.string("zone")
    slug = reader.slug("slug")
    return Story(
        slug=slug,
        kind=reader.one_of("kind", ("story", "practice")),
        name=reader.name("name"),
        tagline=reader.text("tagline"),
        summary=reader.text("summary"),
        languages=languages,
        default_language=default_language,
        countries=reader.strings("countries"),
        cities=reader.strings("cities"),
        zone=zone,
        currency=reader.string("currency"),
        founded=str(reader.raw("founded", "")),
        colours=_colours(reader),
        source=reader.one("source", _source) or Source(""),
        licence_note=reader.text("licence_note"),
        vision=reader.text("vision", required=False),
        mission=reader.texts("mission"),
        values=reader.each("values", _value),
        help=_help(reader),
        channels=reader.each("channels", _channel),
        figures=reader.each("figures", _figure),
        goals=reader.each("goals", _goal),
        people=reader.each("people", _person),
        pages=reader.each("pages", lambda page: _page(page, slug)),
        network=reader.each("network", _network),
        series=reader.each("series", _series),
        events=reader.each("events", lambda event: read_event(event, zone)),
        directory=reader.each("directory", _directory_entry),
        sources=reader.each("sources", _source),
    )


def _colours(reader: Reader) -> tuple[str, str]:
    colours = reader.strings("colours")
    if len(colours) != 2 or not all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours):
        raise reader.trouble("colours", "must be two colours such as #1f3a68")
    return colours[0], colours[1]


def _source(reader: Reader) -> Source:
    return Source(
        reader.string("title"), reader.url("url", required=False), reader.string("note", required=False)
    )


def _value(reader: Reader) -> Value:
    return Value(reader.text("name"), reader.text("text"))


def _help(reader: Reader) -> dict[str, TranslatedText]:
    if not reader.has("help"):
        reader.raw("help")
        return {}
    ways = reader.child("help")
    texts = {way: ways.text(way) for way in HELP_WAYS if ways.has(way)}
    ways.finish()
    return texts


def _channel(reader: Reader) -> Channel:
    return Channel(reader.one_of("kind", CHANNEL_KINDS), reader.url("url"), reader.string("label"))


def _figure(reader: Reader) -> Figure:
    value = reader.string("value")
    if not value.isdecimal():
        raise reader.trouble("value", f"is {value!r}, but must be digits in quotes")
    return Figure(
        label=reader.text("label"),
        value=value,
        date=reader.optional_day("date"),
        source=reader.string("source"),
        at_least=reader.flag("at_least"),
    )


def _goal(reader: Reader) -> Goal:
    told = reader.flag("told")
    order = reader.number("order")
    if order is None:
        raise reader.trouble("order", "is missing")
    return Goal(
        order=order,
        title=reader.text("title"),
        text=reader.text("text"),
        target=reader.number("target"),
        unit=reader.text("unit", required=False) or None,
        deadline=reader.optional_day("deadline"),
        told=told,
        source=reader.string("source", required=told),
        metric=reader.string("metric", required=not told),
    )


def _person(reader: Reader) -> NamedPerson:
    return NamedPerson(
        name=reader.string("name"),
        role=reader.text("role"),
        group=reader.name("group") if reader.has("group") else None,
        until=reader.number("until"),
        source_url=reader.url("source_url"),
    )


def _page(reader: Reader, community: str) -> Page:
    slug = reader.slug("slug")
    return Page(
        slug=slug,
        kind=reader.one_of("kind", ("story", "page", "news")),
        title=reader.text("title"),
        description=reader.text("description"),
        date=reader.day("date"),
        body=_body(reader, community, slug),
        tags=reader.strings("tags"),
    )


def _body(reader: Reader, community: str, slug: str) -> TranslatedText:
    texts = {}
    for language in LANGUAGES:
        file = reader.file.parent / community / f"{slug}.{language}.md"
        texts[language] = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
        if not texts[language]:
            raise reader.trouble("slug", f"the page {community}/{file.name} is missing or empty")
    return TranslatedText(texts)


def _network(reader: Reader) -> NetworkLink:
    link = NetworkLink(
        kind=reader.one_of("kind", ("parent", "chapter", "sister", "satellite")),
        name=reader.string("name"),
        note=reader.text("note"),
        slug=reader.slug("slug", required=False),
        url=reader.url("url", required=False),
    )
    if not (link.slug or link.url):
        raise reader.trouble("slug", "is missing, and so is a url")
    return link


def _series(reader: Reader) -> Series:
    return Series(reader.slug("slug"), reader.name("name"))


def _directory_entry(reader: Reader) -> DirectoryEntry:
    return DirectoryEntry(
        kind=reader.one_of("kind", ("conference", "resource", "channel")),
        title=reader.string("title"),
        url=reader.url("url"),
        text=reader.text("text"),
        country=reader.string("country", required=False),
        checked=reader.string("checked", required=False),
    )
