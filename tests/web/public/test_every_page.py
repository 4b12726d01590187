"""What every public page owes its reader, in every language."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.everything import everything
from tests.web.public.worlds import LANGUAGES, Opened, World, a_world, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.markup, pytest.mark.xdist_group("every page")]
UNPREFIXED = {"health", "robots", "icon", "sitemap-index", "sitemap"}
FILES = UNPREFIXED | {
    "news-atom", "changes-atom", "session-ics", "schedule-xml", "schedule-json", "schedule-ics", "event-card",
    "community-card", "community-calendar", "series-calendar",
    "page-card", "tag-atom", "decisions-atom", "opportunities-atom", "opportunities-ics",
    "opportunities-json", "opportunities-csv",
    "event-picture", "aid-story-photo", "goal-card", "partner-logo", "fund-card",
    "directory-json", "directory-csv",
}  # fmt: skip
NOT_INDEXED = {"search", "schedule-print"}
KINDS = {
    "community": {"Organization"}, "event": {"Event", "BreadcrumbList"},
    "session": {"Event", "BreadcrumbList"}, "speaker": {"Person", "BreadcrumbList"}, "home": set(),
    "tour": set(), "styleguide": set(), "search": set(),
}  # fmt: skip


@pytest.fixture
def world(settings: Any) -> World:
    settings.DEMO = True
    return a_world()


def pages(opened: Opened, language: str) -> dict[str, str]:
    return {name: path for name, path in opened.paths[language].items() if name not in FILES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_its_language_and_says_so(opened: Opened, language: str) -> None:
    for name, path in pages(opened, language).items():
        response, html = opened.answers[path], opened.html(path)
        assert response.status_code == 200, path
        assert html.startswith(f'<!doctype html>\n<html lang="{language}" dir="ltr">'), path
        assert response.headers["Content-Language"] == language, path
        assert response.headers["Content-Type"] == "text/html; charset=utf-8", path
        assert html.count("<h1") == 1, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_its_own_address_and_those_of_its_translations(
    opened: Opened, language: str
) -> None:
    for name, path in pages(opened, language).items():
        html = opened.html(path)
        if name in NOT_INDEXED:
            assert '<meta name="robots" content="noindex">' in html
            assert 'rel="canonical"' not in html
            continue
        rest = path.removeprefix(f"/{language}")
        assert re.findall(r'<link rel="canonical" href="([^"]+)">', html) == [f"http://localhost:8000{path}"]
        assert dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html)) == {
            **{code: f"http://localhost:8000/{code}{rest}" for code in LANGUAGES},
            "x-default": f"http://localhost:8000{rest}",
        }


def test_every_translation_that_a_page_names_is_there(opened: Opened) -> None:
    for path in pages(opened, "fr").values():
        for _, address in re.findall(r'hreflang="([a-z]{2})" href="([^"]+)">', opened.html(path)):
            assert opened.answers[address.removeprefix("http://localhost:8000")].status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_tells_search_engines_what_it_is(opened: Opened, language: str) -> None:
    for name, path in pages(opened, language).items():
        told = re.findall(r'<script type="application/ld\+json">(.*?)</script>', opened.html(path), re.DOTALL)
        values = [json.loads(text) for text in told]
        assert {value["@type"] for value in values} == KINDS.get(name, {"BreadcrumbList"}), path
        assert {value["@context"] for value in values} <= {"https://schema.org"}
        for value in values:
            if value["@type"] == "BreadcrumbList":
                items = value["itemListElement"]
                assert [item["position"] for item in items] == list(range(1, len(items) + 1))
                assert items[-1]["item"] == f"http://localhost:8000{path}"


def test_an_event_is_told_with_its_days_and_place(opened: Opened) -> None:
    html = opened.html(f"/fr{opened.world.root}")
    told = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    event = next(value for value in map(json.loads, told) if value["@type"] == "Event")
    assert (event["startDate"], event["endDate"]) == ("2026-09-24", "2026-09-25")
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Lomé", "addressCountry": "TG",
    }  # fmt: skip
    assert event["organizer"]["url"] == "http://localhost:8000/fr/python-togo/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_guards_the_browser_and_sets_no_cookie(opened: Opened, language: str) -> None:
    for path in opened.paths[language].values():
        response, html = opened.answers[path], ""
        policy = response.headers["Content-Security-Policy"]
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert dict(response.cookies) == {}, path
        assert "unsafe-" not in policy
        assert "*" not in policy
        assert "http" not in policy
        assert (rules["default-src"], rules["script-src"], rules["frame-ancestors"]) == (
            "'none'",
            "'self'",
            "'none'",
        )
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        if response.headers["Content-Type"].startswith("text/html"):
            html = response.content.decode()
            assert rules["style-src"].split() == [
                f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"
                for block in re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
            ]
        assert re.findall(r"<[^>]+\s(?:style|on\w+)=", html) == []
        assert (
            re.findall(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?!/|http://localhost:8000)', html)
            == []
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_may_be_kept_names_its_stamp(opened: Opened, language: str) -> None:
    scopes = {"i", f"c:{opened.world.community.pk}", f"e:{opened.world.event.pk}"}
    for name, path in opened.paths[language].items():
        response = opened.answers[path]
        if name in ("search", "health"):
            assert "no-store" in response.headers["Cache-Control"]
            assert "X-Teranga-Stamp" not in response.headers
        else:
            assert response.headers["X-Teranga-Stamp"] in scopes, path


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(world: World, method: str) -> None:
    before = everything(but="")
    for path in [
        *addresses(world, "fr").values(),
        "/fr/search/?q=python",
        "/fr/nobody/",
        "/fr/python-togo/?x=1",
    ]:
        getattr(Client(), method)(path)
    assert everything(but="") == before


def test_every_feed_and_map_is_well_formed(opened: Opened) -> None:
    for name, path in opened.paths["fr"].items():
        if name in ("news-atom", "changes-atom", "schedule-xml", "sitemap", "sitemap-index", "icon"):
            ElementTree.fromstring(opened.answers[path].content)


def test_every_link_of_every_page_leads_somewhere(world: World) -> None:
    broken = {}
    seen: set[str] = set()
    for name, path in addresses(world, "fr").items():
        if name in FILES:
            continue
        html = Client().get(path).content.decode()
        for target in re.findall(r'<a [^>]*href="(/[^"#?]*)', html):
            if target in seen or path.endswith(("/tour/", "/styleguide/")):
                continue
            seen.add(target)
            status = Client().get(target, follow=True).status_code
            if status != 200:
                broken[target] = (path, status)
    assert broken == {}
    assert len(seen) > 50
