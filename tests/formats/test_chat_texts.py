"""Invitations to paste: each chat's own signs, none smuggled in, never too long."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.formats.chat_texts import DISCORD, LONGEST, TELEGRAM, WHATSAPP, Invitation, message

URL = "https://python.example.org/fr/lome/jeudi/"
THURSDAY = Invitation(
    title="Jeudi Python", when="17 décembre 2026, 18 h", where="Woelab, Lomé", about="Dix pages, du thé.",
    ask="Ta place :", url=URL, starts_at=datetime(2026, 12, 17, 18, tzinfo=UTC),
)  # fmt: skip


def test_each_chat_has_its_own_bold_and_discord_its_own_time() -> None:
    rest = f"Woelab, Lomé\n\nDix pages, du thé.\n\nTa place :\n{URL}"
    assert message(WHATSAPP, THURSDAY) == f"*Jeudi Python*\n17 décembre 2026, 18 h\n{rest}"
    assert message(TELEGRAM, THURSDAY) == f"**Jeudi Python**\n17 décembre 2026, 18 h\n{rest}"
    stamp = f"<t:{int(datetime(2026, 12, 17, 18, tzinfo=UTC).timestamp())}:F>"
    assert message(DISCORD, THURSDAY) == f"**Jeudi Python**\n17 décembre 2026, 18 h ({stamp})\n{rest}"


def test_signs_in_a_title_stay_words() -> None:
    odd = Invitation("*args_and_`more`", "", "", "@everyone", "", URL)
    assert message(DISCORD, odd) == f"**\\*args\\_and\\_\\`more\\`**\n\n@\u200beveryone\n\n{URL}"
    assert message(WHATSAPP, odd) == f"*∗args＿and＿ˋmoreˋ*\n\n@everyone\n\n{URL}"


@pytest.mark.parametrize("chat", [WHATSAPP, TELEGRAM, DISCORD])
@given(about=st.text(max_size=6000), title=st.text(max_size=400))
def test_no_message_is_too_long_and_the_address_is_never_cut(chat: str, about: str, title: str) -> None:
    told = message(chat, Invitation(title, "jeudi", "Lomé", about, "Ta place :", URL))
    assert len(told) <= LONGEST[chat]
    assert told.endswith(URL)
