"""Who is asking: the person whom this browser proved to be, and where the request comes from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse

from teranga.domains.activity.actions.record import VISITOR, Actor
from teranga.domains.people.models import Account, Person
from teranga.domains.people.queries import person_of_browser

PERSON_KEY = "person_id"
NEXT_KEY = "next"  # a path of this site, checked before it was put here
JOINING_KEY = "joining"  # what was typed in the join form, so that the next page need not ask again


def signed_in_person(request: HttpRequest) -> Person | None:
    """Who proved to be sitting here: by an account, or by a code alone."""
    if SESSION_KEY in request.session:
        account = request.user
        return account.person if isinstance(account, Account) else None
    person_id = request.session.get(PERSON_KEY)
    return person_of_browser(person_id) if person_id is not None else None


def sign_in(request: HttpRequest, person: Person) -> None:
    """Give this browser to the person, under a new session key: one planted before is worth nothing.

    Where the person's account asks for a second step, they are signed in only after it.
    """
    from teranga.web.account.entering import account_to_enter, enter_account  # it reads this module

    if request.session.get(PERSON_KEY) not in (None, person.pk) or SESSION_KEY in request.session:
        next_path = request.session.get(NEXT_KEY, "")
        request.session.flush()
        request.user = AnonymousUser()
        request.session[NEXT_KEY] = next_path
    request.session.cycle_key()
    request.session.pop(JOINING_KEY, None)
    request.session.pop(PERSON_KEY, None)
    account = account_to_enter(person)
    if account is None:
        request.session[PERSON_KEY] = person.pk
    else:
        enter_account(request, account)
    rotate_token(request)


def sign_out(request: HttpRequest) -> None:
    request.session.flush()


def actor_of(person: Person | None) -> Actor:
    return Actor("member", person.pk) if person else VISITOR


def client_of(request: HttpRequest) -> str:
    """The address that connected. What a request says of itself (X-Forwarded-For) is not believed."""
    return request.META.get("REMOTE_ADDR", "")


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Pass the signed-in person to the view, or lead to signing in."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: object) -> HttpResponse:
        person = signed_in_person(request)
        if person is None:
            return HttpResponseRedirect(reverse("sign-in"))
        return view(request, person, **kwargs)

    return wrapped
