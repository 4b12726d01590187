"""Organisers see the public pages before anybody else does; for all others there is nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.everything import everything
from tests.factories.communities import a_community, a_page
from tests.factories.events import a_programme, an_event
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.organise.desks import organiser

pytestmark = pytest.mark.django_db
PAGES = ("", "schedule/", "schedule/print/", "now/", "speakers/", "venue/", "changes/")


def test_c17_a_draft_is_seen_by_its_organisers_alone() -> None:
    place = a_community("lome", visibility="draft")
    edition = an_event(place, "fete", visibility="draft")
    a_programme(edition, 2)
    other = organiser(community=a_community("accra"))
    for path in ("", "events/", *(f"fete/{page}" for page in PAGES)):
        address = f"/en/organise/preview/lome/{path}"
        assert organiser(community=place).get(address).status_code == 200, address
        assert other.get(address).status_code == 404, address
        assert Client().get(address).status_code == 302, address
        assert Client().get(f"/en/lome/{path}").status_code == 404, address


def test_a_preview_is_kept_by_nobody_and_carries_no_stamp() -> None:
    place = a_community("lome", visibility="draft")
    answer = organiser(community=place).get("/en/organise/preview/lome/")
    assert answer["Cache-Control"] == "private, no-store"
    assert "X-Teranga-Stamp" not in answer
    assert b'<meta name="robots" content="noindex">' in answer.content
    assert b"Only organisers see this address." in answer.content


def test_the_links_of_a_preview_stay_in_it() -> None:
    place = a_community("lome", visibility="draft")
    edition = an_event(place, "fete", visibility="draft")
    a_programme(edition, 1)
    html = organiser(community=place).get("/fr/organise/preview/lome/fete/").content.decode()
    assert 'href="/fr/organise/preview/lome/fete/schedule/"' in html
    assert 'href="/en/organise/preview/lome/fete/"' in html
    outside = set(re.findall(r'href="(/fr/lome/[^"]*)', html))
    assert outside == set()


def test_links_to_every_page_that_has_a_preview_stay_in_it_and_forms_do_not() -> None:
    place = a_community("lome", visibility="draft", kind="live")
    a_page(place, "story", kind="news", tags=["open data"])
    an_event(place, "fete", visibility="draft")
    browser = organiser(community=place)
    html = browser.get("/fr/organise/preview/lome/").content.decode()
    for path in ("timeline/", "events/", "learning/"):
        assert browser.get(f"/fr/organise/preview/lome/{path}").status_code == 200, path
    page = browser.get("/fr/organise/preview/lome/pages/story/").content.decode()
    assert 'href="/fr/organise/preview/lome/tags/open-data/"' in page
    assert browser.get("/fr/organise/preview/lome/tags/open-data/").status_code == 200
    assert 'href="/fr/lome/join/"' in html
    assert "/organise/preview/lome/join/" not in html


def test_a_preview_shows_one_community_and_no_other() -> None:
    ours, theirs = a_community("lome"), a_community("accra", visibility="draft")
    a_page(theirs, "secret")
    browser = organiser(community=ours)
    assert browser.get("/en/organise/preview/accra/pages/secret/").status_code == 404
    assert browser.get("/en/organise/preview/lome/pages/secret/").status_code == 404


def test_an_event_organiser_sees_the_event_and_not_the_draft_community() -> None:
    place = a_community("lome", visibility="draft")
    edition = an_event(place, "fete", visibility="draft")
    browser = organiser(event=edition)
    assert browser.get("/en/organise/preview/lome/fete/").status_code == 200
    assert browser.get("/en/organise/preview/lome/").status_code == 404


def test_a_door_volunteer_sees_no_preview() -> None:
    place, person = a_community("lome"), a_person()
    edition = an_event(place, "fete", visibility="draft")
    a_grant(person, "door_volunteer", event=edition)
    assert signed_in(person).get("/en/organise/preview/lome/fete/").status_code == 404


def test_looking_at_a_preview_changes_nothing_and_posting_is_refused() -> None:
    place = a_community("lome", visibility="draft")
    browser = organiser(community=place)
    before = everything()
    assert browser.get("/en/organise/preview/lome/").status_code == 200
    assert browser.post("/en/organise/preview/lome/").status_code == 405
    assert everything() == before


def test_a_public_page_looks_the_same_to_an_organiser() -> None:
    place = a_community("lome")
    assert organiser(community=place).get("/en/lome/").content == Client().get("/en/lome/").content
