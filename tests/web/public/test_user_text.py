"""What people write is shown as they wrote it, and runs nowhere: pages, JSON-LD, calendars, feeds, XML."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from teranga.domains.communities.models import (
    Channel,
    Comment,
    DirectoryEntry,
    Figure,
    Goal,
    TeamSeat,
)
from teranga.domains.events.models import Room, ScheduleChange, Session, Speaker, Track
from tests.drawn import some_each_run
from tests.web.public.worlds import World, a_world, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.markup]
PAYLOADS = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}${7*7}{% debug %}<%= 7*7 %>",
    "]]><evil/><![CDATA[",
    "&lt;b&gt; &amp; <!-- --> \u2028 \u202e",
    "BEGIN:VEVENT\r\nSUMMARY:forged\r\nEND:VEVENT;:,\\n",
]
RUNNING = (
    "javascript:alert(document.domain)//", "JaVaScRiPt:x", "data:text/html,<script>", "vbscript:x",
    " javascript:x",
)  # fmt: skip


def fill(world: World, text: str) -> None:
    """The text wherever a person or an imported file can write words."""
    told, community, event = {"en": text}, world.community, world.event
    type(community).objects.filter(pk=community.pk).update(
        name=told, tagline=told, summary=told, vision=told, mission=[told],
        values=[{"name": told, "text": told}],
        cities=[text], help_notes={"mentor": told},
        sources=[{"title": text, "url": "https://x.example/"}],
    )  # fmt: skip
    Goal.objects.filter(community=community).update(title=told, text=told, unit=told)
    Figure.objects.filter(community=community).update(label=told, value=text[:20])
    TeamSeat.objects.filter(community=community).update(name=text, role=told, group=told)
    Channel.objects.filter(community=community).update(label=text)
    DirectoryEntry.objects.filter(community=community).update(title=told, text=told)
    community.pages.update(
        title=told, body=told, description=told, author=text, tags=["word", text],
        schema_org={"x": text},
    )  # fmt: skip
    Comment.objects.filter(community=community).update(name=text, body=text)
    community.events.update(
        name=told, tagline=told, summary=told, programme_note=told, city=text, source_title=text,
        licence=text,
        guests=[{"name": text, "role": told, "source_url": "https://x.example/"}],
    )  # fmt: skip
    community.venues.update(name=told, address=text, city=text, access=told)
    for rows in (Room, Track):
        rows.objects.filter(event=event).update(name=told)
    Speaker.objects.filter(event=event).update(
        name=text, biography=told, affiliation=text, links=[[text, "https://x/"]]
    )
    Session.objects.filter(event=event).update(
        title=told, subtitle=told, abstract=told, description=told, kind=text, tags=[text],
        links=[[text, "https://x.example/"]], licence=text,
    )  # fmt: skip
    ScheduleChange.objects.filter(event=event).update(title=told, before={"room": text}, after={"room": text})


@pytest.fixture
def world(settings) -> World:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    return a_world()


def shape(html: str) -> list[str]:
    """The page's elements and their attributes in order, without what the attributes say."""
    bare = re.sub(r'="[^"]*"', "", re.sub(r"(<script[^>]*>).*?</script>", r"\1", html, flags=re.DOTALL))
    return re.findall(r"<[a-z][^>]*>", bare)


@pytest.mark.parametrize("payload", some_each_run(PAYLOADS, 3, of="texts on pages"))
def test_words_never_become_elements_of_a_page(world: World, payload: str) -> None:
    fill(world, "word")
    plain = {
        path: Client().get(path).content.decode(errors="replace") for path in addresses(world, "en").values()
    }
    fill(world, payload)
    for path, before in plain.items():
        response = Client().get(path)
        assert response.status_code == 200, path
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        assert set(shape(html)) <= set(shape(before)) | {"<p>", "<br>", "<em>"}, path
        assert html.count("<script") == before.count("<script"), path
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
            json.loads(data)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_never_become_lines_of_a_calendar_or_elements_of_a_feed(world: World, payload: str) -> None:
    fill(world, payload)
    paths = addresses(world, "en")
    for name in ("schedule-ics", "session-ics"):
        text = Client().get(paths[name]).content
        events = Calendar.from_ical(text).walk("VEVENT")
        assert len(events) == 1
        assert "forged" not in [str(event["SUMMARY"]) for event in events]
        assert re.findall(rb"^SUMMARY:forged", text, re.MULTILINE) == []
    for name in ("news-atom", "changes-atom", "schedule-xml", "sitemap"):
        tree = ElementTree.fromstring(Client().get(paths[name]).content)
        assert [node.tag for node in tree.iter() if node.tag.endswith(("evil", "script"))] == []
    assert Client().get(paths["schedule-json"]).json()["schedule"]["conference"]["title"] != ""


@pytest.mark.parametrize("address", some_each_run(RUNNING, 2, of="addresses that run"))
def test_an_address_that_would_run_something_is_never_linked(world: World, address: str) -> None:
    event, community = world.event, world.community
    Session.objects.filter(event=event).update(links=[["x", address]], video_url=address)
    Speaker.objects.filter(event=event).update(links=[["x", address]])
    Channel.objects.filter(community=community).update(url=address)
    DirectoryEntry.objects.filter(community=community).update(url=address)
    Figure.objects.filter(community=community).update(source_url=address)
    Goal.objects.filter(community=community).update(source_url=address)
    TeamSeat.objects.filter(community=community).update(source_url=address)
    community.links.update(url=address, other=None)
    community.events.update(
        source_url=address,
        guests=[{"name": "x", "role": {}, "source_url": address}],
        programme_note={"en": f"[x]({address})"},
    )
    community.venues.update(url=address)
    type(community).objects.filter(pk=community.pk).update(sources=[{"title": "x", "url": address}])
    found = {}
    for path in addresses(world, "en").values():
        body = Client().get(path).content.decode(errors="replace")
        linked = re.findall(r'(?:href|src|action)="\s*(?:javascript|data|vbscript):', body, re.IGNORECASE)
        if linked:
            found[path] = linked
    assert found == {}
