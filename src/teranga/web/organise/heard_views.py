"""Where the community was heard: talks that organisers note, delegations, and handing a seat over."""

from __future__ import annotations

from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions import heard as actions
from teranga.domains.communities.actions.terms import SeatIsOver, hand_over_seat
from teranga.domains.communities.models import Delegation, Membership, TeamSeat
from teranga.domains.communities.queries_heard import delegation_of, heard_of, waiting_appearances
from teranga.domains.communities.queries_team import members_named
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.members_forms import DelegationForm, HandOverForm, TalkForm

FORM = ["GET", "HEAD", "POST"]
DELEGATION = ("event_name", "city", "country", "start", "url", "people_count", "note")
LARGEST = 2**63
may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def heard(request: HttpRequest, community: str) -> HttpResponse:
    context = {
        "heard": heard_of(request.community),
        "waiting": waiting_appearances(request.community),
        "root": here(request, "heard/"),
        "may_edit": request.rights.may(Verb.EDIT, Area.MEMBERS, request.place),
        "public": f"/{request.community.slug}/heard/",
    }
    return desk_page(request, "members/heard", context, title=_("Where we were heard"))


@may_edit
@require_http_methods(FORM)
def talk(request: HttpRequest, community: str) -> HttpResponse:
    """Note a member's talk elsewhere; it is shown when the member agreed."""

    def save(form: drawing.DrawnForm) -> None:
        values = form.values()
        row = _one_named(request, values.pop("member"))
        actions.note_appearance(membership=row, by=request.actor, at=timezone.now(), **values)

    return drawing.edit(
        request, TalkForm, title=_("Note a talk elsewhere"), back=here(request, "heard/"), save=save
    )


def _one_named(request: HttpRequest, words: str) -> Membership:
    """The one member of this name. Raises ValidationError with what to do."""
    found = members_named(request.community, words)
    if len(found) != 1:
        raise ValidationError(
            _("Nobody is called so here. Write the name as it stands in the list of members.")
            if not found
            else _("Several members are called so. Write the whole name.")
        )
    return Membership.objects.select_related("person", "community").get(
        community=request.community, person=found[0]
    )


@may_edit
@require_http_methods(FORM)
def add_delegation(request: HttpRequest, community: str) -> HttpResponse:
    return _delegation(request, None)


@may_edit
@require_http_methods(FORM)
def delegation(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = delegation_of(request.community, number)
    return _delegation(request, row) if row else errors.not_found(request)


def _delegation(request: HttpRequest, row: Delegation | None) -> HttpResponse:
    def save(form: drawing.DrawnForm) -> None:
        values, at = form.values(), timezone.now()
        names = values.pop("members")
        rows = [_one_named(request, name) for name in names[: actions.MOST_NAMED]]
        saved = actions.save_delegation(
            community=request.community,
            row=row,
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=at,
            **values,
        )
        for one in rows:
            actions.name_delegate(delegation=saved, membership=one, by=request.actor, at=at)

    def initial() -> dict[str, Any]:
        return {name: getattr(row, name) for name in DELEGATION} if row else {"people_count": 1}

    return drawing.edit(
        request, DelegationForm, title=row.event_name if row else _("We went to an event"), row=row,
        back=here(request, "heard/"), save=save, initial=initial, template="members/delegation",
        context={"remove": bool(row), "named": row.delegates.select_related("person") if row else []},
    )  # fmt: skip


@may_edit
@require_POST
def remove_delegation(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = delegation_of(request.community, number)
    if row is None:
        return errors.not_found(request)
    actions.remove_delegation(row=row, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(here(request, "heard/"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.TEAM)
@require_http_methods(FORM)
def hand_over(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """End a term and name who goes on in the same role."""
    rows = TeamSeat.objects.filter(community=request.community).select_related("community")
    seat = rows.filter(pk=number).first() if number < LARGEST else None
    if seat is None:
        return errors.not_found(request)

    def save(form: drawing.DrawnForm) -> None:
        try:
            hand_over_seat(seat=seat, by=request.actor, at=timezone.now(), **form.values())
        except SeatIsOver:
            raise ValidationError(_("This seat was handed over already. Nothing was changed.")) from None

    return drawing.edit(
        request, HandOverForm, title=_("Hand over: {name}").format(name=seat.name or _("Open seat")),
        back=here(request, "people/"), save=save,
    )  # fmt: skip
