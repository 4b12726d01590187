"""One-tap sharing without any third party's script: plain links, and a text ready to paste."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Share:
    text: str
    links: tuple[tuple[str, str], ...]  # (name, address)


def share_links(title: str, text: str, *, counted: bool = False) -> Share:
    """`text` ends with the address of the page, on a line of its own.

    Where looks are counted, the address says over which way it went; the part after # reaches no server.
    """
    words, _line, address = text.rpartition("\n")

    def over(way: str) -> str:
        return f"{address}#{way}" if counted else address

    def whole(way: str) -> str:
        return f"{words}\n{over(way)}"

    return Share(
        whole("pasted"),
        (
            ("WhatsApp", f"https://wa.me/?text={quote(whole('whatsapp'))}"),
            (
                "Telegram",
                f"https://t.me/share/url?url={quote(over('telegram'), safe='')}&text={quote(words)}",
            ),
            ("E-mail", f"mailto:?subject={quote(title)}&body={quote(whole('mail'))}"),
        ),
    )
