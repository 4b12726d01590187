"""Answers that take the same time for a known and for an unknown address, so that a clock learns nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

SHORTEST_ANSWER = 0.25  # seconds; several times what the longest of these answers takes


def evenly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hold back the answer to a sent form until the shortest time has passed."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: str) -> HttpResponse:
        began = time.perf_counter()
        try:
            return view(request, **kwargs)
        finally:
            if request.method == "POST":
                time.sleep(max(0.0, began + SHORTEST_ANSWER - time.perf_counter()))

    return wrapped
