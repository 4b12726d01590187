"""The team's page: who can do what here and since when; giving, ending, inviting, the second step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.invite_to_role import invite_to_role
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_team import city_shown, members_named, own_member
from teranga.domains.events.models import Event
from teranga.domains.people.actions.invitations import revoke_invitation
from teranga.domains.people.actions.roles import RoleRefused, end_role, grant_role
from teranga.domains.people.actions.team_rules import require_second_factor
from teranga.domains.people.models import Invitation, RoleGrant
from teranga.domains.people.normal_forms import ContactRefused
from teranga.domains.people.queries_roles import (
    custom_roles_for,
    grant_of_team,
    grants_reaching,
    held,
    installation_grants,
    invitation_of_team,
    open_invitations,
    team_asks_second_factor,
)
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise.desk import desk_page
from teranga.web.organise.team_forms import RoleForm
from teranga.web.organise.team_rows import groups, invitation_lines, own_role_lines

Given = RoleGrant | Invitation


@access(Access.ROLE, verb=Verb.VIEW, area=Area.TEAM)
@require_safe
def team(request: HttpRequest, community: str | None = None) -> HttpResponse:
    """Running roles by role, with what each allows; open invitations; below, roles that are over."""
    place, now = request.community, timezone.now()
    rows = grants_reaching(place.pk, place.parent_id) if place else installation_grants()
    events = _events(place)
    running, over = groups(held(rows, now), place.pk if place else None, events)
    context = {
        "saved": "saved" in request.GET,
        "running": running,
        "over": over,
        "invitations": invitation_lines(open_invitations(place.pk if place else None, now), events),
        "own_roles": own_role_lines(custom_roles_for(place.pk if place else None), place),
        "second_step": team_asks_second_factor(place.pk) if place else None,
        "may_change": request.rights.may(Verb.EDIT, Area.TEAM, request.place),
        "root": _root(place),
    }
    return desk_page(request, "team", context, title=_("Who can do what here"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, community: str | None = None) -> HttpResponse:
    """Offer a role to an e-mail address."""
    form = _form(request)
    if form.is_bound and form.is_valid():
        try:
            invite_to_role(
                community=request.community, email=form.cleaned_data["email"],
                language=form.cleaned_data["language"], which=form.which(), by=request.actor,
                at=timezone.now(), rights=request.rights, until=form.until_moment(),
            )  # fmt: skip
        except ContactRefused as refused:
            form.add_error("email", str(refused))
        except RoleRefused as refused:
            form.add_error("role", str(refused))
        else:
            return HttpResponseRedirect(_team_address(request))
    return _form_page(request, form, "team_invite", _("Invite somebody to a role"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, community: str) -> HttpResponse:
    """Give a role at once to somebody who is a member already."""
    form = _form(request)
    form.fields.pop("email")
    form.fields.pop("language")
    person = own_member(request.community, request.POST.get("person", ""))
    if form.is_bound and person is None:
        form.add_error(None, _("Choose the member who gets the role."))
    if person and form.is_bound and form.is_valid():
        try:
            grant_role(person=person, which=form.which(), by=request.actor, at=timezone.now(),
                       rights=request.rights, until=form.until_moment())  # fmt: skip
        except RoleRefused as refused:
            form.add_error("role", str(refused))
        else:
            return HttpResponseRedirect(_team_address(request))
    words = request.GET.get("q", "")
    more = {"words": words, "members": members_named(request.community, words), "chosen": person,
            "city_of": city_shown}  # fmt: skip
    return _form_page(request, form, "team_give", _("Give a member a role"), more)


@access(Access.ROLE, verb=Verb.EDIT, area=Area.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, grant: int, community: str | None = None) -> HttpResponse:
    """End one role, after a page that says whose."""
    row = grant_of_team(request.community.pk if request.community else None, grant)
    if row is None or row.ended_at is not None:
        return errors.not_found(request)
    refusal = ""
    if request.method == "POST":
        try:
            end_role(grant=row, by=request.actor, at=timezone.now())
        except RoleRefused as refused:
            refusal = str(refused)
        else:
            return HttpResponseRedirect(_team_address(request))
    running, _over = groups(held([row], timezone.now()), None, _events(request.community))
    context = {"groups": running or _over, "refusal": refusal, "root": _root(request.community)}
    return desk_page(request, "team_end", context, title=_("End this role?"), status=400 if refusal else 200)


@access(Access.ROLE, verb=Verb.EDIT, area=Area.TEAM)
@require_POST
def revoke(request: HttpRequest, invitation: int, community: str | None = None) -> HttpResponse:
    row = invitation_of_team(request.community.pk if request.community else None, invitation)
    if row is None:
        return errors.not_found(request)
    revoke_invitation(invitation=row, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(_team_address(request))


@access(Access.ROLE, verb=Verb.DECIDE, area=Area.TEAM)
@require_POST
def second_step(request: HttpRequest, community: str) -> HttpResponse:
    """Ask a second step of everybody with a role here, or stop asking."""
    required = request.POST.get("required") == "yes"
    require_second_factor(
        community_id=request.community.pk, required=required, by=request.actor, at=timezone.now()
    )
    return HttpResponseRedirect(_team_address(request))


def _form(request: HttpRequest) -> RoleForm:
    place = request.community
    language = place.default_language if place else translation.get_language()
    return RoleForm(
        place, _events(place), custom_roles_for(place.pk if place else None),
        request.POST if request.method == "POST" else None,
        initial={"language": language},
    )  # fmt: skip


def _form_page(
    request: HttpRequest, form: RoleForm, template: str, title: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = {"form": form, "root": _root(request.community), **(more or {})}
    if form.is_bound and form.errors:
        title = _("Please check: {title}").format(title=title)
    return desk_page(request, template, context, title=title)


def _events(place: Community | None) -> Sequence[Event]:
    return list(Event.objects.filter(community=place).order_by("-start", "id")) if place else []


def _root(place: Community | None) -> str:
    return f"/organise/{place.slug}/team/" if place else "/organise/team/"


def _team_address(request: HttpRequest) -> str:
    if request.community is None:
        return reverse("organise-all-team")
    return reverse("organise-team", kwargs={"community": request.community.slug})
