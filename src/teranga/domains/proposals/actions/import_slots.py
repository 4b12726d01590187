"""Room in the programme for those who were told elsewhere: held or waited for, without a word to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.places.actions.community_lists import stand_in_list
from teranga.domains.places.actions.scarcity import locked_quota
from teranga.domains.proposals.actions.slots import let_go, locked_with_slot, quota_of, take_slot
from teranga.domains.proposals.models import Proposal
from teranga.domains.proposals.rules_told import HOLDS

State = Proposal.State


def hold_slots(rows: Iterable[tuple[Proposal, Mapping[str, Any]]], at: datetime) -> None:
    """So that the next one on the reserve moves up when one of them says no."""
    told = [row for row, _one in rows if row.type is not None and row.state == row.told_state]
    for row in sorted(told, key=lambda one: (one.type_id or 0, one.rank or 0)):
        if row.state in HOLDS or row.state == State.RESERVE:
            quota_id = quota_of(row.type, by=PROGRAM, at=at)
            quotas = locked_quota(row.community_id, quota_id)
            if row.state in HOLDS:
                take_slot(row, quotas, quota_id)
                continue
            row.entry = stand_in_list(quotas, quota_id, rank=row.rank, by=PROGRAM, at=at)
            row.quota_id = quota_id
            row.save(update_fields=["entry", "quota"])


def release_slots(rows: Iterable[Proposal], *, by: Actor, at: datetime) -> None:
    """What they held is nobody's: nobody moves up because a file is taken back."""
    for proposal in rows:
        row, quotas = locked_with_slot(proposal)
        let_go(row, row.state, quotas, refill=False, by=by, at=at)
