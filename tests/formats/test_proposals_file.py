"""Files of proposals: both shapes of pretalx's API, a folder of them, tables, and rubbish."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.formats.proposals import Unreadable, read_proposals
from teranga.formats.proposals.table import by_columns

TODAY = {  # rows name each other by key
    "submissions": {
        "count": 2, "next": None, "results": [
            {"code": "ABCDEF", "title": "Maps", "speakers": ["SPEAK1"], "submission_type": 7, "track": 3,
             "state": "submitted", "pending_state": "accepted", "abstract": "On foot.", "description": "",
             "notes": "Said once", "duration": 45, "content_locale": "fr", "do_not_record": True,
             "tags": [5], "answers": [11], "created": "2026-01-02T03:04:05+00:00"},
            {"code": "GONE11", "title": "Never sent", "speakers": [], "state": "draft"},
        ],
    },
    "speakers": [{"code": "SPEAK1", "name": "Afi Mensah", "email": "afi@example.org", "biography": "Walks."}],
    "submission-types": [{"id": 7, "name": {"en": "Long talk", "fr": "Long"}, "default_duration": 45}],
    "tracks": [{"id": 3, "name": {"en": "Data"}, "color": "#112233"}],
    "tags": [{"id": 5, "tag": "local"}],
    "rooms": [{"id": 1, "name": {"en": "Hall"}, "capacity": 90}],
    "questions": [
        {"id": 4, "question": {"en": "Where?"}, "variant": "choices", "target": "submission",
         "options": [{"id": 1, "answer": {"en": "Here"}}, {"id": 2, "answer": {"en": "There"}}]},
        {"id": 9, "question": {"en": "Fair?"}, "variant": "text", "target": "reviewer"},
    ],
    "answers": [{"id": 11, "question": 4, "answer": "There", "submission": "ABCDEF"}],
    "reviews": [{"id": 1, "submission": "ABCDEF", "score": "2.5", "text": "Good"}, {"id": 2, "score": None}],
}  # fmt: skip
EARLIER = [  # rows stand inside one another
    {"code": "ABCDEF", "title": "Maps", "abstract": "On foot.", "state": "confirmed",
     "speakers": [{"code": "S", "name": "Afi Mensah", "biography": "Walks."}],
     "submission_type": {"en": "Long talk"}, "track": {"en": "Data"},
     "content_locale": "fr", "tags": ["local"], "duration": 45,
     "answers": [{"id": 11, "question": {"id": 4, "question": {"en": "Where?"}, "variant": "string",
                                         "target": "submission"}, "answer": "There"}]},
]  # fmt: skip


def as_bytes(told: Any) -> bytes:
    return json.dumps(told).encode()


def a_folder(**files: Any) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, told in files.items():
            folder.writestr(f"export/{name}.json", as_bytes(told))
    return content.getvalue()


def test_what_pretalx_exports_today_is_joined_by_its_keys() -> None:
    told = read_proposals(as_bytes(TODAY))
    [one, draft] = told["proposals"]
    assert (draft["state"], draft["speakers"]) == ("draft", [])
    assert (one["key"], one["state"], one["told"], one["minutes"]) == ("ABCDEF", "accepted", "submitted", 45)
    assert (one["type"], one["track"], one["tags"], one["language"]) == ("Long talk", "Data", ["local"], "fr")
    [who] = one["speakers"]
    assert (who["name"], who["email"], who["biography"]) == ("Afi Mensah", "afi@example.org", "Walks.")
    assert (one["may_record"], one["answers"]) == (
        False, [{"question": "4", "value": "There", "values": [], "file": ""}],
    )  # fmt: skip
    [review] = told["reviews"]
    assert (review["proposal"], review["points"], review["text"]) == ("ABCDEF", {"score": 5}, "Good")
    assert [question["label"] for question in told["questions"]] == [{"en": "Where?"}]
    assert told["types"] == [{"name": {"en": "Long talk", "fr": "Long"}, "minutes": 45, "colour": ""}]
    assert told["rooms"] == [{"name": {"en": "Hall"}, "capacity": 90}]


def test_the_older_shape_says_the_same() -> None:
    told = read_proposals(as_bytes(EARLIER))
    [one] = told["proposals"]
    assert (one["title"], one["type"], one["track"], one["state"]) == (
        "Maps",
        "Long talk",
        "Data",
        "confirmed",
    )
    assert [who["name"] for who in one["speakers"]] == ["Afi Mensah"]
    assert (one["tags"], told["tags"]) == (["local"], [{"name": "local"}])
    assert [(answer["question"], answer["value"]) for answer in one["answers"]] == [("4", "There")]
    assert told["questions"][0]["kind"] == "text"


def test_a_folder_says_what_its_files_say() -> None:
    assert read_proposals(a_folder(**TODAY)) == read_proposals(as_bytes(TODAY))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_the_words_at_its_top(delimiter: str) -> None:
    lines = [["Titre", "Résumé", "Intervenant", "E-mail", "Langue", "Statut", "Ville"],
             ["Cartes", "À pied", "Afi Mensah | Kofi Boa", "afi@example.org", "fr", "Acceptée", "Lomé"],
             ["", "Sans titre", "", "", "", "", ""]]  # fmt: skip
    told = read_proposals("\n".join(delimiter.join(line) for line in lines).encode("cp1252"))
    assert told["columns"] == ["title", "abstract", "speaker", "email", "language", "state", ""]
    found = by_columns(told, told["columns"])
    [one] = found["proposals"]
    assert (one["title"], one["abstract"], one["state"], found["drafts"]) == (
        "Cartes",
        "À pied",
        "accepted",
        1,
    )
    assert [(who["name"], who["email"]) for who in one["speakers"]] == [
        ("Afi Mensah", "afi@example.org"), ("Kofi Boa", ""),
    ]  # fmt: skip
    other = by_columns(told, ["abstract", "title", "", "", "", "", "track"])
    assert [(row["title"], row["abstract"], row["track"]) for row in other["proposals"]] == [
        ("À pied", "Cartes", "Lomé"), ("Sans titre", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "empty"), (b"  \n", "empty"), (b"{", "broken"), (b"[" * 5000, "broken"), (b"{}", "nothing"),
     (b"[]", "nothing"), (b"3,4", "nothing"), (b"%PDF-1.4\n", "kind"), (b"<html>", "kind"),
     (b"PK\x03\x04nothing", "broken"), (b"\x00\x01\x02", "kind")],
)  # fmt: skip
def test_rubbish_is_refused_by_its_reason(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_proposals(content)
    assert refused.value.why == why


def test_a_folder_that_unpacks_beyond_measure_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("submissions.json", b" " * (41 * 1024 * 1024))
    with pytest.raises(Unreadable) as refused:
        read_proposals(content.getvalue())
    assert refused.value.why == "large"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["code", "id", "name", "title", "state", "speakers", "submission_type", "tags",
                         "answers", "question", "options", "results", "en"]), inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from([*TODAY, "talks", "other"]), ANY | st.lists(ANY, max_size=3), max_size=5)
)
def test_whatever_json_says_it_is_read_or_refused(told: dict[str, Any]) -> None:
    try:
        found = read_proposals(as_bytes(told))
    except Unreadable:
        return
    json.dumps(found)
    assert all(isinstance(one["title"], str) and one["title"] for one in found["proposals"])
