"""Gifts in kind at the desk: vouchers, tickets, beds; kept for whom, used, thanked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.domains.communities.queries_team import members_named
from teranga.domains.ledger import queries
from teranga.domains.ledger.actions import in_kind as actions
from teranga.domains.ledger.models import InKind
from teranga.domains.people.roles import Area, Verb
from teranga.foundation.money import Money
from teranga.web import errors, money_words
from teranga.web.organise import drawing
from teranga.web.organise.desk import desk_page
from teranga.web.organise.fund_forms import KeepForm, ThingForm
from teranga.web.organise.fund_views import DECIDE, EDIT, FORM, VIEW, may_change, money_root
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

MOVES = {"use": actions.use_thing, "free": actions.free_thing, "thank": actions.thank_for}


def _root(request: HttpRequest, path: str = "") -> str:
    return money_root(request, f"in-kind/{path}")


@VIEW
@require_safe
def things(request: HttpRequest, community: str) -> HttpResponse:
    rows = queries.things_of(request.community)
    context = {
        "rows": rows, "givers": of_givers(rows), "words": money_words, "root": _root(request),
        "may_change": may_change(request), "saved": "saved" in request.GET,
    }  # fmt: skip
    return desk_page(request, "money/things", context, title=_("Gifts in kind"))


@dataclass(frozen=True, slots=True)
class OfGiver:
    """What one giver gave, and what became of it: enough to thank and to tell."""

    name: str
    given: int
    kept: int
    used: int
    is_thanked: bool  # for all of it


def of_givers(rows: list[InKind]) -> list[OfGiver]:
    """Without what went back. Those who were not thanked come first."""
    by_name: dict[str, list[InKind]] = {}
    for row in rows:
        if row.state != InKind.State.RETURNED:
            by_name.setdefault(row.giver, []).append(row)
    found = [
        OfGiver(
            name, len(own), sum(one.state == InKind.State.KEPT for one in own),
            sum(one.state == InKind.State.USED for one in own), all(one.thanked_at for one in own),
        )
        for name, own in by_name.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.is_thanked, one.name))


@EDIT
@FORM
def add(request: HttpRequest, community: str) -> HttpResponse:
    funds = queries.funds_of(request.community)
    by_key = {str(fund.pk): fund for fund in funds}
    choices = [("", _("none of them")), *((key, translated_plain(f.name)) for key, f in by_key.items())]

    def save(form: ThingForm) -> str:
        row = actions.note_thing(
            community=request.community, fund=by_key.get(form.cleaned_data["fund"]), by=request.actor,
            at=timezone.now(), **form.thing_values(),
        )  # fmt: skip
        return _root(request, f"{row.pk}/")

    return drawing.edit(
        request, ThingForm, title=_("Write down a gift in kind"), back=_root(request), save=save,
        options={"funds": choices},
    )  # fmt: skip


@VIEW
@require_safe
@notfound.as_page
def thing(request: HttpRequest, community: str, thing: int) -> HttpResponse:
    return _page(request, queries.thing_of(request.community, thing))


def _page(request: HttpRequest, row: InKind, refusal: str = "") -> HttpResponse:
    may_decide = request.rights.may(Verb.DECIDE, Area.MONEY, request.place)
    context: dict[str, Any] = {
        "thing": row, "code": row.code if may_decide else "", "has_code": bool(row.code),
        "words": money_words, "root": _root(request, f"{row.pk}/"), "may_decide": may_decide,
        "worth": Money(row.worth, row.currency) if row.worth else None, "refusal": refusal,
        "saved": "saved" in request.GET and not refusal,
        "thanks": _thanks(request, row) if may_decide else [],
    }  # fmt: skip
    return desk_page(
        request, "money/thing", context, title=row.covers, status=409 if refusal else 200,
        scripts=("once.js", "copy.js"),
    )  # fmt: skip


def _thanks(request: HttpRequest, row: InKind) -> list[tuple[str, str]]:
    """In each language of the community, until the giver is thanked."""
    if row.thanked_at or row.state == InKind.State.RETURNED:
        return []
    row.community = request.community
    return [(code, money_words.thanks_for(row, code)) for code in request.community.languages]


@DECIDE
@FORM
@notfound.as_page
def keep(request: HttpRequest, community: str, thing: int) -> HttpResponse:
    row = queries.thing_of(request.community, thing)

    def save(form: KeepForm) -> None:
        found = members_named(request.community, form.cleaned_data["member"])
        if len(found) != 1:
            raise ValidationError(
                _("Several members are called so. Write the whole name.") if found
                else _("Nobody is called so here. Write the name as it stands in the list of members.")
            )  # fmt: skip
        try:
            actions.keep_thing(thing=row, person=found[0], by=request.actor, at=timezone.now())
        except actions.ThingIsTaken:
            raise ValidationError(_taken()) from None

    return drawing.edit(
        request, KeepForm, title=_("Keep for somebody: {what}").format(what=row.covers),
        back=_root(request, f"{row.pk}/"), save=save,
    )  # fmt: skip


@DECIDE
@require_POST
@notfound.as_page
def move(request: HttpRequest, community: str, thing: int) -> HttpResponse:
    row = queries.thing_of(request.community, thing)
    if request.POST.get("move") not in MOVES:
        return errors.not_found(request)
    try:
        MOVES[request.POST["move"]](thing=row, by=request.actor, at=timezone.now())
    except (actions.ThingIsNotKept, actions.ThingIsTaken):
        return _page(request, queries.thing_of(request.community, thing), _taken())
    return HttpResponseRedirect(f"{_root(request, f'{row.pk}/')}?saved=1")


def _taken() -> str:
    return _("Somebody else has decided about it meanwhile. Nothing was changed.")
