"""An event as pretalx's API tells it in several lists, and the ZIP in which somebody keeps them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from PIL import Image


def a_picture(colour: str = "red") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "PNG")
    return content.getvalue()


def an_event_of_pretalx() -> dict[str, Any]:
    """Two submissions with all that may hang on them; lists name each other by key."""
    return {
        "submissions": [
            {"code": "ABCDEF", "title": "Maps", "speakers": ["SPEAK1", "SPEAK2"], "submission_type": 7,
             "track": 3, "state": "submitted", "pending_state": "accepted", "abstract": "On <b>foot</b>.",
             "description": "", "notes": "Said once", "internal_notes": "Ask for slides", "duration": 60,
             "slot_count": 2, "content_locale": "fr", "do_not_record": True, "tags": [5],
             "answers": [11, 12, 13, 14, 15, 16], "created": "2026-01-02T03:04:05+00:00",
             "image": "https://talks.example.org/media/pycon/submissions/ABCDEF/map.png",
             "resources": [
                 {"id": 1, "resource": "https://talks.example.org/media/pycon/submissions/slides.pdf",
                  "description": "Slides"},
                 {"id": 2, "resource": "https://example.org/demo", "description": "Demo"}]},
            {"code": "GHJKLM", "title": "Roads", "speakers": ["SPEAK1"], "submission_type": 7, "track": None,
             "state": "confirmed", "abstract": "", "duration": 45, "tags": [], "answers": []},
            {"code": "DRAFT1", "title": "Begun", "speakers": ["SPEAK2"], "state": "draft"},
            {"code": "DRAFT2", "title": "Begun by nobody", "speakers": [], "state": "draft"},
            {"code": "GONE11", "title": "Deleted", "speakers": [], "state": "deleted"},
        ],
        "speakers": [
            {"code": "SPEAK1", "name": "Afi Mensah", "email": "afi@example.org", "biography": "Walks.",
             "internal_notes": "Knows Lomé", "answers": [21],
             "availabilities": [{"start": "2026-09-24T09:00:00Z", "end": "2026-09-24T12:00:00Z"}]},
            {"code": "SPEAK2", "name": "Kofi Boa", "email": "kofi@example.org", "biography": ""},
        ],
        "submission-types": [{"id": 7, "name": {"en": "Long talk", "fr": "Long"}, "default_duration": 45}],
        "tracks": [{"id": 3, "name": {"en": "Data"}, "color": "#112233"}],
        "tags": [{"id": 5, "tag": "local"}],
        "rooms": [{"id": 1, "name": {"en": "Hall"}, "capacity": 90}],
        "questions": [
            {"id": 4, "question": {"en": "Where?"}, "variant": "multiple_choice", "target": "submission",
             "options": [{"id": 1, "answer": {"en": "Here, now"}}, {"id": 2, "answer": {"en": "There"}}],
             "is_visible_to_reviewers": True},
            {"id": 5, "question": {"en": "How many?"}, "variant": "number", "target": "submission"},
            {"id": 6, "question": {"en": "Since when?"}, "variant": "date", "target": "submission"},
            {"id": 7, "question": {"en": "New?"}, "variant": "boolean", "target": "submission"},
            {"id": 8, "question": {"en": "Old one?"}, "variant": "boolean", "target": "submission"},
            {"id": 9, "question": {"en": "Fair?"}, "variant": "string", "target": "reviewer"},
            {"id": 10, "question": {"en": "Your paper"}, "variant": "file", "target": "submission"},
            {"id": 20, "question": {"en": "Shirt?"}, "variant": "choices", "target": "speaker",
             "contains_personal_data": True,
             "options": [{"id": 3, "answer": {"en": "S"}}, {"id": 4, "answer": {"en": "M"}}]},
        ],
        "answers": [
            {"id": 11, "question": 4, "answer": "Here, now, There", "options": [1, 2],
             "submission": "ABCDEF"},
            {"id": 12, "question": 5, "answer": "12.5", "submission": "ABCDEF"},
            {"id": 13, "question": 6, "answer": "2026-02-03", "submission": "ABCDEF"},
            {"id": 14, "question": 7, "answer": "True", "submission": "ABCDEF"},
            {"id": 15, "question": 8, "answer": "False", "submission": "ABCDEF"},
            {"id": 16, "question": 10, "answer": "file://paper.pdf", "submission": "ABCDEF",
             "answer_file": "https://talks.example.org/media/pycon/question_uploads/paper.pdf"},
            {"id": 17, "question": 9, "answer": "Yes", "review": 1},
            {"id": 21, "question": 20, "answer": "M", "options": [4], "person": "SPEAK1"},
        ],
        "score-categories": [
            {"id": 1, "name": {"en": "Content"}, "weight": "1.0"},
            {"id": 2, "name": {"en": "Form"}, "weight": "0.5"},
        ],
        "reviews": [
            {"id": 1, "submission": "ABCDEF", "text": "Good", "score": "2.5", "user": "REV1", "scores": [
                {"id": 31, "category": 1, "value": "3.0", "label": "very good"},
                {"id": 32, "category": 2, "value": "1.5", "label": "fair"}]},
            {"id": 2, "submission": "ABCDEF", "text": "", "score": "1.0", "user": "REV2", "scores": [
                {"id": 33, "category": 1, "value": "1.0", "label": "poor"}]},
            {"id": 3, "submission": "NOBODY", "text": "Of nothing", "user": "REV2", "scores": []},
        ],
        "teams": [{"name": "Reviewers", "members": [
            {"code": "REV1", "name": "Ama Doe", "email": "ama@example.org"},
            {"code": "REV2", "name": "Yao Koffi", "email": "yao@example.org"}]}],
    }  # fmt: skip


FILES = {
    "media/pycon/submissions/ABCDEF/map.png": a_picture(),
    "media/pycon/submissions/slides.pdf": b"%PDF-1.4\nslides",
    "media/pycon/question_uploads/paper.pdf": b"%PDF-1.4\npaper",
}


def a_zip(told: dict[str, Any], files: dict[str, bytes] | None = None) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, rows in told.items():
            folder.writestr(f"export/{name}.json", json.dumps(rows))
        for name, inside in (files or {}).items():
            folder.writestr(f"export/{name}", inside)
    return content.getvalue()
