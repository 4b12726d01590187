"""What a stranger or a speaker tries with a proposal: forms with other values than the page offers."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import VISITOR, Actor
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions import drafts, proving, sending, speakers
from teranga.domains.proposals.actions.writer_mails import tell_invited
from teranga.domains.proposals.links import mailed_code
from teranga.domains.proposals.models import Call, Proposal, ProposalAnswer
from teranga.domains.proposals.queries import (
    answers_of,
    kept_aside,
    proposals_of,
    speakers_of,
    whole_told,
    writer_of,
)
from teranga.domains.proposals.queries_seen import preview_of
from teranga.domains.proposals.rules_answers import AnswerRefused, read_answer
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import (
    CLOSES,
    OPEN,
    a_call,
    a_call_question,
    a_proposal,
    a_track,
    a_type,
    an_access_code,
    type_of,
)

pytestmark = pytest.mark.django_db
WHOLE = {
    "title": "Graphs for savings groups", "type": "talk", "language": "fr", "abstract": "What graphs say.",
    "level": "beginner", "name": "Afi Mensah", "contact": "afi@example.org", "biography": "I teach.",
}  # fmt: skip


def a_call_now(**more: Any) -> Call:
    return a_call(an_event(a_community()), **more)


def begin(call: Call, told: dict[str, Any], key: str = "k" * 20, **more: Any) -> Proposal:
    return drafts.begin_draft(
        call=call, told=WHOLE | told, shown_at=OPEN, language="fr", key=key, by=VISITOR, at=OPEN, **more
    )


def sent(call: Call, **more: Any) -> Proposal:
    """Whole, so that a change of it is refused for nothing else."""
    row = a_proposal(call, **more)
    row.speakers.update(biography="I teach.")
    return row


def save(row: Proposal, told: dict[str, Any], page: str) -> drafts.Saved:
    return drafts.save_draft(proposal=row, told=told, revision=-1, page=page, by=VISITOR, at=OPEN)


def change(row: Proposal, told: dict[str, Any], at: Any = OPEN) -> Proposal:
    return sending.send_change(proposal=row, told=told, by=VISITOR, at=at)


@pytest.mark.parametrize("way", ["invited", "code"])
def test_what_was_sent_does_not_become_a_format_that_is_closed_to_its_writer(way: str) -> None:
    call = a_call_now()
    a_type(call, "keynote", way=way)
    row = sent(call)
    before = whole_told(row)
    with pytest.raises(sending.NotTaken) as refused:
        change(row, {"type": "keynote"})
    assert refused.value.why == {"invited": "invited", "code": "type"}[way]
    row = Proposal.objects.get(event=call.event_id)
    assert (whole_told(row), row.version) == (before, 1)


def test_what_was_sent_moves_into_a_closed_track_or_format_only_with_its_code() -> None:
    call = a_call_now(closed_tracks=["science"])
    a_track(call.event, "science")
    a_type(call, "sponsored", way="code")
    row = sent(call)
    with pytest.raises(sending.NotTaken, match="track"):
        change(row, {"track": "science"})
    opened = an_access_code(call, tracks=["science"], types=["sponsored"])
    with_code = sent(call, access_code=opened)
    changed = change(with_code, {"track": "science", "type": "sponsored"})
    assert (changed.track.slug, changed.type.slug) == ("science", "sponsored")
    row.refresh_from_db()
    assert (row.track, row.version) == (None, 1)


def test_what_was_sent_does_not_become_a_format_whose_own_deadline_is_over() -> None:
    call = a_call_now(grace_minutes=0)
    a_type(call, "tutorial", closes_at=OPEN - timedelta(hours=1))
    row = sent(call)
    with pytest.raises(sending.NotTaken, match="over"):
        change(row, {"type": "tutorial"})
    asked = sending.ask_back(proposal=row, question="As a tutorial?", by=VISITOR, at=OPEN)
    assert change(asked, {"type": "tutorial"}).type == type_of(call, "tutorial")


BAD = {
    "a number of twenty digits": {"answers": {"9" * 20: "x"}},
    "a number of five thousand digits": {"answers": {"9" * 5000: "x"}},
    "a NUL in an answer": {"answers": {"1": "a\x00b"}},
    "a NUL in a topic": {"topics": ["a\x00b"]},
    "a NUL in a type": {"type": "a\x00b", "track": "a\x00b", "contact": "a\x00b@example.org"},
    "the last day there is": {"unavailable": ["9999-12-31pm", "9999-12-31am"]},
    "the first day there is": {"unavailable": ["0001-01-01am", "0001-01-01pm"]},
}


@pytest.mark.parametrize("told", BAD.values(), ids=BAD)
def test_g14_a_save_with_values_that_no_page_sends_is_kept_without_them(told: dict[str, Any]) -> None:
    call = a_call(an_event(a_community(), zone="Pacific/Kiritimati"))
    row = begin(call, told)
    assert save(row, told, "page\x00:2").proposal.pk == row.pk
    row.refresh_from_db()
    shown = whole_told(row)
    assert (shown["title"], shown["unavailable"]) == (WHOLE["title"], [])
    assert preview_of(row, OPEN).title == WHOLE["title"]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "1e-999999"), ("number", "1e999999"), ("choice", "0001" + "9" * 5000),
     ("choices", "1" + "0" * 5000)],
)  # fmt: skip
def test_g14_a_number_that_would_fill_the_memory_is_no_answer(kind: str, typed: str) -> None:
    question = a_call_question(a_call_now(), kind, choices=[{"en": "One"}, {"en": "Two"}])
    with pytest.raises(AnswerRefused):
        read_answer(question, typed, zone="UTC")


def test_an_answer_that_was_not_asked_for_is_nowhere_once_it_is_sent() -> None:
    call, person = a_call_now(), a_person()
    of_workshop = a_call_question(call, "choice", types=["workshop"], choices=[{"en": "A"}], seen_by="public")
    asked = a_call_question(call, "text", seen_by="reviewers")
    row = begin(call, {"answers": {str(of_workshop.pk): "9" * 5000, str(asked.pk): "For you"}})
    sending.submit_proposal(proposal=row, person=person, by=Actor("member", person.pk), at=OPEN)
    assert [value for _question, value in preview_of(row, OPEN).answers] == ["For you"]
    assert answers_of(row, writer_of(row)) == {asked.pk: "For you"}
    change(row, {"answers": {str(of_workshop.pk): "javascript:alert(1)", str(asked.pk): "For all"}})
    assert answers_of(row, writer_of(row)) == {asked.pk: "For all"}
    assert ProposalAnswer.objects.filter(event=call.event_id).count() == 1


def test_a_stranger_does_not_fill_the_disk_with_pages_kept_aside() -> None:
    row = begin(a_call_now(), {})
    for nth in range(drafts.MOST_ASIDE + 5):
        save(row, {"title": f"Page {nth}"}, f"page{nth}:1")
    titles = [told["title"] for _version, told in kept_aside(row)]
    assert titles == [f"Page {nth}" for nth in range(drafts.MOST_ASIDE + 4, 4, -1)]


def test_a_stranger_s_draft_does_not_become_the_person_whose_address_stands_in_it() -> None:
    """Whoever proves an address for a draft of their own gets that one; another one they send themselves."""
    call = a_call_now(most_per_person=1)
    of_stranger = begin(call, {"title": "In your name"}, "s" * 20)
    own = begin(call, {"title": "My own"}, "o" * 20)
    person = proving.prove_address(
        call=call, contact="afi@example.org", code=mailed_code(call, "afi@example.org", OPEN),
        language="fr", of=own, by=VISITOR, at=OPEN,
    )  # fmt: skip
    assert (writer_of(own).person, writer_of(of_stranger).person) == (person, None)
    assert {row.title for row in proposals_of(person)} == {"My own", "In your name"}  # seen, and not sent
    sending.submit_proposal(proposal=own, person=person, by=VISITOR, at=OPEN)
    assert list(Person.objects.all()) == [person]


def test_a_code_used_up_meanwhile_opens_neither_a_track_nor_the_call_after_its_end() -> None:
    """What another proposal took a moment ago is seen by the counter alone."""
    call, person = a_call_now(closed_tracks=["science"]), a_person()
    a_track(call.event, "science")
    code = an_access_code(call, tracks=["science"], after_the_end=True, most_uses=1)
    row = begin(call, {"track": "science"}, code=code)
    Proposal.objects.filter(event=call.event_id).update(started_at=OPEN)
    code.uses = 1
    code.save()
    late = CLOSES + timedelta(days=1)
    for at, track in ((OPEN, row.track), (late, None)):
        row.track = track
        row.save()
        locked = Proposal.objects.filter(event=call.event_id).select_related("call", "access_code").get()
        with pytest.raises(sending.NotTaken):
            sending.use_code(locked, at)
    assert Job.objects.filter(name="proposals.tell_sent").count() == 0
    assert person.pk


def test_e08_nobody_is_asked_to_speak_by_somebody_who_proved_nothing() -> None:
    call, person = a_call_now(), a_person()
    row = begin(call, {})
    asked = speakers.invite_speaker(
        proposal=row, name="Kossi", contact="kossi@example.org", by=VISITOR, at=OPEN
    )
    assert Job.objects.filter(name="proposals.tell_invited").count() == 0
    sending.submit_proposal(proposal=row, person=person, by=VISITOR, at=OPEN)
    job = Job.objects.get(name="proposals.tell_invited")
    assert job.payload == {"community_id": call.community_id, "speaker_id": asked.pk}


def test_e08_one_person_asks_only_so_many_in_a_day_whatever_the_proposals() -> None:
    call, person = a_call_now(), a_person()
    asked = 0
    for nth in range(4):
        row = begin(call, {}, key=f"{nth}" * 20, person=person)
        for other in range(5):
            speakers.invite_speaker(
                proposal=row, name="", contact=f"who{nth}{other}@example.org", by=VISITOR, at=OPEN
            )
            asked += 1
    assert asked == speakers.MOST_A_DAY
    row = begin(call, {}, key="l" * 20, person=person)
    with pytest.raises(speakers.TooManyInvitations):
        speakers.invite_speaker(proposal=row, name="", contact="last@example.org", by=VISITOR, at=OPEN)
    assert (len(speakers_of(row)), Job.objects.filter(name="proposals.tell_invited").count()) == (1, asked)
    speakers.invite_speaker(
        proposal=row, name="", contact="last@example.org", by=VISITOR, at=OPEN + timedelta(days=1)
    )
    assert len(speakers_of(row)) == 2


@pytest.mark.parametrize("name", ["Win at evil.example", "https://evil.example/", "a@evil.example"])
def test_e08_a_name_brings_no_link_into_a_mail_to_somebody_else_and_says_whom_to_tell(name: str) -> None:
    event = an_event(a_community(contact_email="team@example.org"))
    row = begin(a_call(event), {"name": name}, person=a_person())
    asked = speakers.invite_speaker(
        proposal=row, name="Kossi", contact="kossi@example.org", by=VISITOR, at=OPEN
    )
    tell_invited(speaker=asked, at=OPEN)
    mail = OutgoingMail.objects.get()
    assert "evil.example" not in mail.subject + mail.body + mail.html
    assert mail.reply_to == "team@example.org"
    assert "réponds à ce message" in mail.body
    links = re.findall(r"href=\"([^\"]+)\"", mail.html)
    assert [link.rpartition("/speak/")[2] for link in links] == [f"{asked.uuid}/"]


def test_g14_what_a_list_does_not_offer_is_not_taken_and_names_hide_in_no_choice() -> None:
    """A topic of one's own would be read by those who review without names."""
    call, person = a_call_now(), a_person()
    row = begin(call, {
        "topics": ["By Afi Mensah", "web", "ai"], "level": "By Afi Mensah", "language": "By Afi",
        "slide_language": "Afi", "country": "Afi",
    })  # fmt: skip
    told = whole_told(row)
    assert [told[name] for name in ("topics", "level", "language", "slide_language", "country")] == [
        ["web", "ai"], "", "", "", "",
    ]  # fmt: skip
    with pytest.raises(sending.NotWhole) as refused:
        sending.submit_proposal(proposal=row, person=person, by=VISITOR, at=OPEN)
    assert {field for field, _why in refused.value.lacks} == {"level", "language"}


def test_a_choice_that_is_no_longer_offered_stays_where_it_was_made() -> None:
    call = a_call_now()
    row = sent(call, topics=["web", "gone"], level="expert", language="yo")
    changed = change(row, {"topics": ["gone", "other"], "level": "expert", "language": "yo", "notes": "New"})
    assert (changed.topics, changed.level, changed.language, changed.version) == (["gone"], "expert", "yo", 2)


def test_c05_nothing_of_another_call_is_named_in_a_proposal() -> None:
    call, other = a_call_now(types=("talk",)), a_call_now(types=("talk", "lab"), topics=("secret",))
    a_track(other.event, "theirs")
    question = a_call_question(other, "text")
    code = an_access_code(other, types=["lab"])
    row = begin(call, {"type": "lab", "track": "theirs", "topics": ["secret"],
                       "answers": {str(question.pk): "Ours"}}, code=code)  # fmt: skip
    told = whole_told(row)
    assert (told["type"], told["track"], told["topics"], told["answers"]) == ("", "", [], {})
    assert ProposalAnswer.objects.filter(question=question, event__in=[call.event, other.event]).count() == 0
    change_of = {"type": "talk"}
    save(row, change_of, "p:2")
    row.refresh_from_db()
    assert row.type is None or row.type.call_id == call.pk


def test_b14_a_title_is_one_line_and_turns_no_direction() -> None:
    row = begin(
        a_call_now(), {"title": "Graphs\u202e\r\nBcc: all@example.org\u2066", "name": "Afi\u202e\nMensah"}
    )
    assert (row.title, writer_of(row).name) == ("Graphs Bcc: all@example.org", "Afi Mensah")
