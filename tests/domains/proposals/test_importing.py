"""Proposals brought along: looked at first, put in once, found again by those who wrote them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from teranga.base.jobs import run_due
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Room, Track
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.proposals.actions import importing as actions
from teranga.domains.proposals.links import contact_folded
from teranga.domains.proposals.models import Call, Proposal, ProposalImport, ReviewCriterion
from teranga.domains.proposals.queries_import import import_of, plan_of
from teranga.formats.proposals import Unreadable
from tests.everything import everything
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.proposals import OPEN, a_call, a_call_question
from tests.formats.test_proposals_file import TODAY

pytestmark = pytest.mark.django_db
BY = Actor("organiser")


@pytest.fixture
def call() -> Call:
    return a_call(an_event(a_community("lome"), "pycon"))


def received(call: Call, told: Any = TODAY) -> ProposalImport:
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    return actions.receive_proposals(call=call, file_name="export.json", content=content, by=BY, at=OPEN)


def put_in(upload: ProposalImport) -> ProposalImport:
    actions.ask_to_put_in(upload=upload, by=BY, at=MADE)
    run_due()
    upload.refresh_from_db()
    return upload


def test_reading_a_file_puts_nothing_in(call: Call) -> None:
    before = everything()
    plan = plan_of(received(call))
    assert (len(plan.new), plan.drafts, len(plan.reviews), len(plan.types)) == (1, 1, 1, 1)
    after = everything()
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"proposals.ProposalImport", "activity.AuditEntry", "activity.AuditHead"} & set(after)


def test_pretalx_comes_in_whole_and_mails_nobody(call: Call) -> None:
    upload = put_in(received(call))
    assert (upload.state, upload.content) == ("applied", "")
    assert upload.report == {"proposals": 1, "reviews": 1, "types": 1, "tracks": 1, "tags": 1, "rooms": 1,
                             "questions": 1, "criteria": 1}  # fmt: skip
    row = Proposal.objects.get(event=call.event, call=call)
    assert (row.code, row.title, row.state, row.told_state) == ("ABCDEF", "Maps", "accepted", "submitted")
    assert (row.type.minutes, dict(row.type.name)) == (45, {"en": "Long talk", "fr": "Long"})
    assert (row.track.name["en"], row.may_record, row.language) == ("Data", False, "fr")
    speaker = row.speakers.get()
    assert (speaker.name, speaker.contact, speaker.state) == ("Afi Mensah", "afi@example.org", "confirmed")
    assert row.contact_folded == contact_folded("AFI@example.org ")
    assert row.versions.get().values["abstract"] == "On foot."
    assert (row.answers.get().value, list(row.tagged.get().tag.name.values())) == ("2", ["local"])
    review = row.reviews.get()
    assert (review.person, review.for_committee, review.scores.get().points) == (None, "Good", 5)
    assert Room.objects.get(event=call.event).capacity == 90
    assert OutgoingMail.objects.count() == 0


def test_the_same_file_again_brings_nothing_and_what_is_new_comes_beside_it(call: Call) -> None:
    put_in(received(call))
    more = {**TODAY, "submissions": [*TODAY["submissions"]["results"],
                                     {"code": "ABCDEG", "title": "More", "state": "submitted",
                                      "submission_type": 7, "track": 3}]}  # fmt: skip
    upload = received(call, more)
    assert (len(plan_of(upload).new), plan_of(upload).known) == (1, 1)
    assert put_in(upload).report["proposals"] == 1
    assert [row.title for row in Proposal.objects.filter(event=call.event).order_by("code")] == [
        "Maps",
        "More",
    ]
    assert Track.objects.filter(event=call.event).count() == 1
    assert ReviewCriterion.objects.filter(event=call.event).count() == 1


def test_questions_that_the_call_asks_already_take_the_answers(call: Call) -> None:
    asked = a_call_question(call, kind="text", label="Where?")
    put_in(received(call))
    answer = Proposal.objects.get(event=call.event).answers.get()
    assert (answer.question, answer.value) == (asked, "There")


def test_a_table_comes_in_by_the_columns_that_somebody_chose(call: Call) -> None:
    upload = received(call, b"Titre;Auteur;Sujet;Format\nCartes;Afi Mensah;AI;Talk\n;x;y;z\n")
    assert upload.columns == ["title", "", "topics", "type"]
    actions.choose_columns(upload=upload, columns=["title", "speaker", "topics", "type"], by=BY, at=OPEN)
    upload = put_in(import_of(call, upload.pk))
    row = Proposal.objects.get(event=call.event)
    assert (row.title, row.speakers.get().name, row.topics, row.type.slug) == (
        "Cartes", "Afi Mensah", ["ai"], "talk",
    )  # fmt: skip
    assert "types" not in upload.report


def test_a_file_that_is_settled_is_left_as_it_is(call: Call) -> None:
    upload = received(call)
    actions.drop_import(upload=upload, by=BY, at=OPEN)
    before = everything()
    for again in (actions.drop_import, actions.ask_to_put_in):
        with pytest.raises(actions.ImportSettled):
            again(upload=upload, by=BY, at=OPEN)
    with pytest.raises(actions.ImportSettled):
        actions.choose_columns(upload=upload, columns=[], by=BY, at=OPEN)
    actions.apply_import(upload=upload, at=OPEN)
    assert everything() == before


def test_what_nobody_puts_in_goes_after_a_month(call: Call) -> None:
    upload = received(call)
    assert actions.drop_stale_imports(by=BY, at=OPEN + actions.KEPT_UNREAD) == 0
    late = OPEN + 2 * actions.KEPT_UNREAD
    assert actions.drop_stale_imports(by=BY, at=late) == 1
    upload.refresh_from_db()
    assert (upload.state, upload.content) == ("dropped", "")


def test_nothing_unreadable_is_kept_and_no_other_call_sees_a_file(call: Call) -> None:
    before = everything()
    with pytest.raises(Unreadable):
        received(call, b"{}")
    assert everything() == before
    upload = received(call)
    with pytest.raises(NotFound):
        import_of(a_call(an_event(a_community("accra"), "pycon")), upload.pk)
