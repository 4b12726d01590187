"""The lists on a community's home, row by row: goals, seats, channels, figures, directory, outside links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from teranga.base import jobs
from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.actions.listings import list_community
from teranga.domains.communities.models import (
    Agreement,
    Channel,
    Community,
    CommunityLink,
    DirectoryEntry,
    Figure,
    Goal,
    LentItem,
    Page,
    Partner,
    PartnerContact,
    TeamSeat,
)
from teranga.domains.communities.publishing import announce_community


@dataclass(frozen=True, slots=True)
class Listed:
    model: type[models.Model]
    fields: tuple[str, ...]  # what may be written through these actions; pages are only moved
    hidden: tuple[str, ...] = ()  # of these the log tells only that they changed


ABOUT_A_CONTACT = ("name", "role", "email", "phone", "note")
ENTRY = ("kind", "title", "text", "url", "feed_url", "country", "language", "tags", "is_closed")
LISTED = {
    "goal": Listed(Goal, ("title", "text", "metric", "target", "unit", "deadline", "source_url")),
    "seat": Listed(
        TeamSeat, ("name", "role", "group", "since", "until", "ends_on", "source_url"), ("name", "source_url")
    ),
    "channel": Listed(Channel, ("kind", "label", "url")),
    "figure": Listed(Figure, ("label", "value", "date", "source_url")),
    "entry": Listed(DirectoryEntry, ENTRY),
    "link": Listed(CommunityLink, ("kind", "name", "url", "note")),
    "page": Listed(Page, ()),
    "partner": Listed(Partner, ("name", "kind", "what", "url", "since", "is_shown")),
    "contact": Listed(PartnerContact, ("partner_id", *ABOUT_A_CONTACT), ABOUT_A_CONTACT),
    "agreement": Listed(
        Agreement, ("partner_id", "title", "they_do", "we_do", "since", "until", "document_url")
    ),
    "lent": Listed(LentItem, ("partner_id", "what", "since", "due", "returned", "note")),
}
TYPES = {listed.model: name for name, listed in LISTED.items()}


class NotInTheList(Exception):
    """The field is none that an organiser writes in this list. Nothing was written."""


def add_row(*, community: Community, to: str, by: Actor, at: datetime, **values: Any) -> models.Model:
    """Append a row to one of the lists. An outside link needs nobody's yes."""
    listed = LISTED[to]
    _check(listed, values)
    with write():
        _check_partner(community.pk, values)
        rows = listed.model._default_manager.filter(community=community)
        last = rows.order_by("-position").values_list("position", flat=True).first()
        more = {"state": CommunityLink.State.CONFIRMED} if to == "link" else {}
        position = min((last if last is not None else -1) + 1, 32_767)
        row = listed.model._default_manager.create(community=community, position=position, **values, **more)
        _note("add", row, changed({}, values, listed.hidden), by, at)
        _measure(row, at)
        _announce(community, to)
    return row


def change_row(*, row: models.Model, seen: str = "", by: Actor, at: datetime, **values: Any) -> list[str]:
    """Returns the names of the fields that differed. Raises EditedMeanwhile."""
    listed = LISTED[TYPES[type(row)]]
    _check(listed, values)
    with write():
        stored = _locked(row)
        _check_partner(stored.community_id, values)
        check_same(stored, seen)
        differing = changed({name: getattr(stored, name) for name in values}, values, listed.hidden)
        if differing:
            for name, value in values.items():
                setattr(stored, name, value)
            stored.save(update_fields=list(values))
            _note("change", stored, differing, by, at)
            _measure(stored, at)
            _announce(stored.community, TYPES[type(row)])
    return sorted(differing)


def move_row(*, row: models.Model, step: int, by: Actor, at: datetime) -> bool:
    """One place up (-1) or down (1); False at the end of the list. Numbers the list anew."""
    with write():
        stored = _locked(row)
        rows = list(
            type(row)
            ._default_manager.filter(community=stored.community)
            .select_for_update()
            .order_by("position", "pk")
        )
        was = next(index for index, one in enumerate(rows) if one.pk == row.pk)
        now = was + (1 if step > 0 else -1)
        if not 0 <= now < len(rows):
            return False
        rows[was], rows[now] = rows[now], rows[was]
        for position, one in enumerate(rows):
            one.position = min(position, 32_767)
        type(row)._default_manager.filter(community=stored.community).bulk_update(
            rows, ["position"], batch_size=200
        )
        _note("move", stored, {"position": [was, now]}, by, at)
        announce_community(stored.community)
    return True


def remove_row(*, row: models.Model, by: Actor, at: datetime) -> None:
    with write():
        stored = _locked(row)
        listed = LISTED[TYPES[type(row)]]
        told = {name: getattr(stored, name) for name in listed.fields}
        _note("remove", stored, changed(told, {}, listed.hidden), by, at)
        community = stored.community
        stored.delete()
        _announce(community, TYPES[type(row)])


def _announce(community: Community, kind: str) -> None:
    if kind == "entry":
        list_community(community)
    announce_community(community)


def _measure(row: models.Model, at: datetime) -> None:
    """A goal that is measured has its past months counted soon."""
    if isinstance(row, Goal) and row.metric:
        jobs.enqueue("communities.keep_snapshots", at=at, payload={"community_id": row.community_id})


def _check(listed: Listed, values: dict[str, Any]) -> None:
    foreign = values.keys() - set(listed.fields)
    if foreign:
        raise NotInTheList(", ".join(sorted(foreign)))


def _check_partner(community_id: int, values: dict[str, Any]) -> None:
    """A row of a partner names one of the same community."""
    if "partner_id" in values:
        rows = Partner.objects.filter(community=community_id, pk=values["partner_id"])
        if not rows.exists():
            raise NotInTheList("partner_id")


def _locked(row: models.Model) -> models.Model:
    rows = type(row)._default_manager.filter(community=row.community_id)
    return rows.select_related("community").select_for_update(of=("self",)).get(pk=row.pk)


def _note(verb: str, row: models.Model, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    kind = TYPES[type(row)]
    record(by=by, verb=f"{kind}.{verb}", object_type=kind, object_id=row.pk, at=at,
           community_id=row.community_id, changes=changes)  # fmt: skip
