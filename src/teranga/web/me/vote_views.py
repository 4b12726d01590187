"""Voting on proposals on a phone: one after the other, without names, in an order of one's own."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.events.models import Event
from teranga.domains.events.queries import event_by_slug
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.voting import VoteRefused, cast_vote
from teranga.domains.proposals.models import AttendeeVote, Call
from teranga.domains.proposals.queries_call import shown_call
from teranga.domains.proposals.queries_voting import (
    OnTheList,
    ballot_of,
    may_vote,
    next_to_vote,
    on_the_ballot,
)
from teranga.domains.proposals.rules_call import votes_are_open
from teranga.web import call_words, labels, proposal_words
from teranga.web.me.visitor import signed_in_person
from teranga.web.public import notfound
from teranga.web.public.heads import event_head
from teranga.web.rendering import personal_page

A_PAGE = 40
VALUES = [str(value) for value in AttendeeVote.Value.values]


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def vote(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """The next proposal that has no vote yet, or the one that is named."""
    edition = event_by_slug(community, event)
    call = shown_call(edition)
    person = signed_in_person(request)
    if person is None:
        return _to_sign_in(request)
    if not votes_are_open(call, timezone.now()) or not may_vote(call, person):
        return _no_ballot(request, edition, call, person)
    if request.method == "POST":
        return _cast(request, edition, call, person)
    ballot = ballot_of(call, person)
    wanted = request.GET.get("code", "")
    shown = next((one for one in ballot if one.code == wanted), None)
    return _ballot_page(
        request, edition, call, person, ballot, shown or next_to_vote(ballot, request.GET.get("after", ""))
    )


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD"])
@notfound.as_page
def own_votes(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """What one said so far, to look at again and to change."""
    edition = event_by_slug(community, event)
    call, person = shown_call(edition), signed_in_person(request)
    if person is None:
        return _to_sign_in(request)
    if not votes_are_open(call, timezone.now()) or not may_vote(call, person):
        return _no_ballot(request, edition, call, person)
    given = sorted((one for one in ballot_of(call, person) if one.vote is not None), key=_most_wanted)
    page = min(int(request.GET["page"][:4]), 99) if request.GET.get("page", "").isdecimal() else 1
    start = (max(page, 1) - 1) * A_PAGE
    context = {"rows": on_the_ballot(call, person, given[start : start + A_PAGE]), "all": len(given),
               "more": page + 1 if len(given) > start + A_PAGE else 0}  # fmt: skip
    return _page(request, edition, "vote_own", context, title=_("Your votes"))


def _cast(request: HttpRequest, edition: Event, call: Call, person: Person) -> HttpResponse:
    code, value = request.POST.get("code", ""), request.POST.get("value", "")
    try:
        cast_vote(call=call, person=person, code=code, value=int(value) if value in VALUES else -1,
                  at=timezone.now())  # fmt: skip
    except VoteRefused as refused:
        if refused.why != "proposal":
            return _no_ballot(request, edition, call, person)
        ballot = ballot_of(call, person)
        gone = _("This proposal is not voted on any more. Your other votes are safe.")
        return _ballot_page(request, edition, call, person, ballot, next_to_vote(ballot), gone)
    return HttpResponseRedirect(f"{_root(edition)}?{urlencode({'after': code})}")


def _ballot_page(
    request: HttpRequest, edition: Event, call: Call, person: Person, ballot: list[OnTheList],
    shown: OnTheList | None, refused: str = "",
) -> HttpResponse:  # fmt: skip
    done = sum(one.vote is not None for one in ballot)
    whole = on_the_ballot(call, person, [shown] if shown else [])
    context = {
        "shown": next(iter(whole), None), "done": done, "all": len(ballot), "refusal": refused,
        "until": call.votes_close_at,
        "weight": call.votes_weight,
        "values": [(value, proposal_words.vote_name(value)) for value in AttendeeVote.Value.values],
    }  # fmt: skip
    return _page(request, edition, "vote", context, title=_("What do you want to hear?"),
                 status=409 if refused else 200)  # fmt: skip


def _no_ballot(request: HttpRequest, edition: Event, call: Call, person: Person) -> HttpResponse:
    now = timezone.now()
    context = {"is_open": votes_are_open(call, now), "call": call,
               "is_ahead": bool(call.votes_open_at and now < call.votes_open_at)}  # fmt: skip
    return _page(request, edition, "vote_closed", context, title=_("What do you want to hear?"),
                 status=403 if context["is_open"] else 200)  # fmt: skip


def _page(
    request: HttpRequest, edition: Event, template: str, context: dict[str, object], *, title: str,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    place = f"/{translation.get_language()}/{edition.community.slug}/{edition.slug}/"
    known = {"event": edition, "root": _root(edition), "call_page": f"{place}call/", "words": call_words,
             "labels": labels, "vote_name": proposal_words.vote_name}  # fmt: skip
    return personal_page(
        request, f"me/{template}.html", known | context, title=title, head=event_head(edition),
        scripts=("site.js", "once.js"), status=status,
    )  # fmt: skip


def _most_wanted(one: OnTheList) -> tuple[int, str]:
    return -(one.vote or 0), one.code


def _root(edition: Event) -> str:
    return f"/{translation.get_language()}/{edition.community.slug}/{edition.slug}/call/vote/"


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.path})}")
