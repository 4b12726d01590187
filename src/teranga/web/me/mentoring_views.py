"""One's own mentoring: what one asked for, whom one was brought together with, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.learning.actions import apply as applying
from teranga.domains.learning.actions import matching as actions
from teranga.domains.learning.actions.safety import leave_note
from teranga.domains.learning.models import PairWish
from teranga.domains.learning.queries_mentoring import (
    own_application,
    own_applications,
    own_pair,
    own_pairs,
)
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import shown_contact
from teranga.web import learning_words
from teranga.web.me import pages
from teranga.web.me.mentoring_forms import MeetingForm, NoteForm
from teranga.web.me.visitor import actor_of, client_of, for_members
from teranga.web.public import notfound

NOTES_PER_CLIENT = 10  # in an hour


@access(Access.MEMBER)
@require_safe
@for_members
def mentoring(request: HttpRequest, person: Person) -> HttpResponse:
    told = {
        "applied": _("It is noted. We write to you as soon as we found somebody."),
        "saved": _("Saved."),
        "late": _("This changed meanwhile; here is how it stands now."),
    }
    note = next((words for key, words in told.items() if key in request.GET), "")
    return _page(request, person, note)


def _page(request: HttpRequest, person: Person, note: str = "", refused: Any = None) -> HttpResponse:
    pairs = [
        (own, learning_words.shared(own.pair.programme, own.pair.reason),
         [(kind, shown_contact(kind, value), value) for kind, value in own.addresses])
        for own in own_pairs(person)
    ]  # fmt: skip
    context = {
        "applications": own_applications(person), "pairs": pairs, "words": learning_words, "note": note,
        "today": timezone.localdate(), "refused": refused or {},
        "communities": [row.community for row in memberships_of(person)],
    }  # fmt: skip
    status = 422 if refused else 200
    return pages.form_page(request, "mentoring", context, title=_("Your mentoring"), status=status)


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def answer(request: HttpRequest, person: Person, pair: int) -> HttpResponse:
    row = own_pair(person, pair)
    yes = request.POST.get("answer") == "yes"
    return _back(lambda: actions.answer_pair(
        pair=row, person=person, yes=yes, by=actor_of(person), at=timezone.now()
    ))  # fmt: skip


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def meeting(request: HttpRequest, person: Person, pair: int) -> HttpResponse:
    row, form = own_pair(person, pair), MeetingForm(request.POST)
    if not form.is_valid():
        words = form.errors.get("day") or form.errors.get("line")
        return _page(request, person, refused={row.pk: words[0]})
    return _back(lambda: actions.log_meeting(
        pair=row, person=person, by=actor_of(person), at=timezone.now(), **form.cleaned_data
    ))  # fmt: skip


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def outcome(request: HttpRequest, person: Person, pair: int) -> HttpResponse:
    row, said = own_pair(person, pair), request.POST.get("outcome", "")
    return _back(lambda: actions.say_outcome(
        pair=row, person=person, outcome=said, by=actor_of(person), at=timezone.now()
    ))  # fmt: skip


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def end(request: HttpRequest, person: Person, pair: int) -> HttpResponse:
    """End it, and if one wishes never meet this person again here."""
    row = own_pair(person, pair)
    if request.method != "POST":
        return pages.form_page(request, "mentoring_end", {"pair": row}, title=_("End this pair?"))
    now, by = timezone.now(), actor_of(person)
    if request.POST.get("never"):
        side = "mentee" if row.mentee.person_id == person.pk else "mentor"
        applying.wish_pair(
            programme=row.programme, mentee=row.mentee, mentor=row.mentor, kind=PairWish.Kind.NEVER,
            said_by=side, by=by, at=now,
        )  # fmt: skip
    return _back(lambda: actions.end_pair(pair=row, person=person, by=by, at=now))


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def confirm(request: HttpRequest, person: Person, application: int) -> HttpResponse:
    """Somebody signed in says yes to an application that was written in their name."""
    row = own_application(person, application)
    try:
        applying.confirm_application(application=row, person=person, by=actor_of(person), at=timezone.now())
    except (applying.NotOpen, applying.NotYours):
        return HttpResponseRedirect(f"{reverse('me-mentoring')}?late=1")
    return HttpResponseRedirect(f"{reverse('me-mentoring')}?applied=1")


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def withdraw(request: HttpRequest, person: Person, application: int) -> HttpResponse:
    row = own_application(person, application)
    applying.withdraw_application(application=row, by=actor_of(person), at=timezone.now())
    return HttpResponseRedirect(f"{reverse('me-mentoring')}?saved=1")


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def safety_note(request: HttpRequest, community: str) -> HttpResponse:
    """A word to the conduct team. Nothing of the browser is kept with it."""
    place = queries.community_by_slug(community)
    title = _("Tell the conduct team")
    if request.method != "POST":
        context = {"sent": "sent" in request.GET}
        return pages.form_page(request, "safety_note", context, title=title, community=place, form=NoteForm())
    form, now = NoteForm(request.POST), timezone.now()
    if form.is_valid():
        if note_try("safety-note", str(place.pk), client_of(request), limit=NOTES_PER_CLIENT,
                    within=timedelta(hours=1), at=now):  # fmt: skip
            leave_note(community=place, text=form.cleaned_data["text"], key=form.idempotency_key, at=now)
            return HttpResponseRedirect(f"{reverse('safety-note', kwargs={'community': place.slug})}?sent=1")
        form.add_error(None, _("Many notes came from here just now. Wait an hour, then send it again."))
    return pages.form_page(request, "safety_note", {"sent": False}, title=title, community=place, form=form)


def _back(act: Any) -> HttpResponse:
    try:
        act()
    except actions.PairMoveRefused:
        return HttpResponseRedirect(f"{reverse('me-mentoring')}?late=1")
    return HttpResponseRedirect(f"{reverse('me-mentoring')}?saved=1")
