"""Asking another host: only public addresses, the one that was checked, in little time, for few bytes.

The name is looked up once and the connection goes to the number that was found, so that a name that changes
meanwhile leads nowhere else. Every redirect is checked as the first address was. For jobs: no request waits
on another host.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from teranga.base.outbound_addresses import (
    PORTS,
    Address,
    OutboundRefused,
    Reason,
    Resolver,
    Target,
    is_public,
    look_up,
    target_of,
)

REDIRECTS = (301, 302, 303, 307, 308)
PIECE = 64 * 1024
OWN_HEADERS = {"User-Agent": "Teranga", "Accept-Encoding": "identity", "Connection": "close"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how much; a test or an installation in a closed network gives others."""

    seconds: float = 15.0  # for everything together, redirects too
    bytes: int = 5_000_000
    redirects: int = 3
    ports: frozenset[int] = PORTS
    reachable: Callable[[Address], bool] = is_public
    resolve: Resolver = look_up


@dataclass(frozen=True, slots=True)
class Answer:
    url: str  # after redirects
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def fetch(url: str, *, headers: Mapping[str, str] | None = None, bounds: Bounds | None = None) -> Answer:
    """GET an address, following redirects. Own headers (a key, say) go to the first origin and no other.

    Raises OutboundRefused; so does every status but 200.
    """
    bounds = bounds or Bounds()
    until = time.monotonic() + bounds.seconds
    first = target = _checked(url, bounds)
    for _ in range(bounds.redirects + 1):
        extra = headers or {} if target.origin == first.origin else {}
        answer = _ask(target, url, "GET", None, extra, bounds, until)
        if answer.status == 200:
            return answer
        if answer.status not in REDIRECTS:
            raise OutboundRefused(Reason.STATUS, str(answer.status))
        url, target = _next(url, target, answer, bounds)
    raise OutboundRefused(Reason.MOVED, "too often")


def look(url: str, *, headers: Mapping[str, str] | None = None, bounds: Bounds | None = None) -> Answer:
    """GET an address and give back whatever it answers, a redirect or an error too; nothing is followed.

    Raises OutboundRefused where there is no answer.
    """
    bounds = bounds or Bounds()
    target = _checked(url, bounds)
    return _ask(target, url, "GET", None, headers or {}, bounds, time.monotonic() + bounds.seconds)


def send(
    url: str, body: bytes, *, headers: Mapping[str, str] | None = None, bounds: Bounds | None = None
) -> Answer:
    """POST to an address. A redirect is not followed: what is sent goes where it was meant to or nowhere."""
    bounds = bounds or Bounds()
    target = _checked(url, bounds)
    return _ask(target, url, "POST", body, headers or {}, bounds, time.monotonic() + bounds.seconds)


def _checked(url: str, bounds: Bounds) -> Target:
    return target_of(url, resolve=bounds.resolve, reachable=bounds.reachable, ports=bounds.ports)


def _next(url: str, target: Target, answer: Answer, bounds: Bounds) -> tuple[str, Target]:
    place = answer.headers.get("location", "")
    try:
        further = urljoin(url, place) if place else ""
    except ValueError:
        further = ""
    if not further:
        raise OutboundRefused(Reason.MOVED, "nowhere")
    following = _checked(further, bounds)
    if target.scheme == "https" and following.scheme != "https":
        raise OutboundRefused(Reason.MOVED, "out of encryption")
    return further, following


def _ask(
    target: Target, url: str, method: str, body: bytes | None, extra: Mapping[str, str], bounds: Bounds,
    until: float,
) -> Answer:  # fmt: skip
    left = until - time.monotonic()
    if left <= 0:
        raise OutboundRefused(Reason.AWAY, "too slow")
    connection = _Pinned(target, left)
    # A timeout on each read alone would let a host drip one byte at a time for ever.
    watch = threading.Timer(left, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request(method, target.path, body=body, headers={**OWN_HEADERS, **extra})
        with connection.getresponse() as response:
            status = response.status
            known = {name.lower(): value for name, value in response.getheaders()}
            content = b"" if status in REDIRECTS else _read(response, bounds.bytes)
        if connection.was_cut:
            raise OutboundRefused(Reason.AWAY, "too slow")
    except (OSError, http.client.HTTPException, ValueError) as failure:
        raise OutboundRefused(Reason.AWAY, type(failure).__name__) from failure
    finally:
        watch.cancel()
        connection.close()
    return Answer(url, status, known.get("content-type", ""), content, known)


def _read(response: http.client.HTTPResponse, limit: int) -> bytes:
    if response.length is not None and response.length > limit:
        raise OutboundRefused(Reason.LARGE, str(response.length))
    pieces, size = [], 0
    while piece := response.read(PIECE):
        size += len(piece)
        if size > limit:
            raise OutboundRefused(Reason.LARGE, f"more than {limit}")
        pieces.append(piece)
    return b"".join(pieces)


class _Pinned(http.client.HTTPConnection):
    """A connection to the settled number, which still calls the host by its name."""

    def __init__(self, target: Target, seconds: float) -> None:
        self.default_port = 443 if target.scheme == "https" else 80
        super().__init__(target.host, target.port, timeout=seconds)
        self._target = target
        self.was_cut = False

    def connect(self) -> None:
        target = self._target
        self.sock = socket.create_connection((target.address, target.port), self.timeout)
        if target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=target.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self) -> None:
        self.was_cut = True
        try:
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it had ended by itself
