"""One-tap sharing without any third party's script: plain links, and a text ready to paste."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Share:
    text: str
    links: tuple[tuple[str, str], ...]  # (name, address)


def share_links(title: str, text: str) -> Share:
    """`text` ends with the address of the page, on a line of its own."""
    words, _line, address = text.rpartition("\n")
    return Share(
        text,
        (
            ("WhatsApp", f"https://wa.me/?text={quote(text)}"),
            ("Telegram", f"https://t.me/share/url?url={quote(address, safe='')}&text={quote(words)}"),
            ("E-mail", f"mailto:?subject={quote(title)}&body={quote(text)}"),
        ),
    )
