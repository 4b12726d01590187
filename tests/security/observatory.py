"""What Mozilla's Observatory counts for and against a site, from the headers of its answers alone.

The rules of the HTTP Observatory: everybody starts at 100; extra points count once nothing lower than 90 is
left. What needs another site (the browsers' list of hosts, foreign scripts' integrity) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

HALF_A_YEAR = 15_768_000
QUIET_REFERRERS = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")


def score(headers: Mapping[str, str], cookies: Sequence[str]) -> int:
    """The points of one answer over https. `cookies` are the Set-Cookie headers of the whole visit."""
    told = {name.lower(): value for name, value in headers.items()}
    policy = directives(told.get("content-security-policy", ""))
    points = [
        _policy(policy),
        _cookies(cookies),
        _strict_transport(told.get("strict-transport-security", "")),
        0 if told.get("x-content-type-options", "").lower() == "nosniff" else -5,
        _framing(policy, told.get("x-frame-options", "")),
        5 if told.get("referrer-policy", "").lower() in QUIET_REFERRERS else -5,
        10 if told.get("cross-origin-resource-policy") in ("same-origin", "same-site") else 0,
        -50 if "access-control-allow-origin" in told else 0,
    ]
    lost = 100 + sum(value for value in points if value < 0)
    return lost + sum(value for value in points if value > 0) if lost >= 90 else lost


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.lower().split(";")]
    return {part[0]: part[1:] for part in parts if part}


def _policy(policy: dict[str, list[str]]) -> int:
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    styles = policy.get("style-src", policy.get("default-src", ["*"]))
    objects = policy.get("object-src", policy.get("default-src", ["*"]))
    loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "http:", "https:"}
    if loose & set(scripts) or loose & set(objects):
        return -20
    if any(source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-inline'" in styles:
        return 0
    return 10 if policy.get("default-src") == ["'none'"] else 5


def _cookies(cookies: Sequence[str]) -> int:
    if any("secure" not in _marks(cookie) for cookie in cookies):
        return -20
    if any("httponly" not in _marks(cookie) for cookie in cookies):
        return -10
    return 5 if all({"samesite=lax", "samesite=strict"} & _marks(cookie) for cookie in cookies) else 0


def _marks(cookie: str) -> set[str]:
    return {part.strip().lower() for part in cookie.split(";")[1:]}


def _strict_transport(value: str) -> int:
    found = re.search(r"max-age=(\d+)", value)
    return -20 if not found else 0 if int(found[1]) >= HALF_A_YEAR else -10


def _framing(policy: dict[str, list[str]], old: str) -> int:
    if "frame-ancestors" in policy:
        return 5
    return 0 if old.upper() in ("DENY", "SAMEORIGIN") else -20
