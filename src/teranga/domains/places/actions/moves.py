"""Moving answers, entries and offers from state to state, each with its row in the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.places.models import Offer, Rsvp, WaitingEntry
from teranga.domains.places.models.quota import OfAnEvent
from teranga.domains.places.rules import ENTRY_MOVES, OFFER_MOVES, RSVP_MOVES, target


def move_rsvp(rsvp: Rsvp, move: str, *, by: Actor, at: datetime) -> None:
    """Raises IllegalMove. A new answer is written by its first move."""
    before = rsvp.state
    rsvp.state = target("rsvp", RSVP_MOVES, before, move)
    rsvp.said_at = at
    rsvp.save()
    audit(rsvp, f"rsvp.{move}", by=by, at=at, changes={"state": [before, rsvp.state]})


def move_entry(entry: WaitingEntry, move: str, *, by: Actor, at: datetime) -> None:
    before = entry.state
    entry.state = target("waiting entry", ENTRY_MOVES, before, move)
    entry.ended_at = None if entry.state in ("waiting", "offered") else at
    entry.save()
    audit(entry, f"waiting.{move}", by=by, at=at, changes={"state": [before, entry.state]})


def move_offer(offer: Offer, move: str, *, by: Actor, at: datetime) -> None:
    before = offer.state
    offer.state = target("offer", OFFER_MOVES, before, move)
    offer.ended_at = at
    offer.save(update_fields=["state", "ended_at"])
    audit(offer, f"offer.{move}", by=by, at=at, changes={"state": [before, offer.state]})


def audit(row: OfAnEvent, verb: str, *, by: Actor, at: datetime, changes: dict[str, Any]) -> None:
    record(
        by=by, verb=verb, object_type=verb.partition(".")[0], object_id=row.pk, at=at,
        community_id=row.community_id, event_id=row.event_id, changes=changes,
    )  # fmt: skip
