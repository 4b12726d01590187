from __future__ import annotations

import base64
import json

import pytest

from teranga.formats.plain_programme import from_plain, to_plain
from teranga.formats.schedule import read_programme
from teranga.formats.schedule.apart import read_apart


def a_file() -> bytes:
    rows = [
        {"id": "a1", "title": "Bonjour", "start": "2026-09-24T23:30:00+00:00",
         "end": "2026-09-25T00:15:00+00:00",
         "room": "Grande salle", "speakers": ["Afi", "Kofi"], "language": "fr"},
        {"id": "a2", "title": "Suite", "start": "2026-09-25T01:10:00+00:00", "room": "Petite salle"},
    ]  # fmt: skip
    conference = {"title": "PyCon Example", "timezone": "Africa/Lome", "start": "2026-09-24"}
    return json.dumps({"conference": conference, "sessions": rows}).encode()


def test_a_programme_comes_back_from_plain_values_as_it_was() -> None:
    read = read_programme(a_file(), "talks.json")
    assert len(read.programme.sessions) == 2
    back = from_plain(json.loads(json.dumps(to_plain(read))))
    assert back == read
    assert back.programme.sessions[0].start.tzinfo == read.programme.sessions[0].start.tzinfo


def test_what_is_read_apart_is_what_is_read_here() -> None:
    told = read_apart(base64.b64encode(a_file()).decode(), "talks.json")
    assert from_plain(told["read"]) == read_programme(a_file(), "talks.json")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<!doctype html><script>alert(1)</script>"])
def test_what_is_no_programme_is_refused_with_one_sentence(content: bytes) -> None:
    told = read_apart(base64.b64encode(content).decode(), "talks.json")
    assert list(told) == ["refusal"]
    assert told["refusal"].endswith(".")
