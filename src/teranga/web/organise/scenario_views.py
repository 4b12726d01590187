"""Allocations at the desk: computed beside each other, explained, signed by two."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.models import Job
from teranga.base.permissions import Access, access
from teranga.domains.aid import queries_awards as queries
from teranga.domains.aid.actions import scenarios as actions
from teranga.domains.aid.models import AidRound, Scenario
from teranga.domains.aid.queries_scenarios import in_figures
from teranga.domains.ledger.actions.entries import NotEnough
from teranga.domains.people.roles import Area, Verb
from teranga.domains.people.two_persons import NotAllowed, OwnMatter, SamePerson
from teranga.web import aid_words, localised
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.jobs_views import progress_address
from teranga.web.organise.scenario_forms import ScenarioForm
from teranga.web.organise.scenario_picture import pictures_of
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

VIEW = {"verb": Verb.VIEW, "area": Area.AID}
DECIDE = {"verb": Verb.DECIDE, "area": Area.AID}


def root(request: HttpRequest, row: AidRound, path: str = "") -> str:
    return here(request, f"aid/{row.pk}/{path}", of_community=True)


@access(Access.ROLE, **VIEW)
@require_safe
@notfound.as_page
def allocation(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.aid_round(request.community, number)
    found = queries.scenarios_of(row)
    waiting = [one.job_id for one in found if not one.done_at and one.job_id]
    funds = {fund.slug: fund for fund in queries.funds_of_round(row)}
    job = Job.objects.filter(pk__in=waiting).first() if waiting else None
    context = {
        "round": row, "scenarios": found, "done": [one for one in found if one.result],
        "grid": queries.side_by_side(found), "words": aid_words, "root": root(request, row),
        "saved": "saved" in request.GET, "may_decide": _may_decide(request), "job": job,
        "address": progress_address(job) if job else "", "money_of": queries.money_of,
        "pictures": pictures_of(in_figures(found), funds, row.currency), "funds": funds,
    }  # fmt: skip
    return desk_page(
        request, "aid/allocation", context, title=_("Allocation: {round}").format(round=_name(row)),
        styles=("report",), scripts=("once.js", "progress.js"),
    )  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def add(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.aid_round(request.community, number)

    def save(form: ScenarioForm) -> None:
        told = form.cleaned_data
        actions.ask_scenario(
            round=row, name=told["name"], rule=told["rule"], without=told["without"],
            pins=dict.fromkeys(form.settled, ""), by=request.actor, at=timezone.now(),
        )  # fmt: skip

    return drawing.edit(
        request, ScenarioForm, title=_("Compute an allocation"), back=root(request, row, "allocation/"),
        save=save, options={"funds": queries.funds_of_round(row)},
    )  # fmt: skip


@access(Access.ROLE, **VIEW)
@require_safe
@notfound.as_page
def scenario(request: HttpRequest, community: str, number: int, scenario: int) -> HttpResponse:
    row = queries.aid_round(request.community, number)
    return _scenario(request, row, queries.scenario_of(row, scenario))


def _scenario(request: HttpRequest, row: AidRound, found: Scenario, refusal: str = "") -> HttpResponse:
    funds = {fund.slug: fund for fund in queries.funds_of_round(row)}
    told = queries.all_told(found) if found.result else []
    context: dict[str, Any] = {
        "round": row, "scenario": found, "result": found.result, "told": told, "words": aid_words,
        "root": root(request, row, f"allocation/{found.pk}/"), "refusal": refusal, "funds": funds,
        "more": aid_words.what_more_does(found.result, row.currency, funds),
        "why": lambda one: aid_words.why(
            one, row.currency, aid_words.fund_names(one.reason.get("pots", []), funds)
        ),
        "may_decide": _may_decide(request), "back": root(request, row, "allocation/"),
        "granted": sum(one.money for one in told), "awarded": sum(bool(one.option) for one in told),
        "left": sum(found.result.get("left", {}).values()),
    }  # fmt: skip
    return desk_page(request, "aid/scenario", context, title=found.name, status=409 if refusal else 200)


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def sign(request: HttpRequest, community: str, number: int, scenario: int) -> HttpResponse:
    row = queries.aid_round(request.community, number)
    found = queries.scenario_of(row, scenario)
    try:
        actions.sign_scenario(scenario=found, rights=request.rights, by=request.actor, at=timezone.now())
    except actions.ScenarioRefused as refused:
        return _scenario(request, row, found, aid_words.not_signed(refused))
    except NotEnough as refused:
        words = _("A fund holds only {free} by now, so nothing was sent. Compute the allocation again.")
        return _scenario(request, row, found, words.format(free=localised.money(refused.free)))
    except SamePerson:
        return _scenario(request, row, found, _("You signed already. Somebody else signs as the second."))
    except (OwnMatter, NotAllowed):
        return _scenario(request, row, found, _("Who applied in this round does not sign it."))
    return HttpResponseRedirect(f"{root(request, row, 'allocation/')}?saved=1")


@access(Access.ROLE, **DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def remove(request: HttpRequest, community: str, number: int, scenario: int) -> HttpResponse:
    row = queries.aid_round(request.community, number)
    found = queries.scenario_of(row, scenario)
    return drawing.remove(
        request, title=_("Remove this allocation"), what=found.name, back=root(request, row, "allocation/"),
        act=lambda: actions.drop_scenario(scenario=found, by=request.actor, at=timezone.now()),
        refusals={actions.ScenarioRefused: _("Offers of this round went out already.")},
    )  # fmt: skip


def _may_decide(request: HttpRequest) -> bool:
    return request.rights.may(Verb.DECIDE, Area.AID, request.place)


def _name(row: AidRound) -> str:
    return translated_plain(row.name)
