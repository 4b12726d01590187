"""A reviewer's evening: the list, one proposal after the other, all of them to read on the way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.proposals import queries_reviews as reviews
from teranga.domains.proposals.actions.recusals import recuse as keep_out_of
from teranga.domains.proposals.actions.remarks import remark as add_remark
from teranga.domains.proposals.actions.remarks import tag as set_tag
from teranga.domains.proposals.actions.review_rows import tell_own_load
from teranga.domains.proposals.actions.reviews import ReviewRefused, Sheet, keep_review, send_review
from teranga.domains.proposals.models import Proposal, Topic
from teranga.domains.proposals.queries_seen import Sight
from teranga.domains.proposals.rules_seen import Role
from teranga.web import assets, localised, proposal_words, review_words
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.paging import page_of
from teranga.web.organise.review_forms import OwnLoadForm
from teranga.web.organise.review_gate import REVIEW, has_call, person_here, sight_here
from teranga.web.organise.review_lists import load_options, told
from teranga.web.public import notfound

FORM = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_SEARCH = 100


@access(Access.ROLE, **REVIEW)
@require_safe
@notfound.as_page
def queue(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """What waits, what is done, and what else may be read; words find among these alone."""
    if not has_call(request):
        return desk_page(request, "review/none", {}, title=_("My reviews"))
    sight = sight_here(request)
    if sight.reviewer is None and sight.gate.role is Role.TEAM:
        return HttpResponseRedirect(here(request, "reviews/board/"))
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = {one.code for one in sight.listed(text=words)} if words.strip() else None
    mine = reviews.queue_of(sight)
    free = [one for one in mine.free if found is None or one.seen.code in found]
    context = {
        **_told(request, sight), "queue": mine, "q": words, "found": found,
        "free": page_of(request, free, "free"),
        "saved": "saved" in request.GET, "sent": "sent" in request.GET,
        "is_team": sight.gate.role in (Role.TEAM, Role.BLIND_TEAM),
    }  # fmt: skip
    return desk_page(request, "review/queue", context, title=_("My reviews"))


@access(Access.ROLE, **REVIEW)
@require_safe
@notfound.as_page
def following(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """To the next one that waits; back to the list when none does."""
    after = reviews.queue_of(sight_here(request)).after(request.GET.get("after", ""))
    return HttpResponseRedirect(here(request, f"reviews/of/{after}/" if after else "reviews/?sent=1"))


@access(Access.ROLE, **REVIEW)
@require_safe
@notfound.as_page
def to_read(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Everything that waits on one page, which opens again without a network."""
    sight = sight_here(request)
    rows = reviews.waiting_of(sight)
    if not rows:
        return HttpResponseRedirect(here(request, "reviews/"))
    context = {**_told(request, sight), "rows": rows}
    return desk_page(
        request, "review/read", context, title=_("To read on the way"), scripts=("once.js", "reading.js")
    )


@access(Access.ROLE, **REVIEW)
@require_safe
@notfound.as_page
def worker(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """The worker's script beside the page that it keeps, so that its scope is that page and nothing else."""
    script = assets.assets()[assets.script_address("reading_worker.js")]
    return HttpResponse(script.body, content_type=script.content_type, headers={"Cache-Control": "no-cache"})


@access(Access.ROLE, **REVIEW)
@FORM
@notfound.as_page
def sheet(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    sight = sight_here(request)
    row = sight.proposal(code)
    if request.method != "POST":
        return _sheet(request, sight, row)
    person = person_here(request)
    try:
        send_review(call=sight.call, code=code, person=person, sheet=_sent(request, row),
                    **_acting(request))  # fmt: skip
    except ReviewRefused as refused:
        return _sheet(request, sight_here(request), row, refused.why)
    return HttpResponseRedirect(here(request, f"reviews/next/?after={code}"))


def _sheet(request: HttpRequest, sight: Sight, row: Proposal, why: str = "") -> HttpResponse:
    own = reviews.own_review(sight, row)
    lines = reviews.lines_for(row)
    given = reviews.points_of(own)
    typed = _sent(request, row) if why else None
    context = {
        **_told(request, sight), "row": row, "seen": sight.seen([row])[0], "own": own, "lines": lines,
        "points_given": typed.points if typed else given,
        "for_committee": typed.for_committee if typed else own.for_committee if own else "",
        "for_speaker": typed.for_speaker if typed else own.for_speaker if own else "",
        "is_stale": own is not None and own.sent_at is not None and own.version < row.version,
        "others": reviews.others_of(sight, row, own), "remarks": reviews.remarks_of(sight, row, own),
        "may_review": sight.reviewer is not None and sight.gate.may_review,
        "may_remark": sight.gate.may_discuss and reviews.may_read_others(sight, row, own),
        "tags": reviews.tags_of(sight.call) if sight.gate.may_tag and sight.judges(row) else [],
        "tagged": reviews.tags_on(row) if sight.gate.may_tag else set(),
        "refusal": review_words.refusal(why) if why else "", "saved": "saved" in request.GET,
        "queue": reviews.queue_of(sight),
    }  # fmt: skip
    status = {"": 200, "changed": 409}.get(why, 422)
    title = sight.seen([row])[0].title or row.code
    return desk_page(
        request, "review/sheet", context, title=title, status=status,
        scripts=("draft.js", "once.js", "review.js"),
    )  # fmt: skip


@access(Access.ROLE, **REVIEW)
@require_POST
@notfound.as_page
def keep(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    """What is written so far, on every pause. A page without scripts has a button for it."""
    sight = sight_here(request)
    row, why = sight.proposal(code), ""
    try:
        keep_review(call=sight.call, code=code, person=person_here(request), sheet=_sent(request, row),
                    **_acting(request))  # fmt: skip
    except ReviewRefused as refused:
        why = refused.why
    if "application/json" in request.headers.get("Accept", ""):
        if why:
            return JsonResponse({"kept": "", "why": review_words.refusal(why)}, status=409)
        moment = localised.moment(timezone.now(), request.event.zone)
        return JsonResponse({"kept": _("Kept, {moment}").format(moment=moment)})
    if why:
        return _sheet(request, sight, row, why)
    return HttpResponseRedirect(here(request, f"reviews/of/{code}/?saved=1"))


@access(Access.ROLE, **REVIEW)
@require_POST
@notfound.as_page
def recuse(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    sight = sight_here(request)
    try:
        keep_out_of(call=sight.call, code=code, person=person_here(request),
                    reason=request.POST.get("reason", ""), **_acting(request))  # fmt: skip
    except ReviewRefused:
        return HttpResponseRedirect(here(request, f"reviews/of/{code}/"))
    return HttpResponseRedirect(here(request, f"reviews/next/?after={code}"))


@access(Access.ROLE, **REVIEW)
@require_POST
@notfound.as_page
def remark(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    sight = sight_here(request)
    try:
        add_remark(call=sight.call, code=code, person=person_here(request),
                   text=request.POST.get("text", ""), **_acting(request))  # fmt: skip
    except ReviewRefused as refused:
        return _sheet(request, sight, sight.proposal(code), refused.why)
    return HttpResponseRedirect(here(request, f"reviews/of/{code}/#discussion"))


@access(Access.ROLE, **REVIEW)
@require_POST
@notfound.as_page
def tag(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    sight = sight_here(request)
    row = sight.proposal(code)
    chosen = next((one for one in reviews.tags_of(sight.call) if one.slug == request.POST.get("tag")), None)
    if chosen is None:
        raise NotFound(code)
    try:
        set_tag(call=sight.call, code=code, person=person_here(request), tag=chosen,
                on=request.POST.get("on") == "1", **_acting(request))  # fmt: skip
    except ReviewRefused as refused:
        return _sheet(request, sight, row, refused.why)
    return HttpResponseRedirect(here(request, f"reviews/of/{code}/#reasons"))


@access(Access.ROLE, **REVIEW)
@FORM
@notfound.as_page
def own_load(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """What this reviewer knows, reads and can do. Raises NotFound for whoever does not review here."""
    reviewer = sight_here(request).reviewer
    if reviewer is None:
        raise NotFound
    names = ("topics", "languages", "affiliation", "most")
    return drawing.edit(
        request, OwnLoadForm, title=_("What I can review"), back=here(request, "reviews/"),
        initial=lambda: {name: getattr(reviewer, name) for name in names}, options=load_options(request),
        save=lambda form: told(lambda: tell_own_load(
            reviewer=reviewer, by=request.actor, at=timezone.now(), **form.values()
        )) and None,
    )  # fmt: skip


def _told(request: HttpRequest, sight: Sight) -> dict[str, Any]:
    """What every page of reviewing shows."""
    return {
        "call": sight.call, "phase": sight.phase, "coming": sight.coming, "sight": sight,
        "root": here(request, "reviews/"), "words": review_words, "named": proposal_words,
        "zone": request.event.zone,
        "topics": {row.slug: row for row in Topic.objects.filter(event=request.event, call=sight.call)},
    }  # fmt: skip


def _acting(request: HttpRequest) -> dict[str, Any]:
    return {"rights": request.rights, "place": request.place, "by": request.actor, "at": timezone.now()}


def _sent(request: HttpRequest, row: Proposal) -> Sheet:
    points = {
        line.pk: int(text)
        for line in reviews.lines_for(row)
        if (text := request.POST.get(f"line-{line.pk}", "")).isascii() and text.isdigit() and len(text) < 5
    }
    version = request.POST.get("version", "")
    return Sheet(
        points, request.POST.get("for_committee", ""), request.POST.get("for_speaker", ""),
        int(version) if version.isascii() and version.isdigit() and len(version) < 5 else 0,
    )  # fmt: skip
