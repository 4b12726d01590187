"""What a past event's page keeps: materials, pictures, thanks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from teranga.domains.events.models import Event
from teranga.domains.events.queries_after import after_of
from teranga.foundation.translated import TranslatedText
from teranga.web.after_words import licence_address, licence_name


@dataclass(frozen=True, slots=True)
class Taken:
    """Something to open or to save, with whose it is."""

    title: TranslatedText
    address: str  # without the language when it is ours
    is_ours: bool
    made_by: str
    licence: str
    licence_address: str


def remains_of(event: Event) -> dict[str, Any]:
    """Empty for an event of which nothing remains yet."""
    after = after_of(event)
    if not after:
        return {}
    root = f"/{event.community.slug}/{event.slug}/"
    materials = [
        Taken(
            row.title, row.url or f"{root}materials/{row.pk}/", not row.url, row.made_by,
            licence_name(row.licence), licence_address(row.licence),
        )
        for row in after.materials
    ]  # fmt: skip
    photos = [(row, licence_name(row.licence)) for row in after.photos]
    return {"materials": materials, "photos": photos, "thanks": after.thanks, "helpers": after.helpers}
