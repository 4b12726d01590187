"""Turns "nothing public stands here" into a page that helps, kept from nobody and never cached."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from teranga.domains.communities.queries import NotFound
from teranga.web import errors

View = Callable[..., HttpResponse]


def as_page(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            return errors.not_found(request)

    return wrapped
