from __future__ import annotations

import pytest

from teranga.domains.people.normal_forms import (
    Contact,
    ContactRefused,
    NameRefused,
    contact,
    email_address,
    one_line,
    person_name,
    phone_number,
    shown_contact,
)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Ama@Example.ORG", "ama@example.org"),
        ("  ama@example.org\u200b", "ama@example.org"),
        ("mailto:ama@example.org", "ama@example.org"),
        ("ama@Écoles.example.org", "ama@xn--coles-9ra.example.org"),
        ("ama+python@example.org", "ama+python@example.org"),
    ],
)
def test_an_address_has_one_normal_form(typed: str, normal: str) -> None:
    assert email_address(typed) == normal


@pytest.mark.parametrize(
    "typed", ["Mıke@example.org", "mi\u212ae@example.org", "ａma@example.org", "am\u0430@example.org"]
)
def test_d10_a_letter_that_only_looks_latin_never_becomes_the_latin_one(typed: str) -> None:
    with pytest.raises(ContactRefused, match=r"^Write the part before the @ in plain letters"):
        email_address(typed)


def test_d10_a_domain_written_in_other_letters_is_another_domain() -> None:
    assert email_address("mike@exampl\u0435.org") != "mike@example.org"
    assert email_address("mike@exampl\u0435.org").startswith("mike@xn--")


@pytest.mark.parametrize(
    "typed",
    ["a ma@example.org", "ama@exam\u202eple.org", "ama\x00@example.org", "ama@example.org\nbcc:b@x.org"],
)
def test_hidden_signs_in_an_address_are_named(typed: str) -> None:
    with pytest.raises(ContactRefused, match="space or a hidden sign"):
        email_address(typed)


@pytest.mark.parametrize(
    "typed", ["@", "ama@", "@example.org", "ama@example", "a@b@c.org", "ama@-.org", "x" * 400]
)
def test_half_an_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ContactRefused, match=r"name@example\.org"):
        email_address(typed)


@pytest.mark.parametrize(
    ("typed", "countries", "normal"),
    [
        ("90 12 34 56", ["TG"], "+22890123456"),
        ("+228 90-12-34-56", [], "+22890123456"),
        ("00228 90 12 34 56", ["TG"], "+22890123456"),
        ("077 123 45 67", ["SN", "GM"], None),
        ("77 123 45 67", ["SN", "GM"], "+221771234567"),
        ("024 412 3456", ["GH"], "+233244123456"),
        ("٩٠١٢٣٤٥٦", ["TG"], "+22890123456"),
    ],
)
def test_a_number_is_read_in_the_community_s_country(
    typed: str, countries: list[str], normal: str | None
) -> None:
    if normal is None:
        with pytest.raises(ContactRefused, match="country code"):
            phone_number(typed, countries)
    else:
        assert phone_number(typed, countries) == normal


def test_a_refused_number_shows_one_that_would_do() -> None:
    with pytest.raises(ContactRefused, match=r"for example \+228 "):
        phone_number("12", ["TG"])


def test_a_number_without_a_country_is_asked_for_its_code() -> None:
    with pytest.raises(ContactRefused, match="country code"):
        phone_number("90 12 34 56", [])


def test_a_number_of_two_countries_is_never_guessed() -> None:
    with pytest.raises(ContactRefused, match="more than one country"):
        phone_number("90 12 34 56", ["TG", "NE"])


def test_one_field_takes_an_address_or_a_number() -> None:
    assert contact("Ama@Example.org", ["TG"]) == Contact("email", "ama@example.org")
    assert contact(" 90 12 34 56", ["TG"]) == Contact("phone", "+22890123456")
    with pytest.raises(ContactRefused, match="or a phone number"):
        contact("Ama", ["TG"])


def test_numbers_are_shown_in_groups() -> None:
    assert shown_contact("phone", "+22890123456") == "+228 90 12 34 56"
    assert shown_contact("email", "ama@example.org") == "ama@example.org"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Ama   Ɖziɖula ", "Ama Ɖziɖula"),
        ("N\u0303ana", "Ñana"),
        ("Ko\u202efi", "Kofi"),
        ("Kofi\r\nBcc: everybody", "Kofi Bcc: everybody"),
        ("Ko\x00fi\x07", "Kofi"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a22_control_signs_and_direction_marks_leave_a_name(typed: str, stored: str) -> None:
    assert person_name(typed) == stored
    assert one_line(stored) == stored


@pytest.mark.parametrize(
    "typed", ["", "  ", "12 34", "\u202e", "<a href=x>Ama</a>", "Ama http://x.org", "a@b.org"]
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(NameRefused):
        person_name(typed)


def test_a_very_long_name_is_refused_with_its_limit() -> None:
    assert person_name("A" * 120) == "A" * 120
    with pytest.raises(NameRefused, match="120"):
        person_name("A" * 121)
