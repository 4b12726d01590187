"""What an answer says, wherever it says it; and the forms that stand in it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.http import HttpResponseBase

TRAPS = ("website",)  # hidden from people, filled in by programs
SECRET = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*|(name="key" value=")[^"]*')


def everything_in(response: HttpResponseBase) -> str:
    """Headers, cookies and text; folded lines unfolded, archives unpacked, entities read."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = "\n".join(morsel.OutputString() for morsel in response.cookies.values())
    return "\n".join((headers, cookies, text_in(response)))


def text_in(response: HttpResponseBase) -> str:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[arg-type, attr-defined]
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [name.encode() + b"\n" + archive.read(name) for name in archive.namelist()]
        body = b"\n".join(parts)
    text = body.decode("utf-8", errors="replace")
    return unescape(text.replace("\r\n ", ""))


def without_tokens(text: str) -> str:
    return SECRET.sub("", text)


@dataclass(frozen=True, slots=True)
class Form:
    action: str
    fields: tuple[tuple[str, str], ...]
    buttons: tuple[tuple[str, str], ...] = ()

    def sendings(self) -> list[dict[str, list[str]]]:
        """What a browser would send: one for each button, with words where a field is empty."""
        sent = []
        for button in self.buttons or (("", ""),):
            values: dict[str, list[str]] = {}
            for name, value in (*self.fields, button):
                if name:
                    values.setdefault(name, []).append(value or ("" if name in TRAPS else "replayed"))
            sent.append(values)
        return sent


class _Forms(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found = path, list[Form]()
        self.action: str | None = None
        self.fields: list[tuple[str, str]] = []
        self.buttons: list[tuple[str, str]] = []
        self.area = self.choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = told.get("method", "").lower() == "post"
            self.action = urljoin(self.path, told.get("action", "")) if posts else None
            self.fields, self.buttons = [], []
        elif self.action is None or "disabled" in told:
            return
        elif tag == "textarea":
            self.area = told.get("name", "")
            self.fields.append((self.area, ""))
        elif tag == "select":
            self.choice = told.get("name", "")
        elif tag == "option" and self.choice:
            known = any(name == self.choice for name, _ in self.fields)
            if "selected" in told or not known:
                self.fields = [pair for pair in self.fields if pair[0] != self.choice]
                self.fields.append((self.choice, told.get("value", "")))
        elif tag == "button" or told.get("type") == "submit":
            if told.get("name"):
                self.buttons.append((told["name"], told.get("value", "")))
        elif tag == "input" and told.get("name") and told.get("type") != "file":
            group_is_open = told.get("type") == "radio" and told["name"] not in dict(self.fields)
            if told.get("type") in ("radio", "checkbox") and "checked" not in told and not group_is_open:
                return
            self.fields.append((told["name"], told.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.area and self.fields:
            name, value = self.fields[-1]
            self.fields[-1] = (name, value + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.action is not None:
            self.found.append(Form(self.action, tuple(self.fields), tuple(self.buttons)))
            self.action = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.choice = ""


def forms_in(response: HttpResponseBase, path: str) -> list[Form]:
    if response.status_code != 200 or "html" not in response.get("Content-Type", ""):
        return []
    reader = _Forms(path)
    reader.feed(response.content.decode())  # type: ignore[attr-defined]
    return reader.found
