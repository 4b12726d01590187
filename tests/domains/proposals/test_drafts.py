"""A draft: nothing that was answered as kept is ever lost, whoever else writes, whatever the clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import VISITOR, Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions import drafts, proving, sending, speakers
from teranga.domains.proposals.actions.writer_mails import tell_invited
from teranga.domains.proposals.links import mailed_code
from teranga.domains.proposals.models import AccessCode, Call, Proposal, ProposalSpeaker, ReviewPhase
from teranga.domains.proposals.queries import (
    answers_of,
    drafts_of_address,
    kept_aside,
    left_aside,
    proposals_of,
    unsent_change,
    versions_of,
    whole_told,
    writer_of,
)
from teranga.domains.proposals.rules import IllegalProposalMove
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import (
    CLOSES,
    OPEN,
    a_call,
    a_call_question,
    a_type,
    an_access_code,
)

pytestmark = pytest.mark.django_db
LATE = CLOSES + timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
WHOLE = {
    "title": "Graphs for savings groups", "type": "talk", "language": "fr", "abstract": "What graphs say.",
    "level": "beginner", "name": "Afi Mensah", "contact": "afi@example.org", "biography": "I teach.",
}  # fmt: skip


def open_call(**more: Any) -> Call:
    return a_call(an_event(a_community()), **more)


def begin(call: Call, told: dict[str, Any] | None = None, key: str = "k" * 20, **more: Any) -> Proposal:
    values: dict[str, Any] = {"shown_at": OPEN, "at": OPEN, "page": "first:1", **more}
    return drafts.begin_draft(
        call=call, told=WHOLE if told is None else told, language="fr", key=key, by=VISITOR, **values
    )


def save(row: Proposal, told: dict[str, Any], revision: int, page: str, at: datetime = OPEN) -> drafts.Saved:
    return drafts.save_draft(proposal=row, told=told, revision=revision, page=page, by=VISITOR, at=at)


def send(row: Proposal, person: Person, at: datetime = OPEN) -> Proposal:
    return sending.submit_proposal(proposal=row, person=person, by=Actor("member", person.pk), at=at)


def title(row: Proposal) -> str:
    return Proposal.objects.get(event=row.event_id, pk=row.pk).title


def test_a_form_that_arrives_twice_begins_one_draft() -> None:
    call = open_call()
    assert begin(call) == begin(call)
    assert Proposal.objects.filter(event=call.event_id).count() == 1


def test_h06_a_draft_tells_nobody_and_counts_nowhere() -> None:
    call = open_call()
    row = begin(call)
    save(row, {"title": "Another"}, 1, "first:2")
    row.refresh_from_db()
    assert (row.state, row.told_state, row.code, row.version, row.submitted_at) == (
        "draft",
        "draft",
        "",
        0,
        None,
    )
    assert (OutgoingMail.objects.count(), Job.objects.filter(name__startswith="proposals").count()) == (0, 0)
    entries = AuditEntry.objects.filter(community_id=call.community_id)
    assert [one.verb for one in entries] == ["proposal.begin"]


def test_an_older_save_of_the_same_page_that_comes_late_does_not_win() -> None:
    row = begin(open_call())
    save(row, {"title": "Third"}, 1, "first:3")
    assert save(row, {"title": "Second"}, 1, "first:2").as_draft
    assert (title(row), kept_aside(row)) == ("Third", [])


def test_two_pages_that_write_at_once_lose_neither_text() -> None:
    row = begin(open_call())
    save(row, {"title": "Of the phone"}, 1, "phone:1")
    other = save(row, {"title": "Of the laptop"}, 1, "laptop:1")
    assert not other.as_draft
    save(row, {"title": "Of the laptop, longer"}, 1, "laptop:2")
    assert title(row) == "Of the phone"
    assert [told["title"] for _version, told in kept_aside(row)] == ["Of the laptop, longer"]
    drafts.take_aside(proposal=row, aside=other.aside or 0, by=VISITOR, at=OPEN)
    assert title(row) == "Of the laptop, longer"
    assert [told["title"] for _version, told in kept_aside(row)] == ["Of the phone"]


def test_a_text_kept_beside_the_draft_is_no_change_of_what_was_sent_until_its_writer_takes_it() -> None:
    call, person = open_call(), a_person()
    row = begin(call)
    save(row, WHOLE, 1, "phone:1")
    other = save(row, {"title": "Of the laptop"}, 1, "laptop:1").aside
    sent = send(row, person, at=OPEN + MINUTE)
    assert (unsent_change(sent), [kept.pk for kept, _told in left_aside(sent)]) == (None, [other])
    drafts.take_aside(proposal=sent, aside=other or 0, by=VISITOR, at=OPEN + 2 * MINUTE)
    found = unsent_change(sent)
    assert found is not None
    assert (found[1]["title"], left_aside(sent), title(row)) == ("Of the laptop", [], WHOLE["title"])


def test_a_page_that_says_the_same_as_the_draft_is_no_conflict() -> None:
    row = begin(open_call())
    assert save(row, WHOLE, 0, "second:1").as_draft
    assert kept_aside(row) == []


def test_h02_what_arrives_after_the_deadline_is_kept_and_sent_within_the_grace() -> None:
    call, person = open_call(grace_minutes=60), a_person()
    row = begin(call, at=LATE)  # the form was shown in time
    assert save(row, {"title": "Finished late"}, 1, "first:2", at=LATE).as_draft
    assert send(row, person, at=LATE).state == "submitted"


def test_h02_after_the_grace_the_text_stays_a_draft() -> None:
    call, person = open_call(grace_minutes=0), a_person()
    row = begin(call)
    save(row, {"title": "Too late"}, 1, "first:2", at=LATE)
    with pytest.raises(sending.NotTaken, match="over"):
        send(row, person, at=LATE)
    assert (title(row), Proposal.objects.get(event=call.event_id).state) == ("Too late", "draft")


def test_nobody_begins_after_the_deadline_or_in_an_unpublished_call() -> None:
    for call, shown in ((open_call(), LATE), (open_call(state="draft"), OPEN)):
        with pytest.raises(drafts.NoDrafts):
            begin(call, shown_at=shown, at=shown)
        assert not Proposal.objects.filter(event=call.event_id).exists()


def test_sending_makes_the_first_version_a_number_and_one_mail() -> None:
    call, person = open_call(), a_person()
    row = send(begin(call), person)
    assert (row.state, row.told_state, row.version, row.submitted_at) == ("submitted", "submitted", 1, OPEN)
    assert row.code != ""
    assert send(row, person).code == row.code
    version = versions_of(row)[0]
    assert (version.number, version.values["title"]) == (1, "Graphs for savings groups")
    assert not {"needs", "contact", "name", "biography"} & version.values.keys()
    assert Job.objects.filter(name="proposals.tell_sent").count() == 1
    assert proposals_of(person) == [row]


def test_a_proposal_that_lacks_something_is_not_sent_and_says_what() -> None:
    call, person = open_call(fields={"abstract": {"ask": "required", "min": 5, "max": 6}}), a_person()
    row = begin(call, {**WHOLE, "title": " ", "level": ""})
    with pytest.raises(sending.NotWhole) as refused:
        send(row, person)
    assert refused.value.lacks == (("title", "empty"), ("abstract", "short"), ("level", "empty"))
    assert Proposal.objects.get(event=call.event_id).state == "draft"


def test_own_questions_are_asked_by_type_and_required_ones_keep_it_from_being_sent() -> None:
    call, person = open_call(), a_person()
    laptop = a_call_question(call, "choice", required=True, types=["workshop"],
                             choices=[in_three("Yes"), in_three("No")])  # fmt: skip
    row = begin(call, {**WHOLE, "type": "workshop"})
    with pytest.raises(sending.NotWhole) as refused:
        send(row, person)
    assert refused.value.lacks == ((f"q{laptop.pk}", "empty"),)
    save(row, {"answers": {str(laptop.pk): "2"}}, 1, "first:2")
    assert send(row, person).state == "submitted"
    assert answers_of(row, writer_of(row)) == {laptop.pk: "2"}


def test_f20_a_limit_is_not_passed_by_withdrawing_and_coming_back() -> None:
    call, person = open_call(most_per_person=1), a_person()
    first = send(begin(call, key="a" * 20), person)
    second = begin(call, key="b" * 20)
    with pytest.raises(sending.NotTaken, match="limit"):
        send(second, person)
    by = Actor("member", person.pk)
    sending.withdraw_proposal(proposal=first, by=by, at=OPEN)
    assert send(second, person).state == "submitted"
    resumed = sending.resume_proposal(proposal=first, by=by, at=OPEN)
    with pytest.raises(sending.NotTaken, match="limit"):
        send(resumed, person)
    states = Proposal.objects.filter(event=call.event_id).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["draft", "submitted"]


def test_a_withdrawn_proposal_is_not_taken_up_again_once_the_call_is_over() -> None:
    call, person = open_call(), a_person()
    row = send(begin(call), person)
    sending.withdraw_proposal(proposal=row, by=VISITOR, at=OPEN)
    with pytest.raises(sending.NotTaken, match="over"):
        sending.resume_proposal(proposal=row, by=VISITOR, at=CLOSES + timedelta(days=1))
    with pytest.raises(IllegalProposalMove):
        sending.withdraw_proposal(proposal=row, by=VISITOR, at=OPEN)
    assert Proposal.objects.get(event=call.event_id).state == "withdrawn"


def test_h05_a_draft_begun_with_a_code_is_sent_later_and_counts_once() -> None:
    call, person = open_call(), a_person()
    a_type(call, "sponsored", way="code")
    code = an_access_code(call, "PARTNER", types=["sponsored"], most_uses=1, after_the_end=True)
    row = begin(call, {**WHOLE, "type": "sponsored"}, code=code)
    sent = send(row, person, at=CLOSES + timedelta(days=3))
    sending.withdraw_proposal(proposal=sent, by=VISITOR, at=OPEN)
    again = sending.resume_proposal(proposal=sent, by=VISITOR, at=OPEN)
    assert send(again, person).state == "submitted"
    assert AccessCode.objects.get(event=call.event_id).uses == 1
    other = begin(call, {**WHOLE, "type": "sponsored"}, key="c" * 20, code=code)
    with pytest.raises(sending.NotTaken, match="type"):
        send(other, a_person())
    assert AccessCode.objects.get(event=call.event_id).uses == 1


def test_h04_two_speakers_of_a_draft_both_stay_when_it_is_sent() -> None:
    call, person, second = open_call(), a_person(), a_person()
    row = begin(call)
    invited = speakers.invite_speaker(
        proposal=row, name="Kossi", contact="kossi@example.org", by=VISITOR, at=OPEN
    )
    again = speakers.invite_speaker(
        proposal=row, name="Kossi", contact="KOSSI@example.org", by=VISITOR, at=OPEN
    )
    assert invited == again
    save(row, {"title": "With two"}, 1, "first:2")
    speakers.answer_invitation(
        speaker=invited, says_yes=True, told={"name": "Kossi Agbeko", "biography": "I build."}, person=second,
        by=VISITOR, at=OPEN,
    )  # fmt: skip
    send(row, person)
    there = ProposalSpeaker.objects.filter(event=call.event_id, proposal=row).order_by("position")
    assert [(one.name, one.person_id, one.state) for one in there] == [
        ("Afi Mensah", person.pk, "confirmed"), ("Kossi Agbeko", second.pk, "confirmed"),
    ]  # fmt: skip
    assert proposals_of(second) == [row]


def test_a_change_after_sending_is_a_version_and_an_unsent_one_shows_nowhere() -> None:
    call, person = open_call(), a_person()
    row = send(begin(call), person)
    assert not save(row, {"title": "Better"}, row.revision, "later:1").as_draft
    assert (title(row), len(versions_of(row))) == ("Graphs for savings groups", 1)
    sending.send_change(proposal=row, told={"title": "Better"}, by=VISITOR, at=OPEN)
    row.refresh_from_db()
    assert (row.title, row.version, row.state) == ("Better", 2, "submitted")
    assert [one.values["title"] for one in versions_of(row)] == ["Graphs for savings groups", "Better"]
    assert kept_aside(row) == []
    with pytest.raises(sending.NotWhole):
        sending.send_change(proposal=row, told={"title": ""}, by=VISITOR, at=OPEN)
    assert (title(row), len(versions_of(row))) == ("Better", 2)


def test_after_the_call_a_sent_proposal_changes_only_when_a_phase_or_a_question_allows_it() -> None:
    call, person = open_call(grace_minutes=0), a_person()
    row = send(begin(call), person)
    later = CLOSES + timedelta(days=1)
    with pytest.raises(sending.MayNotChange):
        sending.send_change(proposal=row, told={"title": "Late"}, by=VISITOR, at=later)
    assert title(row) == "Graphs for savings groups"
    asked = sending.ask_back(proposal=row, question="For whom?", by=VISITOR, at=later)
    assert (asked.state, asked.told_state, asked.asked) == ("needs_info", "needs_info", "For whom?")
    answered = sending.send_change(proposal=row, told={"notes": "For all"}, by=VISITOR, at=later)
    assert (answered.state, answered.version, answered.submitted_at) == ("submitted", 2, later)
    ReviewPhase.objects.create(
        community_id=call.community_id, event_id=call.event_id, call=call, starts_at=CLOSES,
        ends_at=later + timedelta(days=9), speakers_may_change=True,
    )  # fmt: skip
    assert sending.send_change(proposal=row, told={"title": "Now"}, by=VISITOR, at=later).version == 3


def test_a_mailed_code_makes_a_draft_the_person_s_own() -> None:
    call = open_call()
    row = begin(call)
    proving.mail_code(call=call, contact="AFI@example.org", language="fr", at=OPEN)
    mail = OutgoingMail.objects.get()
    code = mailed_code(call, "afi@example.org", OPEN)
    assert mail.to_address == "afi@example.org"
    assert f"{code[:3]} {code[3:]}" in mail.body
    wrong = f"{(int(code) + 1) % 10**6:06}"
    with pytest.raises(proving.CodeRefused):
        proving.prove_address(
            call=call, contact="afi@example.org", code=wrong, language="fr", by=VISITOR, at=OPEN
        )
    assert (Person.objects.count(), writer_of(row).person_id) == (0, None)
    person = proving.prove_address(
        call=call, contact="afi@example.org", code=code, language="fr", of=row, by=VISITOR, at=OPEN
    )
    assert (person.name, writer_of(row).person_id, proposals_of(person)) == ("Afi Mensah", person.pk, [row])
    with pytest.raises(proving.CodeRefused):
        proving.prove_address(call=call, contact="afi@example.org", code=code, language="fr", by=VISITOR,
                              at=OPEN + timedelta(hours=1))  # fmt: skip


def test_an_address_under_which_nothing_was_written_gets_no_mail() -> None:
    call = open_call()
    begin(call)
    proving.mail_code(call=call, contact="other@example.org", language="fr", at=OPEN)
    assert (OutgoingMail.objects.count(), drafts_of_address(call, "other@example.org")) == (0, [])


def test_guessing_a_code_is_stopped_after_five_tries() -> None:
    call = open_call()
    begin(call)
    code = mailed_code(call, "afi@example.org", OPEN)
    for _guess in range(5):
        with pytest.raises(proving.CodeRefused):
            proving.prove_address(
                call=call, contact="afi@example.org", code="", language="fr", by=VISITOR, at=OPEN
            )
    with pytest.raises(proving.CodeRefused):
        proving.prove_address(
            call=call, contact="afi@example.org", code=code, language="fr", by=VISITOR, at=OPEN
        )
    assert Person.objects.count() == 0


def test_what_is_told_comes_back_as_it_was_typed() -> None:
    call = open_call()
    a_call_question(call)
    told = {
        **WHOLE, "description": "Ten minutes\neach", "notes": "n" * 5000, "topics": ["web", "ai"],
        "slide_language": "en", "needs": "A ramp", "affiliation": "School", "country": "TG", "track": "",
        "is_first_time": True, "wants_mentor": True, "may_record": False, "needs_aid": True,
        "needs_letter": True, "unavailable": ["2026-09-24am", "2026-09-25pm"], "answers": {},
    }  # fmt: skip
    assert whole_told(begin(call, told)) == told
    assert writer_of(Proposal.objects.get(event=call.event_id)).unavailable[0] == [
        datetime(2026, 9, 24, tzinfo=UTC).isoformat(), datetime(2026, 9, 24, 13, tzinfo=UTC).isoformat(),
    ]  # fmt: skip


def test_d05_a_stranger_is_not_flooded_with_invitations_to_speak() -> None:
    row = begin(open_call())
    for _time in range(5):
        asked = speakers.invite_speaker(
            proposal=row, name="Kossi", contact="kossi@example.org", by=VISITOR, at=OPEN
        )
        tell_invited(speaker=asked, at=OPEN)
        speakers.remove_speaker(proposal=row, number=asked.pk, by=VISITOR, at=OPEN)
    assert OutgoingMail.objects.filter(to_address="kossi@example.org").count() == 3
