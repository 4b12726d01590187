"""Files of proposals that were brought along, and what putting one in would do."""

from __future__ import annotations

import json
from typing import cast

from django.db.models import QuerySet

from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Room, Track
from teranga.domains.people.models import ContactPoint
from teranga.domains.people.queries_roles import grants_reaching
from teranga.domains.proposals.models import (
    AttendeeVote,
    Call,
    CallQuestion,
    Proposal,
    ProposalImport,
    Review,
    ReviewAssignment,
    ReviewCriterion,
    Reviewer,
    ReviewRecusal,
    ReviewRemark,
    ReviewTag,
    SessionType,
    TaggedProposal,
    Topic,
)
from teranga.domains.proposals.rules_import import Known, Plan, by_name, planned
from teranga.formats.proposals.table import by_columns
from teranga.formats.proposals.values import Incoming
from teranga.foundation.folding import fold


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
    topics = Topic.objects.filter(call=call, **here)
    return Known(
        frozenset(proposals.values_list("imported_from", flat=True)),
        *(
            by_name([(getattr(row, "name", None) or row.label, row) for row in rows])
            for rows in (
                SessionType.objects.filter(call=call, **here), Track.objects.filter(**here), topics,
                ReviewTag.objects.filter(call=call, **here), Room.objects.filter(**here),
                CallQuestion.objects.filter(call=call, ended_at=None, **here),
                ReviewCriterion.objects.filter(call=call, ended_at=None, **here),
            )
        ),
    )  # fmt: skip


def candidates_for(call: Call) -> dict[int, str]:
    """Who may have written reviews that are brought along: those who review here, and the team."""
    rows = Reviewer.objects.filter(community=call.community_id, call=call, person__forgotten_at=None)
    found = dict(rows.values_list("person_id", "person__name"))
    for grant in grants_reaching(call.community_id):
        if grant.community_id == call.community_id and grant.person.forgotten_at is None:
            found.setdefault(grant.person_id, grant.person.name)
    return dict(sorted(found.items(), key=lambda pair: fold(pair[1])))


def matched_by_address(call: Call, told: Incoming) -> dict[str, int]:
    """Writers of reviews whom the team knows by the address that the file gives. Nobody else is looked up."""
    if not told.get("writers"):
        return {}
    points = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, person__in=candidates_for(call))
    known = dict(points.exclude(verified_at=None).values_list("value", "person_id"))
    pairs = ((one["key"], known.get(one["email"].casefold())) for one in told["writers"])
    return {key: person for key, person in pairs if person}


def brought_by(upload: ProposalImport) -> QuerySet[Proposal]:
    return Proposal.objects.filter(community=upload.community_id, call=upload.call_id, brought_by=upload)


def touched_of(upload: ProposalImport) -> list[str]:
    """Codes of proposals that came with it and with which something was done since."""
    rows = dict(brought_by(upload).values_list("pk", "code"))
    here, of = {"community": upload.community_id}, {"proposal__brought_by": upload}
    done = set(
        AuditEntry.objects.filter(
            community_id=upload.community_id, event_id=upload.event_id, object_type="proposal",
            at__gte=upload.updated_at,
        ).values_list("object_id", flat=True)
    )  # fmt: skip
    done.update(brought_by(upload).exclude(session=None).values_list("pk", flat=True))
    done.update(brought_by(upload).exclude(revision=0).values_list("pk", flat=True))
    reviewed = Review.objects.filter(**here, **of).exclude(changed_at=upload.updated_at)
    remarks = ReviewRemark.objects.filter(**here, **of).exclude(person=None)
    others = (model.objects.filter(**here, **of) for model in (AttendeeVote, ReviewAssignment, ReviewRecusal))
    tagged = TaggedProposal.objects.filter(**here, **of).exclude(person=None)
    for found in (reviewed, remarks, tagged, *others):
        done.update(found.values_list("proposal_id", flat=True))
    return sorted(rows[key] or "…" for key in done if key in rows)
