"""The desk of journeys together: who travels, who sleeps where, who paid, who still lacks what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import record
from teranga.domains.aid.actions import pool_beds, pools
from teranga.domains.aid.models import TravelPool
from teranga.domains.aid.queries_pools import (
    aid_covered,
    figures_of,
    free_vouchers,
    pool_of_event,
    pools_of,
    rooms_of,
    travellers_of,
)
from teranga.domains.aid.rules_pools import MOVES, IllegalPoolMove
from teranga.domains.ledger.actions.in_kind import ThingIsTaken, keep_thing
from teranga.domains.people.models import Person
from teranga.domains.people.roles import Area, Verb
from teranga.formats.csv_rows import csv_rows
from teranga.web.money_fields import read_amount, typed
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.drawing import DrawnForm, edit
from teranga.web.organise.places_forms import MomentField
from teranga.web.organise.pool_forms import JourneyForm, RoomForm
from teranga.web.pool_words import destination, lack_words, money_of, plan_of, state_words

SAVED = ("elsewhere", "address", "leaves_from", "back_at", "stops", "telephone", "currency", "seat_price",
         "bed_price")  # fmt: skip
NEW = ("name", "seats", "leaves_at", "visibility")


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def journeys(request: HttpRequest, community: str) -> HttpResponse:
    words = state_words()
    lines = [(row, destination(row), words[row.state]) for row in pools_of(request.community)]
    may = request.rights.may(Verb.EDIT, Area.MEMBERS, request.place)
    context = {"lines": lines, "may_edit": may}
    return desk_page(request, "pools/journeys", context, title=_("Travelling together"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, community: str) -> HttpResponse:
    place = request.community

    def save(form: DrawnForm) -> str:
        told = form.values(*NEW, *SAVED)
        own = Person.objects.filter(pk=request.actor.person_id).first()
        with _refusals():
            row = pools.start_pool(
                community=place, zone=place.zone, languages=list(place.languages), by=request.actor,
                at=timezone.now(), responsible_person=own, **told,
            )  # fmt: skip
        return f"/{request.LANGUAGE_CODE}/organise/{place.slug}/{row.event.slug}/journey/"

    return edit(
        request, JourneyForm, title=_("Plan a journey"), back=here(request, "journeys/"), save=save,
        initial=lambda: {"visibility": "unlisted", "seats": 14},
        options={"zone": place.zone, "languages": list(place.languages), "is_new": True},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def journey(request: HttpRequest, community: str, event: str) -> HttpResponse:
    pool = _pool(request)
    people, rooms = travellers_of(pool), rooms_of(pool)
    may = request.rights.may
    sees_aid = may(Verb.VIEW, Area.AID, request.place)
    told = figures_of(pool, people, rooms)
    context = {
        "pool": pool, "people": people, "rooms": rooms, "figures": told, "destination": destination(pool),
        "state": state_words()[pool.state], "lack_words": lack_words(),
        "moves": [move for move, (before, _after) in MOVES.items() if pool.state in before],
        "move_words": {"open": _("Open it"), "close": _("The plan stands"), "end": _("It is over")},
        "money": lambda minor: money_of(pool, minor),
        "covered": aid_covered(pool) if sees_aid else None,
        "may_aid": may(Verb.EDIT, Area.AID, request.place),
        "vouchers": free_vouchers(pool), "may_edit": may(Verb.EDIT, Area.MEMBERS, request.place),
        "may_export": may(Verb.EXPORT, Area.MEMBERS, request.place),
        "refusal": REFUSALS.get(request.GET.get("refused", ""), lambda: "")(),
        "typed": lambda minor: typed(minor, pool.currency) if minor else "",
    }  # fmt: skip
    return desk_page(request, "pools/journey", context, title=_("Journey"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, community: str, event: str) -> HttpResponse:
    pool = _pool(request)
    zone = request.event.zone

    def save(form: DrawnForm) -> None:
        told = form.values(*SAVED)
        if pool.going_to_id:
            told.pop("elsewhere")
        with _refusals():
            pools.change_pool(
                pool=pool, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"], **told
            )

    def initial() -> dict[str, Any]:
        told = {name: getattr(pool, name) for name in SAVED}
        return told | {
            "elsewhere": destination(pool), "stops": "\n".join(pool.stops),
            "back_at": MomentField(zone=zone).shown(pool.back_at),
            "seat_price": typed(pool.seat_price, pool.currency),
            "bed_price": typed(pool.bed_price, pool.currency),
        }  # fmt: skip

    return edit(
        request, JourneyForm, title=_("Change the journey"), back=_root(request), save=save, row=pool,
        initial=initial, options={"zone": zone, "languages": list(request.event.languages), "is_new": False},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, community: str, event: str) -> HttpResponse:
    pool = _pool(request)

    def save(form: DrawnForm) -> None:
        with _refusals():
            pools.save_room(pool=pool, by=request.actor, at=timezone.now(), **form.values("name", "beds"))

    return edit(
        request, RoomForm, title=_("Add a room"), back=_root(request), save=save, initial=lambda: {"beds": 2}
    )


@access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
@require_POST
def act(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """One button of the desk: rooms, beds, payments, vouchers, moves."""
    pool = _pool(request)
    do = DOINGS.get(request.POST.get("do", ""))
    if do is None:
        raise Http404
    try:
        do(request, pool, {"by": request.actor, "at": timezone.now()})
    except pool_beds.NotAgreed:
        return HttpResponseRedirect(f"{_root(request)}?refused=agreed")
    except (pool_beds.NoBedFree, pools.PoolRefused, IllegalPoolMove, ThingIsTaken, forms.ValidationError):
        return HttpResponseRedirect(f"{_root(request)}?refused=changed")
    return HttpResponseRedirect(f"{_root(request)}?saved=1")


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def plan(request: HttpRequest, community: str, event: str) -> HttpResponse:
    context = plan_of(_pool(request)) | {"back": _root(request), "event": request.event}
    return desk_page(request, "pools/plan", context, title=_("The plan"), styles=("print",))


@access(Access.ROLE, verb=Verb.EXPORT, area=Area.MEMBERS)
@require_POST
def export(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Everybody of the journey as a table; that it was taken out stands in the log."""
    pool = _pool(request)
    record(
        by=request.actor, verb="travel_pool.export", object_type="travel_pool", object_id=pool.pk,
        at=timezone.now(), community_id=pool.community_id, event_id=pool.event_id, changes={},
    )  # fmt: skip
    answer = StreamingHttpResponse(csv_rows(_table(pool)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="journey-{pool.event.slug}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _table(pool: TravelPool) -> Iterator[list[object]]:
    words = lack_words()
    yield [_("Name"), _("Seat"), _("Room"), _("Promised"), _("Paid"), _("Currency"), _("Lacks"), _("Note"),
           _("Vouchers")]  # fmt: skip
    for one in travellers_of(pool):
        lacks = ", ".join(words[key] for key in one.lacks)
        yield [one.name, int(one.has_seat), one.room, typed(one.promised, pool.currency),
               typed(one.paid, pool.currency), pool.currency, lacks, one.lacks_note,
               ", ".join(one.vouchers)]  # fmt: skip


def _move(request: HttpRequest, pool: TravelPool, told: dict[str, Any]) -> None:
    pools.move_pool(pool=pool, move=request.POST["do"], **told)


def _fill(request: HttpRequest, pool: TravelPool, told: dict[str, Any]) -> None:
    pool_beds.fill_rooms(pool=pool, **told)


def _bed(request: HttpRequest, pool: TravelPool, told: dict[str, Any]) -> None:
    wanted = request.POST.get("room", "")
    if not wanted:
        pool_beds.take_out_of_room(pool=pool, person=_traveller(request), **told)
        return
    there = next((row for row in rooms_of(pool) if str(row.pk) == wanted), None)
    if there is None:
        raise Http404
    pool_beds.put_in_room(pool=pool, person=_traveller(request), room=there, **told)


def _paid(request: HttpRequest, pool: TravelPool, told: dict[str, Any]) -> None:
    text = request.POST.get("paid", "").strip()
    minor = read_amount(text, pool.currency).minor if text.strip("0 .,") else 0
    pools.note_paid(pool=pool, person=_traveller(request), minor=minor, **told)


def _covers(request: HttpRequest, pool: TravelPool, told: dict[str, Any]) -> None:
    if not request.rights.may(Verb.EDIT, Area.AID, request.place):
        raise Http404
    covers = request.POST["do"] == "covers"
    pools.set_aid_covers(pool=pool, person=_traveller(request), covers=covers, **told)


def _voucher(request: HttpRequest, pool: TravelPool, told: dict[str, Any]) -> None:
    wanted = request.POST.get("voucher", "")
    thing = next((row for row in free_vouchers(pool) if str(row.pk) == wanted), None)
    person = _traveller(request)
    if thing is None or not pools.travels(pool, person.pk):
        raise Http404
    keep_thing(thing=thing, person=person, **told)


def _room_gone(request: HttpRequest, pool: TravelPool, told: dict[str, Any]) -> None:
    there = next((row for row in rooms_of(pool) if str(row.pk) == request.POST.get("room")), None)
    if there is None:
        raise Http404
    pools.remove_room(pool=pool, room=there, **told)


DOINGS: dict[str, Callable[[HttpRequest, TravelPool, dict[str, Any]], None]] = {
    **dict.fromkeys(MOVES, _move), "fill": _fill, "bed": _bed, "paid": _paid, "covers": _covers,
    "uncovers": _covers, "voucher": _voucher, "room_gone": _room_gone,
}  # fmt: skip
REFUSALS = {
    "agreed": lambda: _(
        "Not everybody in that room and this person said yes to each other. Nothing changed."
    ),
    "changed": lambda: _("That is not possible as things stand now. Nothing changed: look at it once more."),
}


@contextmanager
def _refusals() -> Iterator[None]:
    """What the action refuses is said on the form."""
    try:
        yield
    except pools.PoolRefused as refused:
        raise forms.ValidationError(_because(refused.why)) from None


def _because(why: str) -> str:
    return {
        "hours": _("It is back before it leaves. Nothing was saved: check the hours."),
        "stops": _("Name twenty stops at most."),
        "in_use": _("More people than that sleep there already."),
    }.get(why, _("Say where the journey leads and where it leaves from."))


def _traveller(request: HttpRequest) -> Person:
    """Somebody of this journey; anybody else is not there."""
    typed_number = request.POST.get("person", "")
    known = {str(one.person_id) for one in travellers_of(_pool(request))}
    if typed_number not in known:
        raise Http404
    return Person.objects.get(pk=int(typed_number))


def _pool(request: HttpRequest) -> TravelPool:
    pool = pool_of_event(request.event)
    if pool is None:
        raise Http404
    return pool


def _root(request: HttpRequest) -> str:
    return here(request, "journey/")
