"""Tables of proposals as other programs save them: forms of Google, Sessionize, PaperCall, a spreadsheet."""

from __future__ import annotations

from typing import Any

import pytest

from teranga.formats.proposals import read_proposals
from teranga.formats.proposals.table import by_columns


def read(text: str, *columns: str, encoding: str = "utf-8") -> list[dict[str, Any]]:
    told = read_proposals(text.encode(encoding))
    return by_columns(told, list(columns) or told["columns"])["proposals"]


def guessed(text: str) -> list[str]:
    return read_proposals(text.encode())["columns"]


def people(one: dict[str, Any]) -> list[tuple[str, str]]:
    return [(who["name"], who["email"]) for who in one["speakers"]]


def test_a_form_of_google_in_french_brings_its_days_and_what_no_field_here_holds() -> None:
    text = (
        "Horodateur,Adresse e-mail,Nom complet,Titre de la proposition,Résumé,Niveau,Langue,"
        "Taille du T-shirt\n"
        '03/02/2026 14:05:06,afi@example.org,Afi Mensah,Cartes,"À pied, en ville",Débutant,Français,M\n'
    )
    assert guessed(text) == ["sent", "email", "speaker", "title", "abstract", "level", "language", ""]
    [one] = read(text)
    assert (one["sent"], one["abstract"], one["level"], one["language"]) == (
        "2026-02-03T14:05:06", "À pied, en ville", "beginner", "fr",
    )  # fmt: skip
    assert people(one) == [("Afi Mensah", "afi@example.org")]
    [asked] = read(text, "sent", "email", "speaker", "title", "abstract", "", "", "question")
    assert asked["answers"] == [{"question": "7", "value": "M", "values": ["M"], "file": ""}]


def test_a_form_of_google_in_english_says_the_month_first() -> None:
    text = (
        "Timestamp,Email Address,Name,Talk title\n1/25/2026 2:05:06 PM,a@example.org,Afi,Maps\n"
        "2/3/2026 9:00:00 AM,b@example.org,Ama,Roads\n"
    )
    assert guessed(text) == ["sent", "email", "speaker", "title"]
    assert [one["sent"] for one in read(text)] == ["2026-01-25T14:05:06", "2026-02-03T09:00:00"]
    chosen = read("When,Title\n2/3/2026 0:15:00,Roads\n", "sent_month_first", "title")
    assert [one["sent"] for one in chosen] == ["2026-02-03T00:15:00"]


def test_sessionize_has_columns_for_each_speaker_and_queues_that_nobody_was_told_of() -> None:
    text = (
        "Session Id\tTitle\tDescription\tOwner\tOwner Email\tSession format\tLevel\tStatus\tDate Submitted\t"
        "Owner Notes\tSpeaker Id\tFirstName\tLastName\tEmail\tTagLine\tBio\tSpeaker Id\tFirstName\t"
        "LastName\t"
        "Email\tTagLine\tBio\n"
        "712\tMaps\tOn foot\tAfi Mensah\tafi@example.org\tTalk\tIntroductory and overview\t"
        "Accept_Queue\t2026-02-03 14:05\tSaid once\ta1\tAfi\tMensah\tafi@example.org\tCartographer\t"
        "Walks.\tb2\tKofi\tBoa\t"
        "kofi@example.org\tWalker\tRuns.\n"
        "713\tRoads\t\tAma Doe\tama@example.org\tTalk\t\tNominated\t\t\tc3\tAma\tDoe\tama@example.org\t\t\t"
        "\t\t\t\t\t\n"
    )
    told = read_proposals(text.encode("utf-16"))
    one, other = by_columns(told, told["columns"])["proposals"]
    assert (one["key"], one["type"], one["level"], one["notes"]) == ("712", "Talk", "beginner", "Said once")
    assert (one["state"], one["told"], other["state"]) == ("accepted", "submitted", "submitted")
    assert people(one) == [("Afi Mensah", "afi@example.org"), ("Kofi Boa", "kofi@example.org")]
    assert [who["biography"] for who in one["speakers"]] == ["Walks.", "Runs."]
    assert people(other) == [("Ama Doe", "ama@example.org")]
    assert one["sent"] == "2026-02-03T14:05:00"


def test_papercall_writes_small_words_with_strokes() -> None:
    text = (
        "name,email,avatar,location,bio,twitter,url,organization,shirt_size,talk_format,title,abstract,"
        "description,notes,audience_level,tags,rating,state,confirmed,created_at\n"
        "Afi Mensah,afi@example.org,,Lomé,Walks.,,,Mapmakers,M,Talk (30 minutes),Maps,Short,Long,Mine,"
        'Intermediate,"web, ai",4.5,accepted,false,2026-02-03T04:05:06Z\n'
    )
    [one] = read(text)
    assert (one["type"], one["abstract"], one["description"], one["notes"], one["level"]) == (
        "Talk (30 minutes)", "Short", "Long", "Mine", "intermediate",
    )  # fmt: skip
    assert (one["topics"], one["state"], one["sent"]) == (
        ["web", "ai"],
        "accepted",
        "2026-02-03T04:05:06+00:00",
    )
    [who] = one["speakers"]
    assert (who["name"], who["affiliation"], who["biography"]) == ("Afi Mensah", "Mapmakers", "Walks.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title;Speaker;Email\nMaps;Afi | Kofi;a@x.org | k@x.org\n",
         [("Afi", "a@x.org"), ("Kofi", "k@x.org")]),
        ('Title,Speakers\nMaps,"Afi;Kofi"\n', [("Afi", ""), ("Kofi", "")]),
        ("Title,Speaker 1,Speaker 1 email,Speaker 2,Speaker 2 email\nMaps,Afi,a@x.org,Kofi,k@x.org\n",
         [("Afi", "a@x.org"), ("Kofi", "k@x.org")]),
        ("Titre,Intervenant 1,Intervenant 2,Intervenant 3\nCartes,Afi,,Kofi\n", [("Afi", ""), ("Kofi", "")]),
        ("Título,Nombre,Co-speaker\nMapas,Afi,Kofi\n", [("Afi", ""), ("Kofi", "")]),
    ],
)  # fmt: skip
def test_several_speakers_stand_in_one_cell_or_in_numbered_columns(
    text: str, expected: list[tuple[str, str]]
) -> None:
    [one] = read(text)
    assert people(one) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_are_read_in_the_usual_encodings(encoding: str) -> None:
    [one] = read("Titre;Intervenant\nÉté à Lomé;Aïcha Koné\n", encoding=encoding)
    assert (one["title"], one["speakers"][0]["name"]) == ("Été à Lomé", "Aïcha Koné")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-02-03", "2026-02-03T00:00:00"), ("03.02.2026", "2026-02-03T00:00:00"), ("31/02/2026", ""),
     ("yesterday", ""), ("3/2/26", "2026-02-03T00:00:00"), ("12/31/2026", "2026-12-31T00:00:00"),
     ("2026/02/03 10:32:45 AM GMT+1", "2026-02-03T10:32:45")],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_or_left_empty(text: str, expected: str) -> None:
    [one] = read(f"Timestamp,Title\n{text},Maps\n")
    assert one["sent"] == expected
