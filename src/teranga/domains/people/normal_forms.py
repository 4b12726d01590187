"""One written form for a name, an e-mail address and a telephone number, so that each is stored once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from teranga.domains.people.models import ContactPoint

LONGEST_NAME = 120
LONGEST_ADDRESS = 254
# Marks that turn the direction of writing can make one name look like another; joiners are letters and stay.
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Also “example.org”: programs that show mails make a link of it.
LINK = re.compile(r"://|www\.|@|[<>{}\\|]|[^\W_]{2,}\.[^\W\d_]{2,}", re.IGNORECASE)


class DetailRefused(Exception):
    """What was typed cannot be used. The text is for the person who typed it and says what to do."""

    field = ""


class NameRefused(DetailRefused):
    field = "name"


class ContactRefused(DetailRefused):
    field = "contact"


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address or a telephone number (E.164) in its one normal form."""

    kind: str
    value: str

    @property
    def is_email(self) -> bool:
        return self.kind == ContactPoint.Kind.EMAIL


def one_line(text: str) -> str:
    """The text in composed letters on one line, without control characters and direction marks."""
    composed = DIRECTION_MARKS.sub("", unicodedata.normalize("NFC", text))
    kept = (
        " " if letter.isspace() else letter for letter in composed if letter.isspace() or _is_visible(letter)
    )
    return " ".join("".join(kept).split())


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs")


def person_name(text: str) -> str:
    """A person's name as it is stored. Raises NameRefused."""
    name = one_line(text)
    if not any(letter.isalpha() for letter in name):
        raise NameRefused(_("Write your name, as people call you."))
    if LINK.search(name):
        raise NameRefused(_("Write only your name here, without an address or special signs."))
    if len(name) > LONGEST_NAME:
        raise NameRefused(_("This name is very long. Write at most 120 letters."))
    return name


def contact(text: str, countries: Sequence[str] = ()) -> Contact:
    """What somebody typed in one field, as an e-mail address or a number. Raises ContactRefused."""
    typed = text.strip().strip("\u200b\u2060\ufeff")
    if "@" in typed:
        return Contact(ContactPoint.Kind.EMAIL, email_address(typed))
    if sum(letter.isdigit() for letter in typed) >= 4:
        return Contact(ContactPoint.Kind.PHONE, phone_number(typed, countries))
    raise ContactRefused(_("Write an e-mail address, such as name@example.org, or a phone number."))


def email_address(text: str) -> str:
    """The address in lower case with its domain in ASCII. Letters that only look Latin are refused."""
    typed = text.strip().strip("\u200b\u2060\ufeff").removeprefix("mailto:")
    if any(letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in typed):
        raise ContactRefused(
            _("There is a space or a hidden sign in this address. Type it again, letter by letter.")
        )
    local, _at, domain = typed.rpartition("@")
    if not local.isascii():
        raise ContactRefused(_("Write the part before the @ in plain letters, without accents."))
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}".lower()
        validate_email(address)
    except (UnicodeError, ValidationError):
        raise ContactRefused(
            _("This e-mail address is not complete. It should look like name@example.org.")
        ) from None
    if len(address) > LONGEST_ADDRESS:
        raise ContactRefused(_("This e-mail address is too long. Use another one."))
    return address


def phone_number(text: str, countries: Sequence[str] = ()) -> str:
    """The number as +country and digits; without a country code, one of the community's countries."""
    found = {number for country in (*countries, None) if (number := _read_number(text, country))}
    if len(found) == 1:
        return found.pop()
    example = _example_number(countries)
    if found:
        message = _(
            "This number exists in more than one country. Begin with the country code, for example {example}."
        )
    else:
        message = _(
            "This phone number does not exist as written."
            " Write it with its country code, for example {example}."
        )
    raise ContactRefused(message.format(example=example))


def _read_number(text: str, country: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _example_number(countries: Sequence[str]) -> str:
    country = countries[0] if countries else "TG"
    number = phonenumbers.example_number_for_type(country, PhoneNumberType.MOBILE)
    return (
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) if number else "+228 90 11 23 45"
    )


def shown_contact(kind: str, value: str) -> str:
    """An address as it is; a number in groups, as people read it out."""
    if kind == ContactPoint.Kind.EMAIL:
        return value
    return phonenumbers.format_number(phonenumbers.parse(value, None), PhoneNumberFormat.INTERNATIONAL)
