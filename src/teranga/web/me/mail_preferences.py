"""Which mails somebody wants: their own page, and the link at the foot of a mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.record import VISITOR
from teranga.domains.communities.actions.own_details import change_consent
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries_members import memberships_of
from teranga.domains.mail.actions.preferences import CannotBeSwitchedOff, switch_off, switch_on
from teranga.domains.mail.models import Category
from teranga.domains.mail.numbers import Subscription, read_unsubscribe
from teranga.domains.mail.queries import still_wants
from teranga.domains.mail.rules import CAN_BE_SWITCHED_OFF
from teranga.domains.mail.wording import category_name
from teranga.domains.people.consents import NEWS
from teranga.domains.people.models import Person
from teranga.domains.people.queries import known_person
from teranga.web import errors
from teranga.web.me import pages
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.templating import translated_plain


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def preferences(request: HttpRequest, person: Person) -> HttpResponse:
    """For each community the kinds of mail, with what can be switched off and on."""
    memberships = [row for row in memberships_of(person) if row.state == Membership.State.CONFIRMED]
    if request.method == "POST":
        asked = request.POST.get("community", "")
        place = next((row.community for row in memberships if str(row.community.pk) == asked), None)
        category, wanted = request.POST.get("category", ""), request.POST.get("wanted") == "yes"
        if place is None or category not in CAN_BE_SWITCHED_OFF:
            return errors.not_found(request)
        _change(person, place, category, wanted)
        return HttpResponseRedirect(reverse("me-mail"))
    places = [(row.community, _kinds(person, row.community)) for row in memberships]
    return pages.form_page(request, "mail", {"places": places}, title=_("Which mails you want"))


def _kinds(person: Person, community: Community) -> list[tuple[str, str, bool, bool]]:
    """Category, its name, whether it comes, whether it can be switched off."""
    return [
        (
            str(category),
            category_name(category),
            category not in CAN_BE_SWITCHED_OFF
            or person.pk in still_wants(community.pk, category, [person.pk]),
            category in CAN_BE_SWITCHED_OFF,
        )
        for category in Category.values
    ]


def _change(person: Person, community: Community, category: str, wanted: bool) -> None:
    by, at = actor_of(person), timezone.now()
    if not wanted:
        switch_off(community_id=community.pk, category=category, person=person, by=by, at=at)
        return
    switch_on(community_id=community.pk, category=category, person=person, by=by, at=at)
    if category == Category.NEWS:
        change_consent(community=community, person=person, purpose=NEWS, given=True, by=by, at=at)


@csrf_exempt  # RFC 8058: the mail program sends it, and the signed link is the proof
@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: looking changes nothing, one press or the mail program's own button does."""
    found = read_unsubscribe(token)
    if found is None:
        return errors.not_found(request)
    with translation.override(found.language if found.language in ("en", "fr", "es") else "en"):
        community = Community.objects.filter(pk=found.community_id).first()
        if request.method == "POST":
            _end(found)
        context = {
            "done": request.method == "POST",
            "kind": category_name(found.category),
            "place": translated_plain(community.name) if community else "",
        }
        return pages.form_page(
            request, "unsubscribe", context, title=_("No more of these mails"), community=community
        )


def _end(found: Subscription) -> None:
    person = known_person(found.person_id) if found.person_id else None
    if person is None and not found.address:
        return  # erased since: nobody is left to whom a mail could go
    try:
        switch_off(
            community_id=found.community_id, category=found.category, person=person, address=found.address,
            by=actor_of(person) if person else VISITOR, at=timezone.now(),
        )  # fmt: skip
    except CannotBeSwitchedOff:
        return
