"""Which addresses elsewhere this program may ask: public ones, by ordinary names, over http and https.

Whoever types an address here must not reach what only this machine or its network can reach.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]
PORTS = frozenset({80, 443, 8080, 8443})
LONGEST_ADDRESS = 2000
ODD_SIGNS = re.compile(r"[\x00-\x20\x7f\\]")
A_NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+\Z"
)
A_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)\Z")
INNER_NAMES = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private",
               "arpa", "onion", "test", "invalid", "alt")  # fmt: skip
SPECIAL_4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
GLOBAL_6 = ip_network("2000::/3")  # mapped, compatible, NAT64, local and group addresses lie outside
SPECIAL_6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID, benchmarks
        "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
)  # fmt: skip


class Reason(StrEnum):
    """Why nothing was fetched; pages have a sentence for each."""

    ADDRESS = "address"  # not an address of the web
    INNER = "inner"  # leads into this machine or its network
    UNKNOWN = "unknown"  # no such name
    AWAY = "away"  # no answer, or not in time
    MOVED = "moved"  # too many redirects, or to where we may not go
    LARGE = "large"
    STATUS = "status"  # answered with an error


class OutboundRefused(Exception):
    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect (one address, settled), and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str  # with its query
    address: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return (self.scheme, self.host, self.port)


def is_public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in SPECIAL_4)
    return address in GLOBAL_6 and address.scope_id is None and not any(address in net for net in SPECIAL_6)


def look_up(host: str, port: int) -> list[str]:
    """Every address of a name, as the machine's own resolver says."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def target_of(
    url: str,
    *,
    resolve: Resolver = look_up,
    reachable: Callable[[Address], bool] = is_public,
    ports: frozenset[int] = PORTS,
) -> Target:
    """Read an address, look its name up once, and settle on one of its numbers. Raises OutboundRefused.

    The name must lead to public addresses alone: one inner address among them refuses it.
    """
    scheme, host, port, path = _parts(url)
    if port not in ports:
        raise OutboundRefused(Reason.ADDRESS, f"port {port}")
    try:
        found = [ip_address(text) for text in _addresses(host, port, resolve)]
    except ValueError:
        raise OutboundRefused(Reason.UNKNOWN, host) from None
    if not found:
        raise OutboundRefused(Reason.UNKNOWN, host)
    if not all(reachable(address) for address in found):
        raise OutboundRefused(Reason.INNER, host)
    return Target(scheme, host, port, path, str(found[0]))


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > LONGEST_ADDRESS or ODD_SIGNS.search(url):
        raise OutboundRefused(Reason.ADDRESS, "odd signs")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        raise OutboundRefused(Reason.ADDRESS, "not an address") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not host or "@" in parts.netloc or "%" in parts.netloc:
        raise OutboundRefused(Reason.ADDRESS, "not of the web")
    if port is None:
        port = 443 if scheme == "https" else 80
    path = _in_ascii(parts.path or "/") + (f"?{_in_ascii(parts.query)}" if parts.query else "")
    return scheme, _plain_host(host), port, path


def _plain_host(host: str) -> str:
    """The name as name servers know it. Numbers in disguise (0177.1, 2130706433, ①②⑦.0.0.1) are refused."""
    if ":" in host:
        return host
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise OutboundRefused(Reason.ADDRESS, "not a name") from None
    if A_NUMBER.match(name.rpartition(".")[2]):
        try:
            number = str(IPv4Address(name))
        except ValueError:
            number = ""
        if number != host:
            raise OutboundRefused(Reason.ADDRESS, "a number in disguise")
        return number
    if name.rpartition(".")[2] in INNER_NAMES:
        raise OutboundRefused(Reason.INNER, name)
    if not A_NAME.match(name):
        raise OutboundRefused(Reason.ADDRESS, "not a name")
    return name


def _addresses(host: str, port: int, resolve: Resolver) -> list[str]:
    try:
        return [str(ip_address(host))]
    except ValueError:
        pass
    try:
        return resolve(host, port)
    except (OSError, UnicodeError):
        raise OutboundRefused(Reason.UNKNOWN, host) from None


def _in_ascii(text: str) -> str:
    return quote(text, safe="/%:@!$&'()*+,;=-._~?#[]")
