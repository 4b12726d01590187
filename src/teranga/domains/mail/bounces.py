"""Reading a returned mail (RFC 3464): which of ours it was, to whom, and why."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

LONGEST = 2_000_000  # bytes; what is longer is no delivery report


@dataclass(frozen=True, slots=True)
class Bounce:
    message_id: str
    recipient: str
    status: str  # "5.1.1"


def read_bounces(content: bytes) -> list[Bounce]:
    """Every final failure that a delivery report tells. A delay or another mail tells none."""
    report = email.message_from_bytes(content[:LONGEST], policy=email.policy.compat32)
    number = _returned_id(report)
    if not number:
        return []
    return [
        Bounce(
            number, _address(fields.get("Final-Recipient", "")), str(fields.get("Status", "")).strip()[:20]
        )
        for fields in _recipients(report)
        if str(fields.get("Action", "")).strip().lower() == "failed"
        and str(fields.get("Status", "")).strip().startswith("5")
    ]


def _recipients(report: Message) -> Iterator[Message]:
    """The blocks of the delivery status; the first one is about the report itself."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            for block in part.get_payload():
                if isinstance(block, Message) and block.get("Final-Recipient"):
                    yield block


def _returned_id(report: Message) -> str:
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, Message):
                return str(inner.get("Message-ID", "")).strip()
        if kind == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            if isinstance(text, bytes):
                headers = email.message_from_bytes(text, policy=email.policy.compat32)
                return str(headers.get("Message-ID", "")).strip()
    return ""


def _address(field: str) -> str:
    """The address in "rfc822; name@example.org"."""
    return re.sub(r"^[^;]*;", "", str(field)).strip().strip("<>")[:254]
