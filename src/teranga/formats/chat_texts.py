"""An invitation as a message to paste into a chat, in the signs and within the length that each one takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from teranga.formats.plain_text import one_line

WHATSAPP, TELEGRAM, DISCORD = "whatsapp", "telegram", "discord"
# Characters of one message. WhatsApp takes more, but folds what is longer behind "read more".
LONGEST = {WHATSAPP: 700, TELEGRAM: 4096, DISCORD: 2000}
_SIGNS = re.compile(r"([\\*_~`|>#\[\]])")
_LOOKALIKES = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})  # WhatsApp knows no escape


@dataclass(frozen=True, slots=True)
class Invitation:
    """What stands in the message, one line each; empty lines are left out."""

    title: str
    when: str
    where: str
    about: str
    ask: str  # "Say whether you come:"
    url: str
    starts_at: datetime | None = None


def message(chat: str, invitation: Invitation) -> str:
    """The message; only the words about it are cut when it would be too long."""
    whole = _written(chat, invitation, one_line(invitation.about))
    over = len(whole) - LONGEST[chat]
    if over <= 0:
        return whole
    about = one_line(invitation.about)
    while over > 0 and about:
        about = about[: max(0, len(about) - max(over, 8))].rstrip()
        about = about.rpartition(" ")[0] if " " in about else ""
        whole = _written(chat, invitation, f"{about} …" if about else "")
        over = len(whole) - LONGEST[chat]
    return whole


def _written(chat: str, invitation: Invitation, about: str) -> str:
    safe, bold = _safe(chat), _bold(chat)
    when = safe(one_line(invitation.when))
    if chat == DISCORD and invitation.starts_at:  # shown in each reader's own zone
        when += f" (<t:{int(invitation.starts_at.timestamp())}:F>)"
    head = [bold(safe(one_line(invitation.title)[:200])), when, safe(one_line(invitation.where))]
    parts = ["\n".join(line for line in head if line), safe(about)]
    parts.append("\n".join(line for line in (safe(invitation.ask), invitation.url) if line))
    return "\n\n".join(part for part in parts if part)


def _safe(chat: str) -> Callable[[str], str]:
    """Words that stay words: what would be a sign is escaped, or replaced where there is no escape."""
    if chat == DISCORD:
        return lambda text: _SIGNS.sub(r"\\\1", text).replace("@", "@\u200b")
    if chat == WHATSAPP:
        return lambda text: text.translate(_LOOKALIKES)
    return lambda text: text.replace("**", "∗∗").replace("__", "＿＿").replace("`", "ˋ")


def _bold(chat: str) -> Callable[[str], str]:
    sign = "*" if chat == WHATSAPP else "**"
    return lambda text: f"{sign}{text}{sign}" if text else ""
