"""Organisers at their desks: a browser with a role, and forms as they send them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories.people import a_grant, a_person, signed_in

FIELD = re.compile(
    r"<(?P<tag>input)\b(?P<marks>[^>]*)>"
    r"|<(?P<block>select|textarea)\b(?P<more>[^>]*)>(?P<inside>.*?)</(?P=block)>",
    re.DOTALL,
)


def organiser(**where: Any) -> Client:
    """A browser of somebody who organises this community, event or installation."""
    person = a_person()
    a_grant(person, **where)
    return signed_in(person)


def form_of(answer: HttpResponse) -> dict[str, Any]:
    """What the page's main form would send if nothing were changed."""
    html = answer.content.decode()
    forms = re.findall(r'<form class="form".*?</form>', html, re.DOTALL)
    sent: dict[str, Any] = {}
    for found in FIELD.finditer(forms[0]):
        marks = found["marks"] or found["more"]
        name = _mark(marks, "name")
        if found["block"] == "select":
            chosen = re.search(r'<option value="([^"]*)" selected', found["inside"] or "")
            sent[name] = unescape(chosen[1]) if chosen else ""
        elif found["block"] == "textarea":
            sent[name] = unescape(found["inside"] or "")
        elif _mark(marks, "type") in ("checkbox", "radio"):
            if " checked" in marks:
                sent.setdefault(name, []).append(_mark(marks, "value") or "on")
        else:
            sent[name] = _mark(marks, "value")
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def _mark(marks: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', marks)
    return unescape(found[1]) if found else ""
