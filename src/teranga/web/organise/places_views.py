"""The desk of an event's places: how many there are, who has one, who waits, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import record
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.domains.places.actions.draw import NoDraw, draw_order
from teranga.domains.places.actions.grant_place import PlaceIsOver, WrongKind, end_place, grant_place
from teranga.domains.places.actions.offers import TooLateToOffer, offer_by_hand
from teranga.domains.places.actions.place_settings import FIELDS, save_settings
from teranga.domains.places.actions.quotas import (
    QuotaInUse,
    SmallerThanTaken,
    change_quota,
    make_quota,
    remove_quota,
)
from teranga.domains.places.actions.rsvp import cancel_rsvp
from teranga.domains.places.actions.scarcity import SoldOut
from teranga.domains.places.models import PlaceSettings
from teranga.domains.places.queries import place_counts, quotas_of, settings_of
from teranga.domains.places.queries_desk import (
    answer_counts,
    entry_of,
    exported_people,
    people_named,
    place_of,
    quota_of,
    still_in_draw,
    waiting_named,
)
from teranga.domains.places.queries_own import draw_of, questions_of
from teranga.domains.places.rules import IllegalMove
from teranga.domains.places.wording import state_name
from teranga.formats.csv_rows import csv_rows
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.paging import page_of
from teranga.web.organise.places_forms import (
    MomentField,
    NameForm,
    QuotaForm,
    SettingsForm,
    answer_name,
    kind_name,
)
from teranga.web.templating import translated_plain

AREA = Area.EVENTS


@access(Access.ROLE, verb=Verb.VIEW, area=AREA)
@require_safe
def places(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition, words = request.event, request.GET.get("q", "")[:100]
    context = {
        "counts": place_counts(edition),
        "answers": [(answer_name(state), number) for state, number in answer_counts(edition)],
        "words": words,
        "waiting": page_of(request, waiting_named(edition, words), "waiting"),
        "people": page_of(request, people_named(edition, words), "people"),
        "rules": settings_of(edition),
        "questions": questions_of(edition),
        "draw": draw_of(edition) if still_in_draw(edition) else None,
        "kind_name": kind_name,
        "may_change": request.rights.may(Verb.EDIT, AREA, request.place),
        "may_export": request.rights.may(Verb.EXPORT, Area.MEMBERS, request.place),
        "root": here(request, "places/"),
        "share": f"/{edition.community.slug}/{edition.slug}/answer/",
        "saved": "saved" in request.GET,
        "refused": request.GET.get("refused", ""),
    }
    return desk_page(request, "places/places", context, title=_("Places and answers"))


@access(Access.ROLE, verb=Verb.EDIT, area=AREA)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition, row = request.event, settings_of(request.event)

    def save(form: SettingsForm) -> None:
        save_settings(
            event=edition, by=request.actor, at=timezone.now(), seen=form.cleaned_data["seen"],
            **form.values(*FIELDS),
        )  # fmt: skip

    moment = MomentField(zone=edition.zone)

    def initial() -> dict[str, Any]:
        shown = {name: getattr(row or PlaceSettings(), name) for name in FIELDS}
        return shown | {name: moment.shown(shown[name]) for name in ("opens_at", "closes_at")}

    return drawing.edit(
        request, SettingsForm, title=_("How places are given"), back=here(request, "places/"), save=save,
        row=row, initial=initial, options={"zone": edition.zone}, fields=FIELDS,
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=AREA)
@require_http_methods(["GET", "HEAD", "POST"])
def add_quota(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = request.event

    def save(form: QuotaForm) -> None:
        make_quota(event=edition, by=request.actor, at=timezone.now(), **form.values("name", "size"))
        if settings_of(edition) is None:
            save_settings(event=edition, by=request.actor, at=timezone.now())

    return drawing.edit(
        request, QuotaForm, title=_("Add places"), back=here(request, "places/"), save=save,
        initial=lambda: {"size": edition.capacity or 30},
        options={"languages": edition.languages or edition.community.languages},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=AREA)
@require_http_methods(["GET", "HEAD", "POST"])
def quota(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    edition, row = request.event, quota_of(request.event, number)
    if row is None:
        return errors.not_found(request)

    def save(form: QuotaForm) -> None:
        try:
            change_quota(
                event=edition, quota=row, by=request.actor, at=timezone.now(), **form.values("name", "size")
            )
        except SmallerThanTaken as refused:
            words = _("{count} are taken already, so it cannot be smaller.").format(count=refused.taken)
            raise ValidationError({"size": words}) from refused

    return drawing.edit(
        request, QuotaForm, title=translated_plain(row.name) or _("Places"), back=here(request, "places/"),
        save=save, row=row, initial=lambda: {"name": row.name, "size": row.size}, fields=("name", "size"),
        options={"languages": edition.languages or edition.community.languages},
        context={"remove": "remove/"}, template="places/quota",
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=AREA)
@require_http_methods(["GET", "HEAD", "POST"])
def drop_quota(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    row = quota_of(request.event, number)
    if row is None:
        return errors.not_found(request)
    return drawing.remove(
        request, title=_("Remove these places"), what=translated_plain(row.name) or _("Places"),
        back=here(request, "places/"),
        act=lambda: remove_quota(event=request.event, quota=row, by=request.actor, at=timezone.now()),
        refusals={
            QuotaInUse: _("Somebody has or had one of these places, so they stay. Make them zero instead.")
        },
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=AREA)
@require_http_methods(["GET", "HEAD", "POST"])
def add_name(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = request.event
    rows = {str(row.pk): row for row in quotas_of(edition)}

    def save(form: NameForm) -> None:
        told = form.cleaned_data
        try:
            grant_place(
                event=edition, kind=told["kind"], name=told["name"], quota=rows[told["quota"]],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except SoldOut:
            raise ValidationError(_("No place is free. Make the number of places larger first.")) from None
        except WrongKind:
            raise ValidationError(_("These places are for something else.")) from None

    choices = [(number, translated_plain(row.name) or _("Places")) for number, row in rows.items()]
    return drawing.edit(
        request, NameForm, title=_("Give a place by name"), back=here(request, "places/"), save=save,
        options={"quotas": choices},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=AREA)
@require_POST
def offer(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    entry = entry_of(request.event, number)
    if entry is None:
        return errors.not_found(request)
    try:
        offer_by_hand(entry=entry, event=request.event, by=request.actor, at=timezone.now())
    except (SoldOut, IllegalMove, TooLateToOffer):
        return _back(request, "refused=offer")
    return _back(request, "saved=1")


@access(Access.ROLE, verb=Verb.EDIT, area=AREA)
@require_POST
def take_back(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    place = place_of(request.event, number)
    if place is None:
        return errors.not_found(request)
    now = timezone.now()
    try:
        if place.rsvp is not None and place.guest_of_id is None:
            cancel_rsvp(event=request.event, rsvp=place.rsvp, by=request.actor, at=now)
        else:
            end_place(place=place, event=request.event, by=request.actor, at=now)
    except (PlaceIsOver, IllegalMove):
        return _back(request, "refused=place")
    return _back(request, "saved=1")


@access(Access.ROLE, verb=Verb.DECIDE, area=AREA)
@require_POST
def draw(request: HttpRequest, community: str, event: str) -> HttpResponse:
    try:
        draw_order(event=request.event, by=request.actor, at=timezone.now())
    except NoDraw:
        return _back(request, "refused=draw")
    return _back(request, "saved=1")


@access(Access.ROLE, verb=Verb.EXPORT, area=Area.MEMBERS)
@require_POST
def export(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Everybody with a place or waiting for one, as a table; that it was taken out stands in the log."""
    edition: Event = request.event
    record(
        by=request.actor, verb="places.export", object_type="event", object_id=edition.pk, at=timezone.now(),
        community_id=edition.community_id, event_id=edition.pk, changes={},
    )  # fmt: skip
    answer = StreamingHttpResponse(csv_rows(_table(edition)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="places-{edition.slug}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _table(edition: Event) -> Iterator[list[object]]:
    questions = questions_of(edition)
    asked = [translated_plain(one.label) for one in questions]
    yield [_("Name"), _("Guest of"), _("Because"), _("State"), _("Arrived"), *asked]
    for row in exported_people(edition, questions):
        arrived = row.arrived_at.isoformat() if row.arrived_at else ""
        state = state_name(row.state) if row.state else ""
        yield [row.name, row.guest_of, kind_name(row.kind), state, arrived, *row.answers]


def _back(request: HttpRequest, query: str) -> HttpResponse:
    return HttpResponseRedirect(f"{here(request, 'places/')}?{query}")
