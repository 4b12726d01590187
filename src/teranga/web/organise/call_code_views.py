"""Access codes at the desk: whom they are for is for the team alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.proposals.actions import access_codes as actions
from teranga.domains.proposals.models import AccessCode, Call
from teranga.domains.proposals.queries_call import Whole, call_at_desk, code_of_desk, codes_of, whole_of
from teranga.domains.proposals.rules_call import code_counts
from teranga.web import call_words
from teranga.web.organise import drawing
from teranga.web.organise.call_forms import CodeForm
from teranga.web.organise.call_lists import told
from teranga.web.organise.call_views import EDIT, FORM, root_of
from teranga.web.organise.desk import desk_page
from teranga.web.organise.places_forms import MomentField
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

TYPED = ("note", "types", "tracks", "after_the_end", "most_uses")


@access(Access.ROLE, **EDIT)
@require_safe
@notfound.as_page
def codes(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call, now = call_at_desk(request.event), timezone.now()
    whole = whole_of(call)
    rows = [
        {"code": row, "opens": opens(row, whole), "counts": code_counts(row, call, now),
         "link": link_of(call, row)}
        for row in codes_of(call)
    ]  # fmt: skip
    context = {"rows": rows, "root": root_of(request, "codes/"), "saved": "saved" in request.GET,
               "words": call_words, "zone": request.event.zone}  # fmt: skip
    return desk_page(request, "call/codes", context, title=_("Access codes"), scripts=("once.js", "copy.js"))


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def add(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call = call_at_desk(request.event)

    def save(form: CodeForm) -> None:
        told(lambda: actions.add_access_code(
            call=call, by=request.actor, at=timezone.now(), **form.values()
        ))  # fmt: skip

    return drawing.edit(
        request, CodeForm, title=_("New access code"), back=root_of(request, "codes/"), save=save,
        options=_options(request, call, is_new=True),
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def change(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    call = call_at_desk(request.event)
    row = code_of_desk(call, number)

    def save(form: CodeForm) -> None:
        told(lambda: actions.change_access_code(
            code=row, by=request.actor, at=timezone.now(), **form.values()
        ))  # fmt: skip

    shown = {name: getattr(row, name) for name in TYPED}
    shown["valid_until"] = MomentField(zone=request.event.zone).shown(row.valid_until)
    return drawing.edit(
        request, CodeForm, title=row.code, back=root_of(request, "codes/"), save=save, row=row,
        initial=lambda: shown, options=_options(request, call, is_new=False),
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def withdraw(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    row = code_of_desk(call_at_desk(request.event), number)
    return drawing.remove(
        request, title=_("Withdraw this code"), what=f"{row.code} {row.note}".strip(),
        back=root_of(request, "codes/"),
        act=lambda: actions.withdraw_access_code(code=row, by=request.actor, at=timezone.now()),
        warning=_("What was sent with it stays."),
    )  # fmt: skip


def opens(row: AccessCode, whole: Whole) -> str:
    """What a code opens, in words."""
    names = [translated_plain(one.name) for one in whole.types if one.slug in row.types]
    names += [translated_plain(one.name) for one in whole.tracks if one.slug in row.tracks]
    if row.after_the_end:
        names.append(_("the call after its end"))
    return ", ".join(names)


def link_of(call: Call, row: AccessCode) -> str:
    """The address that somebody gets together with the code, so that nothing has to be typed."""
    place = f"{call.event.community.slug}/{call.event.slug}"
    query = urlencode({"code": row.code})
    return f"{settings.BASE_URL}/{translation.get_language()}/{place}/call/propose/?{query}"


def _options(request: HttpRequest, call: Call, *, is_new: bool) -> dict[str, Any]:
    whole = whole_of(call)
    return {"languages": request.community.languages, "event": request.event, "types": whole.types,
            "tracks": whole.tracks, "is_new": is_new}  # fmt: skip
