"""Lists of people from elsewhere: what is read from each kind of file."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga.formats.contacts import ContactList, Listed, UnreadableFile, read_contacts


def people_in(text: str, encoding: str = "utf-8") -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.name, one.emails, one.city) for one in read_contacts(text.encode(encoding)).people]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(delimiter: str) -> None:
    rows = [["Nom", "Adresse e-mail", "Ville"], ["Afi Mensah", "afi@example.org", "Lomé"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert people_in(text) == [("Afi Mensah", ("afi@example.org",), "Lomé")]
    assert read_contacts(text.encode()).delimiter == delimiter


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_every_encoding_gives_the_same_people(encoding: str) -> None:
    text = "name,email,city\nAïcha Koné,aicha@example.org,Aného\n"
    text += "Renée Éloïse Agbodjan,renee@example.org,Kpalimé\n"
    assert people_in(text, encoding) == [
        ("Aïcha Koné", ("aicha@example.org",), "Aného"),
        ("Renée Éloïse Agbodjan", ("renee@example.org",), "Kpalimé"),
    ]


def test_lines_of_several_encodings_in_one_file_are_each_read_in_theirs() -> None:
    names = ["Kossi Amétépé", "Françoise Déla", "Mawulé Kodjo", "Béatrice Sénam"]
    encodings = ["utf-8", "cp1252", "mac_roman", "cp1252"]
    lines = [
        f"{name};p{nth}@example.org".encode(encoding)
        for nth, (name, encoding) in enumerate(zip(names, encodings, strict=True))
    ]
    found = read_contacts(b"nom;email\n" + b"\n".join(lines))
    assert [one.name for one in found.people] == names
    assert found.encodings == ("cp1252", "utf-8", "mac_roman")


def test_first_and_last_name_make_one_and_nom_alone_is_the_whole() -> None:
    assert people_in("Prénom;Nom;Courriel\nAfi;Mensah;afi@example.org") == [
        ("Afi Mensah", ("afi@example.org",), "")
    ]
    assert people_in("Nom;Courriel\nAfi Mensah;afi@example.org") == [("Afi Mensah", ("afi@example.org",), "")]


def test_a_table_without_headings_is_read_by_what_stands_in_it() -> None:
    found = read_contacts(
        b"Afi Mensah,afi@example.org,+228 90 11 23 45\nKofi Boa,kofi@example.org,+228 90 11 23 46"
    )
    assert found.columns == ("name", "email", "phone")
    assert [(one.name, one.phones) for one in found.people] == [
        ("Afi Mensah", ("+228 90 11 23 45",)),
        ("Kofi Boa", ("+228 90 11 23 46",)),
    ]


def test_a_corrected_guess_is_followed() -> None:
    text = b"a,b\nAfi Mensah,Kara"
    assert read_contacts(text, columns=("name", "city")).people == (
        Listed(1, "a", city="b"),
        Listed(2, "Afi Mensah", city="Kara"),
    )


def test_a_meetup_export_gives_names_numbers_and_days() -> None:
    text = (
        "Name\tUser ID\tTitle\tJoined Group on\tLast visited group on\tLocation\tURL of Member Profile\n"
        "Afi M.\tuser 12345\t\t03/14/2023\t11/02/2025\tLomé\thttps://www.meetup.com/members/12345\n"
    )
    found = read_contacts(text.encode())
    assert found.kind == "meetup"
    assert found.people == (Listed(2, "Afi M.", city="Lomé", joined="2023-03-14", key="meetup:user 12345"),)


def test_a_luma_export_gives_addresses() -> None:
    text = (
        "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status\n"
        "gst-1,Afi Mensah,Afi,Mensah,afi@example.org,+22890112345,2025-10-01T10:00:00.000Z,approved\n"
    )
    found = read_contacts(text.encode())
    assert found.kind == "luma"
    assert found.people == (
        Listed(
            2, "Afi Mensah", ("afi@example.org",), ("+22890112345",), joined="2025-10-01", key="luma:gst-1"
        ),
    )


def test_google_contacts_hold_several_addresses_in_a_cell() -> None:
    text = (
        "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,Address 1 - City\n"
        "Afi,Mensah,Home,afi@example.org ::: afi@work.example.org,+228 90112345,Lomé\n"
    )
    found = read_contacts(text.encode())
    assert found.kind == "google"
    assert found.people == (
        Listed(2, "Afi Mensah", ("afi@example.org", "afi@work.example.org"), ("+228 90112345",), "Lomé"),
    )


def test_vcards_of_old_and_new_telephones_are_read() -> None:
    text = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Kon=C3=A9;A=C3=AFcha;;;\r\n"
        "TEL;CELL:+22890112345\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Afi\r\n  Mensah\r\nitem1.EMAIL;TYPE=home:afi@example.org\r\n"
        "ADR:;;Rue 1;Lomé;;;Togo\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Cut Off\r\n"
    )
    found = read_contacts(text.encode())
    assert found.kind == "vcard"
    assert [(one.name, one.emails, one.phones, one.city) for one in found.people] == [
        ("Aïcha Koné", (), ("+22890112345",), ""),
        ("Afi Mensah", ("afi@example.org",), (), "Lomé"),
        ("Cut Off", (), (), ""),
    ]


def test_quoted_line_breaks_keep_the_line_of_the_file() -> None:
    found = read_contacts(b'name,email\n"Afi\nMensah",afi@example.org\nKofi,kofi@example.org\n')
    assert [(one.line, one.name) for one in found.people] == [(2, "Afi Mensah"), (4, "Kofi")]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 ...", b"PK\x03\x04xl/", b"\x89PNG\r\n", b"\x00\x01\x02\xff" * 30]
)
def test_what_is_no_list_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_contacts(content)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _read_or_refused(content)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_lists_are_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)
    text = dice.choice(
        (
            "name;email\nAïcha;a@example.org\n",
            "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:A=C3=\n=AF\nTEL:1\nEND:VCARD\n",
        )
    ) * dice.randint(1, 4)
    content = bytearray(
        text.encode(dice.choice(("utf-8", "utf-16", "cp1252", "mac_roman")), errors="replace")
    )
    for _turn in range(dice.randint(0, 12)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    _read_or_refused(bytes(content))


def _read_or_refused(content: bytes) -> None:
    try:
        found = read_contacts(content)
    except UnreadableFile:
        return
    assert isinstance(found, ContactList)
    assert all(one.name or one.emails or one.phones for one in found.people)
    assert not any("\n" in one.name or "\x00" in one.name for one in found.people)
