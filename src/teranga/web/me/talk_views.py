"""The page behind the mail about one's proposal: what was told and why, yes or no, and what comes next.

It shows what its speaker was told, never what is only decided.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid import rules as aid_rules
from teranga.domains.aid.links_talk import talk_key
from teranga.domains.aid.queries import rounds_to
from teranga.domains.events.models import Event
from teranga.domains.places.rules import IllegalMove
from teranga.domains.proposals.actions import confirming
from teranga.domains.proposals.actions.invitations import complete_talk
from teranga.domains.proposals.links import speaker_path
from teranga.domains.proposals.links_told import speaker_of_token
from teranga.domains.proposals.models import Proposal, ProposalSpeaker
from teranga.domains.proposals.queries_told import asked_in_the_other, place_as_told, reasons_of
from teranga.domains.proposals.rules import COMES, IllegalProposalMove, is_told
from teranga.domains.proposals.rules_told import may_answer
from teranga.web import errors, proposal_words, talk_words
from teranga.web.me.pages import form_page
from teranga.web.me.talk_forms import AnswerForm, TalkForm
from teranga.web.templating import translated_plain

State = Proposal.State
NOT_NOW = (State.RESERVE, State.REJECTED, State.MERGED)  # told with reasons
FORM = require_http_methods(["GET", "HEAD", "POST"])


@access(Access.ANYONE)
@FORM
def talk(request: HttpRequest, token: str) -> HttpResponse:
    speaker = speaker_of_token(token)
    if speaker is None or speaker.proposal.told_state == State.DRAFT:
        return errors.not_found(request)
    if request.method != "POST":
        return _page(request, speaker)
    form = AnswerForm(request.POST)
    refused = _act(request, speaker, form) if form.is_valid() else _stale()
    if not refused:
        return HttpResponseRedirect(f"{request.path}?done=1")
    fresh = speaker_of_token(token)
    return _page(request, fresh, refused) if fresh else errors.not_found(request)


@access(Access.ANYONE)
@FORM
def programme(request: HttpRequest, token: str) -> HttpResponse:
    """An invited speaker writes what the programme says."""
    speaker = speaker_of_token(token)
    if speaker is None or not speaker.proposal.is_invited or speaker.proposal.state not in COMES:
        return errors.not_found(request)
    row = speaker.proposal
    options: dict[str, Any] = {
        "levels": row.call.levels, "languages": row.call.languages or row.event.languages or ["en"]
    }  # fmt: skip
    form = TalkForm(request.POST or None, initial=_written(speaker), **options)
    if request.method == "POST" and form.is_valid():
        try:
            complete_talk(
                speaker=speaker, about=form.about(), text=form.text(), by=_by(speaker), at=timezone.now()
            )
        except IllegalProposalMove:
            return errors.not_found(request)
        return HttpResponseRedirect(request.path.removesuffix("programme/") + "?done=1")
    context = {"row": row, "where": translated_plain(row.event.name), "path": request.path}
    return form_page(
        request, "talk_programme", context, title=_("Your session"), community=row.event.community,
        form=form, status=422 if form.is_bound else 200,
    )  # fmt: skip


def _joint(speaker: ProposalSpeaker) -> str:
    """Where they say whether they speak in what became of two proposals."""
    asked, call = asked_in_the_other(speaker), speaker.proposal.call
    call.event = speaker.proposal.event
    return speaker_path(asked, call) if asked is not None else ""


def _written(speaker: ProposalSpeaker) -> dict[str, Any]:
    row = speaker.proposal
    about = {name: getattr(speaker, name) for name in ("name", "biography", "affiliation")}
    return about | {name: getattr(row, name) for name in ("title", "abstract", "level", "language")}


def _page(request: HttpRequest, speaker: ProposalSpeaker, refusal: str = "") -> HttpResponse:
    row, now = speaker.proposal, timezone.now()
    language = translation.get_language()
    told = row.told_state
    context = {
        "row": row, "speaker": speaker, "state": told, "refusal": refusal, "event": row.event,
        "done": request.GET.get("done") == "1" and not refusal, "where": translated_plain(row.event.name),
        "state_name": proposal_words.told_name(told), "may_answer": may_answer(row, now), "call": row.call,
        "reasons": reasons_of([row], language).get(row.pk, []) if told in NOT_NOW else [],
        "words": row.words if is_told(row) and told not in (State.SUBMITTED, State.NEEDS_INFO) else "",
        "joint": _joint(speaker) if told == State.MERGED else "", "position": place_as_told(row),
        "whys": talk_words.whys(),
        "aid": _aid(speaker) if row.needs_aid and told == State.CONFIRMED else [], "path": request.path,
        "is_shown": row.session is not None and row.event.visibility != Event.Visibility.DRAFT,
        "root": f"/{row.event.community.slug}/{row.event.slug}/", "letter": row.event.community.contact_email,
    }  # fmt: skip
    return form_page(
        request, "talk", context, title=row.title or _("Your session"), community=row.event.community,
        status=409 if refusal else 200, scripts=("once.js",),
    )  # fmt: skip


def _aid(speaker: ProposalSpeaker) -> list[tuple[str, str, datetime | None]]:
    """Rounds of aid for coming here: address, name, when it opens; an open one begins with what is known."""
    now, event = timezone.now(), speaker.proposal.event
    found: list[tuple[str, str, datetime | None]] = []
    for round in rounds_to(event):
        address, name = f"/{event.community.slug}/aid/{round.slug}/", translated_plain(round.name)
        if aid_rules.takes_applications(round, now):
            found.append((f"{address}apply/?talk={talk_key(speaker)}", name, None))
        elif round.state == round.State.PUBLISHED and now < round.opens_at:
            found.append((address, name, round.opens_at))
    return found


def _act(request: HttpRequest, speaker: ProposalSpeaker, form: AnswerForm) -> str:
    """Do what the button says; "" when it is done, else why not."""
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        return _stale()
    try:
        verb(speaker, form)
    except (confirming.ReplyIsOver, IllegalMove):
        return _("The time to answer is over. Write to the organisers if something came in between.")
    except IllegalProposalMove:
        return _("This changed meanwhile. Nothing is lost: here is how it stands now.")
    return ""


def _stale() -> str:
    return _("This page is older than what stands here now. Look at it once more.")


def _by(speaker: ProposalSpeaker) -> Actor:
    """Whoever holds the signed link acts as the speaker that it was sent to."""
    return Actor("member" if speaker.person_id else "visitor", speaker.person_id)


def _yes(speaker: ProposalSpeaker, form: AnswerForm) -> None:
    told = {name: form.cleaned_data[name] for name in ("needs_aid", "needs_letter", "may_record")}
    confirming.confirm_talk(proposal=speaker.proposal, by=_by(speaker), at=timezone.now(), **told)


def _needs(speaker: ProposalSpeaker, form: AnswerForm) -> None:
    told = {name: form.cleaned_data[name] for name in ("needs_aid", "needs_letter", "may_record")}
    confirming.change_needs(proposal=speaker.proposal, by=_by(speaker), at=timezone.now(), **told)


def _no(speaker: ProposalSpeaker, form: AnswerForm) -> None:
    confirming.decline_talk(proposal=speaker.proposal, why=form.reason(), by=_by(speaker), at=timezone.now())


def _not_after_all(speaker: ProposalSpeaker, form: AnswerForm) -> None:
    confirming.cancel_talk(
        proposal=speaker.proposal, why=form.reason(), tells=False, by=_by(speaker), at=timezone.now()
    )


VERBS: dict[str, Callable[[ProposalSpeaker, AnswerForm], None]] = {
    "yes": _yes, "needs": _needs, "no": _no, "not-after-all": _not_after_all,
}  # fmt: skip
