"""News as an Atom feed (RFC 4287) or an RSS 2.0 feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from teranga.formats.plain_text import one_line, paragraphs


@dataclass(frozen=True, slots=True)
class FeedEntry:
    id: str  # an address or a urn that never changes
    title: str
    link: str
    updated: datetime
    summary: str = ""  # plain text
    language: str = ""  # when it differs from the feed's
    author: str = ""


def write_atom(
    *,
    title: str,
    id: str,
    updated: datetime,
    self_link: str,
    entries: Sequence[FeedEntry],
    language: str,
    home_link: str = "",
    author: str = "",
) -> bytes:
    """Entries in the order given; the author, by default the title, stands for entries without one."""
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": one_line(language)})
    _add(feed, "title", one_line(title))
    _add(feed, "id", one_line(id))
    _add(feed, "updated", _utc(updated))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": one_line(self_link)})
    if home_link:
        SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": one_line(home_link)})
    _add(SubElement(feed, "author"), "name", one_line(author) or one_line(title))
    for entry in entries:
        _add_entry(feed, entry, language)
    return _bytes(feed)


def _add_entry(feed: Element, entry: FeedEntry, feed_language: str) -> None:
    element = SubElement(feed, "entry")
    if entry.language and entry.language != feed_language:
        element.set("xml:lang", one_line(entry.language))
    _add(element, "title", one_line(entry.title))
    _add(element, "id", one_line(entry.id))
    _add(element, "updated", _utc(entry.updated))
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": one_line(entry.link)})
    if entry.author:
        _add(SubElement(element, "author"), "name", one_line(entry.author))
    if summary := paragraphs(entry.summary):
        _add(element, "summary", summary).set("type", "text")


def write_rss(
    *,
    title: str,
    home_link: str,
    self_link: str,
    description: str,
    entries: Sequence[FeedEntry],
    language: str,
) -> bytes:
    rss = Element("rss", {"version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom"})
    channel = SubElement(rss, "channel")
    _add(channel, "title", one_line(title))
    _add(channel, "link", one_line(home_link))
    _add(channel, "description", one_line(description))
    _add(channel, "language", one_line(language))
    SubElement(
        channel, "atom:link", {"rel": "self", "type": "application/rss+xml", "href": one_line(self_link)}
    )
    for entry in entries:
        item = SubElement(channel, "item")
        _add(item, "title", one_line(entry.title))
        _add(item, "link", one_line(entry.link))
        _add(item, "guid", one_line(entry.id)).set(
            "isPermaLink", "true" if entry.id == entry.link else "false"
        )
        _add(item, "pubDate", format_datetime(entry.updated.astimezone(UTC)))
        if summary := paragraphs(entry.summary):
            _add(item, "description", summary)
    return _bytes(rss)


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = text
    return child


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _bytes(root: Element) -> bytes:
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
