"""The page cache in front of Django: a WSGI callable that answers public pages without Django's stack.

A page is kept with the version of its scope's stamp and sent again only while that version is the newest, so
a change shows on the very next request in every worker process. Nothing per visitor is ever kept: only
answers that carry the stamp header (made by `public_page`) and set no cookie.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import brotli
from django.http.request import split_domain_port, validate_host

from teranga.base.stamps import INSTALLATION
from teranga.web import assets
from teranga.web.pagecache.accepting import best_encoding
from teranga.web.pagecache.entry import Entry, Headers, Variant, is_compressible
from teranga.web.pagecache.stampreader import StampReader, StampsAway

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
LIMIT = 48 * 1024 * 1024  # bytes kept in each worker process
SMALLEST_TO_COMPRESS = 400
ASSET_POLICY = "default-src 'none'; frame-ancestors 'none'"


class PageCache:
    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        read_stamp: StampReader,
        limit: int = LIMIT,
        hosts: Sequence[str] = ("*",),
    ) -> None:
        self._app, self._read_stamp, self._limit, self._hosts = app, read_stamp, limit, tuple(hosts)
        self._entries: dict[str, Entry] = {}
        self._bytes = 0
        self._turn = threading.Lock()  # for what is kept and how large it is; answering needs none
        self._clock = count(1)
        self.hits = self.misses = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        is_read = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        in_the_open = environ.get("HTTP_X_FORWARDED_PROTO") == "http"  # Django may lead to https
        if not is_read or in_the_open or not is_known(environ.get("HTTP_HOST", ""), self._hosts):
            return self._pass_on(environ, start_response)
        path = environ["PATH_INFO"]
        entry = None if environ.get("QUERY_STRING") else self._entries.get(path)
        if entry is not None and self._is_fresh(entry):
            self.hits += 1
            entry.hits += 1
            entry.last = next(self._clock)
            return _send(entry.variant(environ.get("HTTP_ACCEPT_ENCODING", "")), environ, start_response)
        if path.startswith("/static/") and path in assets.assets():
            return _send_asset(assets.assets()[path], environ, start_response)
        return self._render(path, environ, start_response)

    def kept(self, environ: Environ) -> tuple[Headers, bytes] | None:
        """A kept page that may be sent as it is, for servers that answer those in a lane of their own."""
        is_plain = environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING")
        entry = self._entries.get(environ["PATH_INFO"]) if is_plain else None
        if (
            entry is None
            or "HTTP_IF_NONE_MATCH" in environ
            or environ.get("HTTP_X_FORWARDED_PROTO") == "http"
            or not is_known(environ.get("HTTP_HOST", ""), self._hosts)
            or not self._is_fresh(entry)
        ):
            return None
        self.hits += 1
        entry.hits += 1
        entry.last = next(self._clock)
        variant = entry.variant(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return variant.full, variant.body

    def _is_fresh(self, entry: Entry) -> bool:
        if entry.until and time.time() >= entry.until:
            return False
        try:
            return self._read_stamp(entry.scope) == entry.version
        except StampsAway:
            return False  # Django says what is the matter: a page that may be wrong is not sent

    def _stamp(self, scope: str) -> int | None:
        try:
            return self._read_stamp(scope)
        except StampsAway:
            return None

    def _render(self, path: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.misses += 1
        before = self._stamp(INSTALLATION)
        answer = _Answer()
        body = b"".join(_drain(self._app({**environ, "REQUEST_METHOD": "GET"}, answer.start)))
        scope = answer.header("X-Teranga-Stamp")
        keepable = (
            scope
            and before is not None
            and answer.status.startswith("200")
            and not environ.get("QUERY_STRING")
            and not answer.header("Set-Cookie")
        )
        if not keepable:
            return _send_once(body, answer, environ, start_response)
        version = self._stamp(scope)
        if version is None:
            return _send_once(body, answer, environ, start_response)
        entry = Entry(body, answer.headers, scope, version, int(answer.header("X-Teranga-Until") or 0))
        # Every bump moves the installation's stamp too: it stood still, so nothing changed meanwhile.
        if self._stamp(INSTALLATION) == before:
            self._keep(path, entry)
        return _send(entry.variant(environ.get("HTTP_ACCEPT_ENCODING", "")), environ, start_response)

    def _keep(self, path: str, entry: Entry) -> None:
        if entry.size > self._limit:
            return
        with self._turn:
            old = self._entries.get(path)
            entry.last = next(self._clock)
            self._entries[path] = entry
            self._bytes += entry.size - (old.size if old else 0)
            if self._bytes > self._limit:
                self._forget_oldest()

    def _forget_oldest(self) -> None:
        """A quarter more than must go, so that the next new page need not tidy again."""
        for path, entry in sorted(self._entries.items(), key=lambda item: item[1].last):
            if self._bytes <= self._limit * 3 // 4:
                return
            del self._entries[path]
            self._bytes -= entry.size

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answer = _Answer()
        body = b"".join(_drain(self._app(environ, answer.start)))
        return _send_once(body, answer, environ, start_response)


@lru_cache(maxsize=1024)
def is_known(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether Django would take the request: it refuses the others in its own words."""
    return not host or validate_host(split_domain_port(host)[0], hosts)


class _Answer:
    """What Django said, held back until it is known whether the page is kept."""

    def __init__(self) -> None:
        self.status = "500 Internal Server Error"
        self.headers: Headers = []

    def start(self, status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        self.status, self.headers = status, headers
        return lambda data: None

    def header(self, name: str) -> str:
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


def _drain(body: Iterable[bytes]) -> Iterable[bytes]:
    try:
        yield from body
    finally:
        close = getattr(body, "close", None)
        if close:
            close()


def _send(variant: Variant, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if environ.get("HTTP_IF_NONE_MATCH") and _matches(variant.etag, environ["HTTP_IF_NONE_MATCH"]):
        start_response("304 Not Modified", variant.unchanged)
        return []
    start_response("200 OK", variant.full)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]


def _matches(etag: str, header: str) -> bool:
    return any(part.strip().removeprefix("W/") == etag for part in header.split(",")) or header.strip() == "*"


def _send_once(
    body: bytes, answer: _Answer, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """An answer that is not kept, made smaller on its way when it is text."""
    headers = [pair for pair in answer.headers if not pair[0].lower().startswith("x-teranga-")]
    if len(body) >= SMALLEST_TO_COMPRESS and is_compressible(headers):
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers.append(("Vary", "Accept-Encoding"))
        if encoding:
            body = brotli.compress(body, quality=4) if encoding == "br" else gzip.compress(body, 4, mtime=0)
            headers = [pair for pair in headers if pair[0].lower() not in ("content-length", "etag")]
            headers += [("Content-Encoding", encoding), ("Content-Length", str(len(body)))]
    start_response(answer.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _send_asset(asset: assets.Asset, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = {"br": asset.brotli, "gzip": asset.gzip}.get(encoding, asset.body)
    headers = [
        ("Content-Type", asset.content_type), ("Content-Length", str(len(body))), ("Vary", "Accept-Encoding"),
        ("Cache-Control", "public, max-age=31536000, immutable"), ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"), ("Content-Security-Policy", ASSET_POLICY),
        ("Referrer-Policy", "same-origin"),
    ]  # fmt: skip
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
