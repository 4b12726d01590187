"""A browser that joins as a person does: it opens a form, waits as hands do, and sends it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.http import HttpResponse
from django.test import Client

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
FILLED_IN = {
    "name": "Ama Mensah",
    "contact": "ama@example.org",
    "city": "Lomé",
    "level": "beginner",
    "help_ways": ["mentor"],
    "languages": ["fr"],
    "consents": ["contact", "news"],
}


class Visitor:
    """A browser, and the clock of the world it lives in."""

    def __init__(self, clock: time_machine.Traveller, **meta: Any) -> None:
        self.browser, self.clock = Client(**meta), clock

    def open(self, path: str, **more: Any) -> HttpResponse:
        return self.browser.get(path, **more)

    def send(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> HttpResponse:
        return self.browser.post(path, data or {}, **more)

    def wait(self, **span: float) -> None:
        self.clock.shift(timedelta(**span))

    def join_form(self, place: str = "python-lome") -> dict[str, str]:
        """The hidden fields of a form that was opened and looked at for a while."""
        page = self.open(f"/en/{place}/join/")
        self.wait(seconds=20)
        return dict(HIDDEN.findall(page.content.decode()))

    def ask(self, place: str = "python-lome", **details: Any) -> HttpResponse:
        form = {**self.join_form(place), **FILLED_IN, **details}
        return self.send(f"/en/{place}/join/", form)


def text_of(response: HttpResponse) -> str:
    """What a reader sees, on one line."""
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
