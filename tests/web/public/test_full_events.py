"""What a list says of an event that is full, and the event's page once people were counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from teranga.domains.events.models import Event
from teranga.domains.places.actions.place_settings import save_settings
from teranga.domains.places.models import Place
from tests.factories.communities import a_community
from tests.factories.places import ORGANISER, a_meetup, an_answer
from tests.web.organise.desk import text_of

pytestmark = pytest.mark.django_db
PAGES = ("/en/lome/", "/en/lome/events/")


def a_meetup_in(days: int) -> Event:
    """With two places, in Lomé."""
    start = timezone.now() + timedelta(days=days)
    return a_meetup(2, a_community("lome"), slug="pyday", starts_at=start, start=start.date(),
                    end=start.date(), capacity=2)  # fmt: skip


def test_a_list_says_that_an_event_is_full_as_soon_as_it_is() -> None:
    event = a_meetup_in(10)
    an_answer(event, at=timezone.now())
    assert all("2 places" in text_of(Client().get(page)) for page in PAGES)
    an_answer(event, at=timezone.now())
    for page in PAGES:
        told = text_of(Client().get(page))
        assert ("full, with a waiting list" in told, "2 places" in told) == (True, False), page


def test_before_the_draw_nobody_is_told_that_a_place_is_left_to_take() -> None:
    event = a_meetup_in(10)
    assert "I'm coming · 2 places left" in text_of(Client().get("/en/lome/pyday/"))
    save_settings(event=event, by=ORGANISER, at=timezone.now(), order="draw")
    page = text_of(Client().get("/en/lome/pyday/"))
    assert ("Take part in the draw" in page, "I'm coming" in page) == (True, False)


@pytest.mark.parametrize(("attended", "words"), [(1, "counted at the door"), (9, "told, not counted")])
def test_a_past_event_says_whether_those_who_came_were_counted(attended: int, words: str) -> None:
    event = a_meetup_in(-3)
    Event.objects.filter(pk=event.pk, community=event.community).update(attended=attended)
    Place.objects.create(community_id=event.community_id, event=event, kind="walk_in", name="Ama",
                         given_at=timezone.now(), arrived_at=timezone.now())  # fmt: skip
    assert words in text_of(Client().get("/en/lome/pyday/"))
