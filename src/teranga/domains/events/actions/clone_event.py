"""The next edition made from an earlier one. Never people: no names, no owners, no speakers, no answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.edit_page import write_page
from teranga.domains.communities.actions.listed_rows import add_row
from teranga.domains.communities.models import Page, TeamSeat
from teranga.domains.events.actions.create_event import create_event
from teranga.domains.events.models import Event, Room, Task, TaskDependency, Track
from teranga.domains.events.rules_clone import (
    PARTS,
    frame_moved,
    moved,
    names_year,
    text_with_year,
    with_year,
)

SETTINGS = ("kind", "mode", "zone", "languages", "city", "country", "capacity", "expected")


class UnknownPart(Exception):
    """Nothing of this name can be taken over. Nothing was written."""


def clone_event(
    *, source: Event, slug: str, name: dict[str, str], start: date, take: Collection[str], by: Actor,
    at: datetime,
) -> Event:  # fmt: skip
    """A draft whose days lie as far apart as the source's. Raises what `create_event` raises."""
    if set(take) - set(PARTS):
        raise UnknownPart(", ".join(sorted(set(take) - set(PARTS))))
    shift = start - source.start
    with write():
        event = create_event(
            community=source.community, slug=slug, name=name, start=start, end=source.end + shift,
            series=source.series, visibility=Event.Visibility.DRAFT, by=by, at=at,
            **_told(source, take, shift, start.year),
        )  # fmt: skip
        counts = {
            "rooms": _rows(Room, source, event) if "rooms" in take else 0,
            "tracks": _rows(Track, source, event) if "tracks" in take else 0,
            "plan": _plan(source, event, shift, at) if "plan" in take else 0,
            "seats": _seats(source, start.year, by, at) if "seats" in take else 0,
            "pages": _pages(source, start.year, by, at) if "pages" in take else 0,
        }
        record(by=by, verb="event.clone", object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk,
               changes={"source": source.pk, "taken": sorted(take), **counts})  # fmt: skip
    return event


def _told(source: Event, take: Collection[str], shift: timedelta, year: int) -> dict[str, Any]:
    old, told = source.start.year, {}
    if "settings" in take:
        told = {field: getattr(source, field) for field in SETTINGS}
        told |= {
            field: moved(getattr(source, field), shift, source.zone) for field in ("starts_at", "ends_at")
        }
    if "texts" in take:
        told |= {
            field: text_with_year(getattr(source, field), old, year)
            for field in ("tagline", "summary", "programme_note")
        }
        told["frame"] = frame_moved(source.frame, shift, old, year)
    if "venue" in take:
        told |= {"venue": source.venue, "city": source.city, "country": source.country}
    return told


def _rows(model: type[Room] | type[Track], source: Event, event: Event) -> int:
    rows = list(model.objects.filter(event=source).order_by("position", "pk"))
    for row in rows:
        row.pk, row.event = None, event
        row._state.adding = True
    model.objects.bulk_create(rows)
    return len(rows)


def _plan(source: Event, event: Event, shift: timedelta, at: datetime) -> int:
    """Every task open again and without its owner; days set by hand move with the event."""
    copies: dict[int, Task] = {}
    for task in Task.objects.filter(event=source).order_by("pk"):
        state = Task.State.DROPPED if task.state == Task.State.DROPPED else Task.State.OPEN
        copies[task.pk] = Task(
            community_id=event.community_id, event=event, key=task.key, area=task.area, state=state,
            title=text_with_year(task.title, source.start.year, event.start.year),
            note=text_with_year(task.note, source.start.year, event.start.year),
            offset_days=task.offset_days, due=task.due + shift if task.due else None,
            created_at=at, updated_at=at,
        )  # fmt: skip
    Task.objects.bulk_create(copies.values())
    links = TaskDependency.objects.filter(event=source).values_list("task_id", "needs_id")
    TaskDependency.objects.bulk_create(
        TaskDependency(community_id=event.community_id, event=event, task=copies[task], needs=copies[needs])
        for task, needs in links
    )
    return len(copies)


def _seats(source: Event, year: int, by: Actor, at: datetime) -> int:
    """The roles of teams whose name says the source's year, with nobody in them."""
    old, seats = source.start.year, TeamSeat.objects.filter(community=source.community)
    rows = [seat for seat in seats.order_by("position", "pk") if names_year(seat.group, old)]
    for seat in rows:
        add_row(
            community=source.community, to="seat", by=by, at=at, name="", role=seat.role,
            group=text_with_year(seat.group, old, year),
        )  # fmt: skip
    return len(rows)


def pages_of_edition(source: Event) -> list[Page]:
    """The community's pages whose title says the source's year."""
    rows = Page.objects.filter(community=source.community).exclude(kind=Page.Kind.NEWS)
    return [page for page in rows.order_by("position", "pk") if names_year(page.title, source.start.year)]


def _pages(source: Event, year: int, by: Actor, at: datetime) -> int:
    """Copied as drafts, without their authors."""
    old, rows = source.start.year, pages_of_edition(source)
    taken = set(Page.objects.filter(community=source.community).values_list("slug", flat=True))
    for page in rows:
        slug = with_year(page.slug, old, year)
        write_page(
            community=source.community, by=by, at=at, slug="" if slug in taken else slug, kind=page.kind,
            title=text_with_year(page.title, old, year), body=text_with_year(page.body, old, year),
            description=text_with_year(page.description, old, year), tags=page.tags,
            categories=page.categories,
        )  # fmt: skip
    return len(rows)
