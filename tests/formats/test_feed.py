"""Atom and RSS that say exactly what was given, and nothing that was smuggled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from xml.etree.ElementTree import fromstring

from teranga.formats.feed import FeedEntry, write_atom, write_rss

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = datetime(2026, 3, 6, 10, 0, tzinfo=timezone(timedelta(hours=1)))
ENTRY = FeedEntry(
    "urn:uuid:1",
    "Dix & <onze>\r\nmembres",
    "https://example.org/a?b=1&c=2",
    LATER,
    'Un résumé "court" & <b>simple</b>',
    "en",
)


def test_an_atom_entry_keeps_its_signs_and_its_language() -> None:
    data = write_atom(
        title="PyDay & amis",
        id="https://example.org/",
        updated=LATER,
        self_link="https://example.org/feed",
        entries=[ENTRY],
        language="fr",
        home_link="https://example.org/",
    )
    feed = fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert feed.findtext(f"{ATOM}title") == "PyDay & amis"
    assert feed.findtext(f"{ATOM}updated") == "2026-03-06T09:00:00Z"
    assert [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")] == [
        ("self", "https://example.org/feed"),
        ("alternate", "https://example.org/"),
    ]
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert entry.findtext(f"{ATOM}title") == "Dix & <onze> membres"
    assert entry.findtext(f"{ATOM}summary") == 'Un résumé "court" & <b>simple</b>'
    assert [link.get("href") for link in entry.findall(f"{ATOM}link")] == ["https://example.org/a?b=1&c=2"]


def test_control_characters_never_reach_the_feed() -> None:
    entry = FeedEntry("urn:x", "a\x00b\x0bc\ud800d\u202e", "https://example.org/", LATER)
    data = write_atom(title="t", id="i", updated=LATER, self_link="s", entries=[entry], language="fr")
    assert fromstring(data).findtext(f"{ATOM}entry/{ATOM}title") == "ab cd"


def test_an_rss_item_has_a_date_that_mail_programs_read() -> None:
    data = write_rss(
        title="PyDay",
        home_link="https://example.org/",
        self_link="https://example.org/rss",
        description="Nouvelles",
        entries=[ENTRY],
        language="fr",
    )
    item = fromstring(data).find("channel/item")
    assert item is not None
    assert {child.tag: child.text for child in item} == {
        "title": "Dix & <onze> membres",
        "link": "https://example.org/a?b=1&c=2",
        "guid": "urn:uuid:1",
        "pubDate": "Fri, 06 Mar 2026 09:00:00 +0000",
        "description": 'Un résumé "court" & <b>simple</b>',
    }
    guid = item.find("guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"


def test_an_empty_feed_is_a_feed() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    feed = fromstring(write_atom(title="t", id="i", updated=now, self_link="s", entries=[], language="fr"))
    assert feed.findall(f"{ATOM}entry") == []
