"""Writing a proposal in a browser without scripts and without an account, and on two devices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries import kept_aside, whole_told
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.proposals import CLOSES, OPEN, a_call, a_call_question
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
    assert Person.objects.get().name == "Afi Mensah"


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
    assert json.loads(first.post(root + "save/", late).content)["aside"]
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
    number = kept_aside(row)[0][0].pk
    assert Client().post(root + "aside/", {"take": number})["Location"] == root + "write/?kept=1"
    assert the_draft(call).title == "Of the laptop"


def test_another_language_keeps_what_is_written(call: Call, clock: Any) -> None:
    root = begin(clock, Client())["Location"].partition("write/")[0]
    french = Client().post(
        root + "write/", {**WHOLE, "title": "Des graphes", "page": "a:1", "revision": "1", "act": "in-fr"}
    )
    assert french["Location"] == root.replace("/en/", "/fr/", 1) + "write/?kept=1"
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


def test_every_kind_of_question_has_its_field(call: Call) -> None:
    kinds = ("text", "long_text", "number", "tick", "choice", "choices", "date", "moment", "address",
             "country", "language", "file")  # fmt: skip
    for kind in kinds:
        a_call_question(call, kind, label=f"Kind {kind}", choices=[in_three("One"), in_three("Two")])
    page = text_of(Client().get(CALL + "propose/"))
    assert [kind for kind in kinds if f"Kind {kind}" not in page] == []
