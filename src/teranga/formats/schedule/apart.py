"""Reading a programme in a process of its own: plain values in and out."""

from __future__ import annotations

import base64
from typing import Any

from teranga.formats.plain_programme import to_plain
from teranga.formats.programme import UnreadableFile
from teranga.formats.schedule import read_programme


def read_apart(content: str, name: str) -> dict[str, Any]:
    """`content` in base64. Either {"read": …} for `from_plain`, or {"refusal": one sentence}."""
    try:
        return {"read": to_plain(read_programme(base64.b64decode(content), name))}
    except UnreadableFile as unreadable:
        return {"refusal": str(unreadable)}
