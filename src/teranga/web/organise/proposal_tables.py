"""Proposals as tables, for files that leave the program: what the gate shows, no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teranga.domains.proposals.models import CallQuestion, Proposal, ProposalFile
from teranga.domains.proposals.queries_desk import reviews_along
from teranga.domains.proposals.queries_scores import criteria_of
from teranga.domains.proposals.queries_seen import Seen, Sight
from teranga.domains.proposals.queries_taken import Along, along_with, compared_values
from teranga.web import proposal_words as words
from teranga.web.organise.proposal_views import answer_words
from teranga.web.templating import translated_plain

Cells = list[object]
FIELDS = (
    "title", "type", "track", "topics", "level", "language", "slide_language", "abstract", "description",
    "notes", "is_first_time", "wants_mentor", "state", "told_state", "submitted_at", "version", "rank",
    "score", "asked", "is_invited",
)  # fmt: skip
OF_THE_TEAM = (
    "may_record", "needs", "needs_aid", "needs_letter", "words", "declined_why", "team_notes", "times",
    "decided_at", "told_at", "answered_at",
)  # fmt: skip
SHOWN_AS = dict.fromkeys(("team_notes", "times", "decided_at", "told_at", "answered_at"), "history")
OF_A_SPEAKER = ("name", "biography", "affiliation", "country")
CONTACT = ("contact", "unavailable")
ENDINGS = {"image/jpeg": "jpg", "application/pdf": "pdf"}


class Taken:
    """What is taken along: rows with their values, read once."""

    def __init__(self, sight: Sight) -> None:
        shows = sight.gate.shows
        self.sight = sight
        self.rows = list(sight.proposals().select_related("call__event__community").order_by("code"))
        self.seen = sight.seen(self.rows)
        self.fields = [name for name in FIELDS if shows(name)]
        self.team = [name for name in OF_THE_TEAM if shows(SHOWN_AS.get(name, name))]
        self.speakers = [name for name in OF_A_SPEAKER if shows(name)]
        self.contact = [name for name in CONTACT if shows(name)]
        self.criteria = criteria_of(sight.call) if shows("others") else []
        self.reviews = reviews_along(sight, self.rows)
        self.along: Along = along_with(sight, self.rows)
        self.questions = _questions(self.seen)

    @property
    def has_files(self) -> bool:
        """Only who sees every answer takes files along: a file may have a name inside."""
        return self.sight.gate.shows("all_answers") and any(one.files for one in self.seen)

    def pairs(self) -> Iterator[tuple[Proposal, Seen]]:
        return zip(self.rows, self.seen, strict=True)

    def files(self) -> Iterator[tuple[str, ProposalFile]]:
        """Each with its place in a ZIP."""
        for one in self.seen:
            for nth, kept in enumerate(one.files, 1):
                yield path_of(one.code, nth, kept), kept

    def sheets(self) -> dict[str, Iterator[Cells]]:
        """A workbook: proposals, and what hangs on them where there is something."""
        found = {_("Proposals"): self.table()}
        if self.criteria:
            found[_("Reviews")] = self.reviews_table()
        for name, rows, table in (
            (_("Remarks"), self.along.remarks, self.remarks_table),
            (_("Speakers"), self.along.speakers, self.speakers_table),
            (_("Versions"), self.along.versions, self.versions_table),
        ):  # fmt: skip
            if rows:
                found[name] = table()
        return found

    def table(self) -> Iterator[Cells]:
        """A line for each proposal under one heading."""
        tags = self.sight.gate.may_tag
        yield [words.field_name("code"), *(words.field_name(name) for name in (*self.fields, *self.team)),
               *(words.field_name(name) for name in self.speakers), *([_("Tags")] if tags else []),
               *(translated_plain(one.label) for one in self.questions)]  # fmt: skip
        for row, one in self.pairs():
            answers: dict[int, list[str]] = {}
            for question, value in one.answers:
                answers.setdefault(question.pk, []).append(answer_words(question, value))
            yield [
                one.code, *(_cell(one.values.get(name)) for name in self.fields),
                *(_cell(getattr(row, name)) for name in self.team),
                *("; ".join(str(getattr(who, name)) for who in one.speakers) for name in self.speakers),
                *([", ".join(translated_plain(tag.tag.name) for tag in self.along.tags.get(row.pk, ()))]
                  if tags else []),
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

    def remarks_table(self) -> Iterator[Cells]:
        yield [words.field_name("code"), _("Who"), _("When"), _("Remark")]
        for row in self.rows:
            for name, remark in self.along.remarks.get(row.pk, ()):
                yield [row.code, name, remark.at.isoformat(), remark.text]

    def speakers_table(self) -> Iterator[Cells]:
        names = (*self.speakers, *self.contact)
        yield [words.field_name("code"), *(words.field_name(name) for name in names)]
        for row, one in self.pairs():
            for who, told in zip(self.along.speakers.get(row.pk, ()), one.speakers, strict=True):
                times = "; ".join(" – ".join(pair) for pair in who.unavailable)
                yield [row.code, *(getattr(told, name) for name in self.speakers), who.contact, times]

    def versions_table(self) -> Iterator[Cells]:
        yield [words.field_name("code"), words.field_name("version"), _("When"), words.field_name("title"),
               words.field_name("abstract"), words.field_name("description"),
               words.field_name("notes")]  # fmt: skip
        for row in self.rows:
            for version in self.along.versions.get(row.pk, ()):
                told = compared_values(version)
                yield [
                    row.code,
                    version.number,
                    version.at.isoformat(),
                    *(told.get(name, "") for name in ("title", "abstract", "description", "notes")),
                ]


def path_of(code: str, nth: int, kept: ProposalFile) -> str:
    return f"files/{code}/{nth}.{ENDINGS.get(kept.kind, 'bin')}"


def plain_value(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case float():
            return round(value, 6)
        case _ if hasattr(value, "slug"):
            return value.slug
    return value


def _questions(seen: list[Seen]) -> list[CallQuestion]:
    asked = [question for one in seen for question, _value in one.answers]
    asked += [kept.question for one in seen for kept in one.files if kept.question is not None]
    found = {question.pk: question for question in asked}
    return sorted(found.values(), key=lambda question: (question.position, question.pk))


def _cell(value: Any) -> object:
    plain = plain_value(value)
    match plain:
        case bool():
            return "yes" if plain else "no"
        case list():
            return ", ".join(map(str, plain))
        case float():
            return round(plain, 4)
    return plain
