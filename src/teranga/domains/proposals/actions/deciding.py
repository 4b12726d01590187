"""A selection that two people signed becomes the proposals' outcomes. Nobody is told anything by it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import Area, Verb
from teranga.domains.people.two_persons import Approval, approve, is_decided
from teranga.domains.proposals.actions.selections import SelectionRefused
from teranga.domains.proposals.models import Call, Proposal, ProposalSpeaker, Selection, SelectionSignature
from teranga.domains.proposals.queries_selection import applied_of, candidates, may_be_undone, types_of
from teranga.domains.proposals.rules import OUTCOMES, UNDECIDED, move
from teranga.domains.proposals.solving_selection import is_found, is_stale

State = Proposal.State
BY_RIGHT = Q(state=State.ACCEPTED) & ~Q(accepted_why="")  # accepted without scores: not for a selection


def sign_selection(*, selection: Selection, rights: Rights, by: Actor, at: datetime) -> Selection:
    """Add this person's yes to the selection as it stands; whoever proposed something gives none.

    Raises NotAllowed, SamePerson, OwnMatter, SelectionRefused: then nothing was signed.
    """
    with write():
        row = locked_selection(selection)
        _check(row)
        given = signatures_of(row)
        place = Place(row.community_id, row.call.event.community.parent_id, row.event_id)
        added = approve(given, rights=rights, verb=Verb.DECIDE, area=Area.PROPOSALS, place=place, at=at,
                        concerns=_proposers(row.call))[-1]  # fmt: skip
        SelectionSignature.objects.create(
            community_id=row.community_id, event_id=row.event_id, selection=row, person_id=added.person_id,
            role=added.role, at=at,
        )  # fmt: skip
        _note("sign", row, by, at)
    return row


def apply_selection(*, selection: Selection, by: Actor, at: datetime) -> dict[str, int]:
    """Give every proposal its outcome, untold; returns how many of each. Raises SelectionRefused."""
    with write():
        lock_call(selection)
        row = locked_selection(selection)
        _check(row)
        if not is_decided(signatures_of(row)):
            raise SelectionRefused("unsigned")
        if applied_of(row.call):
            raise SelectionRefused("other")
        chosen = set(row.result["chosen"])
        ranks = {key: place for place, key in enumerate(row.result["reserve"], start=1)}
        counts = dict.fromkeys(OUTCOMES, 0)
        states = (*UNDECIDED, *OUTCOMES)
        rows = Proposal.objects.filter(community=row.community_id, call=row.call, state__in=states)
        changed = []
        rows = rows.exclude(BY_RIGHT)
        for one in rows.exclude(told_state__in=OUTCOMES).select_for_update(of=("self",)).order_by("pk"):
            outcome = (
                State.ACCEPTED if one.code in chosen else State.RESERVE if one.code in ranks
                else State.REJECTED
            )  # fmt: skip
            counts[outcome] += 1
            if one.state != outcome:
                move(one, outcome, at=at)
            one.rank = ranks.get(one.code)
            changed.append(one)
        _save(row, changed)
        row.applied_at = at
        row.save(update_fields=["applied_at"])
        told = {str(outcome): count for outcome, count in counts.items()}
        _note("decide", row, by, at, told)
    return told


def undo_selection(*, selection: Selection, by: Actor, at: datetime) -> None:
    """Every outcome is open again, and the selection wants signatures anew. Raises SelectionRefused once
    anybody was told."""
    with write():
        lock_call(selection)
        row = locked_selection(selection)
        if not row.applied_at:
            raise SelectionRefused("unsigned")
        if not may_be_undone(row):
            raise SelectionRefused("told")
        rows = Proposal.objects.filter(community=row.community_id, call=row.call, state__in=OUTCOMES)
        rows = rows.exclude(BY_RIGHT).exclude(told_state__in=OUTCOMES).select_for_update(of=("self",))
        changed = list(rows.order_by("pk"))
        for one in changed:
            move(one, State.SUBMITTED, at=at)
            one.rank = None
        _save(row, changed)
        row.applied_at = None
        row.save(update_fields=["applied_at"])
        SelectionSignature.objects.filter(community=row.community_id, selection=row).delete()
        _note("take_back", row, by, at)


def lock_call(selection: Selection) -> None:
    """What is decided in a call, and approved to be told, is one after the other."""
    rows = Call.objects.filter(community=selection.community_id).select_for_update(of=("self",))
    rows.get(pk=selection.call_id)


def locked_selection(selection: Selection) -> Selection:
    rows = Selection.objects.filter(community=selection.community_id).select_for_update(of=("self",))
    return rows.select_related("call__event__community").get(pk=selection.pk)


def signatures_of(row: Selection) -> list[Approval]:
    found = SelectionSignature.objects.filter(community=row.community_id, selection=row).order_by("id")
    return [Approval(one.person_id or 0, one.role, one.at) for one in found]


def _save(row: Selection, changed: list[Proposal]) -> None:
    rows = Proposal.objects.filter(community=row.community_id, call=row.call_id)
    names = ["state", "told_state", "changed_at", "decided_at", "rank"]
    rows.bulk_update(changed, names, batch_size=100)


def _check(row: Selection) -> None:
    if row.applied_at:
        raise SelectionRefused("applied")
    if not is_found(row.result):
        raise SelectionRefused("unfinished")
    if row.result["faults"]:
        raise SelectionRefused("faults")
    if is_stale(row, candidates(row.call), types_of(row.call)):
        raise SelectionRefused("stale")


def _proposers(call: Call) -> list[int]:
    """Who speaks in something that is to be decided."""
    rows = ProposalSpeaker.objects.filter(community=call.community_id, proposal__call=call)
    rows = rows.filter(proposal__state__in=(*UNDECIDED, *OUTCOMES), proposal__is_invited=False)
    return list(rows.filter(person__isnull=False).values_list("person_id", flat=True).distinct())


def _note(verb: str, row: Selection, by: Actor, at: datetime, changes: dict[str, int] | None = None) -> None:
    record(by=by, verb=f"selection.{verb}", object_type="selection", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
