"""Answers to a team's questions end on the day that each question names, wherever they were written down."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from teranga.base.personal_data import Subject, end_overdue, export
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.proposals.actions import drafts, sending
from teranga.domains.proposals.actions.call_rows import change_call_row
from teranga.domains.proposals.actions.files import add_file
from teranga.domains.proposals.models import CallQuestion, Proposal, ProposalAnswer, ProposalFile
from teranga.domains.proposals.queries import kept_aside, versions_of
from tests.factories.aid import a_photo
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import OPEN, a_call, a_call_question

pytestmark = pytest.mark.django_db
VISITOR, DAY = Actor("visitor"), timedelta(days=1)
OVER = datetime(2026, 12, 16, 22, tzinfo=UTC)  # midnight of the event's zone, ten days after its last one
WHOLE = {
    "title": "Graphs", "type": "talk", "language": "fr", "abstract": "What they say.", "level": "beginner",
    "name": "Afi", "contact": "afi@example.org", "biography": "I teach.",
}  # fmt: skip


def an_answered_proposal(**more: Any) -> tuple[Proposal, CallQuestion, CallQuestion]:
    """Sent and changed once; one answer goes after ten days, one after a year."""
    event = an_event(a_community(), start=date(2026, 12, 5), end=date(2026, 12, 6), zone="Africa/Harare")
    call = a_call(event, **more)
    soon, late = (
        a_call_question(call, label=label, is_personal=True, keep_days=days)
        for label, days in (("Shirt?", 10), ("Town?", 365))
    )
    told = {**WHOLE, "answers": {str(soon.pk): "XL", str(late.pk): "Kara"}}
    row = drafts.begin_draft(call=call, told=told, shown_at=OPEN, language="fr", key="k" * 20, page="a:1",
                             by=VISITOR, at=OPEN)  # fmt: skip
    person = a_person()
    row = sending.submit_proposal(proposal=row, person=person, by=Actor("member", person.pk), at=OPEN)
    sending.send_change(proposal=row, told={"title": "More graphs"}, by=VISITOR, at=OPEN + DAY)
    drafts.save_draft(
        proposal=row, told={**told, "title": "?"}, revision=9, page="b:1", by=VISITOR, at=OPEN + DAY
    )
    return row, soon, late


def answered(row: Proposal) -> list[str]:
    rows = ProposalAnswer.objects.filter(event=row.event_id, proposal=row).order_by("question")
    return [one.value for one in rows]


def written_down(row: Proposal) -> list[dict[str, str]]:
    """The answers in every version, sent or kept aside."""
    asides = [version for version, _told in kept_aside(row)]
    return [json.loads(one.hidden)["answers"] for one in (*versions_of(row), *asides)]


def exported(row: Proposal) -> str:
    subject = Subject(row.speakers.get().person_id or 0)
    return json.dumps([rows for one, rows in export(subject) if "Proposal" in one.model], default=str)


def test_an_answer_ends_on_the_day_of_its_question_in_every_version_and_is_exported_until_then() -> None:
    row, soon, late = an_answered_proposal()
    both = {str(soon.pk): "XL", str(late.pk): "Kara"}
    end_overdue(OVER)
    assert (answered(row), written_down(row)) == (["XL", "Kara"], [both] * 3)
    assert "XL" in exported(row)
    end_overdue(OVER + timedelta(seconds=1))
    assert (answered(row), written_down(row)) == (["Kara"], [{str(late.pk): "Kara"}] * 3)
    assert ("XL" in exported(row), "Kara" in exported(row)) == (False, True)


def test_a_day_that_the_team_or_the_event_moves_moves_for_answers_that_are_there() -> None:
    row, soon, _late = an_answered_proposal()
    change_call_row(row=soon, keep_days=3, by=COMMAND_LINE, at=OPEN + DAY)
    end_overdue(OVER - 8 * DAY)
    assert answered(row) == ["XL", "Kara"]
    event = row.event
    event.start, event.end = date(2026, 12, 12), date(2026, 12, 13)
    event.save()
    end_overdue(OVER)
    assert answered(row) == ["XL", "Kara"]
    end_overdue(OVER + DAY)
    assert answered(row) == ["Kara"]


def test_a_file_that_answers_a_question_goes_on_the_day_of_that_question(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    row, _soon, _late = an_answered_proposal()
    asked = a_call_question(row.call, "file", label="Passport?", keep_days=2)
    of_question = add_file(
        proposal=row, sent=a_photo(), name="p.jpg", question=asked, by=VISITOR, at=OPEN
    )  # fmt: skip
    assert of_question.delete_on == date(2026, 12, 8)
    end_overdue(datetime(2026, 12, 8, 23, tzinfo=UTC))
    assert list(ProposalFile.objects.filter(event=row.event_id)) == [of_question]
    end_overdue(datetime(2026, 12, 9, 1, tzinfo=UTC))
    assert list(ProposalFile.objects.filter(event=row.event_id)) == []
