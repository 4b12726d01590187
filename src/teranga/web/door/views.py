"""The door without JavaScript: a name is looked for, a button pressed, and the answer stands on top."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.idempotency import new_key, once
from teranga.base.permissions import Access, access
from teranga.domains.places.actions.door_links import DoorClosed, EnoughPhones, enter_door
from teranga.domains.places.actions.door_scans import DoorScan, send_scans
from teranga.domains.places.models import DoorPhone
from teranga.domains.places.queries_door import answer_for, people_at_door, search
from teranga.web.door import lines
from teranga.web.door.entrance import Entrance, closed, door_page, remember, with_entrance
from teranga.web.rendering import json_script

MOST_SHOWN = 40
SPACE = UUID("8a1c7b1e-6f39-4d0b-9a55-0d7e5f3f7c11")  # of scans made by a form: its key and its button
SCRIPTS = ("door.js",)


@access(Access.ANYONE)
@require_safe
@with_entrance
def door(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """The list on a phone that opened the door; on another one the question whether to open it here."""
    if entrance.phone is None:
        return _start_page(request, entrance)
    return _list_page(request, entrance)


@access(Access.ANYONE)
@require_POST
@with_entrance
def start(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """Open the door on this phone. Sent twice it is still one phone."""
    link, now = entrance.link, timezone.now()
    phone = entrance.phone
    try:
        if phone is None:
            helper = request.POST.get("helper", "")
            told = once(
                f"door:{link.pk}",
                request.POST.get("key", ""),
                now,
                lambda: {"phone": enter_door(link=link, helper=helper, at=now).pk},
            )
            phone = DoorPhone.objects.get(event=link.event_id, link=link, pk=told["phone"])
    except DoorClosed:
        return closed(request)
    except EnoughPhones:
        return _start_page(request, entrance, is_full=True, status=409)
    response = HttpResponseRedirect(_address(entrance))
    remember(response, link, phone)
    return response


@access(Access.ANYONE)
@require_POST
@with_entrance
def tick(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    kind = "undo" if "undo" in request.POST else "arrive"
    try:
        place = UUID(request.POST.get(kind, ""))
    except ValueError:
        return HttpResponseRedirect(_address(entrance))
    return _sent(request, entrance, kind, place)


@access(Access.ANYONE)
@require_POST
@with_entrance
def walk_in(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    name = request.POST.get("name", "").strip()
    if not name:
        return HttpResponseRedirect(_address(entrance))
    place = uuid5(SPACE, f"place {request.POST.get('key', '')}")
    return _sent(request, entrance, "walk_in", place, name=name, contact=request.POST.get("contact", ""))


def _sent(
    request: HttpRequest, entrance: Entrance, kind: str, place: UUID, name: str = "", contact: str = ""
) -> HttpResponse:
    """One tap by a form, under the page's key: pressing twice, or again after going back, is one tap."""
    if entrance.phone is None:
        return HttpResponseRedirect(_address(entrance))
    now = timezone.now()
    scan = DoorScan(
        uuid5(SPACE, f"{request.POST.get('key', '')} {kind} {place}"), place, kind, now, None, name, contact
    )
    try:
        send_scans(phone=entrance.phone, scans=[scan], phone_now=now, at=now)
    except DoorClosed:
        return closed(request)
    return HttpResponseRedirect(f"{_address(entrance)}?{urlencode({'said': str(scan.uuid)})}")


def _address(entrance: Entrance) -> str:
    return f"/{get_language()}{entrance.root}"


def _start_page(
    request: HttpRequest, entrance: Entrance, *, is_full: bool = False, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {"key": new_key(), "is_full": is_full}
    return door_page(request, entrance, "start", context, title=_("Check people in"), status=status)


def _list_page(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    event, typed = entrance.event, request.GET.get("q", "")[:60]
    people = people_at_door(event)
    inside = sum(line.arrived_at is not None for line in people)
    found = search(people, typed)
    answer = lines.waiting()
    if told := answer_for(event, request.GET.get("said", "")):
        scan, reading = told
        line = next((line for line in people if line.uuid == scan.place.uuid), None)
        answer = lines.answer_to(scan, reading, line, event, inside) if line else answer
    context: dict[str, object] = {
        "answer": answer,
        "people": [(line, lines.name_of(line), lines.note_of(line)) for line in found[:MOST_SHOWN]],
        "rest": len(found) - MOST_SHOWN,
        "inside": inside,
        "all": len(people),
        "typed": typed,
        "key": new_key(),
        "words": json_script(lines.script_words()),
        "kept_as": f"door-{entrance.link.pk}",
        "modules": {name: f"door_{name}.js" for name in ("store", "people", "line")},
    }
    return door_page(request, entrance, "list", context, title=_("Check people in"), scripts=SCRIPTS)
