"""Everything that is kept of a person as one zip: JSON for programs, a page for reading."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.utils import translation

from teranga.base.personal_data import Declared, export
from teranga.domains.people.models import Person
from teranga.domains.people.personal_data import subject_of
from teranga.web.data_words import category_name


def zip_of(request: HttpRequest, person: Person, at: datetime) -> bytes:
    found = [(one, rows) for one, rows in export(subject_of(person)) if rows]
    told = {"made_at": at, "person": person.pk, "data": {one.model: rows for one, rows in found}}
    page = engines["jinja2"].get_template("me/data_export.html").render(
        {"sections": [_section(one, rows) for one, rows in found], "lang": translation.get_language() or "en",
         "made_at": at}, request,
    )  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(told, default=_told, ensure_ascii=False, indent=1))
        archive.writestr("data.html", page)
    return packed.getvalue()


def _section(one: Declared, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": category_name(one.category),
        "model": one.model,
        "purpose": one.purpose,
        "retention": one.retention,
        "columns": list(one.exported),
        "rows": [[_shown(row[name]) for name in one.exported] for row in rows],
    }


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return dict(value) if hasattr(value, "items") else str(value)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    if hasattr(value, "items"):
        return "; ".join(f"{key}: {text}" for key, text in value.items())
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
