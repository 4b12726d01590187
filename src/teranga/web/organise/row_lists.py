"""Lists whose rows are added, changed, moved and removed one by one: one set of views for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound


class Store(Protocol):
    """Where a list's rows are, and the actions that write them."""

    fields: tuple[str, ...]

    def rows(self, request: HttpRequest) -> models.QuerySet[Any]: ...
    def languages(self, request: HttpRequest) -> tuple[str, ...]: ...
    def options(self, request: HttpRequest) -> Mapping[str, Any]: ...
    def add(self, request: HttpRequest, values: dict[str, Any]) -> None: ...
    def change(self, request: HttpRequest, row: Any, seen: str, values: dict[str, Any]) -> None: ...
    def move(self, request: HttpRequest, row: Any, step: int) -> None: ...
    def remove(self, request: HttpRequest, row: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class RowList:
    kind: str
    path: str
    area: Area
    title: Promise
    add: Promise
    hint: Promise
    form: type[drawing.DrawnForm]
    words: Callable[[Any], tuple[str, str]]  # what a row says in two lines
    store: Store
    is_ordered: bool = True
    in_use: type[Exception] | None = None  # why a row may have to stay
    more: tuple[tuple[str, Promise], ...] = ()  # pages below a row: (path, label)
    tabs: tuple[tuple[str, Promise], ...] = ()  # lists beside this one: (path, label)
    facts: tuple[Promise, Callable[[Any], list[tuple[str, str]]]] | None = None  # what is counted of a row
    typed: Callable[[HttpRequest, Any], Mapping[str, Any]] | None = None  # a row as its form shows it
    fresh: Mapping[str, Any] = field(default_factory=dict)  # what the form of a new one begins with
    stays: Promise | None = None  # why a row in use may not go, where the usual sentence does not fit
    look: Verb = Verb.VIEW  # what one needs to see the list
    new_form: type[drawing.DrawnForm] | None = None  # where a new row asks for more than an old one


_form = require_http_methods(["GET", "HEAD", "POST"])
_page = notfound.as_page  # a store may say that there is nothing to list yet


def patterns_for(told: RowList, root: str = "<slug:community>/") -> list[URLPattern]:
    """List, add, change, move and remove below the desk of the community or event."""
    root, name = root + told.path, f"organise-{told.kind}"
    look = access(Access.ROLE, verb=told.look, area=told.area)
    change = access(Access.ROLE, verb=Verb.EDIT, area=told.area)
    found = [
        path(root, look(require_safe(_page(_list(told)))), name=f"{name}s"),
        path(f"{root}add/", change(_form(_page(_add(told)))), name=f"{name}-add"),
        path(f"{root}<int:number>/", change(_form(_page(_change(told)))), name=name),
        path(f"{root}<int:number>/remove/", change(_form(_page(_remove(told)))), name=f"{name}-remove"),
    ]
    if told.is_ordered:
        found.append(
            path(f"{root}<int:number>/move/", change(require_POST(_page(_move(told)))), name=f"{name}-move")
        )
    return found


def _list(told: RowList) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, **place: str) -> HttpResponse:
        context = {
            "rows": [(row.pk, *told.words(row)) for row in told.store.rows(request)],
            "told": told,
            "root": here(request, told.path),
            "may_change": request.rights.may(Verb.EDIT, told.area, request.place),
            "saved": "saved" in request.GET,
        }
        return desk_page(request, "content/rows", context, title=str(told.title))

    return view


def _add(told: RowList) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, **place: str) -> HttpResponse:
        return drawing.edit(
            request, told.new_form or told.form, title=str(told.add), back=here(request, told.path),
            save=lambda form: told.store.add(request, form.values()), options=_options(told, request),
            initial=lambda: told.fresh,
        )  # fmt: skip

    return view


def _change(told: RowList) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, number: int, **place: str) -> HttpResponse:
        row = told.store.rows(request).filter(pk=number).first()
        if row is None:
            return errors.not_found(request)
        heading, counted = told.facts or ("", lambda _row: [])
        return drawing.edit(
            request, told.form, title=told.words(row)[0] or str(told.title), row=row,
            save=lambda form: told.store.change(request, row, form.cleaned_data["seen"], form.values()),
            back=here(request, told.path), options=_options(told, request),
            initial=lambda: _initial(told, request, row),
            context={"remove": "remove/", "more": told.more, "heading": heading, "facts": counted(row)},
            template="content/row",
        )  # fmt: skip

    return view


def _initial(told: RowList, request: HttpRequest, row: Any) -> Mapping[str, Any]:
    if told.typed:
        return told.typed(request, row)
    return {name: _typed(getattr(row, name)) for name in told.store.fields}


def _typed(value: Any) -> Any:
    """A stored list as somebody types it."""
    return ", ".join(value) if isinstance(value, list) else value


def _options(told: RowList, request: HttpRequest) -> dict[str, Any]:
    return {"languages": told.store.languages(request), **told.store.options(request)}


def _move(told: RowList) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, number: int, **place: str) -> HttpResponse:
        row = told.store.rows(request).filter(pk=number).first()
        if row is None:
            return errors.not_found(request)
        told.store.move(request, row, -1 if request.POST.get("step") == "-1" else 1)
        return HttpResponseRedirect(f"{here(request, told.path)}#row-{row.pk}")

    return view


def _remove(told: RowList) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, number: int, **place: str) -> HttpResponse:
        row = told.store.rows(request).filter(pk=number).first()
        if row is None:
            return errors.not_found(request)
        usual = _("It is in use: put what stands on it elsewhere first. Nothing was changed.")
        stays = str(told.stays or usual)
        return drawing.remove(
            request, title=_("Remove it"), what=" · ".join(part for part in told.words(row) if part),
            back=here(request, told.path), act=lambda: told.store.remove(request, row),
            refusals={told.in_use: stays} if told.in_use else None,
        )  # fmt: skip

    return view
