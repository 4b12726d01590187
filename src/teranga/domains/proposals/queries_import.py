"""Files of proposals that were brought along, and what putting one in would do."""

from __future__ import annotations

import json
from typing import cast

from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Room, Track
from teranga.domains.proposals.models import (
    Call,
    CallQuestion,
    Proposal,
    ProposalImport,
    ReviewTag,
    SessionType,
)
from teranga.domains.proposals.rules_import import Known, Plan, by_name, planned
from teranga.formats.proposals.table import by_columns
from teranga.formats.proposals.values import Incoming


def imports_of(call: Call) -> list[ProposalImport]:
    rows = ProposalImport.objects.filter(community=call.community_id, call=call)
    return list(rows.defer("content").order_by("-pk")[:20])


def import_of(call: Call, number: int) -> ProposalImport:
    """Raises NotFound."""
    row = ProposalImport.objects.filter(community=call.community_id, call=call, pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def told_by(upload: ProposalImport) -> Incoming:
    """What the file says; a table by the columns as they are chosen now."""
    told = cast("Incoming", json.loads(upload.content))
    return by_columns(told, upload.columns) if upload.kind == "table" else told


def sample_of(upload: ProposalImport, most: int = 3) -> list[tuple[str, str, list[str]]]:
    """Each column of a table: its heading, what it is taken for, and its first cells."""
    if upload.kind != "table":
        return []
    told = json.loads(upload.content)
    return [
        (heading, upload.columns[place],
         [row[place][:80] for row in told["rows"] if place < len(row) and row[place]][:most])
        for place, heading in enumerate(told["headings"])
    ]  # fmt: skip


def plan_of(upload: ProposalImport) -> Plan:
    return planned(told_by(upload), known_in(upload.call))


def known_in(call: Call) -> Known:
    here = {"community": call.community_id, "event": call.event_id}
    proposals = Proposal.objects.filter(call=call, **here).exclude(imported_from="")
    return Known(
        frozenset(proposals.values_list("imported_from", flat=True)),
        *(
            by_name([(getattr(row, "name", None) or row.label, row) for row in rows])
            for rows in (
                SessionType.objects.filter(call=call, **here), Track.objects.filter(**here),
                ReviewTag.objects.filter(call=call, **here), Room.objects.filter(**here),
                CallQuestion.objects.filter(call=call, ended_at=None, **here),
            )
        ),
    )  # fmt: skip
