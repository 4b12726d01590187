"""Writing a proposal in a browser without scripts and without an account, and on two devices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from teranga.base import jobs
from teranga.base.sealed_files import read_file
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.moving import move_proposal
from teranga.domains.proposals.actions.sending import ask_back, submit_proposal
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries import files_of, kept_aside, speakers_of, whole_told
from teranga.domains.proposals.queries_seen import preview_of
from tests.factories.aid import a_photo
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.people import a_person, signed_in
from tests.factories.proposals import (
    CLOSES,
    OPEN,
    a_call,
    a_call_question,
    a_proposal,
    a_proposal_speaker,
)
from tests.web.organise.desk import hidden_of, text_of

pytestmark = pytest.mark.django_db
CALL = "/en/lome/pycon/call/"
WHOLE = {
    "title": "Graphs for savings groups", "type": "talk", "language": "fr", "abstract": "What graphs say.",
    "level": "beginner", "name": "Afi Mensah", "contact": "afi@example.org", "biography": "I teach.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def call() -> Call:
    return a_call(an_event(a_community("lome"), "pycon"))


def begin(clock: Any, browser: Client, act: str = "keep", **told: str) -> Any:
    hidden = hidden_of(browser.get(CALL + "propose/"))
    clock.shift(timedelta(seconds=30))
    return browser.post(CALL + "propose/", {**hidden, **WHOLE, "act": act, **told})


def the_draft(call: Call) -> Proposal:
    return Proposal.objects.select_related("call", "event").get(event=call.event_id)


def mailed_code() -> str:
    code = re.search(r"\b\d{3}\s?\d{3}\b", OutgoingMail.objects.latest("pk").body)
    assert code is not None
    return code[0]


def test_h01_a_stranger_writes_proves_an_address_and_sends_without_losing_a_word(
    call: Call, clock: Any
) -> None:
    browser = Client()
    root = begin(clock, browser, "check")["Location"].removesuffix("check/?kept=1")
    before = whole_told(the_draft(call))
    shown = text_of(browser.get(root + "check/"))
    assert "Graphs for savings groups" in shown
    assert "we mail a code to afi@example.org" in shown
    assert browser.post(root + "check/")["Location"] == root + "code/"
    wrong = browser.post(root + "code/", {"contact": "afi@example.org", "code": "1"})
    assert (wrong.status_code, the_draft(call).state) == (200, "draft")
    sent = browser.post(root + "code/", {"contact": "afi@example.org", "code": mailed_code()})
    assert sent["Location"] == root + "?sent=1"
    row = the_draft(call)
    assert (row.state, whole_told(row)) == ("submitted", before)
    page = text_of(browser.get(root))
    assert "Sent, with the committee" in page
    assert row.title in text_of(browser.get("/en/me/proposals/"))


def test_a_draft_is_opened_on_another_device_by_its_mail_and_by_a_code(call: Call, clock: Any) -> None:
    root = begin(clock, Client(), "mail")["Location"].partition("write/")[0]
    Client().post(root + "write/", {**WHOLE, "act": "mail", "page": "a:1", "revision": "1"})
    link = re.search(r"http\S+/propose/\S+/", OutgoingMail.objects.latest("pk").body)
    assert link is not None
    assert link[0].endswith(root)
    other = Client()
    assert 'value="Graphs for savings groups"' in other.get(root + "write/").content.decode()
    asked = other.post(CALL + "propose/go-on/", {"contact": "Afi@example.org"})
    assert "a mail with a code is on its way" in text_of(asked)
    opened = other.post(CALL + "propose/go-on/", {"contact": "Afi@example.org", "code": mailed_code()})
    assert opened["Location"] == root
    assert other.post(root + "check/")["Location"] == root + "?sent=1"
    assert (Person.objects.get().name, the_draft(call).state) == ("Afi Mensah", "submitted")


def test_going_on_tells_nobody_whether_an_address_wrote_something(call: Call, clock: Any) -> None:
    begin(clock, Client())
    pages = [
        text_of(Client().post(CALL + "propose/go-on/", {"contact": contact})).replace(contact, "")
        for contact in ("afi@example.org", "other@example.org")
    ]
    assert pages[0] == pages[1]
    assert OutgoingMail.objects.count() == 1


def test_the_answer_to_a_save_says_what_is_kept_and_a_second_page_is_put_aside(
    call: Call, clock: Any
) -> None:
    root = begin(clock, Client())["Location"].partition("write/")[0]
    first = Client(headers={"accept": "application/json"})
    save = {**WHOLE, "title": "Of the phone", "page": "phone:1", "revision": "1"}
    told = json.loads(first.post(root + "save/", save).content)
    assert (told["revision"], told["aside"], told["root"]) == (2, False, root)
    late = {**WHOLE, "title": "Of the laptop", "page": "laptop:1", "revision": "1"}
    told = json.loads(first.post(root + "save/", late).content)
    assert (told["aside"], told["revision"]) == (True, 1)  # it has not read the other text
    row = the_draft(call)
    assert (row.title, [told["title"] for _row, told in kept_aside(row)]) == (
        "Of the phone",
        ["Of the laptop"],
    )
    again = Client().post(root + "write/", {**late, "page": "laptop:2", "act": "keep"})
    assert again["Location"] == root + "aside/"
    both = text_of(Client().get(root + "aside/"))
    assert "Of the laptop" in both
    assert "Of the phone" in both
    assert "Another text of this draft is kept" in text_of(Client().get(root + "check/"))
    number = kept_aside(row)[0][0].pk
    assert Client().post(root + "aside/", {"take": number})["Location"] == root + "write/?kept=1"
    assert the_draft(call).title == "Of the laptop"
    clock.shift(60)
    submit_proposal(proposal=row, person=a_person(), by=COMMAND_LINE, at=timezone.now())
    page = text_of(Client().get(root))
    assert ("A change is written" in page, "Another text was kept beside" in page) == (False, True)
    assert "Leave it as I sent it" in text_of(Client().get(root + "aside/"))
    number = kept_aside(row)[0][0].pk
    Client().post(root + "aside/", {"take": number})
    page = text_of(Client().get(root))
    assert ("A change is written" in page, "Another text was kept beside" in page) == (True, False)


def test_another_language_keeps_what_is_written(call: Call, clock: Any) -> None:
    root = begin(clock, Client())["Location"].partition("write/")[0]
    french = Client().post(
        root + "write/", {**WHOLE, "title": "Des graphes", "page": "a:1", "revision": "1", "act": "in-fr"}
    )
    assert french["Location"] == root.replace("/en/", "/fr/", 1) + "write/?kept=1"
    assert "Kept. You can close this page" in text_of(Client().get(root + "write/?kept=1"))
    assert 'value="Des graphes"' in Client().get(french["Location"]).content.decode()


def test_h02_a_form_that_was_open_when_the_call_closed_becomes_a_draft(call: Call, clock: Any) -> None:
    browser = Client()
    hidden = hidden_of(browser.get(CALL + "propose/"))
    clock.move_to(CLOSES + timedelta(hours=5))
    kept = browser.post(CALL + "propose/", {**hidden, **WHOLE, "act": "keep"})
    root = kept["Location"].partition("write/")[0]
    shown = text_of(browser.get(root + "write/"))
    assert "Your text is kept, and it can no longer be sent." in shown
    assert (the_draft(call).title, the_draft(call).state) == (WHOLE["title"], "draft")
    later = browser.post(root + "save/", {**WHOLE, "title": "Still kept", "page": "a:1", "revision": "1"})
    assert (later.status_code, the_draft(call).title) == (200, "Still kept")
    assert browser.get(CALL + "propose/").status_code == 409


def test_a_form_sent_in_a_second_is_shown_again_with_all_that_was_typed(call: Call) -> None:
    browser = Client()
    hidden = hidden_of(browser.get(CALL + "propose/"))
    again = browser.post(CALL + "propose/", {**hidden, **WHOLE, "act": "keep"})
    assert again.status_code == 422
    assert 'value="Graphs for savings groups"' in again.content.decode()
    assert not Proposal.objects.filter(event=call.event_id).exists()


def test_what_is_missing_is_named_with_a_way_to_its_field(call: Call, clock: Any) -> None:
    question = a_call_question(call, label="Which laptop?", required=True)
    root = begin(clock, Client(), title="")["Location"].partition("write/")[0]
    check = Client().get(root + "check/").content.decode()
    assert f'href="{root}write/?check=1#title"' in check
    assert f'href="{root}write/?check=1#q{question.pk}"' in check
    assert 'aria-invalid="true"' in Client().get(root + "write/?check=1").content.decode()
    assert Client().post(root + "check/").status_code == 422
    assert the_draft(call).state == "draft"


def test_a_key_of_another_event_opens_nothing(call: Call, clock: Any) -> None:
    root = begin(clock, Client())["Location"].partition("write/")[0]
    a_call(an_event(call.event.community, "other"))
    assert Client().get(root.replace("/pycon/", "/other/") + "write/").status_code == 404


def test_a_question_that_an_answer_brings_is_shown_before_the_proposal_is_looked_at(
    call: Call, clock: Any
) -> None:
    first = a_call_question(call, "tick", label="I bring a laptop")
    then = a_call_question(call, label="Which one?", only_if=first, only_if_value="yes")
    only = a_call_question(call, "tick", label="Big room", types=["workshop"])
    here = {"boxes": str(first.pk)}
    root = begin(clock, Client(), "check", **here)["Location"]
    assert root.endswith("check/?kept=1")  # nothing new was asked
    root = root.removesuffix("check/?kept=1")
    ticked = {**WHOLE, **here, f"q{first.pk}": "yes", "page": "a:1", "revision": "1"}
    browser = Client(headers={"accept": "application/json"})
    assert json.loads(browser.post(root + "save/", ticked).content)["more"] is True
    told = {**ticked, "type": "workshop", "page": "a:2", "act": "check"}
    place = Client().post(root + "write/", told)["Location"]
    assert place == f"{root}write/?kept=1&more=2#q{then.pk}"
    page = text_of(Client().get(place))
    shown = [words in page for words in ("Your answers bring 2 more questions.", "Which one?", "Big room")]
    assert shown == [True, True, True]
    told |= {"page": "a:3", f"q{then.pk}": "", "boxes": [str(first.pk), str(only.pk)]}
    assert Client().post(root + "write/", told)["Location"] == root + "check/?kept=1"


def test_every_kind_of_question_has_its_field(call: Call) -> None:
    kinds = ("text", "long_text", "number", "tick", "choice", "choices", "date", "moment", "address",
             "country", "language", "file")  # fmt: skip
    for kind in kinds:
        a_call_question(call, kind, label=f"Kind {kind}", choices=[in_three("One"), in_three("Two")])
    page = text_of(Client().get(CALL + "propose/"))
    assert [kind for kind in kinds if f"Kind {kind}" not in page] == []


def test_f13_a_picture_loses_its_metadata_and_a_pdf_stays_with_the_team(
    call: Call, clock: Any, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    root = begin(clock, Client())["Location"].partition("write/")[0]
    names = {"photo.jpg": a_photo().read(), "Afi Mensah.pdf": b"%PDF-1.7 /Author (Afi Mensah)"}
    for name, content in names.items():
        sent = Client().post(root + "files/", {"file": SimpleUploadedFile(name, content)})
        assert sent["Location"] == root + "files/"
    refused = Client().post(root + "files/", {"file": SimpleUploadedFile("page.html", b"<html>")})
    assert refused.status_code == 422
    picture, paper = files_of(the_draft(call))
    assert (picture.for_reviewers, paper.for_reviewers) == (True, False)
    assert b"CANARY" not in (read_file(picture.uuid) or b"CANARY")
    assert [one.uuid for one in preview_of(the_draft(call), OPEN).files] == [picture.uuid]
    got = Client().get(f"{root}files/{paper.uuid}/")
    assert got["Content-Disposition"].startswith("attachment")
    assert Client().post(f"{root}files/{paper.uuid}/remove/")["Location"] == root + "files/"
    assert files_of(the_draft(call)) == [picture]


def test_h04_somebody_who_was_asked_to_speak_answers_on_a_page_of_their_own(call: Call, clock: Any) -> None:
    root = begin(clock, Client())["Location"].partition("write/")[0]
    asked = Client().post(root + "speakers/", {"name": "Kossi", "contact": "kossi@example.org"})
    assert asked["Location"] == root + "speakers/"
    assert "invited, no answer yet" in text_of(Client().get(root + "speakers/"))
    submit_proposal(proposal=the_draft(call), person=a_person(), by=COMMAND_LINE, at=OPEN)
    while job := jobs.take(OPEN + timedelta(hours=1)):
        jobs.run(job)
    link = re.search(
        r"/\w\w/lome\S+/speak/\S+/", OutgoingMail.objects.get(to_address="kossi@example.org").body
    )
    assert link is not None
    page = Client().get(link[0])
    assert "Graphs for savings groups" in text_of(page)
    assert "afi@example.org" not in page.content.decode()
    yes = {"name": "Kossi Agbeko", "biography": "I build.", "act": "yes"}
    assert Client().post(link[0], yes)["Location"] == link[0] + "?done=1"
    assert [(one.name, one.state) for one in speakers_of(the_draft(call))] == [
        ("Afi Mensah", "confirmed"), ("Kossi Agbeko", "confirmed"),
    ]  # fmt: skip
    number = speakers_of(the_draft(call))[1].pk
    assert Client().post(root + "speakers/", {"remove": number})["Location"] == root + "speakers/"
    assert len(speakers_of(the_draft(call))) == 1
    assert Client().get(link[0]).status_code == 404


def test_after_sending_a_change_waits_until_it_is_sent_and_a_question_is_answered(call: Call) -> None:
    row = a_proposal(call, title="As sent")
    root = f"{CALL}propose/{row.uuid}/"
    changed = {**WHOLE, "title": "Better", "page": "a:1", "revision": "0", "act": "check"}
    assert Client().post(root + "write/", changed)["Location"] == root + "check/?kept=1"
    assert the_draft(call).title == "As sent"
    assert 'value="Better"' in Client().get(root + "write/").content.decode()
    assert "A change is written and not sent." in text_of(Client().get(root))
    assert Client().post(root + "check/")["Location"] == root + "?changed=1"
    assert (the_draft(call).title, the_draft(call).version) == ("Better", 2)
    ask_back(proposal=row, question="For whom is it?", by=COMMAND_LINE, at=OPEN)
    assert "For whom is it?" in text_of(Client().get(root))


def test_a_speaker_sees_what_was_told_and_never_what_is_only_decided(call: Call) -> None:
    person = a_person()
    row = a_proposal(call, person)
    move_proposal(proposal=row, to="rejected", by=COMMAND_LINE, at=OPEN)
    root = f"{CALL}propose/{row.uuid}/"
    for page in (text_of(Client().get(root)), text_of(signed_in(person).get("/en/me/proposals/"))):
        assert "Sent, with the committee" in page
        assert "Not chosen" not in page
    assert Client().post(root + "withdraw/")["Location"] == root
    assert the_draft(call).state == "withdrawn"
    assert "You took it back" in text_of(Client().get(root))
    assert Client().post(root + "resume/")["Location"] == root + "write/"
    assert the_draft(call).state == "draft"


@pytest.mark.parametrize("page", ["", "write/", "check/", "speakers/", "files/"])
def test_a_page_of_a_proposal_asks_no_more_with_more_speakers(
    call: Call, page: str, django_assert_num_queries: Any
) -> None:
    row = a_proposal(call, title="One")
    root = f"{CALL}propose/{row.uuid}/{page}"
    Client().get(root)
    with CaptureQueriesContext(connection) as one:
        Client().get(root)
    for _more in range(3):
        a_proposal_speaker(row, state="confirmed")
    with django_assert_num_queries(len(one)):
        Client().get(root)
    assert len(one) <= 30


def test_a_frozen_answer_is_shown_and_stays(call: Call, clock: Any) -> None:
    question = a_call_question(call, label="Which laptop?", frozen_from=OPEN + timedelta(days=1))
    root = begin(clock, Client(), **{f"q{question.pk}": "A small one"})["Location"].partition("write/")[0]
    clock.move_to(OPEN + timedelta(days=2))
    page = Client().get(root + "write/").content.decode()
    assert re.search(rf'<input id="q{question.pk}"[^>]*value="A small one"[^>]*disabled', page)
    save = {**WHOLE, "page": "a:1", "revision": "1", f"q{question.pk}": "Another"}
    assert Client().post(root + "save/", save).status_code == 200
    assert whole_told(the_draft(call))["answers"] == {str(question.pk): "A small one"}
