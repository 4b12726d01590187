"""Yes, no, more time, or not after all: what speakers answer, and what silence means."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.events.actions.sessions import remove_session
from teranga.domains.events.models import Event
from teranga.domains.places.actions.community_lists import extend_list_offer
from teranga.domains.places.actions.grant_place import HasPlace, PlaceIsOver, end_place, grant_place
from teranga.domains.places.actions.scarcity import SoldOut
from teranga.domains.places.models import Place, Quota
from teranga.domains.places.queries_lists import open_list_offer
from teranga.domains.proposals.actions.moving import locked_proposal, move_proposal, note
from teranga.domains.proposals.actions.slots import keep_offered_slot, let_go, locked_with_slot
from teranga.domains.proposals.actions.talk_mails import plan_answer, tell_speakers
from teranga.domains.proposals.models import Proposal, ProposalSpeaker
from teranga.domains.proposals.queries_told import speaking
from teranga.domains.proposals.rules import IllegalProposalMove, is_told, tell
from teranga.domains.proposals.rules_told import ANSWERABLE, LONGEST_WHY, SILENT, S


class ReplyIsOver(Exception):
    """The time to answer has passed. Nothing was changed."""


def confirm_talk(
    *, proposal: Proposal, needs_aid: bool = False, needs_letter: bool = False, may_record: bool = True,
    late: bool = False, by: Actor, at: datetime,
) -> Proposal:  # fmt: skip
    """Yes. Brings the speakers their places, unless everybody pays; and a full event none.

    Raises ReplyIsOver, unless the team says yes for them (`late`), and IllegalProposalMove.
    """
    with write(durable=True):
        row, _quotas = locked_with_slot(proposal)
        was = row.state
        if was in ANSWERABLE and row.reply_by and at > row.reply_by and not (late and was == S.ACCEPTED):
            raise ReplyIsOver
        row = move_proposal(
            proposal=row, to=S.CONFIRMED, by=by, at=at, needs_aid=needs_aid, needs_letter=needs_letter,
            may_record=may_record,
        )  # fmt: skip
        if was == S.PROMOTED:
            keep_offered_slot(row, by=by, at=at)
        _give_places(row, by=by, at=at)
    return row


def change_needs(
    *, proposal: Proposal, needs_aid: bool, needs_letter: bool, may_record: bool, by: Actor, at: datetime
) -> Proposal:
    """After the yes. Raises IllegalProposalMove for one who does not come."""
    told = {"needs_aid": needs_aid, "needs_letter": needs_letter, "may_record": may_record}
    with write():
        row = locked_proposal(proposal)
        if row.state != S.CONFIRMED:
            raise IllegalProposalMove(row, "needs")
        for name, value in told.items():
            setattr(row, name, value)
        row.save(update_fields=list(told))
        note("change", row, by=by, at=at)
    return row


def note_letter(*, proposal: Proposal, is_sent: bool, by: Actor, at: datetime) -> Proposal:
    """The letter for a visa left, or did not after all. Raises IllegalProposalMove where none is awaited."""
    with write():
        row = locked_proposal(proposal)
        if row.state != S.CONFIRMED or not row.needs_letter:
            raise IllegalProposalMove(row, "letter")
        if is_sent != (row.letter_sent_at is not None):
            row.letter_sent_at = at if is_sent else None
            row.save(update_fields=["letter_sent_at"])
            note("letter_sent" if is_sent else "letter_not_sent", row, by=by, at=at)
    return row


def decline_talk(*, proposal: Proposal, why: str = "", by: Actor, at: datetime) -> Proposal:
    """No: the next one on the reserve is asked at once. Raises IllegalProposalMove.

    Who waits in the reserve, and was not told that it ended, may still say no.
    """
    with write(durable=True):
        row, quotas = locked_with_slot(proposal)
        was = row.state
        to = S.WITHDRAWN if row.told_state == S.RESERVE and not is_told(row) else S.DECLINED
        row = move_proposal(proposal=row, to=to, by=by, at=at, declined_why=why.strip()[:LONGEST_WHY])
        let_go(row, was, quotas, by=by, at=at)
    return row


def end_silence(*, proposal: Proposal, at: datetime) -> bool:
    """Nobody answered in time. Does nothing when somebody did, or when there is more time by now."""
    with write(durable=True):
        row, quotas = locked_with_slot(proposal)
        if row.state != S.ACCEPTED or not is_told(row) or row.reply_by is None or at < row.reply_by:
            return False
        row = move_proposal(proposal=row, to=S.DECLINED, by=PROGRAM, at=at, declined_why=SILENT)
        let_go(row, S.ACCEPTED, quotas, by=PROGRAM, at=at)
        tell_speakers(row, "silent", f"{at.timestamp():.0f}", at=at)
    return True


def cancel_talk(
    *, proposal: Proposal, why: str = "", refill: bool = True, tells: bool = True, by: Actor, at: datetime
) -> Proposal:
    """After a yes: it leaves the programme. `refill`: the next one on the reserve is asked.

    `tells`: its speakers read it in a mail, because it was not they who said so. Raises IllegalProposalMove.
    """
    with write(durable=True):
        row, quotas = locked_with_slot(proposal)
        was = row.state
        row = move_proposal(
            proposal=row, to=S.CANCELLED, by=by, at=at, declined_why=why.strip()[:LONGEST_WHY]
        )
        row.save(update_fields=tell(row, at=at))
        let_go(row, was, quotas, refill=refill, by=by, at=at)
        if row.session is not None:
            remove_session(session=row.session, by=by, at=at)
        _end_places(row, by=by, at=at)
        if tells:
            tell_speakers(row, "cancelled", f"{at.timestamp():.0f}", at=at)
    return row


def give_more_time(*, proposal: Proposal, until: datetime, by: Actor, at: datetime) -> Proposal:
    """Raises IllegalProposalMove for one who was not asked, ReplyIsOver when `until` is no later moment."""
    with write():
        row, _quotas = locked_with_slot(proposal)
        if row.state not in ANSWERABLE or not is_told(row):
            raise IllegalProposalMove(row, "more_time")
        if until <= at or (row.reply_by and until <= row.reply_by):
            raise ReplyIsOver
        if row.state == S.PROMOTED and row.entry and (offer := open_list_offer(row.entry)):
            extend_list_offer(offer=offer, until=until, by=by, at=at)
        before, row.reply_by = row.reply_by, until
        row.save(update_fields=["reply_by"])
        plan_answer(row, at=at)
        note("more_time", row, by=by, at=at, until=[before, until])
    return row


def remind_speaker(*, proposal: Proposal, at: datetime) -> bool:
    """Only while an answer is still missing; once for each reminder that was planned."""
    with write():
        row, _quotas = locked_with_slot(proposal)
        if row.state not in ANSWERABLE or not is_told(row) or row.reply_by is None or at >= row.reply_by:
            return False
        tell_speakers(row, "reminder", f"{row.reply_by.timestamp():.0f}:{(row.reply_by - at).days}", at=at)
    return True


def _give_places(row: Proposal, *, by: Actor, at: datetime) -> None:
    """Who has a place there already keeps it."""
    if row.call.everybody_pays:
        return
    quota = quota_for_speakers(row.event)
    for speaker in speaking(row):
        if speaker.person is None or speaker.place_id is not None:
            continue
        with suppress(SoldOut, HasPlace):
            speaker.place = grant_place(
                event=row.event, kind=Place.Kind.SPEAKER, person=speaker.person, quota=quota,
                by=Actor(by.acting_as), at=at,
            )  # fmt: skip
            speaker.save(update_fields=["place"])


def _end_places(row: Proposal, *, by: Actor, at: datetime) -> None:
    """Those that came by this proposal, of speakers who have no other one in the programme."""
    for speaker in ProposalSpeaker.objects.filter(event=row.event_id, proposal=row).exclude(place=None):
        others = ProposalSpeaker.objects.filter(
            event=row.event_id, person=speaker.person_id, proposal__state=S.CONFIRMED
        )
        place, other = speaker.place, others.exclude(proposal=row).first()
        speaker.place = None
        speaker.save(update_fields=["place"])
        if other is not None:
            other.place = place
            other.save(update_fields=["place"])
        elif place is not None:
            with suppress(PlaceIsOver):
                end_place(place=place, event=row.event, by=Actor(by.acting_as), at=at)


def quota_for_speakers(event: Event) -> Quota | None:
    """One that names speakers. None: they count nowhere, because they stand in the room anyway."""
    quotas = Quota.objects.filter(event=event, session=None).order_by("position", "pk")
    return next((quota for quota in quotas if Place.Kind.SPEAKER in quota.kinds), None)
