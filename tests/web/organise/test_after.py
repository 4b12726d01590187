"""The desk before and after a meetup: the way in, invitations to paste, materials, pictures, thanks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from teranga.domains.events.models import Event, EventPhoto, Helper, Material, TakeDown
from teranga.domains.events.queries_online import room_of
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.web.organise.desk import at_the_desk, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK, PUBLIC = "/en/organise/lome/jeudi/", "/en/lome/jeudi/"
NOW = datetime(2026, 9, 5, 12, tzinfo=UTC)
LINK = "https://meet.example.org/canary-room"
PHOTO = {"alt_en": "Two people at a table", "taken_by": "Afi", "licence": "cc-by", "consent_note": "Asked"}


@pytest.fixture
def event() -> Event:
    return an_event(
        a_community("lome"), "jeudi", mode="online", start=date(2026, 9, 3), end=date(2026, 9, 3),
        starts_at=datetime(2026, 9, 3, 18, tzinfo=UTC), tagline={"fr": "Viens", "en": "Come along"},
    )  # fmt: skip


@pytest.fixture
def organiser(event: Event) -> Client:
    return at_the_desk(community=event.community)


def a_file(name: str = "photo.jpg") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (1200, 800), (40, 90, 140)).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def test_the_link_is_kept_for_organisers_and_stands_on_no_public_page(
    organiser: Client, event: Event
) -> None:
    refused = send(organiser, DESK + "online/", link="meet.example.org", opens_minutes="30")
    assert (refused.status_code, room_of(event)) == (422, None)
    send(organiser, DESK + "online/", link=LINK, note="4711", opens_minutes="30")
    room = room_of(event)
    assert room is not None
    assert (room.link, room.note, room.opens_minutes) == (LINK, "4711", 30)
    assert LINK in organiser.get(DESK + "online/").content.decode()
    for path in (PUBLIC, "/en/lome/", "/en/lome/events/", "/en/lome/calendar.ics", "/en/search/?q=canary",
                 "/sitemap-lome.xml"):  # fmt: skip
        assert "canary-room" not in Client().get(path).content.decode(), path
    for path in (DESK, DESK + "share/", "/en/organise/lome/audit/"):
        assert "canary-room" not in organiser.get(path).content.decode(), path


def test_invitations_stand_in_each_language_ready_to_be_selected(organiser: Client, event: Event) -> None:
    html = organiser.get(DESK + "share/").content.decode()
    assert html.count("<textarea") == 6
    assert html.count("readonly") == 6
    assert "*Jeudi (fr)*" in html
    assert "**Jeudi**" in html
    assert "http://localhost:8000/fr/lome/jeudi/" in html or "/fr/lome/jeudi/" in html


def test_a_picture_is_added_shown_and_served_without_its_secrets(organiser: Client, event: Event) -> None:
    send(organiser, DESK + "after/pictures/add/", file=a_file(), **PHOTO)
    row = EventPhoto.objects.get(event=event)
    html = Client().get(PUBLIC).content.decode()
    assert 'alt="Two people at a table"' in html
    assert "Picture: Afi" in html
    assert "Asked" not in html
    for form, kind in (("webp", "image/webp"), ("jpg", "image/jpeg")):
        answer = Client().get(f"{PUBLIC}pictures/{row.pk}.{form}")
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert Client().get(f"{PUBLIC}pictures/{row.pk}.svg").status_code == 404


def test_a_picture_without_words_is_refused_and_nothing_is_kept(organiser: Client, event: Event) -> None:
    before = everything()
    for missing in ("alt_en", "taken_by", "consent_note"):
        typed = {**PHOTO, "file": a_file(), missing: ""}
        assert send(organiser, DESK + "after/pictures/add/", **typed).status_code == 422
    assert everything() == before


def test_a17_a_page_sent_as_a_picture_or_material_is_refused(organiser: Client, event: Event) -> None:
    before = everything()
    page = b"<html><script>alert(1)</script></html>"
    for path, told in (("pictures", PHOTO), ("materials", {"title_en": "Slides", "licence": "cc-by"})):
        sent = SimpleUploadedFile("a.jpg", page, "image/jpeg")
        answer = send(organiser, f"{DESK}after/{path}/add/", file=sent, **told)
        assert answer.status_code == 422
        assert "not taken here" in text_of(answer)
    assert everything() == before


def test_a18_a_file_is_saved_and_never_shown(organiser: Client, event: Event) -> None:
    sent = SimpleUploadedFile("notes.txt", b"import this", "text/html")
    send(organiser, DESK + "after/materials/add/", title_en="Notes", licence="mit", made_by="Kofi", file=sent)
    row = Material.objects.get(event=event)
    assert "Notes" in text_of(Client().get(PUBLIC))
    answer = Client().get(f"{PUBLIC}materials/{row.pk}/")
    assert answer["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert answer["Content-Type"] == "application/octet-stream"
    organiser.post(f"{DESK}after/materials/{row.pk}/remove/")
    assert Client().get(f"{PUBLIC}materials/{row.pk}/").status_code == 404


def test_a_link_with_a_script_is_no_material(organiser: Client, event: Event) -> None:
    before = everything()
    typed = {"title_en": "Slides", "licence": "cc-by", "url": "javascript:alert(1)"}
    assert send(organiser, DESK + "after/materials/add/", **typed).status_code == 422
    assert everything() == before


def test_anybody_shown_hides_a_picture_without_saying_who_they_are(organiser: Client, event: Event) -> None:
    send(organiser, DESK + "after/pictures/add/", file=a_file(), **PHOTO)
    row = EventPhoto.objects.get(event=event)
    path = f"{PUBLIC}pictures/{row.pk}/take-down/"
    visitor = Client()
    with time_machine.travel(NOW, tick=False) as clock:
        hidden = hidden_of(visitor.get(path))
        too_quick = visitor.post(path, hidden)
        assert (too_quick.status_code, TakeDown.objects.filter(event=event).count()) == (422, 0)
        clock.shift(5)
        answer = visitor.post(path, hidden)
        assert answer["Location"] == path + "?done=1"
        assert visitor.post(path, hidden).status_code in (302, 404)
    assert "nobody sees this picture" in text_of(visitor.get(path + "?done=1"))
    assert "Two people at a table" not in Client().get(PUBLIC).content.decode()
    assert Client().get(f"{PUBLIC}pictures/{row.pk}.webp").status_code == 404
    assert "Hidden: somebody asked for it." in text_of(organiser.get(DESK + "after/"))
    organiser.post(f"{DESK}after/pictures/{row.pk}/show/")
    assert Client().get(f"{PUBLIC}pictures/{row.pk}.webp").status_code == 200


def test_helpers_are_named_by_consent_alone(organiser: Client, event: Event) -> None:
    refused = send(organiser, DESK + "after/helpers/add/", name="Afi Mensah", what_en="Tea")
    assert (refused.status_code, Helper.objects.filter(event=event).count()) == (422, 0)
    send(organiser, DESK + "after/helpers/add/", name="Afi Mensah", what_en="Tea", agreed="on")
    send(organiser, DESK + "after/thanks/", text_en="Thank you all")
    page = text_of(Client().get(PUBLIC))
    assert "Afi Mensah Tea" in page
    assert "Thank you all" in page


def test_what_belongs_to_another_event_is_not_found(organiser: Client, event: Event) -> None:
    other = an_event(a_community("other"), "secret")
    photo = EventPhoto.objects.create(
        community=other.community, event=other, webp=b"x", jpeg=b"x", width=1, height=1, taken_by="Canary",
        consent_note="Canary", added_at=NOW,
    )  # fmt: skip
    before = everything()
    for path in (f"pictures/{photo.pk}/", f"pictures/{photo.pk}/remove/"):
        assert organiser.get(DESK + "after/" + path).status_code == 404
    assert organiser.post(f"{DESK}after/pictures/{photo.pk}/show/").status_code == 404
    assert Client().get(f"{PUBLIC}pictures/{photo.pk}.webp").status_code == 404
    assert everything() == before


def test_the_page_of_what_remains_costs_the_same_for_one_picture_and_for_three(
    organiser: Client, event: Event
) -> None:
    counts = []
    for _ in range(2):
        send(organiser, DESK + "after/pictures/add/", file=a_file(), **PHOTO)
        counts.append((queries_of(organiser, DESK + "after/"), queries_of(Client(), PUBLIC)))
    assert counts[0] == counts[1]
