"""The organiser's side of the door: links for helpers, who is in, what somebody should look into."""

from __future__ import annotations

import segno
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from teranga.base.permissions import Access, access
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.domains.places.actions.door_links import close_door, close_phone, open_door, reopen_door
from teranga.domains.places.models import DoorLink, DoorPhone
from teranga.domains.places.queries_door import (
    double_entries,
    links_of,
    people_at_door,
    phones_of,
    token_of,
    walk_ins_of,
)
from teranga.domains.places.rules_arrivals import Standing
from teranga.domains.places.rules_door import open_until, shows_list
from teranga.web import errors
from teranga.web.organise.desk import desk_page, desk_root
from teranga.web.organise.drawing import DrawnForm, edit


class DoorForm(DrawnForm):
    name = forms.CharField(
        max_length=60,
        label=gettext_lazy("Where it is used"),
        help_text=gettext_lazy("Main entrance, hall B …"),
    )
    phones_most = forms.IntegerField(
        min_value=1, max_value=40, label=gettext_lazy("For how many phones"),
        help_text=gettext_lazy("So many may open it; a link that was passed on further opens nothing."),
    )  # fmt: skip
    walk_ins_count = forms.BooleanField(
        required=False, label=gettext_lazy("Walk-ins take a place of the quota")
    )


@access(Access.ROLE, verb=Verb.VIEW, area=Area.DOOR)
@require_safe
def door(request: HttpRequest, community: str, event: str) -> HttpResponse:
    row: Event = request.event
    now = timezone.now()
    people = people_at_door(row)
    context = {
        "links": [(link, shows_list(link, row, now)) for link in links_of(row)],
        "phones": phones_of(row),
        "inside": sum(line.arrived_at is not None for line in people),
        "all": len(people),
        "doubles": double_entries(row),
        "standing_words": standing_words(),
        "walk_ins": walk_ins_of(row) if request.rights.may(Verb.VIEW, Area.MEMBERS, request.place) else [],
        "may_open": request.rights.may(Verb.EDIT, Area.DOOR, request.place),
        "until": open_until(row),
        "is_over": now >= open_until(row),
    }
    return desk_page(request, "door/door", context, title=_("Check-in"))


def standing_words() -> dict[str, str]:
    return {
        Standing.COUNTS: _("let in"),
        Standing.DUPLICATE: _("let in again"),
        Standing.UNDONE: _("let in, taken back later"),
        Standing.UNDO: _("arrival taken back"),
        Standing.IDLE: _("taken back, though not in"),
    }


@access(Access.ROLE, verb=Verb.EDIT, area=Area.DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, community: str, event: str) -> HttpResponse:
    def save(form: DrawnForm) -> str:
        link = open_door(event=request.event, by=request.actor, at=timezone.now(), **form.values(*SAVED))
        return f"{_address(request)}links/{link.pk}/"

    return edit(
        request, DoorForm, title=_("Open a door to helpers"), back=_address(request), save=save,
        initial=lambda: {"name": _("Main entrance"), "phones_most": 6},
    )  # fmt: skip


SAVED = ("name", "phones_most", "walk_ins_count")


@access(Access.ROLE, verb=Verb.EDIT, area=Area.DOOR)
@require_safe
def show(request: HttpRequest, community: str, event: str, door: int) -> HttpResponse:
    """The link to send, and its code to hold in front of a helper's phone."""
    link = DoorLink.objects.filter(event=request.event, pk=door).first()
    if link is None:
        return errors.not_found(request)
    address = f"{settings.BASE_URL}/{get_language()}/door/{token_of(link)}/"
    is_open = shows_list(link, request.event, timezone.now())
    context = {
        "link": link,
        "address": address if is_open else "",
        "qr": _code(address) if is_open else "",
        "until": open_until(request.event),
        "can_reopen": link.closed_at is not None and timezone.now() < open_until(request.event),
        "back": _address(request),
    }
    return desk_page(request, "door/link", context, title=link.name)


def _code(address: str) -> Markup:
    """Drawn by us from an address of ours."""
    return Markup(segno.make(address, error="m").svg_inline(omitsize=True, svgclass="qr", border=3))  # noqa: S704


@access(Access.ROLE, verb=Verb.EDIT, area=Area.DOOR)
@require_POST
def close(request: HttpRequest, community: str, event: str, door: int) -> HttpResponse:
    """Close the link, or open a closed one again so that its phones can send what they hold."""
    link = DoorLink.objects.filter(event=request.event, pk=door).first()
    if link is None:
        return errors.not_found(request)
    act = reopen_door if "reopen" in request.POST else close_door
    act(link=link, event=request.event, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{_address(request)}?saved=1")


@access(Access.ROLE, verb=Verb.EDIT, area=Area.DOOR)
@require_POST
def close_one(request: HttpRequest, community: str, event: str, phone: int) -> HttpResponse:
    row = DoorPhone.objects.filter(event=request.event, pk=phone).first()
    if row is None:
        return errors.not_found(request)
    close_phone(phone=row, event=request.event, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{_address(request)}?saved=1")


def _address(request: HttpRequest) -> str:
    return f"/{get_language()}{desk_root(request.community, request.event)}door/"
