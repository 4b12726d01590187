"""A guest's own page, by the link that whoever brings them passes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from teranga.domains.activity.actions.record import Actor
from teranga.domains.credentials.actions.certificates import issue_certificates
from teranga.domains.events.models import Event
from teranga.domains.places.links import guest_path, own_path
from teranga.domains.places.models import Place, Rsvp
from teranga.domains.places.queries import people_of_event
from tests.factories.communities import a_community
from tests.factories.people import a_person
from tests.factories.places import a_meetup, an_answer, taken
from tests.web.me.visiting import NOON, Visitor, text_of
from tests.web.organise.desk import audited

pytestmark = pytest.mark.django_db
START = NOON + timedelta(days=10)


@pytest.fixture
def event() -> Event:
    place = a_community("python-lome", kind="live")
    return a_meetup(3, place, slug="pyday", starts_at=START, start=START.date(), end=START.date())


@pytest.fixture
def kossi(clock: time_machine.Traveller) -> Visitor:
    return Visitor(clock)


def brought(event: Event, *names: str) -> tuple[Rsvp, list[Place]]:
    """Afi's answer with these guests, and their places."""
    rsvp = an_answer(event, a_person("Afi"), guests=names, at=NOON)
    return rsvp, list(Place.objects.filter(event=event).exclude(guest_of=None).order_by("pk"))


def test_the_page_of_whoever_brings_guests_has_a_page_of_each_to_pass_on(
    kossi: Visitor, event: Event
) -> None:
    rsvp, guests = brought(event, "Kossi", "")
    page = kossi.open(f"/en{own_path(event, rsvp)}").content.decode()
    assert [page.count(f'href="/en{guest_path(event, place)}"') for place in guests] == [1, 1]
    assert page.count("https://wa.me/") == 2
    told = text_of(kossi.open(f"/en{guest_path(event, guests[0])}"))
    assert "You have a place Kossi, at the door your name is enough. Afi brings you along." in told


def test_a_guest_gives_the_place_back_and_nobody_else_s(kossi: Visitor, event: Event) -> None:
    rsvp, guests = brought(event, "Kossi", "Ama")
    waiting = an_answer(event, at=NOON)
    path = f"/en{guest_path(event, guests[0])}"
    assert kossi.send(path, {"do": "cancel"}).status_code == 302
    waiting.refresh_from_db()
    assert ([one.name for one in people_of_event(event)], waiting.state) == (["Afi", "Ama"], "offered")
    assert "This place was given back" in text_of(kossi.open(path))
    assert (kossi.send(path, {"do": "cancel"}).status_code, taken(event)) == (409, (2, 0, 1))
    assert kossi.send(path, {"do": "name", "name": "Kossi"}).status_code == 409
    rsvp.refresh_from_db()
    assert rsvp.state == "going"


def test_a_guest_without_a_name_writes_it_and_the_log_does_not_tell_it(kossi: Visitor, event: Event) -> None:
    _rsvp, (guest,) = brought(event, "")
    path = f"/en{guest_path(event, guest)}"
    refused = kossi.send(path, {"do": "name", "name": "https://example.org"})
    assert (refused.status_code, people_of_event(event)[1].name) == (422, "")
    assert kossi.send(path, {"do": "name", "name": " Ama  Boa "}).status_code == 302
    assert (people_of_event(event)[1].name, audited("place.name")) == ("Ama Boa", [{}])


def test_a_guest_who_was_there_finds_the_certificate_and_gives_nothing_back(
    kossi: Visitor, event: Event
) -> None:
    _rsvp, (guest,) = brought(event, "Kossi")
    Place.objects.filter(event=event, pk=guest.pk).update(arrived_at=START)
    kossi.clock.move_to(START + timedelta(days=1))
    issue_certificates(event=event, by=Actor("organiser"), at=START + timedelta(days=1))
    path = f"/en{guest_path(event, guest)}"
    page = text_of(kossi.open(path))
    assert ("Open my certificate" in page, "Give my place back" in page) == (True, False)
    assert (kossi.send(path, {"do": "cancel"}).status_code, taken(event)) == (409, (2, 0, 0))


def test_c16_a_false_link_one_of_another_event_and_the_host_s_own_open_nothing(
    kossi: Visitor, event: Event
) -> None:
    rsvp, (guest,) = brought(event, "Kossi")
    other = a_meetup(3, event.community, slug="other", starts_at=START, start=date(2026, 12, 1),
                     end=date(2026, 12, 1))  # fmt: skip
    token, own = guest_path(event, guest).split("/")[-2], own_path(event, rsvp).split("/")[-2]
    for path in (f"pyday/guest/{token}x/", f"other/guest/{token}/", f"pyday/guest/{own}/",
                 f"pyday/place/{token}/"):  # fmt: skip
        address = f"/en/python-lome/{path}"
        assert (kossi.open(address).status_code, kossi.send(address, {"do": "cancel"}).status_code) == (
            404,
            404,
        )
    assert (taken(event), taken(other)) == ((2, 0, 0), (0, 0, 0))
