"""A rendered page kept ready to be sent: three encodings, their headers and strong ETags made beforehand."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable

import brotli

from teranga.web.pagecache.accepting import best_encoding

Headers = list[tuple[str, str]]
INTERNAL = frozenset(
    ["x-teranga-stamp", "x-teranga-until", "x-request-id", "content-length", "vary", "cache-control", "etag"]
)
COMPRESSIBLE = (
    "text/", "application/json", "application/xml", "application/atom+xml", "application/rss+xml",
    "image/svg",
)  # fmt: skip


class Variant:
    """One encoding of a page."""

    __slots__ = ("body", "etag", "full", "unchanged")

    def __init__(self, body: bytes, encoding: str, etag: str, headers: Headers) -> None:
        self.body = body
        self.etag = etag
        common = [*headers, ("ETag", etag)]
        if encoding:
            common.append(("Content-Encoding", encoding))
        self.full = [*common, ("Content-Length", str(len(body)))]
        self.unchanged = [
            pair for pair in common if pair[0].lower() not in ("content-type", "content-encoding")
        ]


class Entry:
    """A page with the stamp it was made under. `until` is a Unix time, 0 when the clock does not matter."""

    __slots__ = ("brotli", "gzip", "hits", "identity", "last", "scope", "size", "until", "version")

    def __init__(self, body: bytes, headers: Headers, scope: str, version: int, until: int) -> None:
        self.scope, self.version, self.until = scope, version, until
        self.hits = self.last = 0
        kept = [pair for pair in headers if pair[0].lower() not in INTERNAL]
        kept += [("Cache-Control", "public, no-cache"), ("Vary", "Accept-Encoding")]
        digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        self.identity = Variant(body, "", f'"{digest}"', kept)
        if is_compressible(headers):
            self.gzip = Variant(gzip.compress(body, 6, mtime=0), "gzip", f'"{digest}-gz"', kept)
            self.brotli = Variant(brotli.compress(body, quality=6), "br", f'"{digest}-br"', kept)
        else:
            self.gzip = self.brotli = self.identity
        self.size = len(body) + len(self.gzip.body) + len(self.brotli.body) + 2000

    def variant(self, accepted: str) -> Variant:
        encoding = best_encoding(accepted)
        return self.brotli if encoding == "br" else self.gzip if encoding else self.identity


def is_compressible(headers: Iterable[tuple[str, str]]) -> bool:
    return any(name.lower() == "content-type" and value.startswith(COMPRESSIBLE) for name, value in headers)
