from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries_profile import profile_for
from teranga.domains.people.models import Person, Profile, ProfilePhoto
from teranga.domains.people.queries_roles import rights_for
from tests.factories.communities import MADE, a_community
from tests.factories.people import a_grant, a_person, signed_in
from tests.web.me.visiting import text_of

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Afi Mensah", "badge_name": "Afi", "passport_name": "Afi Akossiwa MENSAH", "pronouns": "elle",
    "city": "Lomé", "spoken": ["fr", "ee"], "links": "https://afi.example.org/", "bio_fr": "J'enseigne.",
    "bio_en": "I teach.", "for_name": "public", "for_badge_name": "members", "for_pronouns": "members",
    "for_languages": "organisers", "for_city": "me", "for_links": "public", "for_bio": "organisers",
    "for_photo": "members", "gender": "own", "gender_words": "femme", "for_gender": "me",
}  # fmt: skip


def a_member(community: Community, name: str = "") -> Person:
    person = a_person(name)
    Membership.objects.create(
        community=community, person=person, state="confirmed", joined_at=MADE, confirmed_at=MADE
    )
    return person


def portrait_bytes() -> bytes:
    file = BytesIO()
    Image.new("RGB", (300, 300), "teal").save(file, "PNG")
    return file.getvalue()


def send_photo(browser: Client, body: bytes, name: str = "me.png"):  # type: ignore[no-untyped-def]
    return browser.post("/en/me/profile/photo/", {"photo": SimpleUploadedFile(name, body)})


def seen_by(viewer: Person | None, person: Person) -> set[str]:
    rights = rights_for(viewer.pk, at=MADE, has_second_factor=False) if viewer else None
    shown = profile_for(viewer, person, rights) if rights else profile_for(viewer, person)
    fields = ("name", "badge_name", "passport_name", "pronouns", "languages", "city", "links", "bio", "photo")
    return {field for field in fields if getattr(shown, field)}


def test_each_part_is_shown_to_those_whom_its_owner_chose() -> None:
    lome, far = a_community("lome"), a_community("far")
    afi, beside, organiser, stranger = a_member(lome), a_member(lome), a_member(lome), a_member(far)
    a_grant(organiser, "organiser", community=lome)
    browser = signed_in(afi)
    assert browser.post("/en/me/profile/", FORM)["Location"] == "/en/me/profile/"
    send_photo(browser, portrait_bytes())
    afi.refresh_from_db()
    members = {"name", "links", "badge_name", "pronouns", "photo"}
    assert seen_by(afi, afi) == members | {"passport_name", "languages", "city", "bio"}
    assert seen_by(organiser, afi) == members | {"languages", "bio"}
    assert seen_by(beside, afi) == members
    assert seen_by(stranger, afi) == seen_by(None, afi) == {"name", "links"}


def test_the_passport_name_is_nobody_else_s_whatever_is_sent() -> None:
    lome = a_community("lome")
    afi, organiser = a_member(lome), a_member(lome)
    a_grant(organiser, "organiser", community=lome)
    signed_in(afi).post("/en/me/profile/", {**FORM, "for_passport_name": "public"})
    afi.refresh_from_db()
    assert "passport_name" not in seen_by(organiser, afi)


def test_what_was_typed_is_on_the_form_again_and_its_values_are_not_in_the_log() -> None:
    afi = a_person()
    browser = signed_in(afi)
    browser.post("/en/me/profile/", FORM)
    page = browser.get("/en/me/profile/").content.decode()
    assert all(
        value in page for value in ("Afi Akossiwa MENSAH", "J&#39;enseigne.", "https://afi.example.org/")
    )
    rows = AuditEntry.objects.across_communities("all of the test").values_list("verb", "changes")
    assert list(rows) == [("profile.change", {})]


def test_c06_fields_that_the_form_does_not_offer_change_nothing() -> None:
    afi, kofi = a_person(), a_person("Kofi")
    extra = {
        "person": kofi.pk,
        "id": kofi.pk,
        "is_generated": "on",
        "forgotten_at": "2020-01-01",
        "merged_into": "1",
    }
    signed_in(afi).post("/en/me/profile/", {**FORM, **extra})
    afi.refresh_from_db()
    kofi.refresh_from_db()
    assert (afi.name, afi.is_generated, afi.forgotten_at, afi.merged_into_id) == (
        "Afi Mensah",
        False,
        None,
        None,
    )
    assert (kofi.name, Profile.objects.get().person) == ("Kofi", afi)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"links": "javascript:alert(1)"}, "is no web address"),
        ({"name": "  "}, "This field is required."),
        ({"for_city": "everyone"}, "Select a valid choice."),
    ],
)
def test_a_refused_form_says_why_and_writes_nothing(wrong: dict[str, str], told: str) -> None:
    afi = a_person("Before")
    assert told in text_of(signed_in(afi).post("/en/me/profile/", {**FORM, **wrong}))
    afi.refresh_from_db()
    assert (afi.name, Profile.objects.count()) == ("Before", 0)


def test_two_windows_do_not_overwrite_each_other() -> None:
    afi = a_person()
    browser = signed_in(afi)
    browser.post("/en/me/profile/", FORM)
    answer = browser.post("/en/me/profile/", {**FORM, "badge_name": "Other", "seen": "1.000000"})
    assert "You changed this in another window since." in text_of(answer)
    assert Profile.objects.get().badge_name == "Afi"


def test_a_portrait_is_served_to_those_who_may_see_it_and_to_nobody_else() -> None:
    lome = a_community("lome")
    afi, beside = a_member(lome), a_member(lome)
    browser = signed_in(afi)
    send_photo(browser, portrait_bytes())
    path = f"/en/me/profile/photo/{afi.pk}"
    answer = signed_in(beside).get(f"{path}.webp")
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200, "image/webp", "nosniff",
    )  # fmt: skip
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert browser.get(f"{path}.jpg")["Content-Type"] == "image/jpeg"
    assert browser.get(f"{path}.svg").status_code == 404
    assert Client().get(f"{path}.webp").status_code == 404
    assert signed_in(a_person()).get(f"{path}.webp").status_code == 404


def test_a17_a_page_sent_as_a_photo_is_refused_and_the_old_photo_stays() -> None:
    afi = a_person()
    browser = signed_in(afi)
    send_photo(browser, portrait_bytes())
    before = bytes(ProfilePhoto.objects.get().webp)
    answer = send_photo(browser, b"<svg><script>alert(1)</script></svg>", "photo.png")
    assert (answer.status_code, "Send a photo as JPEG, PNG or WebP" in text_of(answer)) == (400, True)
    assert bytes(ProfilePhoto.objects.get().webp) == before
    browser.post("/en/me/profile/photo/", {"remove": "yes"})
    assert ProfilePhoto.objects.count() == 0
