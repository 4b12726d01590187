"""Asking other hosts. A small server of this test plays the host; only its own address may be reached."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from teranga.base.outbound import Bounds, fetch, send
from teranga.base.outbound_addresses import OutboundRefused, Reason, is_public, target_of

HERE = ip_address("127.0.0.1")
seen: list[tuple[str, str, str]] = []  # (method and path, Host, Authorization)


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        seen.append((f"GET {self.path}", self.headers["Host"], self.headers.get("Authorization", "")))
        port = self.server.server_address[1]
        turns = {
            "/round": "/round",
            "/once": "/page",
            "/inner": "http://127.0.0.2/secret",
            "/metadata": "http://169.254.169.254/latest/",
            "/file": "file:///etc/passwd",
            "/other": f"http://other.example.org:{port}/page",
            "/nowhere": "",
        }
        if self.path in turns:
            self.send_response(302)
            self.send_header("Location", turns[self.path])
            self.end_headers()
        elif self.path == "/large":
            self.answer(b"x" * 3000)
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 3000)
        elif self.path == "/drip":
            self.drip()
        elif self.path == "/missing":
            self.send_error(404)
        else:
            self.answer(b"words")

    def do_POST(self) -> None:
        seen.append((f"POST {self.path}", self.headers["Host"], self.headers.get("Authorization", "")))
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/turn":
            self.send_response(307)
            self.send_header("Location", "/page")
            self.end_headers()
        else:
            self.answer(b"taken")

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        until = time.monotonic() + 20
        try:
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
            while time.monotonic() < until and not self.server.ended.wait(0.05):  # type: ignore[attr-defined]
                self.wfile.write(b"x")
                self.wfile.flush()
        except OSError:
            pass

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.ended = threading.Event()  # type: ignore[attr-defined]
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.ended.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def bounds(port: int, **more: object) -> Bounds:
    """Every name leads to this machine, and this machine's first address alone may be reached."""
    values = {
        "ports": frozenset({port, 80}),
        "reachable": HERE.__eq__,
        "resolve": lambda host, port: ["127.0.0.1"],
    }
    return Bounds(**{**values, **more})  # type: ignore[arg-type]


def refusal(url: str, **more: object) -> Reason:
    with pytest.raises(OutboundRefused) as refused:
        fetch(url, **more)  # type: ignore[arg-type]
    return refused.value.reason


def checked(url: str, *addresses: str) -> str:
    """The reason why an address is refused when its name leads to these numbers; "" when it is not."""
    try:
        target_of(url, resolve=lambda host, port: list(addresses or ["93.184.215.14"]))
    except OutboundRefused as refused:
        return refused.reason
    return ""


INNER = [
    "0.0.0.0",  # noqa: S104 -- refused, not bound
    "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:10.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:53aa:64c:0:0:80ff:fffe", "2001:db8::1",
    "2001:10::1", "2001:20::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "fc00::1", "fd00:ec2::254",
    "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "5f00::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.215.14", "172.15.0.1", "172.32.0.1", "100.63.255.255", "198.20.0.1",
          "2606:4700::1111",         "2a00:1450:4001::1", "2001:4860:4860::8888", "2003::1"]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_e01_every_range_that_is_not_public_is_refused(address: str) -> None:
    assert is_public(ip_address(address)) is False
    assert checked("https://feeds.example.org/", address) == Reason.INNER
    literal = f"[{address}]" if ":" in address else address
    assert checked(f"http://{literal}/") in (Reason.INNER, Reason.ADDRESS)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_beside_those_ranges_are_reached(address: str) -> None:
    assert is_public(ip_address(address)) is True
    assert checked("https://feeds.example.org/", address) == ""
    literal = f"[{address}]" if ":" in address else address
    assert checked(f"http://{literal}/") == ""


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.1", "127.0.1", "0", "010.0.0.1", "1.1.1.01",
     "①②⑦.0.0.1", "127。0。0。1", "1.1.1.1.1", "999.1.1.1"],
)  # fmt: skip
def test_e02_numbers_in_disguise_are_refused_before_any_look_up(host: str) -> None:
    assert checked(f"http://{host}/") == Reason.ADDRESS


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://localhost/", Reason.INNER), ("http://LOCALHOST./", Reason.INNER),
        ("http://app.localhost/", Reason.INNER), ("http://metadata.google.internal/", Reason.INNER),
        ("http://printer.local/", Reason.INNER), ("http://1.0.0.127.in-addr.arpa/", Reason.INNER),
        ("http://db/", Reason.ADDRESS), ("http://user@example.org/", Reason.ADDRESS),
        ("http://example.org@10.0.0.1/", Reason.ADDRESS), ("http://a:b@example.org/", Reason.ADDRESS),
        ("http://example.org\\@10.0.0.1/", Reason.ADDRESS), ("http://example.org%2f@x/", Reason.ADDRESS),
        ("http://exa mple.org/", Reason.ADDRESS), ("http://example.org/\r\nHost: x", Reason.ADDRESS),
        ("http://[::1/", Reason.ADDRESS), ("http://example.org:22/", Reason.ADDRESS),
        ("http://example.org:x/", Reason.ADDRESS), ("http://example.org:99999/", Reason.ADDRESS),
        ("ftp://example.org/", Reason.ADDRESS), ("file:///etc/passwd", Reason.ADDRESS),
        ("gopher://example.org/", Reason.ADDRESS), ("//example.org/", Reason.ADDRESS), ("", Reason.ADDRESS),
        ("http:///x", Reason.ADDRESS), ("http://-a.example.org/", Reason.ADDRESS),
        ("https://example.org/" + "x" * 2000, Reason.ADDRESS),
    ],
)  # fmt: skip
def test_e02_odd_spellings_and_inner_names_are_refused(url: str, reason: Reason) -> None:
    assert checked(url) == reason


def test_e02_one_inner_address_among_public_ones_refuses_the_name() -> None:
    assert checked("https://example.org/", "93.184.215.14", "10.0.0.1") == Reason.INNER


def test_a_name_without_an_address_is_unknown() -> None:
    def nothing(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(OutboundRefused) as refused:
        target_of("https://example.org/", resolve=nothing)
    assert refused.value.reason == Reason.UNKNOWN


def test_e02_the_connection_goes_to_the_number_that_was_checked(port: int) -> None:
    """A name that answers otherwise the second time is never asked a second time."""
    answers = iter(["127.0.0.1", "127.0.0.2"])
    wanted = bounds(port, resolve=lambda host, port: [next(answers)])
    assert fetch(f"http://rebound.example.org:{port}/page", bounds=wanted).body == b"words"
    assert seen == [("GET /page", f"rebound.example.org:{port}", "")]
    assert list(answers) == ["127.0.0.2"]


def test_a_redirect_is_followed_and_the_last_address_is_told(port: int) -> None:
    answer = fetch(f"http://127.0.0.1:{port}/once", bounds=bounds(port))
    assert (answer.status, answer.body, answer.content_type) == (200, b"words", "text/plain")
    assert answer.url == f"http://127.0.0.1:{port}/page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/inner", Reason.INNER), ("/metadata", Reason.INNER), ("/file", Reason.ADDRESS),
        ("/round", Reason.MOVED), ("/nowhere", Reason.MOVED), ("/missing", Reason.STATUS),
    ],
)  # fmt: skip
def test_e02_every_redirect_is_checked_as_the_first_address_was(port: int, path: str, reason: Reason) -> None:
    assert refusal(f"http://127.0.0.1:{port}{path}", bounds=bounds(port)) == reason
    assert all(place.startswith(f"GET {path}") for place, _, _ in seen)


def test_e04_a_key_goes_to_the_first_host_and_to_no_other(port: int) -> None:
    key = {"Authorization": "Bearer secret"}
    fetch(f"http://one.example.org:{port}/other", headers=key, bounds=bounds(port))
    assert seen == [
        ("GET /other", f"one.example.org:{port}", "Bearer secret"),
        ("GET /page", f"other.example.org:{port}", ""),
    ]


def test_what_is_sent_is_not_sent_on(port: int) -> None:
    assert send(f"http://127.0.0.1:{port}/turn", b"{}", bounds=bounds(port)).status == 307
    assert send(f"http://127.0.0.1:{port}/in", b"{}", bounds=bounds(port)).body == b"taken"
    assert [place for place, _, _ in seen] == ["POST /turn", "POST /in"]


@pytest.mark.parametrize("path", ["/large", "/endless"])
def test_an_answer_that_is_too_large_is_not_kept(port: int, path: str) -> None:
    assert refusal(f"http://127.0.0.1:{port}{path}", bounds=bounds(port, bytes=2000)) == Reason.LARGE


def test_a_host_that_drips_is_left_when_the_time_is_over(port: int) -> None:
    started = time.monotonic()
    assert refusal(f"http://127.0.0.1:{port}/drip", bounds=bounds(port, seconds=0.4)) == Reason.AWAY
    assert time.monotonic() - started < 3


def test_a_host_that_does_not_speak_the_protocol_is_away(port: int) -> None:
    assert refusal(f"https://127.0.0.1:{port}/", bounds=bounds(port)) == Reason.AWAY
