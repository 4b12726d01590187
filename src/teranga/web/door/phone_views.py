"""What the door's script asks for: one exchange (taps there, the changed lines back) and its worker."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.events.models import Event
from teranga.domains.places.actions.door_links import DoorClosed
from teranga.domains.places.actions.door_scans import DoorScan, send_scans
from teranga.domains.places.models import Arrival
from teranga.domains.places.queries_door import AtDoor, people_at_door
from teranga.web import assets
from teranga.web.door.entrance import entrance_of, for_sending
from teranga.web.door.lines import milliseconds, name_of, note_of

MOST_SCANS = 200
OVERLAP = timedelta(seconds=20)  # an exchange of another phone may be committed later than it began
LONGEST_OFFSET = timedelta(days=366)


class NotUnderstood(Exception):
    """What was sent is no exchange."""


@access(Access.ANYONE)
@require_POST
def send(request: HttpRequest, token: str) -> HttpResponse:
    """Take what a phone noted, and tell it what changed since. Sending again changes nothing."""
    phone = for_sending(request, token)
    if phone is None:
        return JsonResponse({"told": _("This door is closed")}, status=410)
    now = timezone.now()
    try:
        told = json.loads(request.body)
        scans = [_scan(one) for one in _list(told, "scans")]
        phone_now, since = _moment(told["clock"]), _since(told)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, NotUnderstood):
        return JsonResponse({"told": _("This was no list of arrivals; nothing was changed.")}, status=400)
    try:
        outcomes = send_scans(phone=phone, scans=scans, phone_now=phone_now, at=now) if scans else []
    except DoorClosed:
        return JsonResponse({"told": _("This door is closed")}, status=410)
    event: Event = phone.link.event
    return JsonResponse(
        {
            "now": milliseconds(timezone.now()),
            "whole": since is None,
            "room": event.capacity,
            "taken": [str(one.uuid) for one in outcomes if one.standing],
            "refused": [str(one.uuid) for one in outcomes if not one.standing],
            "people": [_line(line) for line in people_at_door(event, since=since)],
        },
        headers={"Cache-Control": "private, no-store"},
    )


@access(Access.ANYONE)
@require_safe
def token_for_sending(request: HttpRequest, token: str) -> HttpResponse:
    """A page that a phone kept for hours asks for a fresh token here."""
    if for_sending(request, token) is None:
        return JsonResponse({"told": _("This door is closed")}, status=410)
    return JsonResponse({"token": get_token(request)}, headers={"Cache-Control": "private, no-store"})


@access(Access.ANYONE)
@require_safe
def worker(request: HttpRequest, token: str) -> HttpResponse:
    """The worker's script at the door's own address, so that its scope is this door and nothing else."""
    if entrance_of(request, token) is None:
        return HttpResponse(status=404)
    script = assets.assets()[assets.script_address("door_worker.js")]
    return HttpResponse(script.body, content_type=script.content_type, headers={"Cache-Control": "no-cache"})


def _line(line: AtDoor) -> dict[str, Any]:
    return {
        "id": str(line.uuid), "name": name_of(line), "note": note_of(line), "folded": line.folded,
        "at": milliseconds(line.arrived_at) if line.arrived_at else None, "twice": line.twice,
        "gone": line.gone,
    }  # fmt: skip


def _list(told: Any, name: str) -> list[Any]:
    found = told[name]
    if not isinstance(found, list) or len(found) > MOST_SCANS:
        raise NotUnderstood
    return found


def _scan(told: Any) -> DoorScan:
    kind = told["kind"]
    if kind not in Arrival.Kind.values:
        raise NotUnderstood
    offset = told.get("offset")
    return DoorScan(
        uuid=UUID(told["uuid"]),
        place=UUID(told["place"]),
        kind=kind,
        clock=_moment(told["clock"]),
        offset=None if offset is None else _offset(offset),
        name=_text(told.get("name", "")),
        contact=_text(told.get("contact", "")),
    )


def _moment(told: Any) -> datetime:
    """Milliseconds since 1970, of whatever clock."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise NotUnderstood
    moment = datetime.fromtimestamp(told / 1000, UTC)
    if not 1970 <= moment.year <= 2200:  # a phone whose battery died begins in 1970
        raise NotUnderstood
    return moment


def _offset(told: Any) -> timedelta:
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise NotUnderstood
    offset = timedelta(milliseconds=told)
    if abs(offset) > LONGEST_OFFSET:
        raise NotUnderstood
    return offset


def _since(told: Any) -> datetime | None:
    return _moment(told["since"]) - OVERLAP if told.get("since") else None


def _text(told: Any) -> str:
    if not isinstance(told, str) or "\x00" in told:
        raise NotUnderstood
    return told[:300]
