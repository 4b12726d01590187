"""Filling a practice community with a call, proposals and reviews of generated people, without a mail."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.practice import NotForPractice
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, Track
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.announcing import announce_call
from teranga.domains.proposals.actions.files import keep_file
from teranga.domains.proposals.actions.scores import count_scores
from teranga.domains.proposals.models import (
    AccessCode,
    AttendeeVote,
    Call,
    CallQuestion,
    Proposal,
    ProposalAnswer,
    ProposalSpeaker,
    ProposalVersion,
    Review,
    ReviewAssignment,
    ReviewCriterion,
    Reviewer,
    ReviewPhase,
    ReviewRecusal,
    ReviewRemark,
    ReviewScore,
    ReviewTag,
    SessionType,
    TaggedProposal,
    Topic,
)
from teranga.domains.proposals.rules_call import answers_end_at

BATCH = 500
Values = Mapping[str, Any]
SEEN = ("title", "abstract", "description", "notes", "level", "language", "slide_language", "topics")
NOT_SENT = {Proposal.State.DRAFT}


@dataclass(frozen=True, slots=True)
class PracticeCall:
    """A call with its parts, each as the values of its row."""

    call: Values
    types: Sequence[Values]
    topics: Sequence[Values]
    tracks: Sequence[Values] = ()
    questions: Sequence[Values] = ()
    codes: Sequence[Values] = ()
    phases: Sequence[Values] = ()
    criteria: Sequence[Values] = ()
    tags: Sequence[Values] = ()
    reviewers: Sequence[Values] = ()


@dataclass(frozen=True, slots=True)
class PracticeReview:
    """What somebody says of it, in the order of the criteria; without points it is only asked for."""

    person: Person
    points: Sequence[int] = ()
    for_committee: str = ""
    for_speaker: str = ""
    is_sent: bool = True
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class PracticeProposal:
    values: Values
    type: str
    track: str = ""
    speakers: Sequence[Values] = ()
    reviews: Sequence[PracticeReview] = ()
    answers: Sequence[tuple[int, str]] = ()  # number of the question, what was answered
    earlier: str = ""  # the abstract as it was sent first
    tags: Sequence[int] = ()  # numbers of tags
    remarks: Sequence[tuple[Person, str]] = field(default_factory=tuple)
    recused: Sequence[tuple[Person, str]] = field(default_factory=tuple)
    files: Sequence[tuple[str, bytes]] = ()


def open_practice_call(*, event: Event, told: PracticeCall, by: Actor, at: datetime) -> Call:
    """The call with everything that belongs to it; refused outside of practice."""
    _practice_only(event)
    with write():
        here = {"community_id": event.community_id, "event_id": event.pk}
        call = Call.objects.create(**here, created_at=at, updated_at=at, **told.call)
        Track.objects.bulk_create([Track(**here, **one) for one in told.tracks])
        for model, rows in (
            (SessionType, told.types), (Topic, told.topics), (CallQuestion, told.questions),
            (AccessCode, told.codes), (ReviewPhase, told.phases), (ReviewCriterion, told.criteria),
            (ReviewTag, told.tags), (Reviewer, told.reviewers),
        ):  # fmt: skip
            model.objects.bulk_create([model(**here, call=call, **one) for one in rows])
        record(by=by, verb="call.practice", object_type="call", object_id=call.pk, at=at,
               community_id=event.community_id, event_id=event.pk)  # fmt: skip
        call.event = event
        announce_call(call)
    return call


def fill_call(*, call: Call, told: Sequence[PracticeProposal], by: Actor, at: datetime) -> list[Proposal]:
    """Proposals as they were sent, with what reviewers made of them; refused outside of practice."""
    _practice_only(call.event)
    with write():
        types = {row.slug: row for row in SessionType.objects.filter(call=call, event=call.event_id)}
        tracks = dict(Track.objects.filter(event=call.event_id).values_list("slug", "pk"))
        rows = Proposal.objects.bulk_create(
            [Proposal(**_here(call), call=call, type=types[one.type], track_id=tracks.get(one.track),
                      **one.values) for one in told],
            batch_size=BATCH,
        )  # fmt: skip
        pairs = list(zip(rows, told, strict=True))
        _keep_versions(call, pairs)
        _name_speakers(call, pairs)
        _keep_answers(call, pairs)
        _keep_reviews(call, pairs)
        _keep_words(call, pairs, at)
        _keep_files(pairs, at)
        count_scores(call=call)
        record(by=by, verb="call.practice", object_type="call", object_id=call.pk, at=at,
               community_id=call.community_id, event_id=call.event_id,
               changes={"proposals": len(rows)})  # fmt: skip
    return rows


def fill_votes(*, call: Call, told: Sequence[tuple[Proposal, Person, int]], by: Actor, at: datetime) -> None:
    """What people of practice want to hear; refused outside of practice."""
    _practice_only(call.event)
    with write():
        AttendeeVote.objects.bulk_create(
            [AttendeeVote(**_here(call), proposal=proposal, person=person, value=value, at=at)
             for proposal, person, value in told],
            batch_size=BATCH,
        )  # fmt: skip
        count_scores(call=call)
        record(by=by, verb="call.practice", object_type="call", object_id=call.pk, at=at,
               community_id=call.community_id, event_id=call.event_id,
               changes={"votes": len(told)})  # fmt: skip


Pairs = Sequence[tuple[Proposal, PracticeProposal]]


def _here(call: Call) -> dict[str, Any]:
    return {"community_id": call.community_id, "event_id": call.event_id}


def _keep_versions(call: Call, pairs: Pairs) -> None:
    kept = []
    for row, one in pairs:
        if row.state in NOT_SENT:
            continue
        now = {name: getattr(row, name) for name in SEEN}
        now |= {"type": one.type, "track": one.track, "answers": {}}
        texts = [now | {"abstract": one.earlier}, now] if one.earlier else [now]
        for number, values in enumerate(texts, 1):
            hidden = json.dumps({"needs": row.needs}) if row.needs else ""
            sent = row.changed_at if number == len(texts) else row.submitted_at
            kept.append(ProposalVersion(**_here(call), proposal=row, number=number, values=values,
                                        hidden=hidden, at=sent))  # fmt: skip
    ProposalVersion.objects.bulk_create(kept, batch_size=BATCH)


def _name_speakers(call: Call, pairs: Pairs) -> None:
    rows = [
        ProposalSpeaker(**_here(call), proposal=row, position=position, **speaker)
        for row, one in pairs
        for position, speaker in enumerate(one.speakers)
    ]
    ProposalSpeaker.objects.bulk_create(rows, batch_size=BATCH)


def _keep_answers(call: Call, pairs: Pairs) -> None:
    questions = list(CallQuestion.objects.filter(call=call, event=call.event_id).order_by("position", "pk"))
    first = {
        row.proposal_id: row
        for row in ProposalSpeaker.objects.filter(event=call.event_id, proposal__call=call, position=0)
    }
    rows = []
    for row, one in pairs:
        for number, value in one.answers:
            question = questions[number]
            of_speaker = question.about == CallQuestion.About.SPEAKER
            rows.append(ProposalAnswer(
                **_here(call), proposal=row, question=question, value=value,
                speaker=first.get(row.pk) if of_speaker else None,
                forget_at=answers_end_at(question),
            ))  # fmt: skip
    ProposalAnswer.objects.bulk_create(rows, batch_size=BATCH)


def _keep_reviews(call: Call, pairs: Pairs) -> None:
    criteria = list(ReviewCriterion.objects.filter(call=call, event=call.event_id).order_by("position", "pk"))
    asked, made, scores = [], [], []
    for row, one in pairs:
        for review in one.reviews:
            asked.append(ReviewAssignment(**_here(call), proposal=row, person=review.person,
                                          at=call.closes_at))  # fmt: skip
            if not review.points:
                continue
            read = row.changed_at + timedelta(days=3)
            kept = Review(
                **_here(call), proposal=row, person=review.person, changed_at=read,
                version=row.version - 1 if review.is_stale else row.version, for_speaker=review.for_speaker,
                for_committee=review.for_committee, sent_at=read if review.is_sent else None,
            )  # fmt: skip
            made.append(kept)
            scores += [
                ReviewScore(**_here(call), proposal=row, review=kept, criterion=line, points=points)
                for line, points in zip(criteria, review.points, strict=True)
            ]
    ReviewAssignment.objects.bulk_create(asked, batch_size=BATCH)
    Review.objects.bulk_create(made, batch_size=BATCH)
    ReviewScore.objects.bulk_create(scores, batch_size=BATCH)


def _keep_words(call: Call, pairs: Pairs, at: datetime) -> None:
    tags = list(ReviewTag.objects.filter(call=call, event=call.event_id).order_by("position", "pk"))
    TaggedProposal.objects.bulk_create(
        TaggedProposal(**_here(call), proposal=row, tag=tags[number], at=at)
        for row, one in pairs for number in one.tags
    )  # fmt: skip
    ReviewRemark.objects.bulk_create(
        ReviewRemark(**_here(call), proposal=row, person=person, text=text, at=at)
        for row, one in pairs for person, text in one.remarks
    )  # fmt: skip
    ReviewRecusal.objects.bulk_create(
        ReviewRecusal(**_here(call), proposal=row, person=person, reason=reason, at=at)
        for row, one in pairs for person, reason in one.recused
    )  # fmt: skip


def _keep_files(pairs: Pairs, at: datetime) -> None:
    for row, one in pairs:
        for name, content in one.files:
            keep_file(row, name=name, content=content, at=at)


def _practice_only(event: Event) -> None:
    if event.community.kind != Community.Kind.PRACTICE:
        raise NotForPractice(event.community.slug)
