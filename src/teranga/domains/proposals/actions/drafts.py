"""A draft: begun without an account, saved on every pause, never overwritten by an older or another page.

A page has a name of its own and counts its saves (“k3x9:7”). The page that wrote last may write again;
another one only with the revision that it has read. Whatever else arrives is kept aside for its writer to
choose.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Track
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.moving import locked_proposal, note
from teranga.domains.proposals.links import contact_folded
from teranga.domains.proposals.models import (
    AccessCode,
    Call,
    CallQuestion,
    Proposal,
    ProposalAnswer,
    ProposalSpeaker,
    ProposalVersion,
    SessionType,
    Topic,
)
from teranga.domains.proposals.queries import answers_of, as_told, whole_told, writer_of
from teranga.domains.proposals.queries_writing import COUNTRIES
from teranga.domains.proposals.rules_call import (
    LEVELS,
    answers_end_at,
    code_counts,
    is_frozen,
    languages_of,
    last_deadline,
)
from teranga.domains.proposals.rules_writing import OF_SPEAKER, TEXTS, TICKS, Told, tidy, times_of

S = Proposal.State
MOST_ASIDE = 50  # pages that one draft was open in and that were never chosen from


class NoDrafts(Exception):
    """The call takes no new draft; `why` as rules_call.why_not says. Nothing was written."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Saved:
    """`as_draft`: it is the proposal's text now; else it is kept aside, or a newer one was there."""

    proposal: Proposal
    as_draft: bool
    aside: int | None = None


def begin_draft(
    *, call: Call, told: Mapping[str, Any], shown_at: datetime, language: str, key: str, page: str = "",
    code: AccessCode | None = None, person: Person | None = None, by: Actor, at: datetime,
) -> Proposal:  # fmt: skip
    """The draft of this form, once per key. A form that was shown in time may be late. Raises NoDrafts."""

    def act() -> dict[str, Any]:
        row = _begun(call, shown_at, language, code, person, by, at)
        return {
            "proposal": save_draft(proposal=row, told=told, revision=0, page=page, by=by, at=at).proposal.pk
        }

    number = once(f"proposal:{call.pk}", key, at, act)["proposal"]
    row = Proposal.objects.filter(event=call.event_id).select_related("call", "type", "track").get(pk=number)
    row.event = row.call.event = call.event
    return row


def _begun(
    call: Call, shown_at: datetime, language: str, code: AccessCode | None, person: Person | None, by: Actor,
    at: datetime,
) -> Proposal:  # fmt: skip
    types = list(SessionType.objects.filter(event=call.event_id, call=call))
    late = code is not None and code_counts(code, call, at) and code.after_the_end
    if call.state != Call.State.PUBLISHED or shown_at < call.opens_at:
        raise NoDrafts("ahead" if call.state == Call.State.PUBLISHED else str(call.state))
    if shown_at >= last_deadline(call, types) and not late and not _by_code(types, code, shown_at):
        raise NoDrafts("over")
    row = Proposal.objects.create(
        community_id=call.community_id, event_id=call.event_id, call=call, interface_language=language,
        access_code=code, started_at=shown_at, changed_at=at,
    )  # fmt: skip
    ProposalSpeaker.objects.create(
        community_id=call.community_id, event_id=call.event_id, proposal=row, person=person,
        name=person.name if person else "", state=ProposalSpeaker.State.CONFIRMED,
    )  # fmt: skip
    note("begin", row, by=by, at=at)
    return row


def save_draft(
    *, proposal: Proposal, told: Mapping[str, Any], revision: int, page: str, by: Actor, at: datetime
) -> Saved:
    """Keep what was typed, in whatever state the call is. It is never refused and never sent by this."""
    kept, page = tidy(told), page.replace("\x00", "")
    with write():
        row = locked_proposal(proposal)
        if row.state != S.DRAFT:
            return Saved(row, as_draft=False, aside=keep_aside(row, kept, page, at))
        own = _same_page(row.last_save, page)
        if own and _count(page) < _count(row.last_save):
            return Saved(row, as_draft=True)  # it comes late: a newer save of the same page is there
        if not own and revision != row.revision and _differs(row, kept):
            return Saved(row, as_draft=False, aside=keep_aside(row, kept, page, at))
        apply_told(row, kept, at)
        row.revision, row.last_save, row.changed_at = row.revision + 1, page[:40], at
        row.save()
    return Saved(row, as_draft=True)


def keep_aside(row: Proposal, told: Told, page: str, at: datetime) -> int:
    """One row for each page, which its later saves replace. Returns its number. The proposal is locked."""
    rows = ProposalVersion.objects.filter(event=row.event_id, proposal=row, number=0)
    name = page.partition(":")[0]
    same = rows.filter(kept_for__startswith=f"{name}:").first() if name else None
    if same is not None and _count(page) < _count(same.kept_for):
        return same.pk
    if same is None:
        older = ProposalVersion.objects.filter(event=row.event_id, proposal=row, number=0)
        too_many = older.order_by("-at", "-pk").values_list("pk", flat=True)[MOST_ASIDE - 1 :]
        older.filter(pk__in=list(too_many)).delete()
        same = ProposalVersion(
            community_id=row.community_id, event_id=row.event_id, proposal=row, number=0, values={}
        )
    same.kept_for, same.hidden, same.at = page[:40], json.dumps(told), at
    same.save()
    return same.pk


def take_aside(*, proposal: Proposal, aside: int, by: Actor, at: datetime) -> Proposal:
    """What was kept aside becomes the draft, and what was the draft is kept aside.

    Of a sent proposal it becomes the change that its writer looks at before it is sent.
    """
    with write():
        row = locked_proposal(proposal)
        rows = ProposalVersion.objects.filter(event=row.event_id, proposal=row, number=0, pk=aside)
        kept = rows.first()
        if kept is None:
            return row
        if row.state != S.DRAFT:
            kept.at = at
            kept.save(update_fields=["at"])
            return row
        before = whole_told(row)
        kept.delete()
        keep_aside(row, before, "", at)
        apply_told(row, tidy(json.loads(kept.hidden)), at)
        row.revision, row.last_save, row.changed_at = row.revision + 1, "", at
        row.save()
        note("change", row, by=by, at=at)
    return row


def drop_aside(*, proposal: Proposal, aside: int, by: Actor, at: datetime) -> None:
    """Its writer wants it no more."""
    with write():
        row = locked_proposal(proposal)
        ProposalVersion.objects.filter(event=row.event_id, proposal=row, number=0, pk=aside).delete()


def apply_told(row: Proposal, told: Told, at: datetime) -> None:
    """Put what was told into the locked proposal (which the caller saves), its writer and its answers."""
    speaker = writer_of(row)
    told = _as_offered(row, speaker, told)
    for name in (*TEXTS, *TICKS, "topics"):
        if name in told:
            setattr(row, name, told[name])
    if "type" in told:
        types = SessionType.objects.filter(event=row.event_id, call=row.call_id, slug=told["type"])
        row.type = types.first()
    if "track" in told:
        row.track = Track.objects.filter(event=row.event_id, slug=told["track"]).first()
    if "contact" in told:
        row.contact, row.contact_folded = told["contact"], contact_folded(told["contact"])
    describe_speaker(speaker, told, row.event.zone)
    if "answers" in told:
        keep_answers(row, speaker, told["answers"], at)


def _as_offered(row: Proposal, speaker: ProposalSpeaker, told: Told) -> Told:
    """Of each list only what it offers, or what was chosen when it did: words of one's own would be read by
    those who review without names.
    """
    row.call.event = row.event
    kept, spoken = dict(told), ["", *languages_of(row.call)]
    offered = {"level": ["", *LEVELS], "language": spoken, "slide_language": spoken,
               "country": ["", *COUNTRIES]}  # fmt: skip
    for name, values in offered.items():
        there = getattr(speaker if name == "country" else row, name)
        if name in kept and kept[name] not in (there, *values):
            del kept[name]
    if set(kept.get("topics", ())) - set(row.topics):
        topics = Topic.objects.filter(event=row.event_id, call=row.call_id).values_list("slug", flat=True)
        kept["topics"] = [slug for slug in kept["topics"] if slug in (*topics, *row.topics)]
    return kept


def describe_speaker(speaker: ProposalSpeaker, told: Told, zone: str) -> None:
    for name in OF_SPEAKER:
        if name in told:
            setattr(speaker, name, told[name])
    if "unavailable" in told:
        speaker.unavailable = times_of(told["unavailable"], zone)
    speaker.save()


def keep_answers(
    row: Proposal, speaker: ProposalSpeaker, answers: Mapping[str, str], at: datetime,
    *, of_speaker: bool = False,
) -> None:  # fmt: skip
    """Of questions of this call; an empty answer leaves no row, and a frozen one is left alone.

    `of_speaker`: only those that each speaker answers for themselves.
    """
    numbers = [int(key) for key in answers]
    questions = CallQuestion.objects.filter(event=row.event_id, call=row.call_id, pk__in=numbers)
    questions = questions.select_related("event")
    for question in questions:
        if is_frozen(question, at) or (of_speaker and question.about != CallQuestion.About.SPEAKER):
            continue
        whose = speaker if question.about == CallQuestion.About.SPEAKER else None
        here = {"proposal": row, "question": question, "speaker": whose}
        value = answers[str(question.pk)]
        if not value:
            ProposalAnswer.objects.filter(event=row.event_id, **here).delete()
            continue
        ProposalAnswer.objects.update_or_create(
            community_id=row.community_id, event_id=row.event_id, **here,
            defaults={"value": value, "forget_at": answers_end_at(question)},
        )  # fmt: skip


def _differs(row: Proposal, told: Told) -> bool:
    speaker = writer_of(row)
    there = as_told(row, speaker, answers_of(row, speaker))
    return any(_plain(name, there.get(name)) != _plain(name, value) for name, value in told.items())


def _plain(name: str, value: Any) -> Any:
    if name in ("topics", "unavailable"):
        return sorted(value or [])
    return {key: text for key, text in value.items() if text} if name == "answers" and value else value


def _by_code(types: list[SessionType], code: AccessCode | None, at: datetime) -> bool:
    """A type of its own, later deadline that this code opens."""
    opened = code.types if code is not None else ()
    return any(row.slug in opened and (row.closes_at or row.call.closes_at) > at for row in types)


def _same_page(one: str, other: str) -> bool:
    return bool(other) and one.partition(":")[0] == other.partition(":")[0] != ""


def _count(page: str) -> int:
    count = page.partition(":")[2]
    return int(count) if count.isascii() and count.isdecimal() else 0
