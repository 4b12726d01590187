"""A tiny site of one WSGI function behind the page cache, and a browser that asks for its pages."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import brotli
from django.db import connection

from teranga.foundation.config import Database
from teranga.web.pagecache.front import PageCache
from teranga.web.pagecache.stampreader import StampReader, stamp_reader

PAGE = ("<!doctype html><title>Lomé</title>" + "<p>Bonjour à toutes et à tous</p>" * 40).encode()


def real_reader() -> StampReader:
    """The reader that the program uses, on the database of this test."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return stamp_reader(Database("sqlite", str(told["NAME"])))
    return stamp_reader(Database("postgresql", told["NAME"], told["HOST"], str(told["PORT"]), told["USER"]))


@dataclass(slots=True)
class Site:
    """Answers every path with one page and counts how often it had to."""

    body: bytes = PAGE
    status: str = "200 OK"
    scope: str = "e:7"
    until: int = 0
    content_type: str = "text/html; charset=utf-8"
    headers: list[tuple[str, str]] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None  # what happens while the page is being made
    renders: int = 0
    methods: list[str] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.renders += 1
        self.methods.append(environ["REQUEST_METHOD"])
        self.meanwhile()
        headers = [("Content-Type", self.content_type), ("X-Request-Id", f"r{self.renders}"), *self.headers]
        if self.scope:
            headers.append(("X-Teranga-Stamp", self.scope))
        if self.until:
            headers.append(("X-Teranga-Until", str(self.until)))
        start_response(self.status, headers)
        return [self.body]


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> bytes:
        """The body as the browser sees it."""
        encoding = self.headers.get("Content-Encoding", "")
        return {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(self.body)


def visit(
    cache: PageCache, path: str = "/fr/", *, method: str = "GET", query: str = "", **headers: str
) -> Answer:
    """Headers as keywords: `accept_encoding="br"`."""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    told: list[Any] = []
    body = b"".join(cache(environ, lambda status, headers, exc_info=None: told.extend((status, headers))))
    status, pairs = told
    assert len(pairs) == len({name.lower() for name, _ in pairs}), f"a header is sent twice: {pairs}"
    return Answer(status, dict(pairs), body)
