"""What a round consists of, added, changed and removed one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.base.permissions import Access, access
from teranga.domains.aid import queries
from teranga.domains.aid.actions import round_rows as actions
from teranga.domains.aid.actions.rounds import RoundRefused
from teranga.domains.aid.models import AidRound, Criterion, Part, RoundFund, Scorer, ShareRule
from teranga.domains.learning.queries_hackathons import member_named
from teranga.domains.ledger.queries import funds_of
from teranga.domains.people.queries_roles import rights_for
from teranga.domains.people.roles import Area, Verb
from teranga.web import aid_words
from teranga.web.organise import aid_forms, drawing
from teranga.web.organise.aid_views import EDIT, FORM, root_of, told
from teranga.web.public import notfound
from teranga.web.templating import translated_plain


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def part(request: HttpRequest, community: str, number: int, part: int = 0) -> HttpResponse:
    of = queries.round_of(request.community, number)
    row = queries.row_of(Part, of, part) if part else None
    shown = _shown(row, "kind", "name", "supply", "asks_proof")
    shown |= {"most": aid_forms.typed(row.most, of.currency)} if row else {}
    return _edit(
        request, of, aid_forms.PartForm, _("What may be asked for"), row, shown,
        lambda form: actions.save_part(round=of, part=row, by=request.actor, at=timezone.now(),
                                       **form.values()),
        {"currency": of.currency},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def criterion(request: HttpRequest, community: str, number: int, line: int = 0) -> HttpResponse:
    of = queries.round_of(request.community, number)
    row = queries.row_of(Criterion, of, line) if line else None
    return _edit(
        request, of, aid_forms.CriterionForm, _("A line of the rubric"), row,
        _shown(row, "name", "help", "weight", "most") or {"weight": 1, "most": 5},
        lambda form: actions.save_criterion(round=of, criterion=row, by=request.actor, at=timezone.now(),
                                            **form.values()),
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def share(request: HttpRequest, community: str, number: int, share: int = 0) -> HttpResponse:
    of = queries.round_of(request.community, number)
    row = queries.row_of(ShareRule, of, share) if share else None
    shown = _shown(row, "percent", "of", "group")
    shown |= {"is_floor": "yes" if row.is_floor else "no"} if row else {}

    def save(form: drawing.DrawnForm) -> None:
        values = form.values() | {"is_floor": form.cleaned_data["is_floor"] == "yes"}
        actions.save_share_rule(round=of, rule=row, by=request.actor, at=timezone.now(), **values)

    return _edit(request, of, aid_forms.ShareForm, _("A share"), row, shown, save)


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def fund(request: HttpRequest, community: str, number: int) -> HttpResponse:
    of = queries.round_of(request.community, number)
    return _edit(
        request, of, aid_forms.PayingForm, _("A fund that pays"), None, {},
        lambda form: actions.set_fund(round=of, by=request.actor, at=timezone.now(), **form.values()),
        {"funds": funds_of(request.community), "currency": of.currency},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def scorer(request: HttpRequest, community: str, number: int) -> HttpResponse:
    of = queries.round_of(request.community, number)

    def save(form: drawing.DrawnForm) -> None:
        person = member_named(request.community, form.cleaned_data["member"])
        if person is None:
            raise ValidationError(_("No confirmed member, or more than one, is called like this."))
        rights = rights_for(person.pk, at=timezone.now(), has_second_factor=True)
        if not rights.may(Verb.EDIT, Area.AID, request.place):
            raise ValidationError(_("This person needs a role in the aid committee first. See “Team”."))
        actions.add_scorer(round=of, person=person, by=request.actor, at=timezone.now())

    return _edit(request, of, aid_forms.ScorerForm, _("Somebody who scores"), None, {}, save)


REMOVED: Mapping[str, tuple[Any, Callable[..., None], str]] = {
    "parts": (Part, actions.remove_part, "part"),
    "rubric": (Criterion, actions.remove_criterion, "criterion"),
    "shares": (ShareRule, actions.remove_share_rule, "rule"),
    "funds": (RoundFund, actions.drop_fund, "paying"),
    "scorers": (Scorer, actions.remove_scorer, "scorer"),
}  # fmt: skip


def _remove(kind: str) -> Callable[..., HttpResponse]:
    model, act, name = REMOVED[kind]

    @access(Access.ROLE, **EDIT)
    @FORM
    @notfound.as_page
    def view(request: HttpRequest, community: str, number: int, **key: int) -> HttpResponse:
        of = queries.round_of(request.community, number)
        row = queries.row_of(model, of, next(iter(key.values())))
        stays = _("Somebody relies on it, so it stays. Nothing was changed.")
        return drawing.remove(
            request, title=_("Remove it"), what=_words(row), back=root_of(request, f"{number}/"),
            act=lambda: act(**{name: row}, by=request.actor, at=timezone.now()),
            refusals={RoundRefused: stays},
        )  # fmt: skip

    return view


remove_part, remove_criterion, remove_share, remove_fund, remove_scorer = (_remove(kind) for kind in REMOVED)


def _words(row: Any) -> str:
    match row:
        case Part():
            return aid_words.part_name(row)
        case ShareRule():
            return aid_words.rule_sentence(row)
        case RoundFund():
            return translated_plain(row.fund.name)
        case Scorer():
            return str(row.person.name)
    return translated_plain(row.name)


def _edit(
    request: HttpRequest, of: AidRound, form: type[drawing.DrawnForm], title: str, row: Any,
    shown: Mapping[str, Any], save: Callable[[Any], Any], options: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    return drawing.edit(
        request, form, title=title, row=row, initial=lambda: shown, back=root_of(request, f"{of.pk}/"),
        save=lambda sent: told(lambda: save(sent)) and None,
        options={"languages": request.community.languages, **(options or {})},
    )  # fmt: skip


def _shown(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names} if row else {}
