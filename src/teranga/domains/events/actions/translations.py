"""One text of a community or its event, said in more languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.findable import index_community, index_pages
from teranga.domains.communities.models import Community, Page
from teranga.domains.communities.publishing import announce_community, refresh_search_above
from teranga.domains.events.findable import index_event, index_sessions, index_speakers, index_whole_event
from teranga.domains.events.models import Event, Session, Speaker, Venue
from teranga.domains.events.publishing import announce_event
from teranga.domains.events.queries_translations import KINDS, Text, original_of, text_at
from teranga.foundation.translated import TranslatedText


class NoSuchText(Exception):
    """No text stands at this place of this community. Nothing was written."""


def row_of(community: Community, text: Text) -> models.Model:
    model = KINDS[text.kind].model
    if model is Community:
        return community
    return model._default_manager.filter(community=community).get(pk=text.number)


def translate_text(
    *, community: Community, event: Event | None, text: Text, words: dict[str, str],
    original: str = "", seen: str = "", by: Actor, at: datetime,
) -> bool:  # fmt: skip
    """Write the text's other languages; the one it is translated from stays. Raises EditedMeanwhile."""
    with write():
        model = KINDS[text.kind].model
        rows = model._default_manager.select_for_update(of=("self",))
        scope = {"pk": community.pk} if model is Community else {"community": community, "pk": text.number}
        row = rows.filter(**scope).first()
        stored = text_at(community, event, text.kind, text.number, text.path)
        if row is None or stored is None:
            raise NoSuchText(text.path)
        check_same(row, seen)
        original = original if original in stored.value else original_of(stored)
        wanted = TranslatedText(
            {**stored.value, **{code: told for code, told in words.items() if code in stored.languages}}
            | ({original: stored.value[original]} if original else {})
        )
        if wanted == stored.value:
            return False
        name = text.path.partition(".")[0]
        setattr(row, name, _with(getattr(row, name), text.path.split(".")[1:], wanted))
        told = [name]
        if "updated_at" in {one.name for one in row._meta.concrete_fields}:
            row.updated_at = at
            told.append("updated_at")
        row.save(update_fields=told)
        event_id = stored.event_id
        hidden = (text.path,) if model is Speaker else ()  # the log outlives an erasure
        record(by=by, verb=f"{text.kind}.translate", object_type=text.kind, object_id=row.pk, at=at,
               community_id=community.pk, event_id=event_id,
               changes=changed({text.path: stored.value}, {text.path: wanted}, hidden))  # fmt: skip
        _announce(row, event_id)
    return True


def _with(value: Any, way: list[str], text: TranslatedText) -> Any:
    """The same JSON with this text in its place."""
    if not way:
        return text
    first, *rest = way
    if isinstance(value, list):
        return [
            _with(inner, rest, text) if str(index) == first else inner for index, inner in enumerate(value)
        ]
    return {key: _with(inner, rest, text) if key == first else inner for key, inner in value.items()}


def _announce(row: models.Model, event_id: int | None) -> None:
    if isinstance(row, Community):
        index_community(row)
        index_pages(row, Page.objects.filter(community=row))
        refresh_search_above(row)
        announce_community(row)
        return
    community_id = row.community_id
    if isinstance(row, Venue):
        for event in Event.objects.filter(community=community_id, venue=row).select_related(
            "community", "venue"
        ):
            index_event(event)
            announce_event(event)
        return
    if event_id is None:
        community = Community.objects.get(pk=community_id)
        if isinstance(row, Page):
            index_pages(community, [row])
        announce_community(community)
        return
    event = Event.objects.filter(community=community_id).select_related("community", "venue").get(pk=event_id)
    match row:
        case Event():
            index_whole_event(event)
        case Session():
            index_sessions(event, [row])
        case Speaker():
            index_speakers(event, [row])
    announce_event(event)
