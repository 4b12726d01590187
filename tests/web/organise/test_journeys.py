"""The desk of a journey, and one's own page of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from teranga.domains.aid.queries_pools import pools_of, rooms_of
from teranga.domains.places.links import own_path
from teranga.domains.places.models import Quota, Rsvp
from tests.factories.communities import a_community
from tests.factories.people import a_grant, a_person, signed_in
from tests.factories.pools import a_pool, a_traveller

pytestmark = pytest.mark.django_db


def test_the_own_page_says_seat_and_who_travels_and_never_a_gender() -> None:
    pool = a_pool()
    me, other = a_traveller(pool), a_traveller(pool, a_person(name="Efua"), gender="woman")
    rsvp = Rsvp.objects.get(event=pool.event_id, person=me.person)
    path = f"/en{own_path(pool.event, rsvp)}journey/"
    page = Client().get(path)
    assert (page.status_code, "Efua" in page.content.decode()) == (200, True)
    assert Client().get(path + "plan/").status_code == 200
    assert other.gender == "woman"


def test_the_desk_fills_the_rooms_and_a_stranger_is_put_nowhere() -> None:
    place = a_community("python-lome", kind="live", languages=["fr", "en"])
    pool, organiser = a_pool(place), a_person("Organiser")
    a_grant(organiser, "organiser", community=place)
    desk, root = signed_in(organiser), f"/en/organise/{place.slug}/{pool.event.slug}/journey/"
    a_traveller(pool, a_person(name="Ama"), lacks=["visa"], promised=100)
    page = desk.get(root).content.decode()
    assert ("Ama" in page, "A visa" in page) == (True, True)
    assert [desk.get(root + path).status_code for path in ("plan/", "change/", "rooms/add/")] == [200] * 3
    assert desk.post(root + "do/", {"do": "fill"}).status_code == 302
    stranger = {"do": "bed", "person": organiser.pk, "room": rooms_of(pool)[0].pk}
    assert desk.post(root + "do/", stranger).status_code == 404
    assert rooms_of(pool)[0].used == 1
    table = b"".join(desk.post(root + "export/").streaming_content).decode()
    assert "Ama" in table


def test_a_journey_is_planned_at_the_desk() -> None:
    place, organiser = a_community("python-lome", kind="live", languages=["fr", "en"]), a_person("Organiser")
    a_grant(organiser, "organiser", community=place)
    desk, root = signed_in(organiser), f"/en/organise/{place.slug}/journeys/"
    page = desk.get(root + "add/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    told = {
        "key": key[1] if key else "", "name_fr": "Le bus du sud", "seats": "14",
        "leaves_at": "2027-03-04T06:00", "visibility": "unlisted", "elsewhere": "PyCon du Sud",
        "leaves_from": "Lomé", "currency": "XOF", "seat_price": "5000",
    }  # fmt: skip
    answer = desk.post(root + "add/", told)
    assert (answer.status_code, answer.context) == (302, None), answer.content.decode()[:3000]
    pool = pools_of(place)[0]
    assert (pool.event.name["fr"], pool.seat_price, pool.bed_price) == ("Le bus du sud", 5000, 0)
    assert Quota.objects.get(event=pool.event).size == 14
    assert desk.get(answer["Location"]).status_code == 200
