"""Proposals taken along whole: what is in the files, for whom, and that another event reads them again."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from teranga.base.jobs import run_due
from teranga.base.sealed_files import read_file
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.proposals.actions import importing
from teranga.domains.proposals.models import Call, Proposal, ProposalFile, ProposalVersion, ReviewRemark
from tests.factories.communities import MADE, a_community
from tests.factories.events import an_event
from tests.factories.people import a_person, signed_in
from tests.factories.proposals import OPEN, a_call
from tests.factories.reviews import a_criterion, a_review, a_reviewer
from tests.formats.pretalx_event import FILES, a_zip, an_event_of_pretalx
from tests.web.organise.desk import at_the_desk, audited, hidden_of, text_of
from tests.web.organise.test_proposals import a_reader, inside

pytestmark = pytest.mark.django_db


def an_empty_call(slug: str) -> Call:
    event = an_event(a_community(slug), "pycon", start=date(2026, 9, 24), end=date(2026, 9, 25))
    return a_call(event, types=(), topics=())


def put_in(call: Call, content: bytes) -> None:
    upload = importing.receive_proposals(
        call=call, file_name="x", content=content, by=Actor("organiser"), at=OPEN
    )
    importing.ask_to_put_in(upload=upload, by=Actor("organiser"), at=MADE)
    run_due()


def desk_of(event: Event) -> Client:
    return at_the_desk(community=event.community)


def taken(desk: Client, call: Call, kind: str) -> bytes:
    slug = call.event.community.slug
    answer = desk.post(f"/en/organise/{slug}/pycon/proposals/export/", {"format": kind})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def plain(content: bytes) -> dict[str, Any]:
    """Without what belongs to the event; questions by their labels, reviews in an order without a draw."""
    told = json.loads(content)
    labels = {one.pop("id"): one["label"]["en"] for one in told["questions"]}
    for one in [*told["proposals"], *(who for row in told["proposals"] for who in row["speakers"])]:
        for answer in one["answers"]:
            answer["question"] = labels[answer["question"]]
    for one in told["reviews"]:
        del one["number"]
    told["reviews"].sort(key=lambda one: json.dumps(one, sort_keys=True))
    return {name: value for name, value in told.items() if name not in ("event", "at")}


@pytest.fixture
def full() -> Call:
    """A call with an event of pretalx, and with what only this program knows."""
    call = an_empty_call("lome")
    put_in(call, a_zip(an_event_of_pretalx(), FILES))
    row = Proposal.objects.get(event=call.event, code="ABCDEF")
    here = {"community_id": call.community_id, "event_id": call.event_id, "proposal": row}
    Proposal.objects.filter(event=call.event, pk=row.pk).update(
        needs="", version=2, words="Bring maps", is_first_time=True, level="beginner", slide_language="en",
        told_at=datetime(2026, 3, 4, tzinfo=UTC), decided_at=datetime(2026, 3, 3, tzinfo=UTC),
    )  # fmt: skip
    ProposalVersion.objects.create(**here, number=2, values={"title": "Maps"}, at=OPEN)
    ReviewRemark.objects.create(**here, person=a_person("Ama Doe"), text="=Take it", at=OPEN)
    line = row.reviews.first().scores.first().criterion  # type: ignore[union-attr]
    a_review(row, a_person("Kofi Mensah"), {line: 2}, version=1, for_speaker="Go on")
    importing.ask_for_scores(call, MADE)
    run_due()
    return call


def test_what_is_taken_along_as_json_gives_the_same_proposals_in_another_event(full: Call) -> None:
    desk = desk_of(full.event)
    content, other = taken(desk, full, "json"), an_empty_call("accra")
    put_in(other, content)
    again = taken(desk_of(other.event), other, "json")
    first, second = plain(content), plain(again)
    for one in first["proposals"]:  # a file is in no JSON
        one["files"], one["answers"] = [], [row for row in one["answers"] if "file" not in row]
    first["questions"] = [one for one in first["questions"] if one["kind"] != "file"]
    assert second["proposals"] == first["proposals"]
    assert second == first
    assert len(first["proposals"]) == 2
    assert OutgoingMail.objects.count() == 0
    put_in(other, content)
    assert plain(taken(desk_of(other.event), other, "json")) == second


def test_a_zip_brings_the_files_along_too(full: Call) -> None:
    content, other = taken(desk_of(full.event), full, "zip"), an_empty_call("accra")
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        assert folder.testzip() is None
        assert sorted(folder.namelist()) == [
            "files/ABCDEF/1.jpg", "files/ABCDEF/2.pdf", "files/ABCDEF/3.pdf", "proposals.json",
        ]  # fmt: skip
    put_in(other, content)
    with zipfile.ZipFile(io.BytesIO(taken(desk_of(other.event), other, "zip"))) as folder:
        again = plain(folder.read("proposals.json"))
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        assert again == plain(folder.read("proposals.json"))
    papers = ProposalFile.objects.filter(event=other.event, kind="application/pdf").order_by("pk")
    assert [read_file(row.uuid) for row in papers] == [b"%PDF-1.4\nslides", b"%PDF-1.4\npaper"]


def test_a_workbook_has_reviews_remarks_speakers_and_versions_as_text(full: Call) -> None:
    sheets = inside(taken(desk_of(full.event), full, "xlsx"))
    assert "<f>" not in sheets
    for text in ("Remarks", "=Take it", "Ama Doe", "Yao Koffi", "afi@example.org", "Ask for slides",
                 "Versions", "Content", "Bring maps"):  # fmt: skip
        assert text in sheets, text
    assert audited("call.export") == [{"proposals": 2, "format": "xlsx"}]


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_who_reviews_without_names_takes_none_along(full: Call, kind: str) -> None:
    reader = signed_in(a_reader(full, sees="all", sees_others="always", may_discuss=True))
    content = taken(reader, full, kind)
    text = inside(content) if kind == "xlsx" else content.decode()
    hidden = ("Afi", "Mensah", "Kofi", "example.org", "Ama Doe", "Yao Koffi", "Ask for slides", "Bring maps",
              "slides.pdf", "map.png", "Shirt", "told_state", "remarks\": [{", "versions")  # fmt: skip
    assert [word for word in hidden if word in text] == []
    assert "Maps" in text


def test_no_reviewer_takes_files_along(full: Call) -> None:
    reader = signed_in(a_reader(full, sees="all"))
    before = audited("call.export")
    assert reader.post("/en/organise/lome/pycon/proposals/export/", {"format": "zip"}).status_code == 404
    assert audited("call.export") == before


def test_the_page_of_one_shows_what_came_with_it_to_the_team(full: Call) -> None:
    text = text_of(desk_of(full.event).get("/en/organise/lome/pycon/proposals/ABCDEF/"))
    for words in ("Notes of the team", "Ask for slides", "Times it is to be given 2", "Yao Koffi"):
        assert words in text, words


def test_a_criterion_that_only_this_call_has_is_told(full: Call) -> None:
    a_criterion(full, "Depth", position=99)
    told = json.loads(taken(desk_of(full.event), full, "json"))
    assert [one["name"]["en"] for one in told["criteria"]] == ["Content", "Form", "Depth"]


def test_at_the_desk_the_writers_of_reviews_are_chosen_and_the_file_can_be_taken_back() -> None:
    call = an_empty_call("lome")
    ama = a_reviewer(call, a_person("Ama Doe", "ama@example.org")).person
    desk, root = desk_of(call.event), "/en/organise/lome/pycon/proposals/import/"
    sent = io.BytesIO(a_zip(an_event_of_pretalx(), FILES))
    sent.name = "pretalx.zip"
    there = desk.post(root, {**hidden_of(desk.get(root)), "file": sent}).headers["Location"]
    page = desk.get(there)
    for words in (
        "3 new proposals",
        "3 files",
        "2 reviews",
        "Who wrote the reviews",
        "1 draft comes in as a",
    ):
        assert words in text_of(page), words
    assert f'<option value="{ama.pk}" selected>Ama Doe</option>' in page.content.decode()
    desk.post(f"{there}settle/", {"what": "apply", "writer_1": "", "writer_2": str(ama.pk)})
    run_due()
    rows = Proposal.objects.get(event=call.event, code="ABCDEF").reviews.order_by("pk")
    assert [(row.person_id, row.writer) for row in rows] == [(None, "Ama Doe"), (ama.pk, "")]
    assert "Take it all back" in text_of(desk.get(there))
    assert desk.post(f"{there}settle/", {"what": "take_back"}).status_code == 302
    assert not Proposal.objects.filter(event=call.event).exists()
    again = desk.post(f"{there}settle/", {"what": "take_back"})
    assert (again.status_code, "Nothing was taken back" in text_of(again)) == (409, True)
