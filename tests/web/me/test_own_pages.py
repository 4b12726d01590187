from __future__ import annotations

import re

import pytest

from teranga.domains.communities.models import Community, Membership
from teranga.domains.people.models import Consent, Person
from tests.domains.communities.joining import code_in, community, link_in, mails_to, membership
from tests.everything import everything
from tests.web.me.visiting import Visitor, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(ama: Visitor) -> Visitor:
    return joined(ama)


def joined(visitor: Visitor, contact: str = "ama@example.org", place: str = "python-lome") -> Visitor:
    visitor.ask(place, contact=contact)
    visitor.send(f"/en/{place}/join/confirm/", {"contact": contact, "code": code_in(mails_to(contact)[-1])})
    return visitor


def person() -> Person:
    return Person.objects.get(contact_points__value="ama@example.org")


def test_the_page_shows_every_field_with_its_purpose(member: Visitor) -> None:
    page = text_of(member.open("/en/me/"))
    for known in ("Ama Mensah", "ama@example.org", "Lomé", "French", "English", "Beginner", "Mentor"):
        assert known in page
    html = member.open("/en/me/").content.decode()
    facts = re.findall(r"<dt>([^<]+)</dt><dd>[^<]*<small>([^<]+)</small>", html)
    assert [label for label, _purpose in facts] == [
        "Level in Python", "How you want to help", "How you found us",
        "Name", "E-mail address", "City", "Languages you speak", "Language of our mails",
    ]  # fmt: skip
    assert all(purpose.endswith(".") for _label, purpose in facts)


def test_every_stored_personal_field_is_on_the_page() -> None:
    """A new column of a person or membership must be shown, or named here as not personal."""
    from teranga.domains.people.personal_data import MEMBERSHIP_FIELDS, PERSON_FIELDS

    not_personal = {"id", "folded_name", "is_generated", "created_at", "forgotten_at", "merged_into"}
    of_the_row = {
        "id",
        "community",
        "person",
        "state",
        "confirmed_by",
        "asked",
        "listed_name",  # as a list had it, until they confirm
        "listed_folded",
        "listed_contact",
        "wished_chapter",
        "left_in_peace",
        "joined_at",
        "confirmed_at",
        "left_at",
    }
    person_columns = {field.name for field in Person._meta.concrete_fields} - not_personal
    membership_columns = {field.name for field in Membership._meta.concrete_fields} - of_the_row
    assert person_columns == {field.name for field in PERSON_FIELDS}
    assert membership_columns == {field.name for field in MEMBERSHIP_FIELDS}


def test_consents_stand_with_their_dates_and_are_taken_back_one_by_one(
    member: Visitor, place: Community
) -> None:
    assert text_of(member.open("/en/me/")).count("Yes, since November 21, 2026.") == 2
    member.send("/en/me/python-lome/consent/", {"purpose": "news", "given": "no"})
    standing = Consent.objects.filter(withdrawn_at=None).values_list("purpose", flat=True)
    assert list(standing) == ["contact"]
    assert text_of(member.open("/en/me/")).count("Yes, since") == 1


def test_taking_back_the_needed_consent_leads_to_leaving_and_changes_nothing_yet(member: Visitor) -> None:
    answer = member.send("/en/me/python-lome/consent/", {"purpose": "contact", "given": "no"})
    assert answer["Location"] == "/en/me/python-lome/leave/"
    assert Consent.objects.filter(purpose="contact", withdrawn_at=None).count() == 1


def test_city_level_and_ways_of_helping_can_be_changed(member: Visitor, place: Community) -> None:
    member.send(
        "/en/me/python-lome/details/", {"city": "Kpalimé", "level": "advanced", "help_ways": ["share"]}
    )
    row = membership(place)
    assert (row.person.city, row.level, row.help_ways) == ("Kpalimé", "advanced", ["share"])


def test_leaving_takes_one_page_and_one_button(member: Visitor, place: Community) -> None:
    page = member.open("/en/me/python-lome/leave/")
    assert "are erased at once" in text_of(page)
    assert membership(place).state == "confirmed"
    left = member.send("/en/me/python-lome/leave/")
    assert left["Location"] == "/en/me/python-lome/left/"
    assert "You have left" in text_of(member.open(left["Location"]))
    assert Membership.objects.get(community=place).state == "left"
    assert Person.objects.get().name == ""
    assert member.open("/en/me/")["Location"] == "/en/me/sign-in/"


def test_another_browser_of_somebody_who_left_is_signed_out(member: Visitor, kofi: Visitor) -> None:
    kofi.wait(minutes=2)
    kofi.send("/en/me/sign-in/", {"contact": "ama@example.org"})
    kofi.send("/en/me/sign-in/code/", {"contact": "ama@example.org", "code": code_in(mails_to()[-1])})
    assert kofi.open("/en/me/").status_code == 200
    member.send("/en/me/python-lome/leave/")
    assert kofi.open("/en/me/")["Location"] == "/en/me/sign-in/"


def test_leaving_one_of_two_communities_keeps_the_browser_signed_in(member: Visitor) -> None:
    other = community("python-kara")
    asked = member.ask("python-kara")
    assert asked["Location"] == "/en/me/?joined=python-kara"
    member.send("/en/me/python-lome/leave/")
    assert member.open("/en/me/").status_code == 200
    assert membership(other).state == "confirmed"


def test_signing_in_by_code_and_out_again(member: Visitor, kofi: Visitor) -> None:
    asked = kofi.send("/en/me/sign-in/", {"contact": " Ama@Example.org "})
    assert asked["Location"] == "/en/me/sign-in/code/"
    came = kofi.send("/en/me/sign-in/code/", {"contact": "ama@example.org", "code": code_in(mails_to()[-1])})
    assert came["Location"] == "/en/me/"
    assert "Ama Mensah" in text_of(kofi.open("/en/me/"))
    assert kofi.open("/en/me/sign-in/")["Location"] == "/en/me/"
    kofi.send("/en/me/sign-out/")
    assert kofi.open("/en/me/")["Location"] == "/en/me/sign-in/"


def test_d17_the_sign_in_link_waits_for_its_button(member: Visitor, kofi: Visitor) -> None:
    kofi.send("/en/me/sign-in/", {"contact": "ama@example.org"})
    path = "/" + link_in(mails_to()[-1]).split("/", 3)[3]
    assert kofi.open(path).status_code == 200
    assert kofi.open("/en/me/")["Location"] == "/en/me/sign-in/"
    assert kofi.send(path)["Location"] == "/en/me/"
    assert kofi.open("/en/me/").status_code == 200
    assert kofi.open(path).status_code == 410


def test_d13_signing_in_gives_the_session_a_new_key(member: Visitor, kofi: Visitor) -> None:
    kofi.send("/en/me/sign-in/", {"contact": "ama@example.org"})
    planted = kofi.browser.session.session_key
    kofi.send("/en/me/sign-in/code/", {"contact": "ama@example.org", "code": code_in(mails_to()[-1])})
    assert kofi.browser.session.session_key != planted


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/en/me/"),
        ("get", "/en/me/python-lome/leave/"),
        ("post", "/en/me/python-lome/leave/"),
        ("post", "/en/me/python-lome/details/"),
        ("post", "/en/me/python-lome/consent/"),
        ("post", "/en/me/python-lome/confirm/"),
    ],
)
def test_a_stranger_is_led_to_signing_in(member: Visitor, kofi: Visitor, method: str, path: str) -> None:
    answer = getattr(kofi.browser, method)(path)
    assert (answer.status_code, answer["Location"]) == (302, "/en/me/sign-in/")
    assert Consent.objects.filter(withdrawn_at=None).count() == 2


@pytest.mark.parametrize("path", ["leave/", "details/", "consent/", "confirm/"])
def test_c21_a_community_that_i_am_not_in_and_one_that_does_not_exist_answer_alike(
    member: Visitor, path: str
) -> None:
    community("python-kara")
    answers = [member.send(f"/en/me/{slug}/{path}") for slug in ("python-kara", "nowhere")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({text_of(answer) for answer in answers}) == 1


def test_d17_no_page_of_mine_changes_anything_by_being_opened(member: Visitor, place: Community) -> None:
    before = everything(but="")
    for path in (
        "me/", "me/?joined=python-lome", "me/python-lome/leave/", "me/sign-in/", "me/sign-in/code/",
        "me/sign-out/", "me/python-lome/consent/", "me/python-lome/details/", "me/python-lome/confirm/",
        "python-lome/join/", "python-lome/join/confirm/", "python-lome/join/again/", "python-lome/join/code/",
        "python-lome/join/poster/",
    ):  # fmt: skip
        member.open(f"/en/{path}")
    assert everything(but="") == before


def test_a_wish_in_my_name_is_shown_and_confirmed_by_a_button(member: Visitor, kofi: Visitor) -> None:
    other = community("python-kara")
    kofi.ask("python-kara", contact="ama@example.org")
    assert "Somebody asked to join with your address. Was it you?" in text_of(member.open("/en/me/"))
    answer = member.send("/en/me/python-kara/confirm/")
    assert answer["Location"] == "/en/me/?joined=python-kara"
    assert membership(other).state == "confirmed"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_pages_answer_in_each_language(member: Visitor, language: str) -> None:
    for path in ("me/", "me/python-lome/leave/", "python-lome/join/", "python-lome/join/code/"):
        page = member.open(f"/{language}/{path}")
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.content.decode()
