"""The beginning: a community and its first event, from two short forms to public pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, Venue
from teranga.domains.people.models import RoleGrant
from teranga.web.palette import text_colours
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person, signed_in
from tests.web.organise.desks import form_of, organiser

pytestmark = pytest.mark.django_db
COMMUNITY = {
    "name": "Python Aného", "languages": ["fr", "en"], "city": "Aného", "country": "TG", "zone": "",
    "currency": "", "first_colour": "#0b5d4a", "second_colour": "#e0a526", "contact_email": "",
}  # fmt: skip


def made(browser: Client, **fields: Any) -> tuple[int, str]:
    sent = form_of(browser.get("/fr/organise/new/")) | COMMUNITY | fields
    answer = browser.post("/fr/organise/new/", sent)
    return answer.status_code, answer.headers.get("Location", "")


def test_a_community_is_made_as_a_draft_with_its_zone_and_money_guessed() -> None:
    browser = organiser()
    assert made(browser) == (302, "/fr/organise/python-aneho/start/event/")
    place = Community.objects.get()
    assert (place.visibility, place.zone, place.currency) == ("draft", "Africa/Lome", "XOF")
    assert (place.name, place.languages) == ({"fr": "Python Aného", "en": "Python Aného"}, ["fr", "en"])
    assert (place.cities, place.countries) == (["Aného"], ["TG"])
    assert (place.first_colour, place.second_colour) == ("#0b5d4a", "#e0a526")
    assert RoleGrant.objects.filter(community_id=place.pk).get().role == "organiser"


def test_a_form_sent_twice_makes_one_community() -> None:
    browser = organiser()
    sent = form_of(browser.get("/fr/organise/new/")) | COMMUNITY
    answers = [browser.post("/fr/organise/new/", sent)["Location"] for _ in range(2)]
    assert answers == ["/fr/organise/python-aneho/start/event/"] * 2
    assert Community.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_colour", "red;}</style>"), ("second_colour", "#12345"), ("country", "XX"),
        ("zone", "Mars/Base"), ("currency", "DOUBLOON"), ("languages", []), ("name", " "),
        ("contact_email", '"<svg onload=x>"@x.org'),
    ],
)  # fmt: skip
def test_a08_a25_what_makes_no_sense_is_refused_and_nothing_is_made(field: str, value: Any) -> None:
    browser = organiser()
    before = everything()
    assert made(browser, **{field: value}) == (422, "")
    assert everything() == before


def test_the_colours_are_shown_without_saving() -> None:
    browser = organiser()
    sent = form_of(browser.get("/en/organise/new/")) | COMMUNITY | {"look": "1", "second_colour": "#d9822b"}
    before = everything()
    html = browser.post("/en/organise/new/", sent).content.decode()
    assert f"As text it becomes {text_colours('#0b5d4a', '#d9822b')[1]}" in html
    assert everything() == before


def test_somebody_without_the_right_is_told_whom_to_ask() -> None:
    browser = signed_in(a_person())
    before = everything()
    page = browser.get("/en/organise/new/")
    assert (page.status_code, b"its organisers make new communities" in page.content) == (403, True)
    assert browser.post("/en/organise/new/", COMMUNITY).status_code == 403
    assert everything() == before


def test_where_communities_are_open_anybody_signed_in_makes_one(settings: Any) -> None:
    settings.OPEN_COMMUNITIES = True
    browser = signed_in(a_person())
    assert made(browser)[0] == 302
    assert browser.get("/fr/organise/python-aneho/").status_code == 200


def test_an_organiser_of_one_community_makes_no_other() -> None:
    browser = organiser(community=a_community("lome"))
    assert browser.get("/en/organise/new/").status_code == 403


def first_event(browser: Client, slug: str = "lome", **fields: Any) -> Any:
    address = f"/fr/organise/{slug}/start/event/"
    sent = form_of(browser.get(address))
    return browser.post(
        address, sent | {"name_fr": "Fête d’été", "name_en": "", "start": "2027-08-20"} | fields
    )


def test_length_and_hours_follow_from_the_kind() -> None:
    place = a_community("lome")
    answer = first_event(organiser(community=place), kind="hackathon", venue="Lycée")
    made_event = Event.objects.filter(community=place).get()
    assert answer["Location"] == "/fr/organise/lome/fete-d-ete/look/"
    assert (made_event.start, made_event.end) == (date(2027, 8, 20), date(2027, 8, 21))
    assert made_event.starts_at == datetime(2027, 8, 20, 9, tzinfo=UTC)
    assert made_event.ends_at == datetime(2027, 8, 21, 18, tzinfo=UTC)
    assert (made_event.visibility, made_event.languages, made_event.city) == ("draft", ["fr", "en"], "Lomé")
    assert Venue.objects.filter(community=place).get().name == {"en": "Lycée"}


def test_an_online_event_has_no_town_and_no_house() -> None:
    place = a_community("lome")
    first_event(organiser(community=place), mode="online", venue="Lycée")
    made_event = Event.objects.filter(community=place).get()
    assert (made_event.mode, made_event.city, made_event.venue) == ("online", "", None)


def test_an_event_that_ends_before_it_begins_is_refused() -> None:
    place = a_community("lome")
    browser = organiser(community=place)
    before = everything()
    assert first_event(browser, end="2027-08-19").status_code == 422
    assert first_event(browser, end="2027-08-20", opens="18:00", closes="17:00").status_code == 422
    assert everything() == before


def test_going_back_changes_the_same_draft() -> None:
    place = a_community("lome")
    browser = organiser(community=place)
    first_event(browser)
    address = "/fr/organise/lome/fete-d-ete/start/"
    sent = form_of(browser.get(address))
    assert (sent["name_fr"], sent["start"]) == ("Fête d’été", "2027-08-20")
    assert (
        browser.post(address, sent | {"start": "2027-08-19"})["Location"]
        == "/fr/organise/lome/fete-d-ete/look/"
    )
    assert Event.objects.filter(community=place).get().start == date(2027, 8, 19)


def test_publishing_shows_both_pages_and_a_second_tap_does_no_harm() -> None:
    place = a_community("lome", visibility="draft")
    an_event(place, "fete", visibility="draft")
    browser = organiser(community=place)
    for _ in range(2):
        assert (
            browser.post("/fr/organise/lome/fete/look/")["Location"] == "/fr/organise/lome/fete/?published=1"
        )
    assert Client().get("/fr/lome/fete/").status_code == 200
    assert Client().get("/fr/lome/").status_code == 200


def test_an_organiser_of_the_event_alone_does_not_publish_its_community() -> None:
    place = a_community("lome", visibility="draft")
    edition = an_event(place, "fete", visibility="draft")
    organiser(event=edition).post("/fr/organise/lome/fete/look/")
    place.refresh_from_db()
    assert place.visibility == "draft"
    assert Client().get("/fr/lome/fete/").status_code == 404


def test_the_desk_shows_what_is_in_ones_hands_and_nothing_else() -> None:
    ours, theirs = a_community("lome"), a_community("accra")
    an_event(theirs, "secret", visibility="draft")
    html = organiser(community=ours).get("/en/organise/").content.decode()
    assert "/en/organise/lome/" in html
    assert "accra" not in html.lower()
    assert "secret" not in html
