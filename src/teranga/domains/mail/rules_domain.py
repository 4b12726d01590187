"""Reading what name servers say about a sending domain: plain answers in, findings out."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
SELECTOR = re.compile(r"[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?")
LOOKING_FURTHER = ("include:", "a", "mx", "ptr", "exists:", "redirect=")
MOST_LOOKUPS = 10  # RFC 7208, 4.6.4
GOOD, BETTER, BAD, UNKNOWN = "good", "better", "bad", "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """`about` spf, dkim or dmarc; `code` names the sentence; `found` is the record as it stands there."""

    about: str
    level: str
    code: str
    found: str = ""


def read_spf(records: Sequence[str] | None) -> Finding:
    """None: the name servers could not be reached."""
    if records is None:
        return Finding("spf", UNKNOWN, "unreachable")
    policies = [text for text in records if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
    if not policies:
        return Finding("spf", BAD, "spf-missing")
    if len(policies) > 1:
        return Finding("spf", BAD, "spf-several", " | ".join(policies))
    [policy] = policies
    terms = policy.lower().split()[1:]
    if sum(_looks_further(term) for term in terms) > MOST_LOOKUPS:
        return Finding("spf", BAD, "spf-too-many", policy)
    last = next((term for term in reversed(terms) if term.endswith("all")), "")
    if last in ("+all", "all"):
        return Finding("spf", BAD, "spf-everybody", policy)
    if last in ("-all", "~all") or any(term.startswith("redirect=") for term in terms):
        return Finding("spf", GOOD, "spf-good", policy)
    return Finding("spf", BETTER, "spf-open", policy)


def _looks_further(term: str) -> bool:
    plain = term.lstrip("+-~?")
    return any(plain == way or plain.startswith((way + ":", way + "/")) or
               (way.endswith((":", "=")) and plain.startswith(way)) for way in LOOKING_FURTHER)  # fmt: skip


def read_dkim(records: Sequence[str] | None, selector: str) -> Finding:
    if not selector:
        return Finding("dkim", UNKNOWN, "dkim-no-selector")
    if records is None:
        return Finding("dkim", UNKNOWN, "unreachable")
    keys = [text for text in records if "p" in _tags(text)]
    if not keys:
        return Finding("dkim", BAD, "dkim-missing")
    if len(keys) > 1:
        return Finding("dkim", BAD, "dkim-several")
    tags = _tags(keys[0])
    if not tags["p"]:
        return Finding("dkim", BAD, "dkim-revoked", keys[0])
    if tags.get("k", "rsa") == "rsa" and _key_bytes(tags["p"]) < 160:  # 1024 bits make 162 bytes
        return Finding("dkim", BAD, "dkim-broken", keys[0])
    if tags.get("k", "rsa") == "rsa" and _key_bytes(tags["p"]) < 290:  # 2048 bits make 294 bytes
        return Finding("dkim", BETTER, "dkim-short", keys[0])
    return Finding("dkim", GOOD, "dkim-good", keys[0])


def read_dmarc(records: Sequence[str] | None) -> Finding:
    if records is None:
        return Finding("dmarc", UNKNOWN, "unreachable")
    policies = [text for text in records if _tags(text).get("v", "").upper() == "DMARC1"]
    if not policies:
        return Finding("dmarc", BAD, "dmarc-missing")
    if len(policies) > 1:
        return Finding("dmarc", BAD, "dmarc-several", " | ".join(policies))
    policy = _tags(policies[0]).get("p", "").lower()
    if policy in ("quarantine", "reject"):
        return Finding("dmarc", GOOD, "dmarc-good", policies[0])
    if policy == "none":
        return Finding("dmarc", BETTER, "dmarc-none", policies[0])
    return Finding("dmarc", BAD, "dmarc-broken", policies[0])


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";") if "=" in part)
    return {name.strip().lower(): value.strip() for name, _sign, value in pairs}


def _key_bytes(text: str) -> int:
    try:
        return len(base64.b64decode("".join(text.split()), validate=True))
    except ValueError:
        return 0
