"""Somebody is forgotten: what their proposal held goes to the next one on the reserve."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.activity.actions.record import PROGRAM
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.confirming import cancel_talk, decline_talk
from teranga.domains.proposals.models import Proposal
from teranga.domains.proposals.rules import is_told
from teranga.domains.proposals.rules_told import S


def give_talks_back(person: Person, at: datetime) -> None:
    """Part of the transaction that forgets the person; only what nobody else can give."""
    rows = Proposal.objects.across_communities("one person's own proposals")
    own = rows.filter(speakers__person=person, speakers__position=0).order_by("quota_id", "pk")
    for row in own:
        if not is_told(row):
            continue
        if row.state == S.CONFIRMED:
            cancel_talk(proposal=row, tells=False, by=PROGRAM, at=at)
        elif row.state in (S.ACCEPTED, S.PROMOTED, S.RESERVE):
            decline_talk(proposal=row, by=PROGRAM, at=at)
