"""How mails move from state to state, when one is tried again, and what never goes into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

from teranga.domains.mail.models import BulkMail, Category, OutgoingMail
from teranga.domains.people.normal_forms import one_line

# Seconds to wait after the first, second … failure of one mail; after the last it is given up.
RETRIES = (30, 120, 600, 3600, 4 * 3600, 12 * 3600)
ABANDONED_AFTER = timedelta(minutes=15)  # a worker that took a mail and died
UNDO = timedelta(minutes=5)  # how long an approved bulk mail can be taken back whole
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
ANY_BRACE = re.compile(r"\{+[^{}]*\}*|\}")
HTML = re.compile(r"</?[a-z!][^>]*>?", re.IGNORECASE)
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What a person may switch off. The others come because of something they did themselves.
CAN_BE_SWITCHED_OFF = (Category.EVENT, Category.NEWS)

_Mail, _Bulk = OutgoingMail.State, BulkMail.State
MOVES: dict[str, tuple[str, ...]] = {
    _Mail.DRAFTED: (_Mail.APPROVED, _Mail.VOID),
    _Mail.APPROVED: (_Mail.QUEUED, _Mail.DRAFTED, _Mail.VOID),
    _Mail.QUEUED: (_Mail.SENDING, _Mail.APPROVED, _Mail.DROPPED, _Mail.VOID),
    _Mail.SENDING: (_Mail.SENT, _Mail.QUEUED, _Mail.FAILED),
    _Mail.SENT: (_Mail.BOUNCED,),
    _Mail.FAILED: (_Mail.QUEUED,),
}
BULK_MOVES: dict[str, tuple[str, ...]] = {
    _Bulk.DRAFT: (_Bulk.READY, _Bulk.CANCELLED),
    _Bulk.READY: (_Bulk.DRAFT, _Bulk.APPROVED, _Bulk.CANCELLED),
    _Bulk.APPROVED: (_Bulk.READY, _Bulk.SENDING),
    _Bulk.SENDING: (_Bulk.STOPPED, _Bulk.DONE),
    _Bulk.STOPPED: (_Bulk.SENDING, _Bulk.CANCELLED),
}


class MailMoveRefused(Exception):
    """A mail or bulk mail in this state cannot go to that one. Nothing was changed."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"What is {state} cannot become {move}.")
        self.state, self.move = state, move


def check_move(moves: Mapping[str, tuple[str, ...]], state: str, to: str) -> None:
    """Raises MailMoveRefused for a move that the machine does not have."""
    if to not in moves.get(state, ()):
        raise MailMoveRefused(str(state), str(to))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put each value in place of its `{name}`, once. A name without a value stays as it is written.

    Values are never read again, so a person called "{code}" gets a mail to "{code}"; nothing is looked up
    by attribute or key.
    """
    clean = {name: one_line(value) for name, value in values.items()}
    return PLACEHOLDER.sub(lambda found: clean.get(found[1], found[0]), text)


def fill_markdown(text: str, values: Mapping[str, str], *, links: Iterable[str] = ()) -> str:
    """The same for a text that becomes a page: values are words, never signs; `links` can be followed."""
    followed = set(links)
    clean = {
        name: f"<{value}>" if name in followed else PUNCTUATION.sub(r"\\\1", one_line(value))
        for name, value in values.items()
    }
    return PLACEHOLDER.sub(lambda found: clean.get(found[1], found[0]), text)


def strange_parts(text: str, allowed: Iterable[str]) -> list[str]:
    """What stands in braces and is no placeholder of the list, and what looks like HTML, in its order."""
    known = {f"{{{name}}}" for name in allowed}
    strange = [found for found in ANY_BRACE.findall(text) if found not in known]
    return strange + [found for found in HTML.findall(text) if not found.startswith(("<http", "<mailto"))]
