from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from teranga.base.jobs import run_due
from teranga.cli.importing.report import as_json
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.events.actions import upload_programme
from teranga.domains.events.actions.import_programme import import_programme
from teranga.domains.events.models import Event, ProgrammeUpload, ScheduleChange, Session
from teranga.formats.schedule import read_programme
from tests.factories.communities import MADE, a_community
from tests.factories.events import a_session, an_event
from tests.web.organise.desk import at_the_desk, audited, hidden_of, text_of

pytestmark = pytest.mark.django_db
IMPORT = "/en/organise/lome/pycon/import/"


@pytest.fixture
def pycon() -> Event:
    return an_event(a_community("lome"), "pycon", languages=["fr"])


@pytest.fixture
def chair(pycon: Event) -> Client:
    return at_the_desk("programme_chair", event=pycon)


def a_file(*titles: str, **more: Any) -> bytes:
    rows = [
        {"id": f"t{number}", "title": title, "start": f"2026-09-24T{9 + number:02}:00:00+00:00",
         "end": f"2026-09-24T{9 + number:02}:30:00+00:00", "room": "Hall", "speakers": ["Afi"], **more}
        for number, title in enumerate(titles)
    ]  # fmt: skip
    return json.dumps(
        {"conference": {"title": "PyCon", "timezone": "Africa/Lome"}, "sessions": rows}
    ).encode()


def bring(browser: Client, content: bytes, name: str = "talks.json", **more: Any) -> HttpResponse:
    form = hidden_of(browser.get(IMPORT))
    return browser.post(IMPORT, {**form, "file": SimpleUploadedFile(name, content), **more})


def test_a_file_is_read_looked_at_and_put_in_by_a_second_click(chair: Client, pycon: Event) -> None:
    page = bring(chair, a_file("One", "Two"))["Location"]
    waiting = chair.get(page)
    assert (waiting["Refresh"], "Being read" in text_of(waiting)) == ("3", True)
    run_due()
    look = chair.get(page)
    assert ("Refresh" in look, "Read, nothing is changed yet" in text_of(look)) == (False, True)
    assert Session.objects.filter(event=pycon).count() == 0
    assert ScheduleChange.objects.filter(event=pycon).count() == 0
    chair.post(page + "settle/", {"what": "apply"})
    assert Session.objects.filter(event=pycon).count() == 0
    run_due()
    assert "Put in" in text_of(chair.get(page))
    assert Session.objects.filter(event=pycon).count() == 2
    upload = ProgrammeUpload.objects.get(event=pycon)
    assert (upload.state, bytes(upload.content)) == ("applied", b"")
    assert audited("event.import_programme")[0]["sessions"] == 2


def test_the_report_has_the_figures_and_findings_of_the_command_line(chair: Client, pycon: Event) -> None:
    a_session(pycon, key="t0", starts_at=None)
    content = a_file("One", "", "Three", language="klingon")
    page = bring(chair, content)["Location"]
    run_due()
    upload = ProgrammeUpload.objects.get(event=pycon)
    read = read_programme(content, "talks.json")
    summary = import_programme(
        event=pycon, programme=read.programme, findings=read.findings, file_name="talks.json", digest="x",
        by=COMMAND_LINE, at=MADE,
    )  # fmt: skip
    told = as_json(summary, read.programme, ("lome", "pycon"))
    assert told["findings"]
    assert {name: upload.report[name] for name in told if name != "event"} == {
        name: value for name, value in told.items() if name != "event"
    }
    shown = text_of(chair.get(page))
    assert all(finding["what"] in shown for finding in told["findings"])


def test_a_large_file_is_read_in_a_process_of_its_own(
    chair: Client, pycon: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_programme, "LARGE", 10)
    bring(chair, a_file("One", "Two"))
    run_due()
    upload = ProgrammeUpload.objects.get(event=pycon)
    assert (upload.state, upload.report["sessions"]) == ("read", 2)


def test_a_form_that_is_sent_twice_keeps_one_file(chair: Client, pycon: Event) -> None:
    form = hidden_of(chair.get(IMPORT))
    for _ in range(2):
        chair.post(IMPORT, {**form, "file": SimpleUploadedFile("talks.json", a_file("One"))})
    assert ProgrammeUpload.objects.filter(event=pycon).count() == 1


def test_a_file_that_is_left_changes_nothing_and_cannot_be_put_in_later(chair: Client, pycon: Event) -> None:
    page = bring(chair, a_file("One"))["Location"]
    run_due()
    chair.post(page + "settle/", {"what": "drop"})
    chair.post(page + "settle/", {"what": "apply"})
    run_due()
    upload = ProgrammeUpload.objects.get(event=pycon)
    assert (upload.state, bytes(upload.content)) == ("refused", b"")
    assert Session.objects.filter(event=pycon).count() == 0


def test_a_programme_that_would_replace_everything_asks_for_a_tick(chair: Client, pycon: Event) -> None:
    for _ in range(5):
        a_session(pycon)
    page = bring(chair, a_file("One"))["Location"]
    run_due()
    assert "all of them would disappear" in text_of(chair.get(page))
    page = bring(chair, a_file("One"), replace="on")["Location"]
    run_due()
    chair.post(page + "settle/", {"what": "apply"})
    run_due()
    assert Session.objects.filter(event=pycon, cancelled_at=None).count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"\x89PNG\r\n\x1a\n" + b"<script>alert(1)</script>" * 9,
        b"PK\x03\x04word/",
        b"",
    ],
)
def test_a17_what_is_no_programme_is_refused_by_its_content(
    chair: Client, pycon: Event, content: bytes
) -> None:
    answer = bring(chair, content, "talks.json")
    run_due()
    assert Session.objects.filter(event=pycon).count() == 0
    if answer.status_code == 302:
        upload = ProgrammeUpload.objects.get(event=pycon)
        assert (upload.state, bytes(upload.content)) == ("refused", b"")
        assert "<script>alert" not in chair.get(answer["Location"]).content.decode()


def test_a17_markup_in_a_programme_is_shown_as_text(chair: Client, pycon: Event) -> None:
    page = bring(chair, a_file("<script>alert(1)</script>"), '"><script>alert(2)</script>.json')["Location"]
    run_due()
    html = chair.get(page).content.decode()
    assert ("<script>alert(1)" in html, "<script>alert(2)" in html) == (False, False)


@pytest.mark.parametrize("name", ["/etc/passwd", "../../secret-key", "file:///etc/passwd"])
def test_b10_a_name_of_a_file_on_the_server_reads_nothing(chair: Client, pycon: Event, name: str) -> None:
    form = hidden_of(chair.get(IMPORT))
    assert chair.post(IMPORT, {**form, "file": name, "path": name}).status_code == 422
    assert ProgrammeUpload.objects.filter(event=pycon).count() == 0
    bring(chair, a_file("One"), name)
    upload = ProgrammeUpload.objects.get(event=pycon)
    assert ("/" in upload.file_name, bytes(upload.content)) == (False, a_file("One"))


def test_files_of_another_event_are_not_found(chair: Client, pycon: Event) -> None:
    other = an_event(a_community("other"), "secret")
    upload = ProgrammeUpload.objects.create(
        event=other, community_id=other.community_id, file_name="x", digest="x", size=1, state="read",
        uploaded_at=MADE, updated_at=MADE,
    )  # fmt: skip
    assert chair.get(f"{IMPORT}{upload.pk}/").status_code == 404
    assert chair.post(f"{IMPORT}{upload.pk}/settle/", {"what": "apply"}).status_code == 404
    upload.refresh_from_db()
    assert upload.state == "read"


def test_whoever_may_not_edit_the_programme_brings_nothing_in(pycon: Event) -> None:
    door = at_the_desk("door_volunteer", event=pycon)
    assert door.get(IMPORT).status_code == 404
    assert door.post(IMPORT, {"file": SimpleUploadedFile("a.json", a_file("One"))}).status_code == 404
    assert ProgrammeUpload.objects.filter(event=pycon).count() == 0
