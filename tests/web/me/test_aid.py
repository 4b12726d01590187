"""Applying for aid without an account, step by step, and what nobody else sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from teranga.base import jobs
from teranga.base.sealing import unseal_bytes
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.aid.actions.files import LEFT_BEHIND, sweep
from teranga.domains.aid.actions.proofs import add_proof
from teranga.domains.aid.actions.scoring import recuse, remark, score_application
from teranga.domains.aid.links import guardian_token
from teranga.domains.aid.models import AidApplication, AidRound, Proof, Remark, Scorer
from teranga.domains.aid.queries import applications_of, whole_of
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.mail.models import OutgoingMail
from tests.factories.aid import CLOSES, OPEN, a_photo, an_aid_round, an_application
from tests.factories.communities import a_community
from tests.factories.learning import a_member
from tests.factories.people import a_person, signed_in
from tests.web.organise.desk import hidden_of, text_of

pytestmark = pytest.mark.django_db
PAGE, MINE = "/en/lome/aid/accra/", "/en/me/aid/"
STRANGER = {"name": "Afi Mensah", "contact": "afi@example.org", "consents": ["contact"]}
PDF = b"%PDF-1.7 an invoice of the bus"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def aid_round() -> AidRound:
    return an_aid_round(a_community("lome"), "accra")


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "sealed"


def begin(clock: Any, browser: Client) -> Any:
    hidden = hidden_of(browser.get(PAGE + "apply/"))
    clock.shift(timedelta(seconds=30))
    return browser.post(PAGE + "apply/", {**hidden, **STRANGER})


def run_jobs() -> None:
    while job := jobs.take(OPEN + timedelta(hours=1)):
        jobs.run(job)


def send_file(browser: Client, root: str, content: bytes = PDF, name: str = "ticket of Afi.pdf") -> Any:
    sent = SimpleUploadedFile(name, content)
    return browser.post(root + "proofs/add/", {"part": "travel", "file": sent})


def test_a_stranger_applies_with_an_address_a_code_and_four_short_steps(aid_round: AidRound, clock) -> None:  # type: ignore[no-untyped-def]
    browser = Client()
    assert begin(clock, browser)["Location"] == PAGE + "code/"
    assert not AidApplication.objects.filter(community=aid_round.community).exists()
    code = re.search(r"\b\d{3}\s?\d{3}\b", OutgoingMail.objects.latest("pk").body)
    assert code is not None
    first = browser.post(PAGE + "code/", {"contact": "afi@example.org", "code": code[0]})["Location"]
    row = AidApplication.objects.get(community=aid_round.community)
    root = f"{MINE}{row.uuid}/"
    assert first == root + "you/"
    legs = {"leg0-from": "Lomé", "leg0-to": "Accra", "leg0-means": "bus", "leg0-cost": "12 000",
            "leg1-from": "Accra", "leg1-to": "Lomé", "leg1-means": "bus", "leg1-cost": "12 000"}  # fmt: skip
    for step, typed, following in (
        ("you", {"country": "Togo", "city": "Lomé", "groups": ["women"]}, "needs"),
        ("needs", {**legs, "bed-nights": "3", "bed-cost": "30000", "less_is_fine": "yes", "least": "20000"},
         "why"),
        ("why", {"motivation": "I teach the girls of my school."}, "proofs"),
    ):  # fmt: skip
        assert browser.get(root + f"{step}/").status_code == 200
        assert browser.post(root + f"{step}/", typed)["Location"] == root + f"{following}/"
    assert "CFA" in text_of(browser.get(root + "send/"))
    assert browser.post(root + "send/now/")["Location"] == root + "?sent=1"
    row.refresh_from_db()
    assert (row.state, row.number, row.country, row.groups, row.least) == (
        "submitted", 1, "TG", ["women"], 20_000,
    )  # fmt: skip
    assert sum(part.minor for part in row.parts.all()) == 54_000
    assert "Your application: sent" in text_of(browser.get(root))


def test_what_is_wrong_in_a_step_is_said_and_nothing_of_it_is_kept(aid_round: AidRound) -> None:
    row = an_application(aid_round, "draft", asks={})
    browser = signed_in(row.person)
    root = f"{MINE}{row.uuid}/"
    page = browser.post(root + "you/", {"country": "Atlantis", "is_minor": "yes", "city": "Kara"})
    assert "Write the country that you live in, such as Togo." in text_of(page)
    assert "Write the name of your parent or guardian." in text_of(page)
    page = browser.post(root + "needs/", {"ticket-cost": "1.500", "bed-nights": "many"})
    assert (page.status_code, text_of(page).count("Write an amount such as 15 000 or 12.50.")) == (422, 2)
    assert "Write the number of nights, such as 3." in text_of(page)
    assert browser.post(root + "send/now/")["Location"] == root + "send/"
    assert "Before you can send it, it needs: what you need." in text_of(browser.get(root + "send/"))
    row.refresh_from_db()
    assert (row.city, row.is_minor, row.state, row.parts.count()) == ("Lomé", False, "draft", 0)


def test_d04_f04_a_known_and_an_unknown_address_get_the_same_answer_and_no_state(
    aid_round: AidRound, clock
) -> None:  # type: ignore[no-untyped-def]
    known = a_member(aid_round.community, email="afi@example.org")
    an_application(aid_round, "offered", person=known)
    answers = []
    for address in ("afi@example.org", "nobody@example.org"):
        browser = Client()
        hidden = hidden_of(browser.get(PAGE + "apply/"))
        clock.shift(timedelta(seconds=30))
        answer = browser.post(PAGE + "apply/", {**hidden, **STRANGER, "contact": address})
        page = browser.get(answer["Location"]).content.decode().replace(address, "ADDRESS")
        answers.append((answer.status_code, answer["Location"], re.sub(r'value="[^"]{20,}"', "", page)))
    assert answers[0] == answers[1]
    assert "offered" not in answers[0][2]


def test_c16_nobody_but_the_person_opens_an_application_or_its_proofs(
    aid_round: AidRound, folder: Path
) -> None:
    row = an_application(aid_round)
    root = f"{MINE}{row.uuid}/"
    assert send_file(signed_in(row.person), root)["Location"] == root + "proofs/"
    proof = Proof.objects.get(community=aid_round.community)
    addresses = [root, *(f"{root}{end}" for end in ("you/", "withdraw/", f"proofs/{proof.uuid}/"))]
    other = signed_in(a_member(aid_round.community))
    assert [other.get(path).status_code for path in addresses] == [404] * 4
    assert [Client().get(path).status_code for path in addresses] == [302] * 4
    assert send_file(other, root).status_code == other.post(root + "send/now/").status_code == 404
    assert Proof.objects.filter(community=aid_round.community).count() == 1


def test_a18_b12_a_proof_lies_sealed_on_disk_and_is_only_ever_saved(
    aid_round: AidRound, folder: Path
) -> None:
    row = an_application(aid_round)
    browser, root = signed_in(row.person), f"{MINE}{row.uuid}/"
    send_file(browser, root)
    proof = Proof.objects.get(community=aid_round.community)
    (file,) = folder.iterdir()
    stored = file.read_bytes()
    assert (file.name, PDF in stored, unseal_bytes(stored)) == (proof.uuid.hex, False, PDF)
    answer = browser.get(f"{root}proofs/{proof.uuid}/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/octet-stream")
    assert answer["Content-Disposition"] == 'attachment; filename="ticket of Afi.pdf"'
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_a17_b09_a_page_or_a_large_file_is_refused_whatever_it_is_called(
    aid_round: AidRound, folder: Path
) -> None:
    row = an_application(aid_round)
    browser, root = signed_in(row.person), f"{MINE}{row.uuid}/"
    for content, words in (
        (b"<svg onload=alert(1)>", "Only photos"), (b"", "Choose a file first."),
        (PDF + b"x" * 5_000_000, "larger than 5 MB"),
    ):  # fmt: skip
        answer = send_file(browser, root, content, "photo.png")
        assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert not folder.exists()
    assert not Proof.objects.filter(community=aid_round.community).exists()


@pytest.mark.parametrize("way", ["taken back", "withdrawn", "erased"])
def test_the_file_goes_with_its_row(aid_round: AidRound, folder: Path, way: str) -> None:
    row = an_application(aid_round)
    browser, root = signed_in(row.person), f"{MINE}{row.uuid}/"
    send_file(browser, root)
    proof = Proof.objects.get(community=aid_round.community)
    Remark.objects.create(community=aid_round.community, application=row, text="Lives near me", at=OPEN)
    if way == "taken back":
        browser.post(f"{root}proofs/{proof.uuid}/remove/")
    elif way == "withdrawn":
        browser.post(root + "withdraw/")
    else:
        erase_person(person=row.person, by=COMMAND_LINE, at=OPEN)
        assert not Remark.objects.filter(community=aid_round.community).exists()
    run_jobs()
    assert not Proof.objects.filter(community=aid_round.community).exists()
    assert list(folder.iterdir()) == []


def test_what_a_broken_transaction_left_behind_is_swept_and_what_is_named_stays(
    aid_round: AidRound, folder: Path
) -> None:
    row = an_application(aid_round)
    send_file(signed_in(row.person), f"{MINE}{row.uuid}/")
    proof = Proof.objects.get(community=aid_round.community)
    (folder / ("0" * 32)).write_bytes(b"left")
    later = OPEN + LEFT_BEHIND * 400
    assert (sweep(OPEN - LEFT_BEHIND), sweep(later)) == (0, 1)
    assert [file.name for file in folder.iterdir()] == [proof.uuid.hex]
    assert proof.delete_on == aid_round.closes_at.date() + timedelta(days=60)


def test_no_more_files_than_an_application_may_have(aid_round: AidRound, folder: Path) -> None:
    row = an_application(aid_round)
    browser, root = signed_in(row.person), f"{MINE}{row.uuid}/"
    for _ in range(8):
        send_file(browser, root)
    assert "Take one back first." in text_of(send_file(browser, root))
    assert len(list(folder.iterdir())) == 8


def test_h02_words_that_come_after_the_end_are_handed_back_and_change_nothing(  # type: ignore[no-untyped-def]
    aid_round: AidRound, clock
) -> None:
    row = an_application(aid_round, "draft")
    clock.move_to(CLOSES + timedelta(seconds=1))
    browser, path = signed_in(row.person), f"{MINE}{row.uuid}/"
    late = browser.post(path + "why/", {"motivation": "An evening's <b>work</b>", "circumstances": ""})
    page = late.content.decode()
    assert (late.status_code, "The window closed on" in page) == (409, True)
    assert "<blockquote>An evening&#39;s &lt;b&gt;work&lt;/b&gt;</blockquote>" in page
    assert "data-draft-clear" not in page  # what the browser keeps stays there too
    row.refresh_from_db()
    assert (row.state, row.motivation) == ("draft", "I teach the girls’ club.")


def test_f10_nothing_that_the_committee_does_before_the_end_shows_to_who_asked(aid_round: AidRound) -> None:
    row = an_application(aid_round)
    browser, scorer = signed_in(row.person), a_person()
    Scorer.objects.create(community=aid_round.community, round=aid_round, person=scorer, added_at=OPEN)
    before = [text_of(browser.get(path)) for path in (MINE, f"{MINE}{row.uuid}/")]
    mails = OutgoingMail.objects.count()
    by = {"application": row, "person": scorer, "by": Actor("aid_committee", scorer.pk), "at": OPEN}
    score_application(points={line.pk: 1 for line in whole_of(aid_round).criteria}, **by)
    remark(text="Known to us", **by)
    recuse(reason="A cousin", **by)
    assert [text_of(browser.get(path)) for path in (MINE, f"{MINE}{row.uuid}/")] == before
    run_jobs()
    assert OutgoingMail.objects.count() == mails


def test_h06_a_draft_is_in_no_list_and_writes_to_nobody(aid_round: AidRound, clock) -> None:  # type: ignore[no-untyped-def]
    row = an_application(aid_round, "draft")
    browser, path = signed_in(row.person), f"{MINE}{row.uuid}/"
    assert browser.post(path + "why/", {"motivation": "Not yet", "circumstances": ""}).status_code == 302
    run_jobs()
    assert (OutgoingMail.objects.count(), list(applications_of(aid_round))) == (0, [])
    row.refresh_from_db()
    assert (row.state, row.motivation, row.number) == ("draft", "Not yet", None)


def test_after_the_end_nothing_is_changed_by_any_step(aid_round: AidRound, folder: Path, clock) -> None:  # type: ignore[no-untyped-def]
    row = an_application(aid_round)
    clock.move_to(CLOSES)
    browser, root = signed_in(row.person), f"{MINE}{row.uuid}/"
    assert browser.post(root + "send/now/")["Location"] == root
    assert send_file(browser, root)["Location"] == root
    row.refresh_from_db()
    assert (row.motivation, row.proofs.count()) == ("I teach the girls’ club.", 0)
    assert Client().get(PAGE + "apply/")["Location"] == PAGE


def test_a_guardian_says_yes_and_takes_it_back_by_the_link_alone(aid_round: AidRound) -> None:
    row = an_application(aid_round, is_minor=True, guardian="Ama", guardian_contact="ama@example.org")
    path = f"/en/guardian/{guardian_token(row)}/"
    assert "Yes, I agree" in text_of(Client().get(path))
    row.refresh_from_db()
    assert row.guardian_said_yes_at is None
    Client().post(path, {"answer": "yes"})
    row.refresh_from_db()
    assert row.guardian_said_yes_at == OPEN
    assert "You said yes." in text_of(Client().get(path))
    Client().post(path, {"answer": "no"})
    row.refresh_from_db()
    assert (row.state, row.guardian_said_yes_at) == ("withdrawn", None)
    assert Client().get("/en/guardian/a-token-that-nobody-has/").status_code == 404


def test_an_open_round_stands_on_the_pages_of_its_community_until_it_closes(
    aid_round: AidRound, clock
) -> None:  # type: ignore[no-untyped-def]
    home = f"/en/{aid_round.community.slug}/"
    assert "Too far or too expensive?" in text_of(Client().get(home))
    until = int(Client().get(PAGE)["X-Teranga-Until"])
    assert until <= CLOSES.timestamp()
    clock.move_to(CLOSES)
    assert "Too far or too expensive?" not in text_of(Client().get(home))
    assert "This round is over." in text_of(Client().get(PAGE))


def test_one_s_own_list_names_open_rounds_and_what_was_asked_for(aid_round: AidRound) -> None:
    person = a_member(aid_round.community)
    browser = signed_in(person)
    assert "Round accra" in text_of(browser.get(MINE))
    assert browser.post(PAGE + "apply/").status_code == 302
    row = AidApplication.objects.get(community=aid_round.community)
    assert (row.person, row.state) == (person, "draft")
    assert browser.get(PAGE + "apply/")["Location"] == f"{MINE}{row.uuid}/"
    assert "not sent yet" in text_of(browser.get(MINE))
    assert "You have asked for nothing" in text_of(signed_in(a_person()).get(MINE))


def test_a_proof_needs_an_application_that_may_change(aid_round: AidRound, folder: Path) -> None:
    row = an_application(aid_round)
    sent = a_photo("a.png")
    kept = add_proof(application=row, part=None, sent=sent, name="a.png", by=COMMAND_LINE, at=OPEN)
    assert (kept.kind, kept.name, kept.part) == ("image/jpeg", "a.jpg", None)
