"""Settings: each page saves what it shows, nobody overwrites another unseen, and nothing else gets in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import a_venue, an_event
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.organise.desks import form_of, organiser

pytestmark = pytest.mark.django_db
COMMUNITY_PAGES = ("settings/", "settings/facts/", "settings/visibility/", "address/", "links/")
EVENT_PAGES = (
    "start/", "look/", "settings/", "settings/facts/", "settings/links/", "settings/links/propose/",
    "settings/visibility/", "address/", "call-off/", "hold/",
)  # fmt: skip


def a_told_community(**more: Any) -> Community:
    """A community with something in every field that its pages show."""
    return a_community(
        "lome",
        **{
            "vision": {"fr": "Tout le monde code."}, "mission": [{"fr": "Apprendre", "en": "Learn"}],
            "values": [{"name": {"fr": "Teranga"}, "text": {"fr": "Accueillir"}}],
            "help_notes": {"mentor": {"fr": "Une heure par mois"}}, "currency": "XOF",
            "founded": "2024-03-09",
            "contact_email": "team@example.org", "active_counts": ["attended", "spoke"], "active_months": 6,
            "sources": [{"title": "Site", "url": "https://example.org/", "note": "2026"}],
            "licence_note": "CC BY 4.0", "countries": ["TG", "BJ"], "cities": ["Lomé", "Kara"], **more,
        },
    )  # fmt: skip


def a_told_event(place: Community, **more: Any) -> Event:
    return an_event(
        place, "fete",
        **{
            "tagline": {"fr": "Deux jours"}, "programme_note": {"fr": "Bientôt"},
            "frame": [{"day": "2026-09-24", "text": {"fr": "Exposés", "en": "Talks"}}],
            "guests": [{"name": "Ada", "role": {"fr": "Invitée"}, "source_url": "https://example.org/ada"}],
            "starts_at": datetime(2026, 9, 24, 9, tzinfo=UTC),
            "ends_at": datetime(2026, 9, 25, 17, tzinfo=UTC),
            "venue": a_venue(place), "capacity": 300, "expected": 250, "attended": 280,
            "source_title": "Site", "source_url": "https://example.org/", "licence": "CC0", **more,
        },
    )  # fmt: skip


def send(browser: Client, path: str, **fields: Any) -> Any:
    """Open the page and send its form, changed a little."""
    address = f"/fr/organise/{path}"
    return browser.post(address, form_of(browser.get(address)) | fields)


@pytest.mark.parametrize("path", ["settings/", "settings/facts/", "settings/visibility/"])
def test_a_form_sent_as_it_was_shown_changes_nothing(path: str) -> None:
    place = a_told_community()
    a_told_event(place)
    browser = organiser(community=place)
    browser.get("/fr/organise/")
    before = everything()
    for desk in ("lome/", "lome/fete/"):
        assert send(browser, f"{desk}{path}").status_code == 302
    assert everything() == before


def test_texts_are_saved_in_each_language_and_lists_line_by_line() -> None:
    place = a_told_community()
    answer = send(
        organiser(community=place), "lome/settings/", tagline_fr="Python, ensemble", tagline_en="",
        mission_fr="Apprendre\nPartager", mission_en="Learn", values_fr="Teranga | Accueillir\nKëf",
        help_mentor_fr="",
    )  # fmt: skip
    place.refresh_from_db()
    assert answer["Location"] == "/fr/organise/lome/settings/?saved=1"
    assert place.tagline == {"fr": "Python, ensemble", "es": "Lome tagline (es)"}
    assert place.mission == [{"fr": "Apprendre", "en": "Learn"}, {"fr": "Partager"}]
    assert place.values == [
        {"name": {"fr": "Teranga"}, "text": {"fr": "Accueillir"}}, {"name": {"fr": "Këf"}, "text": {}},
    ]  # fmt: skip
    assert place.help_notes == {}


def test_facts_are_saved_and_the_log_tells_each_of_them() -> None:
    place = a_told_community()
    send(
        organiser(community=place), "lome/settings/facts/", default_language="fr", countries="Ghana, tg",
        cities="Accra , Lomé", active_counts=[], second_colour="#AA3366", contact_email="new@example.org",
    )  # fmt: skip
    place.refresh_from_db()
    assert (place.languages, place.countries, place.cities) == (["fr", "en"], ["GH", "TG"], ["Accra", "Lomé"])
    assert (place.active_counts, place.second_colour) == ([], "#aa3366")
    entry = AuditEntry.objects.filter(community_id=place.pk, verb="community.update").get()
    assert entry.acting_as == "organiser"
    assert entry.changes == {
        "active_counts": [["attended", "spoke"], []], "cities": [["Lomé", "Kara"], ["Accra", "Lomé"]],
        "contact_email": "changed, not shown", "countries": [["TG", "BJ"], ["GH", "TG"]],
        "default_language": ["en", "fr"], "second_colour": ["#d9822b", "#aa3366"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        {"default_language": "es"}, {"countries": "Atlantis"}, {"first_colour": "url(x)"}, {"zone": "Lomé"},
        {"active_months": "0"}, {"founded": "<b>"}, {"contact_email": '"<svg onload=x>"@x.org'},
    ],
)  # fmt: skip
def test_a25_what_makes_no_sense_is_refused_and_nothing_changes(fields: dict[str, str]) -> None:
    browser = organiser(community=a_told_community())
    browser.get("/fr/organise/")
    before = everything()
    answer = send(browser, "lome/settings/facts/", **fields)
    assert answer.status_code == 422
    assert b"<svg onload" not in answer.content
    assert everything() == before


def test_an_events_facts_are_saved() -> None:
    place = a_told_community()
    edition = a_told_event(place)
    send(
        organiser(community=place), "lome/fete/settings/facts/", kind="workshop", start="2026-10-01",
        end="2026-10-01", opens="10:30", closes="", capacity="", venue="", mode="hybrid",
    )  # fmt: skip
    edition.refresh_from_db()
    assert (edition.kind, edition.mode, edition.start, edition.end) == (
        "workshop", "hybrid", date(2026, 10, 1), date(2026, 10, 1),
    )  # fmt: skip
    assert (edition.starts_at, edition.ends_at) == (datetime(2026, 10, 1, 10, 30, tzinfo=UTC), None)
    assert (edition.capacity, edition.venue) == (None, None)


def test_c09_another_communitys_venue_series_or_event_is_no_choice() -> None:
    place, other = a_told_community(), a_community("accra")
    a_told_event(place)
    browser = organiser(community=place)
    browser.get("/fr/organise/")
    venue, whole = a_venue(other), an_event(other)
    before = everything()
    assert send(browser, "lome/fete/settings/facts/", venue=str(venue.pk)).status_code == 422
    assert send(browser, "lome/fete/settings/links/", part_of=str(whole.pk)).status_code == 422
    assert everything() == before


def test_c06_fields_that_a_form_does_not_have_are_ignored() -> None:
    place, other = a_told_community(), a_community("accra")
    edition = a_told_event(place)
    extra = {
        "slug": "taken-over", "kind": "practice", "visibility": "draft", "parent": str(other.pk), "id": "1",
        "community": str(other.pk), "shown_at": "", "schedule_version": "9", "licence_note": "CC BY 4.0",
    }  # fmt: skip
    browser = organiser(community=place)
    kind, version = place.kind, edition.schedule_version
    send(browser, "lome/settings/", **extra, tagline_fr="Neuf")
    send(browser, "lome/fete/settings/", **extra, tagline_fr="Neuf")
    place.refresh_from_db()
    edition.refresh_from_db()
    assert (place.slug, place.kind, place.visibility, place.parent, place.tagline["fr"]) == (
        "lome", kind, "public", None, "Neuf",
    )  # fmt: skip
    assert (edition.slug, edition.community, edition.visibility, edition.schedule_version) == (
        "fete", place, "public", version,
    )  # fmt: skip


def test_a20_two_organisers_see_both_texts_as_text_and_nothing_is_lost() -> None:
    place = a_told_community()
    first, second = organiser(community=place), organiser(community=place)
    address = "/fr/organise/lome/settings/"
    mine = form_of(second.get(address)) | {"tagline_fr": "<b>Mine</b>"}
    send(first, "lome/settings/", tagline_fr="<script>theirs</script>")
    before = everything()
    answer = second.post(address, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "&lt;script&gt;theirs&lt;/script&gt;" in html
    assert "<script>theirs" not in html
    assert "&lt;b&gt;Mine&lt;/b&gt;" in html
    assert {key: rows for key, rows in everything().items() if rows != before[key]} == {}
    again = form_of(answer)
    assert again["tagline_fr"] == "<b>Mine</b>"
    assert second.post(address, again).status_code == 302
    place.refresh_from_db()
    assert place.tagline["fr"] == "<b>Mine</b>"


def test_two_organisers_on_two_pages_do_not_meet() -> None:
    place = a_told_community()
    first, second = organiser(community=place), organiser(community=place)
    facts = form_of(second.get("/fr/organise/lome/settings/facts/"))
    send(first, "lome/settings/", tagline_fr="Leur texte")
    assert second.post("/fr/organise/lome/settings/facts/", facts | {"founded": "2020"}).status_code == 302
    place.refresh_from_db()
    assert (place.tagline["fr"], place.founded) == ("Leur texte", "2020")


def test_a_community_taken_back_to_a_draft_is_gone_at_once_and_keeps_its_address() -> None:
    place = a_told_community(shown_at=datetime(2026, 1, 5, tzinfo=UTC))
    browser = organiser(community=place)
    assert send(browser, "lome/settings/visibility/", visibility="draft").status_code == 302
    assert Client().get("/fr/lome/").status_code == 404
    assert send(browser, "lome/address/", slug="kara").status_code == 422
    place.refresh_from_db()
    assert place.slug == "lome"


def test_a_draft_moves_to_another_address() -> None:
    place = a_community("lome", visibility="draft")
    an_event(place, "fete", visibility="draft")
    browser = organiser(community=place)
    assert send(browser, "lome/fete/address/", slug="pyday-2027").status_code == 302
    answer = send(browser, "lome/address/", slug="python-lome")
    assert answer["Location"] == "/fr/organise/python-lome/settings/visibility/?saved=1"
    assert browser.get("/fr/organise/python-lome/pyday-2027/").status_code == 200


def test_an_event_is_called_off_with_words_and_held_after_all() -> None:
    place = a_told_community()
    edition = a_told_event(place)
    browser = organiser(community=place)
    before = everything()
    assert send(browser, "lome/fete/call-off/", why_fr="", why_en="").status_code == 422
    assert everything()["events.Event"] == before["events.Event"]
    send(browser, "lome/fete/call-off/", why_fr="La salle est inondée.")
    assert "La salle est inondée." in Client().get("/fr/lome/fete/").content.decode()
    assert browser.post("/fr/organise/lome/fete/hold/").status_code == 302
    edition.refresh_from_db()
    assert edition.cancelled_at is None


def test_an_event_becomes_an_edition_of_a_new_series_and_part_of_another() -> None:
    place = a_told_community()
    edition, whole = a_told_event(place), an_event(place, "pycon")
    send(
        organiser(community=place),
        "lome/fete/settings/links/",
        new_series_fr="PyCon Togo",
        part_of=str(whole.pk),
    )
    edition.refresh_from_db()
    assert edition.series is not None
    assert (edition.series.slug, edition.part_of) == ("pycon-togo", whole)


def test_roles_without_the_right_meet_what_is_missing() -> None:
    place = a_told_community()
    edition = a_told_event(place)
    stranger = organiser(community=a_community("accra"))
    reader, translator = a_person(), a_person()
    a_grant(reader, "read_only", community=place)
    a_grant(translator, "translator", event=edition)
    browsers = (stranger, signed_in(reader), signed_in(translator))
    before = everything()
    for browser in browsers:
        for path in (*COMMUNITY_PAGES, *(f"fete/{page}" for page in EVENT_PAGES)):
            address = f"/fr/organise/lome/{path}"
            assert browser.get(address).status_code == 404, address
            assert browser.post(address, {"visibility": "draft", "slug": "mine"}).status_code == 404, address
    assert everything() == before
