from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from teranga.base.personal_data import erase, export
from teranga.domains.communities.actions.listed_rows import NotInTheList, add_row
from teranga.domains.communities.models import (
    Agreement,
    Community,
    LentItem,
    Partner,
    PartnerContact,
    PartnerLogo,
)
from teranga.domains.people.personal_data import subject_of
from tests.factories.communities import MADE, a_community, a_partner
from tests.factories.decisions import ORGANISER
from tests.factories.people import a_person
from tests.web.organise.desk import at_the_desk, audited, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/partners/"
SCHOOL = {"name": "Lycée", "kind": "school", "what_en": "Lends a room", "is_shown": "on", "url": ""}


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def organiser(lome: Community) -> Client:
    return at_the_desk(community=lome)


def a_picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (900, 300), "navy").save(file, "JPEG", exif=b"Exif\x00\x00secret place")
    return file.getvalue()


def rows_about(partner: Partner) -> dict[str, dict[str, str]]:
    of = str(partner.pk)
    return {
        "contacts/": {"partner_id": of, "name": "Afi", "email": "afi@example.org", "note": "calls back"},
        "agreements/": {"partner_id": of, "title": "Rooms", "since": "2026-01-01", "until": "2026-12-31"},
        "equipment/": {"partner_id": of, "what": "Projector", "since": "2026-03-01", "due": "2026-03-05"},
    }


def test_a_partner_with_all_its_rows_is_written_and_only_the_partner_is_public(
    organiser: Client, lome: Community
) -> None:
    assert send(organiser, f"{DESK}add/", **SCHOOL).status_code == 302
    partner = Partner.objects.get(community=lome)
    for path, typed in rows_about(partner).items():
        assert send(organiser, f"{DESK}{path}add/", **typed).status_code == 302, path
    told = Client().get("/en/lome/partners/").content.decode()
    assert "Lends a room" in told
    assert [word for word in ("Afi", "afi@", "Rooms", "Projector") if word in told] == []
    counts = [model.objects.filter(community=lome).count() for model in (PartnerContact, Agreement, LentItem)]
    assert counts == [1, 1, 1]


@time_machine.travel(date(2026, 3, 10), tick=False)
def test_what_is_late_is_said_and_what_came_back_as_well(organiser: Client, lome: Community) -> None:
    partner = a_partner(lome)
    for what, due, back in (("Camera", 5, None), ("Cable", 12, None), ("Lamp", 5, 6)):
        LentItem.objects.create(
            community=lome, partner=partner, what=what, since=date(2026, 3, 1), due=date(2026, 3, due),
            returned=date(2026, 3, back) if back else None,
        )  # fmt: skip
    told = text_of(organiser.get(f"{DESK}equipment/"))
    for words in ("late: was due on March 5, 2026", "due on March 12, 2026", "back since March 6, 2026"):
        assert told.count(words) == 1


def test_the_log_tells_nothing_of_a_contact_but_that_it_changed(organiser: Client, lome: Community) -> None:
    send(organiser, f"{DESK}contacts/add/", **rows_about(a_partner(lome))["contacts/"])
    (changes,) = audited("contact.add")
    assert "afi@example.org" not in str(changes)
    assert "calls back" not in str(changes)


def test_a_contact_gets_and_loses_what_is_kept_of_them(lome: Community) -> None:
    partner, afi = a_partner(lome), a_person(email="afi@example.org")
    for name, email in (("Afi", "afi@example.org"), ("Kofi", "kofi@example.org")):
        PartnerContact.objects.create(community=lome, partner=partner, name=name, email=email)
    told = {one.model: rows for one, rows in export(subject_of(afi))}
    assert [row["name"] for row in told["communities.PartnerContact"]] == ["Afi"]
    erase(subject_of(afi))
    assert [row.name for row in PartnerContact.objects.filter(community=lome)] == ["Kofi"]


def test_a_row_names_a_partner_of_its_own_community_only(organiser: Client, lome: Community) -> None:
    foreign = a_partner(a_community("accra"))
    for path, typed in rows_about(foreign).items():
        assert send(organiser, f"{DESK}{path}add/", **typed).status_code == 422
    with pytest.raises(NotInTheList):
        add_row(community=lome, to="lent", by=ORGANISER, at=MADE, partner_id=foreign.pk, what="x",
                since=date(2026, 1, 1))  # fmt: skip
    assert LentItem.objects.filter(community=lome).count() == 0


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("equipment/", {"due": "2026-02-01"}),
        ("agreements/", {"until": "2025-01-01"}),
        ("contacts/", {"email": "no address"}),
    ],
)
def test_what_cannot_be_right_is_refused(
    organiser: Client, lome: Community, path: str, typed: dict[str, str]
) -> None:
    sent = {**rows_about(a_partner(lome))[path], **typed}
    assert send(organiser, f"{DESK}{path}add/", **sent).status_code == 422
    assert LentItem.objects.filter(community=lome).count() == 0


def test_a_partner_with_rows_stays(organiser: Client, lome: Community) -> None:
    partner = a_partner(lome)
    LentItem.objects.create(community=lome, partner=partner, what="Lamp", since=date(2026, 1, 1))
    assert organiser.post(f"{DESK}{partner.pk}/remove/").status_code == 409
    assert Partner.objects.filter(community=lome, pk=partner.pk).exists()


def test_a17_a_logo_is_made_anew_and_a_page_is_no_logo(organiser: Client, lome: Community) -> None:
    partner = a_partner(lome)
    path = f"{DESK}{partner.pk}/logo/"
    sent = SimpleUploadedFile("logo.jpg", a_picture())
    assert organiser.post(path, {"logo": sent}).status_code == 302
    answer = Client().get(f"/en/lome/partners/{partner.pk}/logo.webp")
    assert (answer["Content-Type"], b"secret" in answer.content) == ("image/webp", False)
    assert Image.open(BytesIO(answer.content)).size == (200, 67)
    page = SimpleUploadedFile("logo.webp", b"<svg onload=alert(1)>")
    assert organiser.post(path, {"logo": page}).status_code == 422
    assert PartnerLogo.objects.get(community=lome).width == 200
    assert organiser.post(path, {"remove": "yes"}).status_code == 302
    assert Client().get(f"/en/lome/partners/{partner.pk}/logo.webp").status_code == 404


def test_a_partner_that_is_not_shown_is_nowhere_in_public(lome: Community) -> None:
    hidden = a_partner(lome, name="Hidden hall", is_shown=False)
    for path in ("/en/lome/partners/", "/en/lome/", "/sitemap-lome.xml"):
        told = Client().get(path).content.decode()
        assert "Hidden hall" not in told
        assert "/lome/partners/" not in told.replace('"/en/lome/partners/', "") or path.endswith("partners/")
    assert Client().get(f"/en/lome/partners/{hidden.pk}/logo.webp").status_code == 404


@pytest.mark.parametrize("path", ["", "contacts/", "agreements/", "equipment/"])
def test_a_list_costs_the_same_for_one_row_and_for_many(lome: Community, path: str) -> None:
    browser = at_the_desk(community=lome)

    def add() -> None:
        partner = a_partner(lome)
        PartnerContact.objects.create(community=lome, partner=partner, name="Afi")
        Agreement.objects.create(community=lome, partner=partner, title="Rooms")
        LentItem.objects.create(community=lome, partner=partner, what="Lamp", since=date(2026, 1, 1))

    add()
    with_one = queries_of(browser, f"{DESK}{path}")
    add()
    add()
    assert queries_of(browser, f"{DESK}{path}") == with_one
