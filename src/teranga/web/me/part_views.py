"""A member's own part in a community: directory, speaking, welcoming, a buddy, a chapter, talks elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions import buddies, heard, offers
from teranga.domains.communities.actions.chapters import choose_chapter
from teranga.domains.communities.models import Membership
from teranga.domains.communities.queries import NotFound, chapters_of
from teranga.domains.communities.queries_directory import stands_in_directory
from teranga.domains.communities.queries_heard import own_appearances, own_delegations
from teranga.domains.communities.queries_part import own_part
from teranga.domains.communities.queries_welcome import buddies_of
from teranga.domains.communities.rules import suggested_chapter
from teranga.domains.people.consents import DIRECTORY, consent_sentence
from teranga.domains.people.models import Person
from teranga.web.me import pages
from teranga.web.me.own_views import own_membership
from teranga.web.me.part_forms import HeardForm, SpeakForm, WelcomeForm
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

LARGEST = 2**63


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD"])
@notfound.as_page
@for_members
def part(request: HttpRequest, person: Person, community: str) -> HttpResponse:
    return _page(request, _member(person, community))


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def change(request: HttpRequest, person: Person, community: str, what: str) -> HttpResponse:
    """One of the small forms of the page; a refused one is shown again with what was typed."""
    membership = _member(person, community)
    kinds: dict[str, type[forms.Form]] = {"speak": SpeakForm, "welcome": WelcomeForm, "heard": HeardForm}
    kind = kinds.get(what)
    form = kind(request.POST) if kind and "end" not in request.POST else None
    if form is not None and not form.is_valid():
        return _page(request, membership, what, form)
    acts = _acts(request, membership, form)
    if what not in acts:
        raise NotFound(what)
    note = ""
    try:
        acts[what]()
    except buddies.NobodyFree:
        note = "?nobody=1"
    except (buddies.AnswerRefused, heard.NotTheirs):
        note = ""  # it was answered in another window: the page says how it stands
    address = reverse("me-part", kwargs={"community": community})
    return HttpResponseRedirect(f"{address}{note}#{what}")


def _acts(
    request: HttpRequest, membership: Membership, form: forms.Form | None
) -> dict[str, Callable[[], Any]]:
    person, posted = membership.person, request.POST
    by: dict[str, Any] = {"by": actor_of(person), "at": timezone.now()}
    mine: dict[str, Any] = {"membership": membership, **by}
    said = form.cleaned_data if form else {}
    yes = posted.get("yes") == "1"
    return {
        "directory": lambda: offers.share_in_directory(
            shared=yes, language=translation.get_language() or "", **mine
        ),
        "speak": lambda: offers.offer_to_speak(**said, **mine) if form else offers.withdraw_offer(**mine),
        "welcome": lambda: (
            offers.welcome_newcomers(**{**said, "most": said["most"] or 3}, **mine)
            if form else offers.stop_welcoming(**mine)
        ),
        "peace": lambda: offers.leave_in_peace(peace=yes, **mine),
        "chapter": lambda: _move(membership, posted.get("chapter", ""), by),
        "buddy": lambda: buddies.ask_for_buddy(**mine),
        "answer": lambda: _answer(membership, person, _number(posted.get("buddy")), yes, by),
        "heard": lambda: heard.note_appearance(**said, **mine),
        "talk": lambda: _answer_talk(membership, person, _number(posted.get("talk")), yes, by),
        "journey": lambda: _answer_journey(membership, person, _number(posted.get("journey")), yes, by),
    }  # fmt: skip


def _move(membership: Membership, slug: str, by: dict[str, Any]) -> None:
    home = next((row for row in chapters_of(membership.community) if row.slug == slug), None)
    choose_chapter(membership=membership, chapter=home, **by)


def _answer(membership: Membership, person: Person, number: int, yes: bool, by: dict[str, Any]) -> None:
    for row in buddies_of(person, membership.community):
        if row.pk == number and row.state == row.State.AGREED:
            buddies.end_buddy(buddy=row, person=person, **by)
        elif row.pk == number:
            buddies.answer_buddy(buddy=row, person=person, yes=yes, **by)


def _answer_talk(membership: Membership, person: Person, number: int, yes: bool, by: dict[str, Any]) -> None:
    for row in own_appearances(membership.community, person):
        if row.pk == number:
            heard.answer_appearance(appearance=row, person=person, yes=yes, **by)


def _answer_journey(
    membership: Membership, person: Person, number: int, yes: bool, by: dict[str, Any]
) -> None:
    for row in own_delegations(membership.community, person):
        if row.pk == number:
            heard.answer_delegate(delegate=row, person=person, yes=yes, **by)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _member(person: Person, slug: str) -> Membership:
    """The person's confirmed membership. Raises NotFound."""
    membership = own_membership(person, slug)
    if membership.state != Membership.State.CONFIRMED:
        raise NotFound(slug)
    return membership


def _page(
    request: HttpRequest, membership: Membership, what: str = "", form: forms.Form | None = None
) -> HttpResponse:
    place, person = membership.community, membership.person
    own, chapters = own_part(membership), chapters_of(place)
    context = {
        "membership": membership,
        "in_directory": stands_in_directory(place, person),
        "directory_words": consent_sentence(DIRECTORY),
        "own": own,
        "typed": {what: form} if form else {},
        "languages_offered": pages.languages_for(place),
        "chapters": chapters,
        "suggested": None if own.chapter else suggested_chapter(chapters, person.city),
        "pairs": [
            (row, row.welcomer.person_id == person.pk, _other(row, person))
            for row in buddies_of(person, place)
        ],
        "nobody": "nobody" in request.GET,
        "talks": own_appearances(place, person),
        "journeys": own_delegations(place, person),
        "root": f"/me/{place.slug}/part/",
    }
    title = _("Your part in {community}").format(community=translated_plain(place.name))
    return pages.form_page(
        request, "part", context, title=title, community=place, form=form, status=422 if form else 200
    )


def _other(row: Any, person: Person) -> str:
    """The other one's name, once both said yes."""
    if row.state != row.State.AGREED:
        return ""
    return row.person.name if row.welcomer.person_id == person.pk else row.welcomer.person.name
