"""What proposals hold of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, Subject, not_personal, personal_data

DRAFT, TWO, THREE = timedelta(days=90), timedelta(days=730), timedelta(days=1095)
NO_TEXT: dict[str, Any] = {
    "title": "", "abstract": "", "description": "", "notes": "", "needs": "", "contact": "",
    "contact_folded": "", "last_save": "", "asked": "", "declined_why": "", "words": "", "team_notes": "",
    "accepted_why": "",
}  # fmt: skip
NOBODY: dict[str, Any] = {
    "person": None, "name": "", "contact": "", "biography": "", "affiliation": "", "country": "",
    "unavailable": [],
}  # fmt: skip


def _of_the_writer(subject: Subject) -> Q:
    """Of whoever wrote the proposal; who speaks beside them keeps it."""
    return Q(
        proposal__speakers__person_id=subject.person_id, proposal__speakers__position=0
    )  # both of one and the same row


def _ended(time: timedelta) -> Callable[[datetime], Q]:
    return lambda at: Q(event__end__lt=(at - time).date())


def _drafts(at: datetime) -> Q:
    return Q(state="draft", call__closes_at__lt=at - DRAFT)


personal_data(
    "proposals.Proposal",
    category=Category.PUBLISHED,
    purpose=_("To choose the programme, and to tell you what became of your proposal."),
    retention=_("Three years after the event; drafts that were never sent, three months after the call."),
    whose=lambda subject: Q(speakers__person_id=subject.person_id, speakers__position=0),
    ending=Ending.BLANKED,
    blank=NO_TEXT,
    exported=(
        "code", "told_state", "title", "abstract", "description", "notes", "level", "language",
        "slide_language", "topics", "is_first_time", "wants_mentor", "may_record", "needs", "needs_aid",
        "needs_letter", "letter_sent_at", "asked", "words", "declined_why", "times", "started_at",
        "submitted_at",
        "answered_at",
    ),
    untold={"words": ~Q(told_state=F("state"))},
    over=_drafts,
    fades=lambda at: Q(event__end__lt=(at - THREE).date()) & ~Q(**NO_TEXT),
    faded=NO_TEXT,
    step=3,
)  # fmt: skip
personal_data(
    "proposals.ProposalSpeaker",
    category=Category.PUBLISHED,
    purpose=_("To know who speaks, to reach them, and to introduce them once they are on the programme."),
    retention=_("Three years after the event."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank=NOBODY,
    exported=("proposal__code", "state", "name", "contact", "biography", "affiliation", "country",
              "unavailable", "invited_at", "answered_at"),
    fades=lambda at: Q(event__end__lt=(at - THREE).date()) & ~Q(**NOBODY),
    faded=NOBODY,
    step=4,
)  # fmt: skip
personal_data(
    "proposals.ProposalVersion",
    category=Category.PUBLISHED,
    purpose=_("To show what changed in a proposal since it was reviewed."),
    retention=_("Two years after the event."),
    whose=_of_the_writer,
    exported=("proposal__code", "number", "values", "hidden", "at"),
    over=_ended(TWO),
)
personal_data(
    "proposals.ProposalAnswer",
    category=Category.WORK,
    purpose=_("To answer what the organisers ask beside the proposal itself."),
    retention=_("Until the day that the organisers named for the question."),
    whose=lambda subject: _of_the_writer(subject) & Q(speaker=None) | Q(speaker__person_id=subject.person_id),
    exported=("proposal__code", "question__label", "value", "forget_at"),
    over=lambda at: Q(forget_at__lt=at),
)
personal_data(
    "proposals.ProposalFile",
    category=Category.PUBLISHED,
    purpose=_("To show reviewers what belongs to a proposal."),
    retention=_("Until the day that was named when you sent it; then the file is deleted."),
    whose=_of_the_writer,
    exported=("proposal__code", "name", "kind", "size", "sent_at", "delete_on"),
    over=lambda at: Q(delete_on__lt=at.date()),
)
personal_data(
    "proposals.Reviewer",
    category=Category.WORK,
    purpose=_("To share out who reviews which proposals, by what they know and how much they can do."),
    retention=_("Two years after the event."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("event__slug", "topics", "languages", "affiliation", "most", "least", "added_at", "left_at"),
    over=_ended(TWO),
)
personal_data(
    "proposals.ReviewAssignment",
    category=Category.WORK,
    purpose=_("To know which proposals wait for your review."),
    retention=_("Two years after the event."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("proposal__code", "at"),
    over=_ended(TWO),
)
personal_data(
    "proposals.Review",
    category=Category.WORK,
    purpose=_("To decide by what several people found, and to tell speakers what may help them."),
    retention=_("Two years after the event; without your name after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"person": None, "writer": ""},
    exported=("proposal__code", "writer", "version", "for_committee", "for_speaker", "sent_at"),
    over=_ended(TWO),
)
personal_data(
    "proposals.ReviewRecusal",
    category=Category.WORK,
    purpose=_("So that nobody decides about somebody close to them."),
    retention=_("Two years after the event."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("proposal__code", "kind", "reason", "at"),
    over=_ended(TWO),
)
personal_data(
    "proposals.ReviewRemark",
    category=Category.WORK,
    purpose=_("So that those who choose can talk about a proposal where they choose."),
    retention=_("Two years after the event; without your name after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"person": None, "writer": ""},
    exported=("proposal__code", "writer", "text", "at"),
    over=_ended(TWO),
)
personal_data(
    "proposals.TaggedProposal",
    category=Category.WORK,
    purpose=_("To know who gave a reason, should there be a question about it."),
    retention=_("Two years after the event; without your name after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"person": None},
    exported=("proposal__code", "tag__slug", "at"),
    over=_ended(TWO),
)
personal_data(
    "proposals.AttendeeVote",
    category=Category.WORK,
    purpose=_("To know what those who come want to hear; only sums are told."),
    retention=_("Ninety days after the event."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("proposal__code", "value", "at"),
    over=_ended(timedelta(days=90)),
)
personal_data(
    "proposals.ProposalImport",
    category=Category.WORK,
    purpose=_("To bring proposals along from another program, after somebody looked at what was read."),
    retention=_("The file until it is put in or left, 30 days at most; what became of it for two years."),
    whose=lambda subject: Q(by_id=subject.person_id),
    ending=Ending.KEPT,
    blank={"by_id": None},
    exported=("event__slug", "file_name", "received_at"),
    over=lambda at: Q(updated_at__lt=at - TWO),
)
not_personal("proposals.Call", "the call's own texts, dates and rules")
not_personal("proposals.SessionType", "a form of contribution and its length")
not_personal("proposals.Topic", "what a proposal may be about")
not_personal("proposals.CallQuestion", "a question of the team's own")
not_personal("proposals.AccessCode", "a code, and what the team notes about whom it is for")
not_personal("proposals.ReviewPhase", "two moments, and what reviewers see between them")
not_personal("proposals.ReviewCriterion", "a line of the review")
not_personal("proposals.ReviewTag", "a reason in words of the team's own")
not_personal("proposals.ReviewScore", "points of a review, which says whose they are")
not_personal("proposals.AssignmentRun", "keys of reviewers and codes; they lead nowhere after erasure")
not_personal("proposals.Selection", "codes of proposals and rules; they lead nowhere after erasure")
not_personal("proposals.SelectionSignature", "who signed is in the log; the row counts to two")
not_personal("proposals.Telling", "numbers of proposals and what is told; who told it is in the log")
