"""Proposals as tables and as plain values, for files that leave the program: what the gate shows, no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teranga.domains.proposals.models import CallQuestion, Proposal, ReviewCriterion
from teranga.domains.proposals.queries_desk import reviews_along
from teranga.domains.proposals.queries_reviews import SeenReview
from teranga.domains.proposals.queries_scores import criteria_of
from teranga.domains.proposals.queries_seen import Seen, Sight
from teranga.web import proposal_words as words
from teranga.web.organise.proposal_views import answer_words
from teranga.web.templating import translated_plain

Cells = list[object]
FIELDS = (
    "title", "type", "track", "topics", "level", "language", "slide_language", "abstract", "description",
    "notes", "is_first_time", "wants_mentor", "state", "told_state", "submitted_at", "version", "rank",
    "score",
)  # fmt: skip
OF_THE_TEAM = ("may_record", "needs", "needs_aid", "needs_letter", "words", "declined_why")
OF_A_SPEAKER = ("name", "biography", "affiliation", "country")


class Taken:
    """What is taken along: rows with their values, read once."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.rows = list(sight.proposals().select_related("call__event__community").order_by("code"))
        self.seen = sight.seen(self.rows)
        self.fields = [name for name in FIELDS if sight.gate.shows(name)]
        self.team = [name for name in OF_THE_TEAM if sight.gate.shows(name)]
        self.speakers = [name for name in OF_A_SPEAKER if sight.gate.shows(name)]
        self.questions = _questions(self.seen)
        self.criteria = criteria_of(sight.call) if sight.gate.shows("others") else []
        self.reviews = reviews_along(sight, self.rows)

    def pairs(self) -> Iterator[tuple[Proposal, Seen]]:
        return zip(self.rows, self.seen, strict=True)

    def table(self) -> Iterator[Cells]:
        """A line for each proposal under one heading."""
        yield [words.field_name("code"), *(words.field_name(name) for name in (*self.fields, *self.team)),
               *(words.field_name(name) for name in self.speakers),
               *(translated_plain(one.label) for one in self.questions)]  # fmt: skip
        for row, one in self.pairs():
            answers: dict[int, list[str]] = {}
            for question, value in one.answers:
                answers.setdefault(question.pk, []).append(answer_words(question, value))
            yield [
                one.code, *(_cell(one.values.get(name)) for name in self.fields),
                *(_cell(getattr(row, name)) for name in self.team),
                *("; ".join(str(getattr(who, name)) for who in one.speakers) for name in self.speakers),
                *("; ".join(answers.get(question.pk, ())) for question in self.questions),
            ]  # fmt: skip

    def reviews_table(self) -> Iterator[Cells]:
        named = self.sight.gate.shows("reviewer_names")
        yield [words.field_name("code"), _("Reviewer"),
               *(translated_plain(line.name) for line in self.criteria), _("For the committee"),
               _("For the speakers"), _("Of an older text")]  # fmt: skip
        for one, review in self.reviews:
            yield [one.code, review.name if named else review.nth,
                   *(review.points.get(line.pk, "") for line in self.criteria), review.for_committee,
                   review.for_speaker, _cell(review.is_stale)]  # fmt: skip

    def plain(self, at: datetime) -> dict[str, Any]:
        """Codes and keys in English, the same in every language; texts in their languages."""
        call = self.sight.call
        return {
            "format": "teranga proposals 1", "event": call.event.slug, "at": at.isoformat(),
            "questions": [{"id": one.pk, "label": dict(one.label), "kind": one.kind}
                          for one in self.questions],
            "criteria": [_criterion(line) for line in self.criteria],
            "proposals": [self._plain(row, one) for row, one in self.pairs()],
            "reviews": [_review(one, review, self.criteria) for one, review in self.reviews],
        }  # fmt: skip

    def _plain(self, row: Proposal, one: Seen) -> dict[str, Any]:
        return {
            "code": one.code, **{name: _value(one.values.get(name)) for name in self.fields},
            **{name: _value(getattr(row, name)) for name in self.team},
            "speakers": [{name: getattr(who, name) for name in self.speakers} for who in one.speakers],
            "answers": [{"question": question.pk, "value": answer_words(question, value)}
                        for question, value in one.answers],
        }  # fmt: skip


def _questions(seen: list[Seen]) -> list[CallQuestion]:
    found = {question.pk: question for one in seen for question, _value in one.answers}
    return sorted(found.values(), key=lambda question: (question.position, question.pk))


def _criterion(line: ReviewCriterion) -> dict[str, Any]:
    return {"id": line.pk, "name": dict(line.name), "weight": line.weight, "least": line.least,
            "most": line.most}  # fmt: skip


def _review(one: Proposal, review: SeenReview, criteria: list[ReviewCriterion]) -> dict[str, Any]:
    return {
        "proposal": one.code, "reviewer": review.name or str(review.nth), "is_stale": review.is_stale,
        "points": {str(line.pk): review.points[line.pk] for line in criteria if line.pk in review.points},
        "for_committee": review.for_committee, "for_speaker": review.for_speaker,
    }  # fmt: skip


def _value(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case _ if hasattr(value, "slug"):
            return value.slug
    return value


def _cell(value: Any) -> object:
    plain = _value(value)
    match plain:
        case bool():
            return "yes" if plain else "no"
        case list():
            return ", ".join(map(str, plain))
        case float():
            return round(plain, 4)
    return plain
