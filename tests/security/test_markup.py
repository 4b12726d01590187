"""Markup in every field of every row, and every page on which it is shown: it never becomes an element."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import product

import pytest
import time_machine
from django.http import HttpResponse

from tests.drawn import some_each_run
from tests.security.tenants.places import all_places
from tests.security.tenants.rows import Tenant
from tests.security.tenants.world import FEW, OWN, World, a_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 9, tzinfo=UTC)
PAYLOADS = {
    "element": "kanarix\"'><img src=x onerror=alert(1)><svg onload=alert(2)>",
    "script": "kanarix</script></style></textarea></title><script>alert(1)</script>",
    "template": "kanarix{{7*7}}{% include 'x' %}{config.SECRET_KEY}${7*7}<!--",
}
OWN_SCRIPTS = ("/static/",)
DATA = ("application/ld+json", "application/json", "speculationrules")


class Elements(HTMLParser):
    """What in a page would run, or lead to what runs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        is_data = tag == "script" and told.get("type") in DATA
        if tag == "script" and not is_data and not told.get("src", "").startswith(OWN_SCRIPTS):
            self.found.append("a script of its own")
        self.found += [
            f"{tag} {name}" for name in told if name.startswith("on") or name in ("srcdoc", "style")
        ]
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            kind = told.get(name, "").strip().lower().partition(":")[0]
            if kind in ("javascript", "vbscript") or (kind == "data" and tag != "img"):
                self.found.append(f"{tag} {name}={told[name][:30]}")
        if tag in ("iframe", "object", "embed", "base", "math") or (tag == "img" and told.get("src") == "x"):
            self.found.append(tag)

    handle_startendtag = handle_starttag


def running_in(response: HttpResponse) -> list[str]:
    kind = response.get("Content-Type", "")
    if "html" not in kind:
        return []
    reader = Elements()
    reader.feed(response.content.decode())
    return reader.found


@pytest.fixture(autouse=True)
def at_a_settled_time() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def world_of(payload: str) -> World:
    return a_world(own=Tenant(OWN, payload, 1_000_000, link="javascript:alert(1)//"))


@pytest.mark.parametrize("kind", some_each_run(tuple(PAYLOADS), 1, of="markup"))
def test_a04_a05_a08_a10_a12_a21_a24_a26_a28_markup_in_any_field_is_shown_as_text(kind: str) -> None:
    world, running, broken, shown = world_of(PAYLOADS[kind]), [], [], 0
    for visitor, place in product(FEW, all_places()):
        path = place.fill(world.own, world.own)
        answer = world.browsers[visitor].get(path)
        if answer.status_code >= 500:
            broken.append((visitor, path))
        if found := running_in(answer):
            running.append((visitor, path, found[:3]))
        if "html" in answer.get("Content-Type", ""):
            text = answer.content.decode()
            shown += "kanarix" in text
            running += [(visitor, path, ["as it was typed"])] * ("<script>alert" in text)
    assert running == []
    assert broken == []
    assert shown > 100


def test_a05_a_search_shows_markup_as_text() -> None:
    world = world_of(PAYLOADS["element"])
    for words in ("kanarix", "onerror", '"><img src=x onerror=alert(1)>', "<script>alert(1)</script>"):
        answer = world.browsers["organiser"].get("/en/search/", {"q": words})
        assert (answer.status_code, running_in(answer)) == (200, [])
    assert "kanarix" in world.browsers["organiser"].get("/en/search/", {"q": "kanarix"}).content.decode()


def test_a29_a_template_of_a_user_is_never_evaluated() -> None:
    world = world_of(PAYLOADS["template"])
    answer = world.browsers["nobody"].get("/en/alpha-community/")
    assert "kanarix{{7*7}}" in answer.content.decode()
    assert "kanarix49" not in answer.content.decode()


def test_what_would_run_is_seen() -> None:
    page = HttpResponse(
        '<img src=x onerror=alert(1)><a href=" JavaScript:x">x</a><script>x</script><p style=x>'
    )
    assert running_in(page) == [
        "img onerror",
        "img",
        "a href= JavaScript:x",
        "a script of its own",
        "p style",
    ]
