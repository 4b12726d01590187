"""Who speaks beside the writer, and the files of a proposal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.permissions import Access, access
from teranga.base.sealed_files import read_file
from teranga.base.uploads import UploadRefused
from teranga.domains.events.queries import event_by_slug
from teranga.domains.people.normal_forms import DetailRefused
from teranga.domains.proposals import queries
from teranga.domains.proposals.actions import files as file_actions
from teranga.domains.proposals.actions import speakers as actions
from teranga.domains.proposals.models import ProposalFile, ProposalSpeaker
from teranga.domains.proposals.queries_call import whole_of
from teranga.domains.proposals.queries_writing import questions_asked
from teranga.domains.proposals.rules_writing import may_answer, may_write
from teranga.web import errors
from teranga.web.aid_files import paper_answer, sealed_answer
from teranga.web.me import proposal_form, proposal_seen
from teranga.web.me.aid_forms import upload_refusal
from teranga.web.me.proposal_pages import Own, opened, own_page, page, title_of, to_own
from teranga.web.me.visitor import actor_of, signed_in_person
from teranga.web.public import notfound

State = ProposalSpeaker.State


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def speakers(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    one = opened(community, event, own_proposal)
    row, by, now = one.proposal, actor_of(signed_in_person(request)), timezone.now()
    refused, remove = "", request.POST.get("remove", "")
    if request.method == "POST":
        try:
            if remove.isdecimal():
                actions.remove_speaker(proposal=row, number=int(remove[:18]), by=by, at=now)
            else:
                actions.invite_speaker(
                    proposal=row, name=request.POST.get("name", ""), by=by, at=now,
                    contact=request.POST.get("contact", ""),
                )  # fmt: skip
            return to_own(row, "speakers/")
        except DetailRefused as wrong:
            refused = str(wrong)
        except actions.TooManyInvitations:
            refused = _("You asked very many people today. Ask the next one tomorrow. Nothing was sent.")
        except actions.SpeakersAreFixed:
            refused = _("Nobody can be added or taken off now. Nothing was changed.")
    context = {
        "speakers": queries.speakers_of(row), "refused": refused,
        "typed": {name: request.POST.get(name, "") for name in ("name", "contact")},
        "may_change": may_write(row, queries.phase_of(one.call, now), now),
    }  # fmt: skip
    return own_page(request, one, "proposal_speakers", context, title=_("Who speaks with you"),
                    status=422 if refused else 200)  # fmt: skip


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def speak(request: HttpRequest, community: str, event: str, own_speaker: UUID) -> HttpResponse:
    """The page of somebody who was asked to speak too: what it is about, their own words, yes or no."""
    me = queries.own_speaker(event_by_slug(community, event), own_speaker)
    if me.position == 0:
        return errors.not_found(request)
    one, now, refused = Own(me.proposal, me, whole_of(me.proposal.call)), timezone.now(), ""
    person = signed_in_person(request)
    if request.method == "POST":
        try:
            actions.answer_invitation(
                speaker=me, says_yes=request.POST.get("act") == "yes", person=person, by=actor_of(person),
                told=proposal_form.told_of(request.POST, one.whole), at=now,
            )  # fmt: skip
            return HttpResponseRedirect(f"{request.path}?done=1")
        except actions.SpeakersAreFixed:
            refused = _("This can no longer be changed. Nothing was lost.")
    return _speak_page(request, one, refused)


def _speak_page(request: HttpRequest, one: Own, refused: str) -> HttpResponse:
    me, now = one.speaker, timezone.now()
    answers = queries.answers_of(one.proposal, me)
    about = [row for row in questions_asked(one.proposal, me) if row.about == "speaker"]
    rows = proposal_form.rows_of(
        one.whole, queries.as_told(one.proposal, me, answers), about, {}, now, types=(), tracks=(),
        knows_contact=True,
    )  # fmt: skip
    own = ("name", "biography", "affiliation", "country", "unavailable")
    fields = [field for group in ("you", "practice") for field in rows[group]
              if field.name in own or field.name.startswith("q")]  # fmt: skip
    context: dict[str, Any] = {
        "me": me, "proposal": one.proposal, "fields": fields, "count_in": one.call.count_in,
        "seen": proposal_seen.seen_by_reviewers(one),
        "letter": one.proposal.event.community.contact_email, "writer": queries.writer_of(one.proposal).name,
        "done": "done" in request.GET, "refused": refused,
        "may_change": may_answer(one.proposal, queries.phase_of(one.call, now), now),
    }  # fmt: skip
    return page(request, "proposal_speak", context, title=title_of(one.proposal), event=me.event,
                scripts=("once.js",), status=409 if refused else 200)  # fmt: skip


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def files(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    one = opened(community, event, own_proposal)
    row, refused = one.proposal, ""
    asked = [question for question in questions_asked(row, one.speaker) if question.kind == "file"]
    if request.method == "POST":
        refused = _add(request, one, asked)
        if not refused:
            return to_own(row, "files/")
    context = {
        "files": [(kept, _kind_words(kept)) for kept in queries.files_of(row)], "asked": asked,
        "refused": refused, "is_anonymous": one.call.is_anonymous,
    }  # fmt: skip
    return own_page(request, one, "proposal_files", context, title=_("Files of your proposal"),
                    status=422 if refused else 200)  # fmt: skip


def _add(request: HttpRequest, one: Own, asked: list[Any]) -> str:
    sent, number = request.FILES.get("file"), request.POST.get("question", "")
    question = next((row for row in asked if str(row.pk) == number), None)
    try:
        file_actions.add_file(
            proposal=one.proposal, sent=sent, name=(sent.name or "") if sent else "", question=question,
            by=actor_of(signed_in_person(request)), at=timezone.now(),
        )  # fmt: skip
    except UploadRefused as refused:
        return upload_refusal(refused.reason)
    except file_actions.FilesAreFixed:
        return _("No file can be added now, or there are six already. Take one back first.")
    return ""


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def file(
    request: HttpRequest, community: str, event: str, own_proposal: UUID, own_file: UUID
) -> HttpResponse:
    kept = queries.own_file(opened(community, event, own_proposal).proposal, own_file)
    content = read_file(kept.uuid)
    if content is None:
        return errors.not_found(request)
    if kept.kind == "image/jpeg":
        return paper_answer(content, kept.kind, "file")
    return sealed_answer(content, kept.name or "file")


@access(Access.ANYONE)
@require_http_methods(["POST"])
@notfound.as_page
def remove_file(
    request: HttpRequest, community: str, event: str, own_proposal: UUID, own_file: UUID
) -> HttpResponse:
    one = opened(community, event, own_proposal)
    kept = queries.own_file(one.proposal, own_file)
    kept.proposal = one.proposal
    try:
        file_actions.remove_file(file=kept, by=actor_of(signed_in_person(request)), at=timezone.now())
    except file_actions.FilesAreFixed:
        return to_own(one.proposal)
    return to_own(one.proposal, "files/")


def _kind_words(kept: ProposalFile) -> str:
    return _("Reviewers see it") if kept.for_reviewers else _("Only the team sees it")
