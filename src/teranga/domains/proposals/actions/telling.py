"""Decisions go to speakers in one batch that somebody looked at and counted, with time to think again."""

from __future__ import annotations

from datetime import datetime

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor, record
from teranga.domains.mail.rules import UNDO
from teranga.domains.places.actions.scarcity import Quotas, locked_quota
from teranga.domains.proposals.actions.merging import join_speakers
from teranga.domains.proposals.actions.moving import locked_proposal, note
from teranga.domains.proposals.actions.slots import quota_of, stand_in_reserve, take_slot
from teranga.domains.proposals.actions.talk_mails import plan_answer, tell_speakers
from teranga.domains.proposals.models import Call, Proposal, Telling
from teranga.domains.proposals.queries_told import open_telling, rows_of, speaking, untold
from teranga.domains.proposals.rules import is_told, tell
from teranga.domains.proposals.rules_told import LONGEST_WORDS, S, mark_of, reply_by

State = Telling.State
LETTER_OF = {S.ACCEPTED: "accepted", S.RESERVE: "reserve", S.REJECTED: "rejected", S.MERGED: "merged"}


class TellingRefused(Exception):
    """Nothing leaves. `why`: nothing, running, changed, count, type, late, over."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def approve_telling(*, call: Call, seen: str, typed: int, by: Actor, at: datetime) -> Telling:
    """Freeze the list that was `seen`; it leaves in five minutes. Raises TellingRefused."""
    with write():
        locked_call(call)
        if open_telling(call):
            raise TellingRefused("running")
        found = untold(call)
        rows = rows_of(found)
        if not rows:
            raise TellingRefused("nothing")
        if mark_of(rows) != seen:
            raise TellingRefused("changed")
        if typed != len(rows):
            raise TellingRefused("count")
        if any(row.type is None for row in found if row.state in (S.ACCEPTED, S.RESERVE)):
            raise TellingRefused("type")
        if reply_by(call, call.event, at) is None and any(row.state == S.ACCEPTED for row in found):
            raise TellingRefused("late")
        telling = Telling.objects.create(
            community_id=call.community_id, event_id=call.event_id, call=call, rows=rows, approved_at=at,
            leaves_at=at + UNDO,
        )  # fmt: skip
        jobs.enqueue("proposals.tell", at=telling.leaves_at, unique_key=f"proposals-tell:{telling.pk}",
                     payload={"community_id": call.community_id, "telling_id": telling.pk})  # fmt: skip
        _note(telling, "approve", by, at, {"count": [0, len(rows)]})
    return telling


def take_back_telling(*, telling: Telling, by: Actor, at: datetime) -> Telling:
    """Nothing has left: the decisions stay untold. Raises TellingRefused once they leave."""
    with write():
        row = _locked(telling)
        if row.state != State.APPROVED or at >= row.leaves_at:
            raise TellingRefused("over")
        row.state = State.TAKEN_BACK
        row.save(update_fields=["state"])
        _note(row, "take_back", by, at, {})
    return row


def tell_batch(*, telling: Telling, at: datetime) -> int:
    """Each proposal in a transaction of its own: after a failure it goes on where it stopped."""
    with write():
        telling = _locked(telling)
        if telling.state != State.APPROVED or at < telling.leaves_at:
            return 0
    for number, (proposal_id, state) in enumerate(telling.rows):
        _tell_one(telling, proposal_id, state, at)
        jobs.report_progress(number + 1, len(telling.rows))
    with write():
        row = _locked(telling)
        told = Proposal.objects.filter(event=row.event_id, pk__in=[one for one, _state in row.rows])
        row.told = told.filter(told_at__gte=row.leaves_at).count()
        row.state, row.done_at = State.DONE, at
        row.save(update_fields=["told", "state", "done_at"])
        _note(row, "tell", PROGRAM, at, {"count": [0, row.told]})
    return row.told


def say_words(*, proposal: Proposal, words: str, by: Actor, at: datetime) -> Proposal:
    """What the committee lets a speaker read with the outcome."""
    with write():
        row = locked_proposal(proposal)
        row.words = words.strip()[:LONGEST_WORDS]
        row.save(update_fields=["words"])
        note("say", row, by=by, at=at)
    return row


def locked_call(call: Call) -> Call:
    return Call.objects.filter(event=call.event_id).select_for_update(of=("self",)).get(pk=call.pk)


def _tell_one(telling: Telling, proposal_id: int, state: str, at: datetime) -> bool:
    """Nothing happens to one that was told already, or decided otherwise since."""
    with write():
        found = Proposal.objects.filter(event=telling.event_id, pk=proposal_id).select_related("type").first()
        if found is None or found.state != state or is_told(found):
            return False
        waits = state in (S.ACCEPTED, S.RESERVE)
        quota_id = quota_of(found.type, by=PROGRAM, at=at) if waits else 0
        quotas = locked_quota(found.community_id, quota_id) if waits else {}
        row = locked_proposal(found)
        if row.state != state or is_told(row):
            return False
        row.save(update_fields=tell(row, at=at))
        note("tell", row, by=PROGRAM, at=at, state=["", state])
        _bring_about(row, quotas, quota_id, str(telling.pk), at)
    return True


def _bring_about(row: Proposal, quotas: Quotas, quota_id: int, why: str, at: datetime) -> None:
    if row.state == S.RESERVE and stand_in_reserve(row, quotas, quota_id, by=PROGRAM, at=at):
        return  # a place was free, and its mail says so
    if row.state == S.ACCEPTED:
        take_slot(row, quotas, quota_id)
        row.reply_by = reply_by(row.call, row.event, at)
        row.save(update_fields=["reply_by"])
        plan_answer(row, at=at)
    if row.state == S.MERGED:
        _tell_merged(row, why, at)
    else:
        tell_speakers(row, LETTER_OF[S(row.state)], why, at=at)


def _tell_merged(row: Proposal, why: str, at: datetime) -> None:
    """One mail for each: who wrote it is asked on its page to speak in the other one, co-speakers who said
    nothing so far by an invitation, and who speaks in both hears it with the other one."""
    into = row.merged_into
    both = {one.person_id for one in speaking(into)} if into is not None else set()
    reads_it = {one.person_id for one in speaking(row)}
    for speaker in join_speakers(merged=row, at=at):
        if speaker.person_id not in reads_it:
            payload = {"community_id": row.community_id, "speaker_id": speaker.pk}
            jobs.enqueue("proposals.tell_invited", at=at, payload=payload)
    tell_speakers(row, LETTER_OF[S.MERGED], why, but=both, at=at)


def _locked(telling: Telling) -> Telling:
    rows = Telling.objects.filter(event=telling.event_id).select_for_update(of=("self",))
    return rows.get(pk=telling.pk)


def _note(row: Telling, verb: str, by: Actor, at: datetime, changes: dict[str, list[int]]) -> None:
    record(by=by, verb=f"telling.{verb}", object_type="telling", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
