"""What somebody downloads (me/data_export.html), and how they are erased."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.contrib.sessions.models import Session

from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Community, Membership
from teranga.domains.people.consents import WORDING
from teranga.domains.people.models import Consent, Person
from tests.domains.communities.joining import code_in, mails_to
from tests.web.me.visiting import FILLED_IN, Visitor, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(ama: Visitor) -> Visitor:
    ama.ask()
    ama.send("/en/python-lome/join/confirm/", {"contact": "ama@example.org", "code": code_in(mails_to()[-1])})
    return ama


def test_the_page_says_what_is_kept_why_and_how_it_ends(member: Visitor) -> None:
    page = text_of(member.open("/en/me/data/"))
    for told in ("Who you are", "How to reach you", "Mails to you", "180 days.", "Deleted on erasure."):
        assert told in page


def test_the_zip_holds_the_same_for_programs_and_for_people(member: Visitor) -> None:
    answer = member.send("/fr/me/data/download/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.namelist() == ["data.json", "data.html"]
        told = json.loads(packed.read("data.json"))["data"]
        page = packed.read("data.html").decode()
    assert [row["name"] for row in told["people.Person"]] == ["Ama Mensah"]
    assert [row["value"] for row in told["people.ContactPoint"]] == ["ama@example.org"]
    assert '<html lang="fr">' in page
    assert "ama@example.org" in page
    assert AuditEntry.objects.get(community_id=None, verb="person.export").actor_id == Person.objects.get().pk


def test_what_somebody_typed_is_text_in_the_page_of_the_zip(member: Visitor) -> None:
    Person.objects.update(city="<script>alert(1)</script>")
    answer = member.send("/en/me/data/download/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert "<script>" not in packed.read("data.html").decode()


def test_erasing_asks_first_and_without_the_tick_nothing_happens(member: Visitor, place: Community) -> None:
    assert "This cannot be undone." in text_of(member.open("/en/me/data/erase/"))
    answer = member.send("/en/me/data/erase/")
    assert (answer.status_code, "Nothing was erased" in text_of(answer)) == (422, True)
    assert Person.objects.get().name == "Ama Mensah"
    assert Membership.objects.get(community=place).state == "confirmed"


def test_erasing_ends_everything_and_signs_out(member: Visitor, place: Community) -> None:
    answer = member.send("/en/me/data/erase/", {"sure": "yes"})
    assert answer["Location"] == "/en/me/data/erased/"
    assert "Your data is erased" in text_of(member.open("/en/me/data/erased/"))
    assert (Person.objects.get().name, Membership.objects.get(community=place).state) == ("", "left")
    assert member.open("/en/me/data/")["Location"] == "/en/me/sign-in/"


@pytest.mark.parametrize(
    ("method", "path"), [("get", ""), ("post", "download/"), ("get", "erase/"), ("post", "erase/")]
)
def test_a_stranger_is_led_to_signing_in(member: Visitor, kofi: Visitor, method: str, path: str) -> None:
    answer = getattr(kofi.browser, method)(f"/en/me/data/{path}", {"sure": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/me/sign-in/")
    assert Person.objects.get().name == "Ama Mensah"


def test_no_browser_remembers_the_address_that_was_typed_in_it(member: Visitor, kofi: Visitor) -> None:
    kofi.send("/en/me/sign-in/", {"contact": "ama@example.org"})
    remembered = [str(row.get_decoded()) for row in Session.objects.all()]
    assert any("ama@example.org" in text for text in remembered)
    member.send("/en/me/data/erase/", {"sure": "yes"})
    assert [row for row in Session.objects.all() if "ama@example.org" in str(row.get_decoded())] == []


def test_a_consent_says_in_which_language_it_was_read(ama: Visitor, place: Community) -> None:
    form = ama.join_form()
    ama.wait(seconds=5)
    ama.send("/fr/python-lome/join/", {**form, **FILLED_IN})
    ama.send("/fr/python-lome/join/confirm/", {"contact": "ama@example.org", "code": code_in(mails_to()[-1])})
    assert set(Consent.objects.values_list("purpose", "wording", "language")) == {
        ("contact", WORDING, "fr"), ("news", WORDING, "fr"),
    }  # fmt: skip
    ama.send("/es/me/python-lome/consent/", {"purpose": "photos", "given": "yes"})
    assert Consent.objects.get(purpose="photos").language == "es"
