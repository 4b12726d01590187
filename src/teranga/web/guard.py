"""The door before every view: reads its mark, finds the place in the address, lets in or answers 404.

What is missing and what is forbidden look the same. A view that is let in finds on its request:
`place`, `community`, `event` (None where the address names none), `rights`, and `actor` for its actions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from teranga.base.kept_queries import KeptQuery
from teranga.base.permissions import Access, Needed
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Grant, Place, Rights
from teranga.domains.people.queries_roles import rights_for
from teranga.web import errors
from teranga.web.account.proofs import passed_second_factor
from teranga.web.me.visitor import signed_in_person

log = logging.getLogger("teranga.web")
GetResponse = Callable[[HttpRequest], HttpResponse]
COMMUNITY: KeptQuery[Community] = KeptQuery(
    lambda slug: Community.objects.select_related("parent").filter(slug=slug).order_by()[:1], slug="example"
)
EVENT: KeptQuery[Event] = KeptQuery(
    lambda community, slug: (
        Event.objects.filter(community=community, slug=slug).select_related("series", "venue").order_by()[:1]
    ),
    community=-1, slug="example",
)  # fmt: skip


class NowhereHere(Exception):
    """The address names a community or an event that does not exist."""


class GuardMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        kind = getattr(view, "access", None)
        if kind is None:
            log.error("The view of %s says nowhere who may open it, so nobody may.", request.resolver_match)
            return errors.not_found(request)
        try:
            if kind is Access.ACCOUNT:
                return None if signed_in_person(request) else _to_sign_in(request)
            if kind is Access.ROLE:
                return _check_role(request, view.needed, kwargs)  # type: ignore[attr-defined]
        except (OperationalError, InterfaceError) as away:
            log.error("The database did not answer: %s", away)
            return errors.unavailable(request)
        return None


def _check_role(request: HttpRequest, needed: Needed, kwargs: Mapping[str, Any]) -> HttpResponse | None:
    person = signed_in_person(request)
    if person is None:
        return _to_sign_in(request)
    rights = rights_of_request(request, person)
    try:
        community, event = find_place(kwargs)
    except NowhereHere:
        return errors.not_found(request)
    place = place_of(community, event)
    if not is_allowed(rights, needed, place):
        if _lacks_only_second_factor(rights, needed, place):
            return _to_second_factor(request)
        return errors.not_found(request)
    remember(request, rights, community, event, role_of(rights, needed, place))
    return None


def rights_of_request(request: HttpRequest, person: Person) -> Rights:
    return rights_for(person.pk, at=timezone.now(), has_second_factor=passed_second_factor(request))


def find_place(kwargs: Mapping[str, Any]) -> tuple[Community | None, Event | None]:
    """The community and event whose parts of the address these are, drafts too. Raises NowhereHere."""
    if "community" not in kwargs:
        return None, None
    community = COMMUNITY.one(slug=kwargs["community"])
    if community is None:
        raise NowhereHere
    if "event" not in kwargs:
        return community, None
    event = EVENT.one(community=community.pk, slug=kwargs["event"])
    if event is None:
        raise NowhereHere
    event.community = community
    return community, event


def place_of(community: Community | None, event: Event | None = None) -> Place:
    if community is None:
        return Place()
    return Place(community.pk, community.parent_id, event.pk if event else None)


def is_allowed(rights: Rights, needed: Needed, place: Place) -> bool:
    """Without a verb or an area any one will do; an address without a place then asks for any role at all."""
    if needed.verb and needed.area:
        return rights.may(needed.verb, needed.area, place)
    return any(_fits(grant, needed, place) and _counts(rights, grant) for grant in rights.grants)


def role_of(rights: Rights, needed: Needed, place: Place) -> str:
    if needed.verb and needed.area:
        return rights.role_for(needed.verb, needed.area, place)
    fitting = (g.role for g in rights.grants if _fits(g, needed, place) and _counts(rights, g))
    return next(fitting, "")


def remember(
    request: HttpRequest, rights: Rights, community: Community | None, event: Event | None, role: str
) -> None:
    """Put on the request what views of the desk read."""
    request.place = place_of(community, event)
    request.community, request.event = community, event
    request.rights = rights
    request.actor = Actor(role, rights.person_id)


def _fits(grant: Grant, needed: Needed, place: Place) -> bool:
    verbs = (
        grant.allowed.get(needed.area, frozenset())
        if needed.area
        else frozenset().union(*grant.allowed.values())
    )
    return (needed.verb in verbs if needed.verb else bool(verbs)) and (
        place == Place() or grant.reaches(place)
    )


def _counts(rights: Rights, grant: Grant) -> bool:
    return rights.has_second_factor or not grant.needs_second_factor


def _lacks_only_second_factor(rights: Rights, needed: Needed, place: Place) -> bool:
    return any(grant.needs_second_factor and _fits(grant, needed, place) for grant in rights.grants)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return _redirect(request, reverse("sign-in"))


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    return _redirect(request, reverse("account-second-factor"))


def _redirect(request: HttpRequest, address: str) -> HttpResponse:
    """There, and afterwards back to a page that was only looked at; a sent form is not sent again."""
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method in ("GET", "HEAD") else ""
    return HttpResponseRedirect(address + back)
