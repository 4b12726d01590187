"""Proposals at the desk: found by what they are, shown whole to the team, taken along through the gate."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from teranga.base.jobs import run_due
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.proposals.models import Call, Proposal, ProposalVersion
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person, signed_in
from tests.factories.proposals import OPEN, a_call, a_call_question, a_proposal, type_of
from tests.factories.reviews import a_criterion, a_phase, a_review, a_reviewer
from tests.web.organise.desk import at_the_desk, audited, hidden_of, queries_of, text_of

pytestmark = pytest.mark.django_db
ROOT = "/en/organise/lome/pycon/proposals/"


@pytest.fixture
def event() -> Event:
    return an_event(a_community("lome"), "pycon")


@pytest.fixture
def call(event: Event) -> Call:
    return a_call(event)


def team(event: Event) -> Client:
    return at_the_desk(community=event.community)


def a_reader(call: Call, **phase: Any) -> Person:
    """Somebody who reviews in a phase that runs now."""
    a_phase(call, **{"starts_at": OPEN.replace(year=2020), "ends_at": OPEN.replace(year=2090), **phase})
    return a_reviewer(call).person


def inside(workbook: bytes) -> str:
    """All that a workbook holds, as its text."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


def test_without_a_call_the_page_says_what_comes_first(event: Event) -> None:
    assert "There is no call for proposals at this event yet" in text_of(team(event).get(ROOT))


def test_the_list_finds_by_words_names_and_every_filter(event: Event, call: Call) -> None:
    a_proposal(call, a_person("Aïcha Koné"), title="Maps on foot", topics=["web"], language="fr")
    a_proposal(call, title="Small models", topics=["ai"], language="en", type=type_of(call, "workshop"))
    a_proposal(call, title="Never sent", state=Proposal.State.DRAFT)
    a_proposal(call, title="Taken back", state=Proposal.State.WITHDRAWN)
    desk = team(event)
    text = text_of(desk.get(ROOT))
    assert "3 proposals found" in text
    assert "Never sent" not in text
    for query, found in (
        ("?q=aicha", "Maps on foot"), ("?q=MODELS", "Small models"), ("?topic=ai", "Small models"),
        ("?language=fr&topic=web&state=submitted", "Maps on foot"), ("?type=workshop", "Small models"),
        ("?state=withdrawn", "Taken back"),
    ):  # fmt: skip
        text = text_of(desk.get(ROOT + query))
        assert "1 proposal found" in text, query
        assert found in text
    assert "0 proposals found" in text_of(desk.get(ROOT + "?q=nothing-like-it"))


def test_what_waits_for_reviews_is_found_and_counted(event: Event, call: Call) -> None:
    call.reviews_wanted = 1
    call.save()
    a_review(a_proposal(call, title="Read"), a_person())
    a_proposal(call, title="Unread")
    desk = team(event)
    assert "1 of 1 reviews" in text_of(desk.get(ROOT))
    text = text_of(desk.get(ROOT + "?missing=yes"))
    assert "Unread" in text
    assert "1 proposal found" in text


def test_pages_follow_each_other(event: Event, call: Call) -> None:
    for nth in range(51):
        a_proposal(call, title=f"Talk {nth:02}", submitted_at=OPEN.replace(minute=nth))
    desk = team(event)
    first, second = text_of(desk.get(ROOT)), text_of(desk.get(ROOT + "?page=2"))
    assert ("Talk 50" in first, "Talk 00" in first, "Page 1 of 2" in first) == (True, False, True)
    assert ("Talk 50" in second, "Talk 00" in second, "Page 2 of 2" in second) == (False, True, True)
    assert "Page 2 of 2" in text_of(desk.get(ROOT + "?page=99"))


def test_the_list_asks_as_often_for_three_as_for_one(event: Event, call: Call) -> None:
    a_review(a_proposal(call), a_person())
    desk = team(event)
    once = queries_of(desk, ROOT)
    for _nth in range(2):
        a_review(a_proposal(call), a_person())
    assert queries_of(desk, ROOT) == once


def test_one_proposal_shows_its_versions_reviews_answers_and_wishes(event: Event, call: Call) -> None:
    row = a_proposal(call, a_person("Afi Mensah"), title="Maps", abstract="We draw new maps.", version=2,
                     needs="A seat near the stage", may_record=False)  # fmt: skip
    ProposalVersion.objects.filter(event=event, proposal=row).update(values={"abstract": "We draw maps."})
    ProposalVersion.objects.create(community=event.community, event=event, proposal=row, number=2, at=OPEN,
                                   values={"abstract": "We draw new maps."})  # fmt: skip
    question = a_call_question(call, kind="choice", label="Where?", choices=[{"en": "Here"}, {"en": "There"}])
    row.answers.create(community=event.community, event=event, question=question, value="2", forget_at=OPEN)
    line = a_criterion(call, "Use")
    a_review(row, a_person("Kofi Boa"), {line: 3}, version=1, for_committee="Take it", for_speaker="Go on")
    page = team(event).get(f"{ROOT}{row.code}/")
    text = text_of(page)
    for words in ("Afi Mensah", "Where? There", "A seat near the stage", "Kofi Boa", "of an older text",
                  "Use 3/4", "Take it", "To the speakers: Go on", "Version 2"):  # fmt: skip
        assert words in text, words
    assert "<ins>new </ins>" in page.content.decode()


def test_a_number_that_nobody_has_is_not_found(event: Event, call: Call) -> None:
    assert team(event).get(f"{ROOT}NONE99/").status_code == 404


def test_of_the_team_who_reviews_sees_no_names_and_not_their_own(event: Event, call: Call) -> None:
    desk = team(event)
    person = Person.objects.get(pk=desk.person.pk)
    a_phase(call, starts_at=OPEN.replace(year=2020), ends_at=OPEN.replace(year=2090))
    a_reviewer(call, person)
    mine = a_proposal(call, person, title="My own")
    other = a_proposal(call, a_person("Afi Mensah"), title="By Afi Mensah", needs="A ramp")
    text = text_of(desk.get(ROOT))
    assert "By ▇▇▇" in text
    assert "Mensah" not in text
    assert "My own" not in text
    assert desk.get(f"{ROOT}{mine.code}/").status_code == 404
    text = text_of(desk.get(f"{ROOT}{other.code}/"))
    assert "Mensah" not in text
    assert "A ramp" not in text


def test_reviewers_open_no_page_of_the_team(event: Event, call: Call) -> None:
    row = a_proposal(call)
    reader = signed_in(a_reader(call, sees="all"))
    assert [reader.get(path).status_code for path in (ROOT, f"{ROOT}{row.code}/")] == [404, 404]


def test_a_file_of_the_team_holds_everything_as_text_that_calculates_nothing(
    event: Event, call: Call
) -> None:
    row = a_proposal(call, a_person("Afi Mensah"), title="=1+1", needs="@SUM(A1)", abstract="-2\nlines")
    a_review(row, a_person(), {a_criterion(call): 4}, for_committee='=HYPERLINK("x")')
    desk = team(event)
    answer = desk.post(f"{ROOT}export/", {"format": "csv"}).content.decode("utf-8-sig")
    assert '"\'=1+1"' in answer
    assert '"\'@SUM(A1)"' in answer
    sheets = inside(desk.post(f"{ROOT}export/", {"format": "xlsx"}).content)
    assert "<f>" not in sheets
    assert [text for text in ("=1+1", "=HYPERLINK(", "Afi Mensah") if text not in sheets] == []
    told = json.loads(desk.post(f"{ROOT}export/", {"format": "json"}).content)
    assert [one["title"] for one in told["proposals"]] == ["=1+1"]
    assert told["reviews"][0]["for_committee"] == '=HYPERLINK("x")'
    assert audited("call.export") == [{"proposals": 1, "format": kind} for kind in ("csv", "xlsx", "json")]


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_a_reviewer_takes_along_what_a_reviewer_sees(event: Event, call: Call, kind: str) -> None:
    a_proposal(call, a_person("Afi Mensah"), title="By Afi Mensah", needs="A ramp", notes="afi@example.org")
    reader = signed_in(a_reader(call, sees="all"))
    content = reader.post(f"{ROOT}export/", {"format": kind}).content
    text = inside(content) if kind == "xlsx" else content.decode()
    assert "By ▇▇▇" in text
    assert [word for word in ("Mensah", "A ramp", "afi@") if word in text] == []


def test_nobody_takes_along_what_they_may_not_see(event: Event, call: Call) -> None:
    a_proposal(call)
    reader = signed_in(a_reviewer(call).person)  # no phase runs
    desk = team(event)
    before = everything()
    assert reader.post(f"{ROOT}export/", {"format": "csv"}).status_code == 404
    assert desk.post(f"{ROOT}export/", {"format": "exe"}).status_code == 404
    assert desk.get(f"{ROOT}export/").status_code == 405
    assert everything() == before


def test_a_file_is_sent_looked_at_and_put_in_at_the_desk(event: Event, call: Call) -> None:
    desk = team(event)
    table = io.BytesIO(b"Title,Speaker\n=Maps,Afi Mensah\n")
    table.name = "talks.csv"
    page = desk.get(f"{ROOT}import/")
    assert "First you see what was read" in text_of(page)
    answer = desk.post(f"{ROOT}import/", {**hidden_of(page), "file": table})
    there = answer.headers["Location"]
    text = text_of(desk.get(there))
    assert "1 new proposal" in text
    assert "=Maps" in text
    settle = f"{there}settle/"
    desk.post(settle, {"what": "correct", "column_0": "title", "column_1": ""})
    desk.post(settle, {"what": "correct", "column_0": "title", "column_1": "speaker"})
    desk.post(settle, {"what": "apply"})
    assert desk.get(there).headers["Refresh"] == "2"
    run_due()
    assert "Put in" in text_of(desk.get(there))
    assert "Afi Mensah" in text_of(desk.get(ROOT))
    assert desk.post(settle, {"what": "drop"}).status_code == 409


def test_a_file_that_cannot_be_read_says_what_to_do(event: Event, call: Call) -> None:
    desk, before = team(event), everything()
    page = desk.get(f"{ROOT}import/")
    for content, words in ((b"{", "This file breaks off"), (b"", "Choose a file first")):
        sent = io.BytesIO(content)
        sent.name = "x.json"
        answer = desk.post(f"{ROOT}import/", {**hidden_of(page), "file": sent})
        assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert everything() == before


def test_the_team_asks_the_speakers_once_before_it_decides(event: Event, call: Call) -> None:
    row = a_proposal(call, a_person("Aïcha Koné"))
    desk = team(event)
    assert f'href="{ROOT}{row.code}/ask/"' in desk.get(f"{ROOT}{row.code}/").content.decode()
    assert desk.post(f"{ROOT}{row.code}/ask/", {"question": " "}).status_code == 422
    row.refresh_from_db()
    assert (row.state, row.asked) == ("submitted", "")
    sent = desk.post(f"{ROOT}{row.code}/ask/", {"question": "For whom is it?"})
    assert sent["Location"] == f"{ROOT}{row.code}/"
    row.refresh_from_db()
    assert (row.state, row.told_state, row.asked) == ("needs_info", "needs_info", "For whom is it?")
    again = desk.post(f"{ROOT}{row.code}/ask/", {"question": "And when?"})
    row.refresh_from_db()
    assert (again.status_code, row.asked) == (422, "For whom is it?")
