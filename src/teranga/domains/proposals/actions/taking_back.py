"""A file of proposals that was put in by mistake goes again, with everything that came with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import ForeignObjectRel, Model

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.publishing import announce_event
from teranga.domains.proposals.actions.import_parts import PARTS
from teranga.domains.proposals.actions.import_slots import release_slots
from teranga.domains.proposals.actions.scores import ask_for_scores
from teranga.domains.proposals.models import Proposal, ProposalImport, Topic
from teranga.domains.proposals.queries_import import brought_by, touched_of


class CannotTakeBack(Exception):
    """Something was done with these proposals (`codes`), or the file is not put in. Nothing was changed."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


def take_import_back(*, upload: ProposalImport, by: Actor, at: datetime) -> int:
    """Returns how many proposals went. What the call got for them goes where nothing else needs it.

    Raises CannotTakeBack.
    """
    with write():
        rows = ProposalImport.objects.filter(community=upload.community_id).select_for_update(of=("self",))
        row = rows.select_related("call__event").get(pk=upload.pk)
        if row.state != ProposalImport.State.APPLIED or row.has_folder:
            raise CannotTakeBack([])
        if touched := touched_of(row):
            raise CannotTakeBack(touched)
        release_slots(brought_by(row).exclude(quota=None).order_by("quota", "pk"), by=by, at=at)
        count = brought_by(row).count()
        brought_by(row).delete()
        kept = {part: _remove(part, row) for part in PARTS if row.made.get(part)}
        row.state, row.updated_at, row.made = ProposalImport.State.TAKEN_BACK, at, {}
        row.save(update_fields=["state", "updated_at", "made"])
        record(by=by, verb="proposal_import.take_back", object_type="proposal_import", object_id=row.pk,
               at=at, community_id=row.community_id, event_id=row.event_id,
               changes={"proposals": count, "kept": sum(kept.values())})  # fmt: skip
        ask_for_scores(row.call, at)
        announce_event(row.call.event)
    return count


def _remove(part: str, row: ProposalImport) -> int:
    """Delete those of the parts that it made which nothing points at; returns how many stay."""
    model = PARTS[part]
    rows = model._default_manager.filter(event=row.event_id, pk__in=row.made[part])
    needed = set(_pointed_at(model, list(rows.values_list("pk", flat=True))))
    if model is Topic:
        named = Proposal.objects.filter(event=row.event_id, call=row.call_id).values_list("topics", flat=True)
        slugs = {slug for topics in named for slug in topics}
        needed.update(rows.filter(slug__in=slugs).values_list("pk", flat=True))
    rows.exclude(pk__in=needed).delete()
    return len(needed)


def _pointed_at(model: type[Model], keys: list[int]) -> Iterable[Any]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            name = relation.field.name
            others = relation.field.model._base_manager.filter(**{f"{name}__in": keys})
            yield from others.values_list(name, flat=True)
