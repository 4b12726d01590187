"""The roles that a team writes for itself: what they are called, what they allow, and an end to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.people.actions.custom_roles import (
    add_custom_role,
    change_custom_role,
    retire_custom_role,
)
from teranga.domains.people.actions.roles import RoleRefused
from teranga.domains.people.models import CustomRole
from teranga.domains.people.queries_roles import custom_role_of_team, holders_of
from teranga.domains.people.roles import Area, Verb, grid
from teranga.domains.people.wording import area_name, role_name, verb_name
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.content_lists import languages_for
from teranga.web.organise.desk import desk_root
from teranga.web.organise.forms import TextInLanguages

Boxes = list[tuple[str, list[tuple[str, str]]]]  # area -> boxes of verbs
_form = require_http_methods(["GET", "HEAD", "POST"])


class Grid(forms.MultipleChoiceField):
    """Boxes of what a role allows, a row an area."""

    drawn_as = "grid"

    def __init__(self, rows: Boxes, **kwargs: Any) -> None:
        super().__init__(choices=[box for _area, boxes in rows for box in boxes], **kwargs)
        self.rows = rows


class OwnRoleForm(drawing.DrawnForm):
    def __init__(self, *args: Any, offered: Boxes, **kwargs: Any) -> None:
        self.offered = offered
        super().__init__(*args, **kwargs)

    def own_fields(self) -> dict[str, forms.Field]:
        nothing = _("A role allows at least one thing. Tick what these people may do.")
        name = TextInLanguages(
            longest=60, label=_("Name of the role"), help_text=_("For example “Photographers” or “Website”.")
        )
        return {
            "name": name,
            "needs_second_factor": forms.BooleanField(
                required=False, label=_("It counts only for people who sign in with a second step")
            ),
            "allowed": Grid(
                self.offered, label=_("What these people may do"),
                help_text=_("You see what you may do yourself: nobody writes more than that into a role."),
                error_messages={"required": nothing, "invalid_choice": nothing},
            ),
        }  # fmt: skip

    def told(self) -> dict[str, Any]:
        allowed: dict[str, list[str]] = {}
        for cell in self.cleaned_data["allowed"]:
            area, _colon, verb = cell.partition(":")
            allowed.setdefault(area, []).append(verb)
        values = self.values("name", "needs_second_factor")
        return {**values, "allowed": allowed}


@access(Access.ROLE, verb=Verb.EDIT, area=Area.TEAM)
@_form
def add(request: HttpRequest, community: str | None = None) -> HttpResponse:
    """Write a new role of this team's own."""

    def save(form: OwnRoleForm) -> None:
        _kept(lambda: add_custom_role(community_id=request.place.community_id, **_common(request, form)))

    return drawing.edit(
        request, OwnRoleForm, title=_("Write a role of your own"), back=_team(request), save=save,
        options=_options(request, {}),
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.TEAM)
@_form
def change(request: HttpRequest, own_role: int, community: str | None = None) -> HttpResponse:
    """Change a role, at once for everybody who holds it."""
    row = custom_role_of_team(request.place.community_id, own_role)
    if row is None:
        return errors.not_found(request)

    def save(form: OwnRoleForm) -> None:
        _kept(lambda: change_custom_role(role=row, seen=form.cleaned_data["seen"], **_common(request, form)))

    return drawing.edit(
        request, OwnRoleForm, title=role_name(row.key, row.name), back=_team(request), save=save, row=row,
        initial=lambda: _stored(row), options=_options(request, row.allowed), template="team_role",
        context={"holders": holders_of(row, timezone.now())},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.TEAM)
@_form
def retire(request: HttpRequest, own_role: int, community: str | None = None) -> HttpResponse:
    """Ask once, with the names of those whose role ends by it."""
    row = custom_role_of_team(request.place.community_id, own_role)
    if row is None:
        return errors.not_found(request)
    holders = ", ".join(name or _("(no name yet)") for name in holders_of(row, timezone.now()))
    warning = _("It is no longer offered, and open invitations to it are taken back.")
    if holders:
        warning += " " + _("From now on these people no longer have it: {names}.").format(names=holders)
    return drawing.remove(
        request, title=_("Retire the role"), what=role_name(row.key, row.name), back=_team(request),
        act=lambda: retire_custom_role(role=row, by=request.actor, at=timezone.now()), warning=warning,
    )  # fmt: skip


def _common(request: HttpRequest, form: OwnRoleForm) -> dict[str, Any]:
    return {**form.told(), "by": request.actor, "at": timezone.now(), "rights": request.rights}


def _kept(act: Any) -> None:
    try:
        act()
    except RoleRefused as refused:
        raise forms.ValidationError(str(refused)) from refused


def _stored(row: CustomRole) -> dict[str, Any]:
    cells = [f"{area}:{verb}" for area, verbs in row.allowed.items() for verb in verbs]
    return {"name": row.name, "needs_second_factor": row.needs_second_factor, "allowed": cells}


def _options(request: HttpRequest, before: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    place = request.community
    languages = languages_for(place) if place else tuple(code for code, _name in settings.LANGUAGES)
    return {"languages": languages, "offered": _offered(request, before)}


def _offered(request: HttpRequest, before: Mapping[str, Sequence[str]]) -> Boxes:
    """What the role allows already, and what whoever writes it may do themselves."""
    rows: Boxes = []
    for area, verbs in grid().items():
        boxes = [
            (f"{area}:{verb}", verb_name(verb))
            for verb in verbs
            if verb in before.get(area, ()) or request.rights.may(verb, area, request.place)
        ]
        if boxes:
            rows.append((area_name(area), boxes))
    return rows


def _team(request: HttpRequest) -> str:
    return f"/{translation.get_language()}{desk_root(request.community)}team/"
