"""Venues, rooms, tracks and speakers as lists of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.events.actions.programme_rows import (
    KINDS,
    InUse,
    add_row,
    change_row,
    move_row,
    remove_row,
)
from teranga.domains.events.queries_programme import venues_of
from teranga.domains.people.roles import Area
from teranga.web import localised
from teranga.web.organise import programme_forms as forms
from teranga.web.organise.row_lists import RowList
from teranga.web.templating import translated_plain

ROOT = "<slug:community>/<slug:event>/"


class OfAnEvent:
    """The rows of one kind of the event in the address, or of its community."""

    def __init__(self, kind: str, *order: str) -> None:
        self.kind, self.order = kind, order
        self.fields = tuple(name for name in KINDS[kind].fields if name != "links")

    def rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        told = KINDS[self.kind]
        scope = {"event": request.event} if told.of_event else {"community": request.community}
        return told.model._default_manager.filter(**scope).order_by(*self.order)

    def languages(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(request.event.languages or request.community.languages)

    def options(self, request: HttpRequest) -> Mapping[str, Any]:
        if self.kind != "room":
            return {}
        return {"venues": [(str(row.pk), translated_plain(row.name)) for row in venues_of(request.event)]}

    def add(self, request: HttpRequest, values: dict[str, Any]) -> None:
        add_row(event=request.event, kind=self.kind, by=request.actor, at=timezone.now(), **values)

    def change(self, request: HttpRequest, row: Any, seen: str, values: dict[str, Any]) -> None:
        change_row(event=request.event, row=row, seen=seen, by=request.actor, at=timezone.now(), **values)

    def move(self, request: HttpRequest, row: Any, step: int) -> None:
        move_row(event=request.event, row=row, step=step, by=request.actor, at=timezone.now())

    def remove(self, request: HttpRequest, row: Any) -> None:
        remove_row(event=request.event, row=row, by=request.actor, at=timezone.now())


def _venue(row: Any) -> tuple[str, str]:
    country = localised.country_name(row.country) if row.country else ""
    return translated_plain(row.name), ", ".join(part for part in (row.address, row.city, country) if part)


def _room(row: Any) -> tuple[str, str]:
    seats = _("{count} seats").format(count=localised.number(row.capacity)) if row.capacity else ""
    return translated_plain(row.name), seats


def _speaker(row: Any) -> tuple[str, str]:
    return row.name, row.affiliation


LISTS = (
    RowList(
        "venue", "venues/", Area.EVENTS, gettext_lazy("Venues"), gettext_lazy("Add a venue"),
        gettext_lazy("The community’s houses: every event can use them."),
        forms.VenueForm, _venue, OfAnEvent("venue", "slug", "pk"), False, InUse,
    ),
    RowList(
        "room", "rooms/", Area.EVENTS, gettext_lazy("Rooms"), gettext_lazy("Add a room"),
        gettext_lazy("In the order in which the programme shows them."),
        forms.RoomForm, _room, OfAnEvent("room", "position", "pk"), True, InUse,
    ),
    RowList(
        "track", "tracks/", Area.PROGRAMME, gettext_lazy("Tracks"), gettext_lazy("Add a track"),
        gettext_lazy("Subjects that run through the programme."),
        forms.TrackForm, lambda row: (translated_plain(row.name), row.colour),
        OfAnEvent("track", "position", "pk"), True, InUse,
    ),
    RowList(
        "speaker", "speakers/", Area.PROGRAMME, gettext_lazy("Speakers"), gettext_lazy("Add a speaker"),
        gettext_lazy("As the programme names them."),
        forms.SpeakerForm, _speaker, OfAnEvent("speaker", "name", "pk"), False, InUse,
    ),
)  # fmt: skip
