"""A guest gives a place back, and whoever brings them hears that there is news."""

from __future__ import annotations

import pytest

from teranga.domains.activity.actions.record import VISITOR
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.places.actions.grant_place import PlaceIsOver, grant_place
from teranga.domains.places.actions.guests import give_guest_place_back
from teranga.domains.places.links import own_address
from teranga.domains.places.models import Place
from tests.factories.people import a_person
from tests.factories.places import NOON, ORGANISER, a_meetup, an_answer

pytestmark = pytest.mark.django_db
GIVEN_BACK = {"by": VISITOR, "at": NOON}


def news() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(cause__startswith="place-guest-news:"))


def test_who_brings_a_guest_is_told_once_that_there_is_news_and_not_of_whom() -> None:
    event = a_meetup(3)
    rsvp = an_answer(event, a_person("Afi", "afi@example.org"), guests=("Kossi",), language="fr")
    guest = Place.objects.filter(event=event).exclude(guest_of=None).get()
    give_guest_place_back(event=event, place=guest, **GIVEN_BACK)
    with pytest.raises(PlaceIsOver):
        give_guest_place_back(event=event, place=guest, **GIVEN_BACK)
    (mail,) = news()
    assert (mail.to_address, mail.language) == ("afi@example.org", "fr")
    assert mail.subject.startswith("Du nouveau pour tes invités")
    assert own_address(event, rsvp, "fr") in mail.body
    assert "Kossi" not in mail.subject + mail.body


def test_nobody_is_written_to_where_the_host_has_no_address_or_never_answered() -> None:
    event = a_meetup(4)
    ama = a_person("Ama")
    ama.contact_points.update(verified_at=None)
    an_answer(event, ama, guests=("Edem",))
    host = grant_place(event=event, kind="speaker", person=a_person("Yao", "yao@example.org"),
                       by=ORGANISER, at=NOON)  # fmt: skip
    brought = grant_place(event=event, kind="speaker", guest_of=host, by=ORGANISER, at=NOON)
    for place in (Place.objects.filter(event=event).get(name="Edem"), brought):
        give_guest_place_back(event=event, place=place, **GIVEN_BACK)
    assert news() == []
