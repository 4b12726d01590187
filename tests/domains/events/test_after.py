"""What remains of an event: materials, pictures made anew, thanks by consent."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from teranga.base import stamps
from teranga.domains.communities.models import Membership
from teranga.domains.events.actions import materials, photos, thanks
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.events.models import Event, EventPhoto, Helper, Material, TakeDown
from teranga.domains.events.queries_after import after_of, open_take_downs
from teranga.domains.people.models import Person
from teranga.foundation.translated import TranslatedText
from teranga.papers.photo import PhotoRefused
from tests.domains.events.programmes import LATER, NOON, ORGANISER
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.papers.test_photo import with_place

pytestmark = pytest.mark.django_db
ALT = TranslatedText({"fr": "Deux personnes devant un ordinateur"})
TITLE = TranslatedText({"fr": "Les diapositives"})


@pytest.fixture
def event() -> Event:
    return an_event(a_community("lome"), "jeudi")


def a_photo(event: Event, sent: bytes | None = None, **more: object) -> EventPhoto:
    told = {"alt": ALT, "taken_by": "Afi", "licence": "cc-by", "consent_note": "Asked before"}
    return photos.add_photo(event=event, sent=sent or with_place(), by=ORGANISER, at=NOON, **{**told, **more})


def a_material(event: Event, **more: object) -> Material:
    told = {"title": TITLE, "url": "https://slides.example.org/", "content": b"", "file_name": "",
            "licence": "cc-by", "made_by": "Kofi"}  # fmt: skip
    return materials.add_material(event=event, by=ORGANISER, at=NOON, **{**told, **more})


def test_b08_a_picture_is_made_anew_and_keeps_nothing_but_the_picture(event: Event) -> None:
    row = a_photo(event)
    for content in (bytes(row.webp), bytes(row.jpeg)):
        assert b"CANARY" not in content
        assert not dict(Image.open(BytesIO(content)).getexif())
    assert max(row.width, row.height) <= photos.LONGEST_SIDE


@pytest.mark.parametrize("missing", ["alt", "taken_by", "consent_note"])
def test_a_picture_without_words_name_or_consent_is_refused(event: Event, missing: str) -> None:
    before = everything()
    with pytest.raises(photos.WordsMissing):
        a_photo(event, **{missing: TranslatedText() if missing == "alt" else " "})
    assert everything() == before


def test_a17_what_is_no_picture_is_refused_and_nothing_is_kept(event: Event) -> None:
    before = everything()
    with pytest.raises(PhotoRefused):
        a_photo(event, b"<svg onload=alert(1)>")
    assert everything() == before


def test_a_material_is_a_link_or_a_file_and_never_both_or_none(event: Event) -> None:
    before = everything()
    for told in ({"url": ""}, {"content": b"%PDF-1.7", "file_name": "a.pdf"}):
        with pytest.raises(materials.NothingToTake):
            a_material(event, **told)
    assert everything() == before
    link, file = a_material(event), a_material(event, url="", content=b"%PDF-1.7", file_name="a.pdf")
    assert (link.size, file.size, file.file_name) == (0, 8, "a.pdf")
    assert after_of(event).materials == [link, file]
    materials.remove_material(material=link, event=event, by=ORGANISER, at=NOON)
    assert after_of(event).materials == [file]


def test_somebody_shown_asks_and_the_picture_is_hidden_at_once(event: Event) -> None:
    row, scope = a_photo(event), stamps.event_scope(event.pk)
    version = stamps.read(scope)
    asked = photos.ask_take_down(
        photo=row, event=event, contact="me@example.org", why="", by=ORGANISER, at=NOON
    )
    assert after_of(event).photos == []
    assert stamps.read(scope) > version
    assert open_take_downs(event) == {row.pk: asked}
    assert photos.show_photo_again(photo=row, event=event, by=ORGANISER, at=LATER)
    assert after_of(event).photos == [row]
    assert TakeDown.objects.filter(event=event).get().settled_at == LATER
    before = everything()
    assert not photos.show_photo_again(photo=row, event=event, by=ORGANISER, at=LATER)
    assert everything() == before


def test_a_picture_goes_with_what_was_asked_about_it(event: Event) -> None:
    row = a_photo(event)
    photos.ask_take_down(photo=row, event=event, contact="", why="", by=ORGANISER, at=NOON)
    photos.remove_photo(photo=row, event=event, by=ORGANISER, at=NOON)
    assert not EventPhoto.objects.filter(event=event).exists()
    assert not TakeDown.objects.filter(event=event).exists()


def thank(event: Event, name: str, agreed: bool = True) -> Helper:
    return thanks.thank_helper(
        event=event, name=name, what=TranslatedText({"fr": "Le thé"}), agreed=agreed, by=ORGANISER, at=NOON
    )


def test_nobody_is_named_who_did_not_agree(event: Event) -> None:
    before = everything()
    with pytest.raises(thanks.NotAgreed):
        thank(event, "Afi Mensah", agreed=False)
    assert everything() == before


def test_the_one_member_of_that_name_is_taken_for_the_helper_and_goes_with_erasure(event: Event) -> None:
    afi = a_person("Afi Mensah")
    Membership.objects.create(community=event.community, person=afi, state="confirmed", joined_at=NOON)
    assert thank(event, "Afi Mensah").person == afi
    assert thank(event, "Somebody Else").person is None
    erase_person(person=Person.objects.get(pk=afi.pk), by=ORGANISER, at=LATER)
    assert [row.name for row in after_of(event).helpers] == ["Somebody Else"]


def test_a_name_thanked_twice_stands_there_once(event: Event) -> None:
    thank(event, "Kofi")
    before = everything()
    thank(event, "Kofi")
    assert everything() == before


def test_thanks_are_written_once_and_taken_back(event: Event) -> None:
    text = TranslatedText({"fr": "Merci à vous !"})
    assert thanks.say_thanks(event=event, text=text, by=ORGANISER, at=NOON)
    assert not thanks.say_thanks(event=event, text=text, by=ORGANISER, at=NOON)
    assert after_of(event).thanks == text
    thanks.say_thanks(event=event, text=TranslatedText(), by=ORGANISER, at=NOON)
    assert not after_of(event)
