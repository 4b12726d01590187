"""Rounds of aid at the desk: the list, one round with what needs a person now, its texts and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.aid import queries, rules
from teranga.domains.aid.actions import rounds as actions
from teranga.domains.aid.actions.ending import NotSettled, end_round
from teranga.domains.aid.models import AidRound
from teranga.domains.people.roles import Area, Verb
from teranga.web import aid_words, errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.aid_forms import RoundForm
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

VIEW = {"verb": Verb.VIEW, "area": Area.AID}
EDIT = {"verb": Verb.EDIT, "area": Area.AID}
DECIDE = {"verb": Verb.DECIDE, "area": Area.AID}
FORM = require_http_methods(["GET", "HEAD", "POST"])
MOVES = {"publish": actions.publish_round, "take_back": actions.take_back_round, "end": end_round}


def root_of(request: HttpRequest, path: str = "") -> str:
    return here(request, f"aid/{path}", of_community=True)


def may(request: HttpRequest, verb: Verb) -> bool:
    return request.rights.may(verb, Area.AID, request.place)


def sees_awards(request: HttpRequest) -> bool:
    """They name people and what they need: who decides sees them, and who pays."""
    return may(request, Verb.DECIDE) or request.rights.may(Verb.PAY, Area.MONEY, request.place)


@access(Access.ROLE, **VIEW)
@require_safe
def rounds(request: HttpRequest, community: str) -> HttpResponse:
    now = timezone.now()
    rows = [
        {"round": row, "is_open": rules.takes_applications(row, now), "drafts": counts.get("draft", 0),
         "sent": sum(counts.get(state, 0) for state in rules.COUNTED_AS_APPLIED)}
        for row, counts in queries.rounds_of(request.community)
    ]  # fmt: skip
    context = {
        "rows": rows, "root": root_of(request), "words": aid_words, "may_change": may(request, Verb.EDIT),
        "saved": "saved" in request.GET,
    }  # fmt: skip
    return desk_page(request, "aid/list", context, title=_("Aid"))


@access(Access.ROLE, **VIEW)
@require_safe
@notfound.as_page
def round_home(request: HttpRequest, community: str, number: int) -> HttpResponse:
    return round_page(request, queries.round_of(request.community, number))


def round_page(request: HttpRequest, row: AidRound, refused: str = "") -> HttpResponse:
    now, whole = timezone.now(), queries.whole_of(row)
    counts = Counter(queries.states_of(row))
    is_scorer = any(one.person_id == request.actor.person_id for one in whole.scorers)
    states = [(aid_words.state_name(state), counts[state]) for state in rules.State.values if counts[state]]
    context = {
        "states": states, "round": row, "whole": whole, "counts": counts, "words": aid_words,
        "waits": queries.waits_of(row, whole, counts, now), "is_open": rules.takes_applications(row, now),
        "sent": sum(counts[state] for state in rules.COUNTED_AS_APPLIED), "is_scorer": is_scorer,
        "root": root_of(request, f"{row.pk}/"), "refusal": refused, "move": _move(row),
        "may_change": may(request, Verb.EDIT), "may_decide": may(request, Verb.DECIDE),
        "saved": "saved" in request.GET and not refused,
        "sees_awards": sees_awards(request) and row.state in (AidRound.State.DECIDED, AidRound.State.ENDED),
    }  # fmt: skip
    return desk_page(request, "aid/round", context, title=translated_plain(row.name),
                     status=409 if refused else 200)  # fmt: skip


def _move(row: AidRound) -> tuple[str, str] | None:
    return {
        AidRound.State.DRAFT: ("publish", _("Publish the round")),
        AidRound.State.PUBLISHED: ("take_back", _("Take it back")),
        AidRound.State.DECIDED: ("end", _("End the round")),
    }.get(AidRound.State(row.state))


@access(Access.ROLE, **EDIT)
@FORM
def add(request: HttpRequest, community: str) -> HttpResponse:
    place = request.community

    def save(form: RoundForm) -> str:
        row = told(lambda: actions.draft_round(
            community=place, by=request.actor, at=timezone.now(), **form.round_values()
        ))  # fmt: skip
        return root_of(request, f"{row.pk}/")

    shown = {"without_names": True, "adult_age": 18, "offer_hours": 120, "proofs_kept_days": 60}
    return drawing.edit(
        request, RoundForm, title=_("New round of aid"), back=root_of(request), save=save,
        initial=lambda: shown, options=_options(request),
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def change(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.round_of(request.community, number)

    def save(form: RoundForm) -> None:
        told(lambda: actions.change_round(
            round=row, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(),
            **form.round_values(),
        ))  # fmt: skip

    return drawing.edit(
        request, RoundForm, title=translated_plain(row.name), row=row, save=save,
        back=root_of(request, f"{number}/"), initial=lambda: RoundForm.shown(row), options=_options(request),
    )  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def move(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row, wanted = queries.round_of(request.community, number), request.POST.get("move", "")
    if wanted not in MOVES:
        return errors.not_found(request)
    try:
        MOVES[wanted](round=row, by=request.actor, at=timezone.now())
    except actions.NotReady as refused:
        lacking = _("It cannot be published yet. Still missing: {what}.")
        return round_page(request, row, lacking.format(what=aid_words.lacks(refused.lacks)))
    except actions.RoundRefused as refused:
        return round_page(request, row, aid_words.refusal(refused.why))
    except NotSettled as refused:
        return round_page(request, row, aid_words.not_settled(refused.open))
    except rules.IllegalRoundMove:
        return round_page(request, row, _("The round has gone on meanwhile. Look where it stands now."))
    return HttpResponseRedirect(root_of(request, f"{number}/?saved=1"))


def told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except actions.RoundRefused as refused:
        raise ValidationError(aid_words.refusal(refused.why)) from refused


def _options(request: HttpRequest) -> dict[str, Any]:
    place = request.community
    return {
        "languages": place.languages,
        "community": place,
        "events": queries.events_to_come_to(place, timezone.now().date()),
    }
