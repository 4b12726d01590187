"""The page behind a mail that says only that there is news: an offer, its answer, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions import answers
from teranga.domains.aid.links_award import application_of_award_token
from teranga.domains.aid.links_told import told_path
from teranga.domains.aid.models import Aftermath, AidApplication, AidAward
from teranga.domains.aid.queries_awards import OwnAward, funds_of_round, own_award
from teranga.domains.aid.queries_journeys import journeys_to
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.aid.rules_aftermath import may_tell
from teranga.foundation.money import NoAmount, read_money
from teranga.web import aid_words, errors, statement_words
from teranga.web.me.pages import form_page
from teranga.web.templating import translated_plain

WITH_MONEY = (AidApplication.State.ACCEPTED, AidApplication.State.FULFILLED, AidApplication.State.CLOSED)
NOTHING_YET = (AidApplication.State.DRAFT, AidApplication.State.SUBMITTED)
Verbs = dict[str, Callable[[HttpRequest, OwnAward], None]]


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def news(request: HttpRequest, token: str) -> HttpResponse:
    application = application_of_award_token(token)
    if application is None or application.state in NOTHING_YET:
        return errors.not_found(request)
    refusal = ""
    if request.method == "POST":
        refusal = _act(request, own_award(application))
        if not refusal:
            return HttpResponseRedirect(f"{request.path}?done=1")
        application.refresh_from_db()
    return own_page(request, own_award(application), refusal)


def own_page(request: HttpRequest, own: OwnAward, refusal: str = "") -> HttpResponse:
    round = own.application.round
    funds = {fund.slug: fund for fund in funds_of_round(round)}
    pots = own.told.reason.get("pots", []) if own.told else []
    names = aid_words.fund_names(pots, funds, public_only=True) or _("a fund of the community")
    zone = round.event.zone if round.event else "UTC"
    context: dict[str, Any] = {
        "own": own, "round": round, "state": own.application.state, "words": aid_words, "refusal": refusal,
        "done": request.GET.get("done") == "1" and not refusal, "zone": zone,
        "why": aid_words.why(own.told, round.currency, names) if own.told else "",
        "where": translated_plain(round.event.name) if round.event else round.elsewhere,
        "tell": _tell(own),
        "letter_for": own.award.letter_for if own.award else "",
        "money": _money(own), "journeys": journeys_to(round, own.application.person_id),
    }  # fmt: skip
    return form_page(
        request, "award", context, title=_("News for you"), community=round.community,
        status=409 if refusal else 200,
    )  # fmt: skip


def _money(own: OwnAward) -> statement_words.Shown | None:
    if own.award is None or own.application.state not in WITH_MONEY:
        return None
    own.award.application = own.application  # its round is at hand
    return statement_words.shown_of(own.award)


def _tell(own: OwnAward) -> str:
    """Where to tell how it was, once it was."""
    if own.award is None:
        return ""
    own.award.round, own.award.application = own.application.round, own.application
    when = Aftermath.When.AFTER
    return told_path(own.award, when) if may_tell(own.award, when, timezone.now()) else ""


def _act(request: HttpRequest, own: OwnAward) -> str:
    """Do what the button says; "" when it is done, else why not."""
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None or own.award is None:
        return _("This page is older than what stands here now. Look at it once more.")
    try:
        verb(request, own)
    except answers.OfferIsOver:
        return _("The time to answer is over. Write to the organisers if something came in between.")
    except (answers.NotLess, NoAmount):
        return _("Write an amount below what is offered, in figures: 40000.")
    except answers.MoneyIsOut:
        return _("Money is on its way to you already. Write to the organisers, and they settle it with you.")
    except IllegalApplicationMove:
        return _("This changed meanwhile. Nothing is lost: here is how it stands now.")
    return ""


def _award(own: OwnAward) -> AidAward:
    if own.award is None:
        raise IllegalApplicationMove(own.application.state, "answer")
    return own.award


def by(own: OwnAward) -> Actor:
    """Whoever holds the signed link acts as the person that it was sent to."""
    return Actor("member", own.application.person_id)


def _accept(request: HttpRequest, own: OwnAward) -> None:
    words = request.POST.get("words", "")
    answers.accept_offer(award=_award(own), words=words, by=by(own), at=timezone.now())


def _less(request: HttpRequest, own: OwnAward) -> None:
    award = _award(own)
    enough = read_money(request.POST.get("amount", ""), award.currency)
    answers.accept_offer(
        award=award, comes_with=enough.minor, words=request.POST.get("words", ""), by=by(own),
        at=timezone.now(),
    )  # fmt: skip


def _decline(request: HttpRequest, own: OwnAward) -> None:
    words = request.POST.get("words", "")
    answers.decline_offer(award=_award(own), words=words, by=by(own), at=timezone.now())


def _letter(request: HttpRequest, own: OwnAward) -> None:
    if own.application.state != AidApplication.State.ACCEPTED:
        raise IllegalApplicationMove(own.application.state, "letter")
    told = request.POST.get("letter_for", "")
    answers.ask_for_letter(award=_award(own), letter_for=told, by=by(own), at=timezone.now())


VERBS: Verbs = {"accept": _accept, "less": _less, "decline": _decline, "letter": _letter}
