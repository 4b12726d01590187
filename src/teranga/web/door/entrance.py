"""Who stands at the door: the link in the address and the phone in the cookie, or nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.domains.events.models import Event
from teranga.domains.places.models import DoorLink, DoorPhone
from teranga.domains.places.queries_door import cookie_of, link_of, phone_of, token_of
from teranga.domains.places.rules_door import open_until, shows_list, takes_scans
from teranga.web.public.heads import event_head
from teranga.web.rendering import personal_page


@dataclass(frozen=True, slots=True)
class Entrance:
    link: DoorLink
    event: Event
    phone: DoorPhone | None

    @property
    def root(self) -> str:
        return f"/door/{token_of(self.link)}/"


def cookie_name(link: DoorLink) -> str:
    return f"{'__Host-' if settings.CONFIG.secure else ''}door-{link.pk}"


def remember(response: HttpResponse, link: DoorLink, phone: DoorPhone) -> None:
    """Bind the link to this phone: another one that gets hold of the address has to open it itself."""
    left = open_until(link.event) - timezone.now()
    response.set_cookie(
        cookie_name(link), cookie_of(phone), max_age=int(left.total_seconds()) + 2 * 86400, httponly=True,
        secure=settings.CONFIG.secure, samesite="Lax",
    )  # fmt: skip


View = Callable[..., HttpResponse]


def with_entrance(view: View) -> View:
    """Pass the entrance to the view. Unknown, closed and over look the same: guessing teaches nothing."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        entrance = entrance_of(request, token)
        if entrance is None or not shows_list(entrance.link, entrance.event, timezone.now()):
            return closed(request)
        if entrance.phone is not None and entrance.phone.closed_at is not None:
            return closed(request)
        return view(request, entrance)

    return wrapped


def for_sending(request: HttpRequest, token: str) -> DoorPhone | None:
    """The phone that may still send, a day longer than the list is shown."""
    entrance = entrance_of(request, token)
    if entrance is None or entrance.phone is None:
        return None
    return (
        entrance.phone if takes_scans(entrance.phone, entrance.link, entrance.event, timezone.now()) else None
    )


def entrance_of(request: HttpRequest, token: str) -> Entrance | None:
    link = link_of(token)
    if link is None:
        return None
    phone = phone_of(link, request.COOKIES.get(cookie_name(link), ""))
    return Entrance(link, link.event, phone)


def closed(request: HttpRequest) -> HttpResponse:
    return personal_page(
        request, "door/closed.html", {}, title=_("This door is closed"), styles=("door",), status=404
    )


def door_page(
    request: HttpRequest, entrance: Entrance, template: str, context: dict[str, object], *, title: str,
    scripts: tuple[str, ...] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    values = {"event": entrance.event, "root": entrance.root, "link": entrance.link, **context}
    return personal_page(
        request, f"door/{template}.html", values, title=title, head=event_head(entrance.event),
        styles=("door",), scripts=scripts, status=status,
    )  # fmt: skip
