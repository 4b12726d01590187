"""Whatever is public about an event is found, and its saved pages grow stale, in the same transaction."""

from __future__ import annotations

import pytest

from teranga.base import search, stamps
from teranga.base.models import SearchDocument
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.events.actions.create_event import EndsBeforeStart, EventSlugTaken
from teranga.domains.events.actions.link_satellite import SatelliteOfItself, link_satellite
from teranga.domains.events.actions.settle_place import settle_venue
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import EventLink
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import (
    LATER,
    NOON,
    ORGANISER,
    community,
    event,
    programme,
    put,
    talk,
)
from tests.everything import everything

pytestmark = pytest.mark.django_db


def paths(**which: object) -> list[str]:
    return sorted(SearchDocument.objects.filter(**which).values_list("path", flat=True))


def versions(*scopes: str) -> list[int]:
    return [stamps.read(scope) for scope in scopes]


def test_everything_of_a_public_event_is_found_under_its_address() -> None:
    lome = event()
    venue = settle_venue(
        community=lome.community, slug="hall", name={"und": "Grand Hall"}, by=ORGANISER, at=NOON
    )
    update_event(event=lome, venue=venue, by=ORGANISER, at=NOON)
    put(lome, programme(talk(1)))
    assert paths(event_id=lome.pk) == [
        "/python-lome/2027/",
        "/python-lome/2027/sessions/talk-number-1/",
        "/python-lome/2027/speakers/ama-mensah/",
        "/python-lome/2027/speakers/kofi-adzo/",
        "/python-lome/2027/venue/",
    ]
    assert [found.path for found in search.search("grand hall").documents] == ["/python-lome/2027/venue/"]
    assert search.search("mensah").total == 2  # she herself, and her session


def test_a_text_in_two_languages_is_found_in_both() -> None:
    lome = event()
    put(lome, programme(talk(1, title=TranslatedText({"en": "Water pumps", "fr": "Pompes à eau"}))))
    found = [search.search(words).documents for words in ("pumps", "pompes")]
    assert [[one.language for one in documents] for documents in found] == [["en"], ["fr"]]


def test_a_cancelled_session_and_its_speaker_are_no_longer_found_until_they_return() -> None:
    lome = event()
    both = programme(talk(1), talk(2, title=TranslatedText("Pompes"), speakers=["kofi"]))
    put(lome, both)
    only = programme(talk(1))
    only.speakers = only.speakers[:1]
    put(lome, only, at=LATER)
    assert (search.search("pompes").total, search.search("adzo").total) == (0, 0)
    put(lome, both, at=LATER)
    assert (search.search("pompes").total, search.search("adzo").total) == (1, 2)


@pytest.mark.parametrize("visibility", ["draft", "unlisted"])
def test_hiding_an_event_or_its_community_hides_it_from_search(visibility: str) -> None:
    lome = event()
    put(lome, programme(talk(1)))
    shown = paths(event_id=lome.pk)
    update_event(event=lome, visibility=visibility, by=ORGANISER, at=LATER)
    assert paths(event_id=lome.pk) == []
    update_event(event=lome, visibility="public", by=ORGANISER, at=LATER)
    assert paths(event_id=lome.pk) == shown
    update_community(community=lome.community, visibility=visibility, by=ORGANISER, at=LATER)
    assert paths() == []
    update_community(community=lome.community, visibility="public", by=ORGANISER, at=LATER)
    assert paths(event_id=lome.pk) == shown


def test_a_change_makes_the_pages_of_the_event_its_community_and_the_installation_stale() -> None:
    lome = event()
    other = event(community("elsewhere"))
    scopes = stamps.event_scope(lome.pk), stamps.community_scope(lome.community_id), stamps.INSTALLATION
    strange = stamps.event_scope(other.pk), stamps.community_scope(other.community_id)
    before, apart = versions(*scopes), versions(*strange)
    update_event(event=lome, city="Lomé", by=ORGANISER, at=LATER)
    assert all(now > then for now, then in zip(versions(*scopes), before, strict=True))
    assert versions(*strange) == apart
    before = versions(*scopes)
    assert update_event(event=lome, city="Lomé", by=ORGANISER, at=LATER) == []
    assert versions(*scopes) == before


def test_a_communitys_new_colour_makes_its_events_stale() -> None:
    lome = event()
    before = stamps.read(stamps.event_scope(lome.pk))
    update_community(community=lome.community, first_colour="#112233", by=ORGANISER, at=LATER)
    assert stamps.read(stamps.event_scope(lome.pk)) > before


def test_a_satellite_makes_both_events_stale_once() -> None:
    whole, satellite = event(), event(community("elsewhere"))
    before = versions(stamps.event_scope(whole.pk), stamps.event_scope(satellite.pk))
    assert link_satellite(event=satellite, of_event=whole, by=ORGANISER, at=NOON)
    now = versions(stamps.event_scope(whole.pk), stamps.event_scope(satellite.pk))
    assert all(after > then for after, then in zip(now, before, strict=True))
    rows = everything()
    assert not link_satellite(event=satellite, of_event=whole, by=ORGANISER, at=LATER)
    assert everything() == rows


def test_refused_moves_change_nothing() -> None:
    lome = event()
    before = everything()
    with pytest.raises(EventSlugTaken):
        event(lome.community)
    with pytest.raises(EndsBeforeStart):
        event(lome.community, slug="backwards", end=lome.start.replace(day=1))
    with pytest.raises(EndsBeforeStart):
        update_event(event=lome, end=lome.start.replace(day=1), by=ORGANISER, at=LATER)
    with pytest.raises(SatelliteOfItself):
        link_satellite(event=lome, of_event=lome, by=ORGANISER, at=LATER)
    assert everything() == before
    assert EventLink.objects.filter(event=lome).count() == 0
