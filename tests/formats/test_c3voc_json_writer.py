"""Schedule JSON as c3voc's schema wants it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from teranga.formats.c3voc_json import write_c3voc_json
from teranga.formats.programme import Programme
from tests.formats.invented import GUID, programmes, saly
from tests.formats.places import real


def written(programme: Programme, left_out: list[str] | None = None) -> dict[str, Any]:
    found = json.loads(write_c3voc_json(programme, generator="Teranga", version="1.0", left_out=left_out))
    assert isinstance(found, dict)
    return found


def faults(content: dict[str, Any]) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(real("conferences/_schemas/c3voc-schedule.schema.json"))
    checker = jsonschema.FormatChecker()
    return [
        error.message
        for error in jsonschema.Draft6Validator(schema, format_checker=checker).iter_errors(content)
    ]


def test_an_event_has_exactly_these_values() -> None:
    left_out: list[str] = []
    conference = written(saly(), left_out)["schedule"]["conference"]
    assert left_out == ["poster"]
    event = conference["days"][0]["rooms"]["Baobab"][0]
    number = event["id"]
    assert event == {
        "guid": GUID,
        "id": number,
        "date": "2026-03-06T09:00:00+00:00",
        "start": "09:00",
        "duration": "00:45",
        "room": "Baobab",
        "slug": f"pds_event-{number}-cartes-reseaux",
        "url": f"https://example.org/saly/pds_event-{number}-cartes-reseaux",
        "title": "Cartes & <réseaux>",
        "subtitle": "",
        "track": "Cartes",
        "type": "talk",
        "language": "fr/en",
        "abstract": "Des cartes ;\nsans réseau, hors ligne.",
        "description": "",
        "recording_license": "CC BY 4.0",
        "do_not_record": True,
        "persons": [
            {"guid": event["persons"][0]["guid"], "name": "Awa Ndiaye", "biography": None},
            {"guid": event["persons"][1]["guid"], "name": "Koffi Mensah", "biography": None},
        ],
        "links": [
            {"url": "https://example.org/notes", "title": "Notes"},
            {"type": "media", "url": "https://example.org/v", "title": "Video"},
        ],
    }


def test_days_begin_when_the_programme_says() -> None:
    days = written(saly())["schedule"]["conference"]["days"]
    assert [(day["day_start"], day["day_end"]) for day in days] == [
        ("2026-03-06T05:00:00+00:00", "2026-03-07T05:00:00+00:00"),
        ("2026-03-07T05:00:00+00:00", "2026-03-08T05:00:00+00:00"),
    ]
    assert [event["title"] for event in days[0]["rooms"]["Baobab"]] == ["Cartes & <réseaux>", "Contes"]


def test_the_same_programme_gives_the_same_bytes() -> None:
    first = write_c3voc_json(saly(), generator="Teranga", version="1")
    assert first == write_c3voc_json(saly(), generator="Teranga", version="1")


def test_the_schema_accepts_the_invented_programme() -> None:
    assert faults(written(saly())) == []


@settings(max_examples=25, deadline=None)
@given(programme=programmes())
def test_the_schema_accepts_any_programme(programme: Programme) -> None:
    assert faults(written(programme)) == []
