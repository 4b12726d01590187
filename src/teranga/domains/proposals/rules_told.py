"""After the decision: what is told in a batch, until when one answers, when one is reminded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from teranga.domains.events.models import Event
from teranga.domains.places.rules import begins_at
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.rules import is_told

S = Proposal.State
BATCH = (S.ACCEPTED, S.RESERVE, S.REJECTED, S.MERGED)  # told together, in this order
ANSWERABLE = (S.ACCEPTED, S.PROMOTED)  # once told: yes or no until reply_by
HOLDS = (S.ACCEPTED, S.CONFIRMED)  # once told: counts as used in the quota of its type
CHOSEN = (S.ACCEPTED, S.PROMOTED, S.CONFIRMED, S.DECLINED, S.CANCELLED)  # was wanted, whatever came after
WHYS = ("time", "money", "visa", "work", "health", "other")  # why somebody cannot come
SILENT = "silent"
REMINDED = (timedelta(days=3), timedelta(days=1))  # before reply_by
SHORTEST = timedelta(days=1)
LONGEST_WHY, LONGEST_WORDS = 300, 4000
Row = tuple[int, str]  # number of a proposal, the state it is told


def reply_by(call: Call, event: Event, at: datetime) -> datetime | None:
    """The last minute of a day there; never after the event began. None when it is too late to ask."""
    begin = begins_at(event)
    if at + SHORTEST > begin or event.cancelled_at:
        return None
    zone = ZoneInfo(event.zone)
    day = (at + timedelta(days=max(1, call.reply_days))).astimezone(zone).date()
    return min(datetime.combine(day, time(23, 59), zone), begin)


def reminders(until: datetime, at: datetime) -> list[datetime]:
    """When somebody who has not answered is reminded; not on the day they were told."""
    return [until - before for before in REMINDED if until - before > at + SHORTEST]


def may_answer(row: Proposal, at: datetime) -> bool:
    return row.state in ANSWERABLE and is_told(row) and (row.reply_by is None or at <= row.reply_by)


def mark_of(rows: Sequence[Row]) -> str:
    """What a page carries to say which list it showed."""
    return hashlib.sha256(json.dumps([list(row) for row in rows]).encode()).hexdigest()[:20]


def told_why(row: Proposal) -> tuple[str, str]:
    """(one of WHYS, SILENT or "", the speaker's own words)."""
    key, _colon, words = row.declined_why.partition(":")
    return (key, words.strip()) if key in (*WHYS, SILENT) else ("", row.declined_why)
