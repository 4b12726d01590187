"""Pages for what went wrong: each says what happened, what is safe, and what to do next."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from teranga.domains.activity.actions.record import request_id
from teranga.web.rendering import Head, Info, personal_page, public_page

log = logging.getLogger("teranga.web")


def _page(request: HttpRequest, status: int, title: str, happened: str, safe: str, todo: str) -> HttpResponse:
    number = request_id.get() if status >= 500 else ""
    context = {"status": status, "happened": happened, "safe": safe, "todo": todo, "number": number}
    return personal_page(
        request, "errors/error.html", {**context, "title": title}, title=title, styles=(), status=status
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 404, _("This page is not here"),
        _("The address may be mistyped, or the page has moved or was never made public."),
        _("Nothing you sent was lost."),
        _("Search for it, or start again from the list of communities."),
    )  # fmt: skip


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 400, _("This request cannot be read"),
        _("Your browser or a program sent something that this site does not understand."),
        _("Nothing was changed."),
        _("Start again from the list of communities."),
    )  # fmt: skip


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(
        request, 413, _("This is too large to send"),
        _("What you sent is larger than this site takes, so none of it was read."),
        _("Nothing was changed."),
        _("Go back and send a smaller file, or less text."),
    )  # fmt: skip


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 403, _("This page is for others"),
        _("You are not signed in, or your role does not include this page."),
        _("Nothing was changed."),
        _("Sign in again from your community's page, or ask one of its organisers."),
    )  # fmt: skip


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request, 403, _("Please send the form again"),
        _("The form stayed open for too long, or this browser keeps no cookies."),
        _("Nothing was changed."),
        _("Go back, reload the page and send the form once more."),
    )  # fmt: skip


def gone(request: HttpRequest, *, head: Head, title: str, name: str, back: tuple[str, str]) -> HttpResponse:
    """410: it was public once and was taken off, so the page says what it was and leads on."""
    context = {"name": name, "back": back}
    info = Info(title=title, path=request.path[3:], indexed=False)
    return public_page(request, "errors/gone.html", context, info=info, head=head, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(
        request, 500, _("Something broke on our side"),
        _("The program met a fault while it answered. It has been written down for the organisers."),
        _("What you had already sent and seen confirmed is safe."),
        _("Try again in a minute. If it happens again, tell the organisers the number below."),
    )  # fmt: skip


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _page(
        request, 503, _("Back in a moment"),
        _("The database does not answer just now, so nothing can be saved."),
        _("Nothing you sent was half saved."),
        _("Try again in a minute; pages you opened before may still work."),
    )  # fmt: skip
    response.headers["Retry-After"] = "60"
    return response


class DatabaseAwayMiddleware:
    """A database that is locked, full or away gives 503 with words, never a bare 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError):
            log.error("The database did not answer: %s", exception)
            return unavailable(request)
        return None
