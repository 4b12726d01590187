"""What a person's communities know about them, and how to change it, take it back, or leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries
from teranga.domains.communities.actions.confirm import CodeRefused, confirm_signed_in
from teranga.domains.communities.actions.join_details import ConsentMissing
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.actions.own_details import change_consent, change_own_details
from teranga.domains.communities.models import Membership
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.people.consents import CONTACT
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import shown_contact
from teranga.domains.people.personal_data import CONTACT_PURPOSE, MEMBERSHIP_FIELDS, PERSON_FIELDS
from teranga.domains.people.queries import consents_of, known_person
from teranga.web import labels
from teranga.web.localised import language_name
from teranga.web.me import pages
from teranga.web.me.forms import DetailsForm
from teranga.web.me.own_place_views import coming_answers
from teranga.web.me.visitor import actor_of, for_members, sign_out
from teranga.web.public import notfound
from teranga.web.templating import translated_plain


@dataclass(frozen=True, slots=True)
class KnownFact:
    label: str
    value: str
    purpose: str


@access(Access.MEMBER)
@require_safe
@for_members
def me(request: HttpRequest, person: Person) -> HttpResponse:
    memberships = memberships_of(person)
    joined = request.GET.get("joined", "")
    context = {
        "person": person,
        "facts": _facts_of(person),
        "places": [_place(membership) for membership in memberships],
        "welcome": next((row.community for row in memberships if row.community.slug == joined), None),
        "levels": pages.levels(),
        "answers": coming_answers(person),
        "own_pages": _own_pages(),
    }
    community = memberships[0].community if len(memberships) == 1 else None
    return pages.form_page(request, "me", context, title=_("Your page"), community=community)


def _own_pages() -> list[tuple[str, str]]:
    return [
        ("/me/proposals/", _("Your proposals")),
        ("/me/aid/", _("Your aid")),
        ("/me/mentoring/", _("Your mentoring")),
        ("/me/projects/", _("Your projects")),
        ("/me/paths/", _("Your training paths")),
        ("/me/hackathon/", _("Your hackathons")),
        ("/me/calendar/", _("My calendar")),
        ("/me/timeline/", _("Your timeline")),
        ("/me/comments/", _("Your comments")),
        ("/me/mail/", _("Which mails you get")),
        ("/me/profile/", _("Your profile")),
        ("/account/", _("Your account")),
    ]


def _facts_of(person: Person) -> list[KnownFact]:
    values = {
        "name": person.name,
        "city": person.city,
        "languages": ", ".join(language_name(code) for code in person.languages),
        "preferred_language": language_name(person.preferred_language),
    }
    facts = [KnownFact(str(field.label), values[field.name], str(field.purpose)) for field in PERSON_FIELDS]
    for point in person.contact_points.order_by("id"):
        label = _("E-mail address") if point.kind == point.Kind.EMAIL else _("Phone number")
        facts.insert(1, KnownFact(label, shown_contact(point.kind, point.value), str(CONTACT_PURPOSE)))
    return facts


def _place(membership: Membership) -> dict[str, Any]:
    """One community on the page: what it knows, what was agreed to, and the form to change it."""
    values = {
        "level": pages.level_name(membership.level) if membership.level else "",
        "help_ways": ", ".join(labels.help_way(way) for way in membership.help_ways),
        "came_from": membership.came_from,
    }
    given = {row.purpose: row.given_at for row in consents_of(membership.person, membership.community_id)}
    return {
        "membership": membership,
        "community": membership.community,
        "facts": [
            KnownFact(str(field.label), values[field.name], str(field.purpose)) for field in MEMBERSHIP_FIELDS
        ],
        "consents": [
            (purpose, sentence, is_required, given.get(purpose))
            for purpose, sentence, is_required in pages.consents()
        ],
        "help_ways": pages.help_ways(membership.community),
        "is_waiting": membership.state != Membership.State.CONFIRMED,
    }


def own_membership(person: Person, slug: str) -> Membership:
    """The person's membership by the community's slug. Raises NotFound, also for others'."""
    for membership in memberships_of(person):
        if membership.community.slug == slug:
            membership.person = person
            return membership
    raise queries.NotFound(slug)


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def change_details(request: HttpRequest, person: Person, community: str) -> HttpResponse:
    membership = own_membership(person, community)
    form = DetailsForm(request.POST)
    if form.is_valid():
        change_own_details(membership=membership, by=actor_of(person), at=timezone.now(), **form.cleaned_data)
    return HttpResponseRedirect(reverse("me"))


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def consent(request: HttpRequest, person: Person, community: str) -> HttpResponse:
    membership = own_membership(person, community)
    purpose, given = request.POST.get("purpose", ""), request.POST.get("given") == "yes"
    try:
        change_consent(
            community=membership.community, person=person, purpose=purpose, given=given, by=actor_of(person),
            at=timezone.now(),
        )  # fmt: skip
    except ConsentMissing:
        return HttpResponseRedirect(reverse("me-leave", kwargs={"community": community}))
    return HttpResponseRedirect(reverse("me"))


@access(Access.MEMBER)
@require_POST
@notfound.as_page
@for_members
def confirm(request: HttpRequest, person: Person, community: str) -> HttpResponse:
    """Somebody signed in says yes to a wish to join that was written in their name."""
    membership = own_membership(person, community)
    try:
        confirm_signed_in(
            community=membership.community, person=person, by=actor_of(person), at=timezone.now()
        )
    except CodeRefused:
        return HttpResponseRedirect(reverse("me"))
    return HttpResponseRedirect(f"{reverse('me')}?joined={community}")


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def leave(request: HttpRequest, person: Person, community: str) -> HttpResponse:
    membership = own_membership(person, community)
    place = membership.community
    if request.method != "POST":
        title = _("Leave {community}?").format(community=translated_plain(place.name))
        context = {"purpose": CONTACT, "stays_elsewhere": len(memberships_of(person)) > 1}
        return pages.form_page(request, "leave", context, title=title, community=place)
    leave_community(community=place, person=person, by=actor_of(person), at=timezone.now())
    if known_person(person.pk) is None:
        sign_out(request)
    return HttpResponseRedirect(reverse("me-left", kwargs={"community": community}))


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def left(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    return pages.form_page(request, "left", {}, title=_("You have left"), community=place)
