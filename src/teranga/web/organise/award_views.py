"""Awards at the desk: what waits at each, and everything that follows until it is settled.

They are open to who decides about aid, and to treasurers; nobody sees their own here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.aid import queries_settling as queries
from teranga.domains.aid.actions import settling
from teranga.domains.aid.actions.answers import NoPlaceYet, give_place
from teranga.domains.aid.models import AidAward, AidRound
from teranga.domains.aid.queries_awards import aid_round
from teranga.domains.aid.queries_journeys import journeys_to
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.communities.queries import NotFound
from teranga.domains.payments.actions.payouts import NoDestination
from teranga.domains.people.roles import Area, Verb
from teranga.web import aid_words, errors, money_words, statement_words
from teranga.web.me.receipt_forms import WayForm
from teranga.web.organise import award_words
from teranga.web.organise.aid_views import DECIDE, VIEW, may, root_of, sees_awards
from teranga.web.organise.desk import desk_page
from teranga.web.organise.history import history
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

MOVES: dict[str, Callable[..., AidAward]] = {
    "place": give_place, "there": settling.say_was_there, "missed": settling.say_did_not_come,
    "close": settling.close_award,
}  # fmt: skip


def round_with_awards(request: HttpRequest, number: int) -> AidRound:
    """Raises NotFound, also for those whom awards do not concern."""
    if not sees_awards(request):
        raise NotFound(str(number))
    return aid_round(request.community, number)


@access(Access.ROLE, **VIEW)
@require_safe
@notfound.as_page
def awards(request: HttpRequest, community: str, number: int) -> HttpResponse:
    round, asked = round_with_awards(request, number), request.GET.get("waits", "")
    rows = queries.award_rows(round, request.actor.person_id, timezone.now())
    counts = Counter(kind for row in rows for kind in row.waits)
    wanted = asked if asked in counts else ""
    context = {
        "round": round, "rows": [row for row in rows if not wanted or wanted in row.waits],
        "every": len(rows), "filters": [(kind, counts[kind]) for kind in queries.Waits if counts[kind]],
        "wanted": wanted, "root": root_of(request, f"{number}/awards/"), "words": aid_words,
        "award_words": award_words, "back": root_of(request, f"{number}/"),
    }  # fmt: skip
    return desk_page(request, "aid/awards", context, title=_("All awards"))


@access(Access.ROLE, **VIEW)
@require_safe
@notfound.as_page
def award(request: HttpRequest, community: str, number: int, award: int) -> HttpResponse:
    return award_page(request, round_with_awards(request, number), award)


def award_page(
    request: HttpRequest, round: AidRound, number: int, refusal: str = "", way: WayForm | None = None
) -> HttpResponse:
    row = queries.award_row(round, number, request.actor.person_id, timezone.now())
    application = row.award.application
    context: dict[str, Any] = {
        **shown(row), "advance": queries.in_advance(row), "refusal": refusal, "way_form": way or WayForm(),
        "journeys": journeys_to(round, application.person_id), "may_decide": may(request, Verb.DECIDE),
        "root": root_of(request, f"{round.pk}/awards/{number}/"),
        "round_root": root_of(request, f"{round.pk}/"),
        "payouts": root_of(request).removesuffix("aid/") + "payouts/" if _sees_money(request) else "",
        "saved": "saved" in request.GET and not refusal,
        "history": history(request, "aid_application", application.pk),
    }  # fmt: skip
    return desk_page(request, "aid/award", context, title=award_words.holder(row.award),
                     status=409 if refusal else 422 if way else 200)  # fmt: skip


def shown(row: queries.AwardRow) -> dict[str, Any]:
    """What the page and the paper of an award share."""
    lines = statement_words.lines_of(row.told, row.award.currency)
    return {
        "row": row, "award": row.award, "application": row.award.application, "words": aid_words,
        "award_words": award_words, "statement": statement_words, "money_words": money_words,
        "parts": queries.by_part(row), "funds": queries.by_fund(row), "round": row.award.application.round,
        "money": statement_words.Shown(row.facts, row.told, lines), "state": row.award.application.state,
    }  # fmt: skip


@access(Access.ROLE, **VIEW)
@require_POST
@notfound.as_page
def ask(request: HttpRequest, community: str, number: int, award: int) -> HttpResponse:
    """For the money that is due, the way the holder told, or as they told somebody of the committee."""
    round = round_with_awards(request, number)
    row = queries.award_row(round, award, request.actor.person_id, timezone.now()).award
    told = {"way": row.way, "destination": row.destination}
    if not row.way:
        form = WayForm(request.POST)
        if not form.is_valid():
            return award_page(request, round, award, way=form)
        told = form.cleaned_data
    in_advance = row.in_advance or request.POST.get("when") == "before"
    return _done(request, round, award, lambda: settling.ask_for_money(
        award=row, in_advance=in_advance, by=request.actor, at=timezone.now(), **told
    ))  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def move(request: HttpRequest, community: str, number: int, award: int) -> HttpResponse:
    round, act = round_with_awards(request, number), MOVES.get(request.POST.get("do", ""))
    row = queries.award_row(round, award, request.actor.person_id, timezone.now()).award
    if act is None:
        return errors.not_found(request)
    return _done(request, round, award, lambda: act(award=row, by=request.actor, at=timezone.now()))


def _done(request: HttpRequest, round: AidRound, award: int, act: Callable[[], Any]) -> HttpResponse:
    whys: dict[type[Exception], str] = {
        settling.NothingDue: "nothing", settling.MoneyOnItsWay: "money", NoDestination: "way",
        NoPlaceYet: "place", IllegalApplicationMove: "moved",
    }  # fmt: skip
    try:
        act()
    except tuple(whys) as refused:
        return award_page(request, round, award, award_words.refusal(whys[type(refused)]))
    return HttpResponseRedirect(root_of(request, f"{round.pk}/awards/{award}/?saved=1"))


@access(Access.ROLE, **VIEW)
@require_safe
@notfound.as_page
def statement(request: HttpRequest, community: str, number: int, award: int) -> HttpResponse:
    """To print, for the holder's papers and the treasurer's."""
    round, now = round_with_awards(request, number), timezone.now()
    row = queries.award_row(round, award, request.actor.person_id, now)
    context = {**shown(row), "now": now, "back": root_of(request, f"{number}/awards/{award}/")}
    title = _("Statement: {round}").format(round=translated_plain(round.name))
    return desk_page(request, "aid/statement", context, title=title, styles=("print",))


def _sees_money(request: HttpRequest) -> bool:
    return request.rights.may(Verb.VIEW, Area.MONEY, request.place)
