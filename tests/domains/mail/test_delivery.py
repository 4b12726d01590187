"""Sending to a real server that misbehaves (J04), what mails look like there, and mails that come back."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from teranga.cli.commands import mail as command
from teranga.domains.activity.actions.record import Actor
from teranga.domains.mail.actions.queue_mail import queue_mail, void_unsent
from teranga.domains.mail.actions.send_queued import send_queued
from teranga.domains.mail.actions.steer_mails import forget_old_mails, note_bounce, send_again
from teranga.domains.mail.bounces import Bounce, read_bounces
from teranga.domains.mail.letters import MailText
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.numbers import mail_of_message_id, message_id
from teranga.domains.mail.rules import MailMoveRefused
from teranga.domains.mail.rules_domain import Finding, read_dkim, read_dmarc, read_spf
from tests.smtp_server import Server, Taken

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AFI = Actor("organiser")
REPORT = """\
From: MAILER-DAEMON@mx.example
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain

It did not arrive.
--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ama@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--cut
Content-Type: {kind}

Message-ID: {number}
Subject: Bonjour

--cut--
"""


@pytest.fixture
def server(settings: Any) -> Iterator[Taken]:
    settings.MAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Teranga <teranga@python.example>"
    with Server() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 2
        yield running.taken


def queue(name: str, **more: Any) -> OutgoingMail:
    text = MailText("fr", f"Bonjour {name}", "Viens & vois.\n", "<p>Viens &amp; vois.</p>", "news")
    return queue_mail(text, to=f"{name}@example.org", cause=f"test:{name}", at=NOON, community_id=3, **more)


def send(after: timedelta = timedelta()) -> int:
    return send_queued(clock=lambda: NOON + after)


def rows() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("id").values_list("state", "error"))


def test_e09_a_mail_comes_from_the_installation_and_is_answered_to_the_community(server: Taken) -> None:
    queue("ama", reply_to="hello@lome.example")
    assert send() == 1
    [mail] = server.mails
    assert (mail["From"], mail["Reply-To"]) == ("Teranga <teranga@python.example>", "hello@lome.example")
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    plain, page = mail.get_payload()
    assert plain.get_payload(decode=True).decode().strip() == "Viens & vois."
    assert "<title>Bonjour ama</title>" in page.get_payload(decode=True).decode()


def test_j04_a_server_that_is_down_is_asked_again_later_and_nothing_is_lost(
    server: Taken, settings: Any
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    queue("ama")
    queue("kofi")
    assert send() == 0
    assert rows() == [("queued", "ConnectionRefusedError"), ("queued", "")]
    settings.EMAIL_PORT = port
    assert send(timedelta(seconds=30)) == 2
    assert rows() == [("sent", ""), ("sent", "")]


def test_j04_a_server_that_says_nothing_holds_one_worker_for_its_patience_only(
    server: Taken, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    server.silent = True
    queue("ama")
    assert send() == 0
    assert rows() == [("queued", "SMTPServerDisconnected")]


@pytest.mark.parametrize(("answer", "state"), [(b"451 later\r\n", "queued"), (b"554 spam\r\n", "failed")])
def test_j04_a_4xx_is_tried_again_and_a_5xx_is_given_up(server: Taken, answer: bytes, state: str) -> None:
    server.data_answer = answer
    queue("ama")
    queue("kofi")
    assert send() == 0
    assert [row[0] for row in rows()] == [state, state]
    assert rows()[0][1] == f"SMTPDataError {answer[:3].decode()}"


def test_j04_an_address_that_is_refused_keeps_nobody_else_from_their_mail(server: Taken) -> None:
    server.rcpt_answers = {"ama@example.org": b"550 no such user\r\n"}
    queue("ama")
    queue("kofi")
    assert send() == 1
    assert rows() == [("failed", "SMTPRecipientsRefused 550"), ("sent", "")]
    assert server.to == ["kofi@example.org"]


def test_j04_a_server_that_hangs_up_after_each_mail_gets_each_once(server: Taken) -> None:
    server.drop_after = 1
    for name in ("ama", "kofi", "efua"):
        queue(name)
    for turn in range(4):
        send(timedelta(minutes=turn))
    assert [row[0] for row in rows()] == ["sent", "sent", "sent"]
    assert sorted(server.deliveries().values()) == [1, 1, 1]


def test_j04_a_mail_that_was_taken_without_an_answer_comes_again_under_the_same_number(
    server: Taken,
) -> None:
    server.drop_unanswered = True
    mail = queue("ama")
    assert send() == 0
    assert rows()[0][0] == "queued"
    server.drop_unanswered = False
    assert send(timedelta(seconds=30)) == 1
    assert server.deliveries() == {message_id(mail.pk): 2}


def test_a_worker_that_outlived_its_time_does_not_speak_for_the_next_one(server: Taken) -> None:
    from teranga.domains.mail.actions import send_queued as sending

    queue("ama")
    slow = sending._take(NOON)
    quick = sending._take(NOON + timedelta(minutes=16))
    assert slow is not None
    assert quick is not None
    sending._note(slow, smtplib.SMTPDataError(554, b"no"), NOON)
    assert OutgoingMail.objects.values_list("state", "attempts").get() == ("sending", 2)


def test_a_person_with_two_addresses_gets_one_mail_per_cause() -> None:
    first = queue("ama", person_id=7)
    again = queue_mail(
        MailText("fr", "Autre", ""), to="ama@work.example", cause="test:ama", at=NOON, person_id=7
    )
    assert first.pk == again.pk
    assert OutgoingMail.objects.count() == 1


def test_h17_what_is_no_longer_true_is_not_sent(server: Taken) -> None:
    queue("ama")
    queue("kofi")
    OutgoingMail.objects.filter(to_address="kofi@example.org").update(state="sent")
    assert void_unsent(["test:ama", "test:kofi"], reason="The talk was taken back.", community_id=3) == 1
    assert send() == 0
    assert rows() == [("void", "The talk was taken back."), ("sent", "")]


def test_a_code_that_is_too_old_is_not_sent_again() -> None:
    mail = queue("ama", expires_at=NOON + timedelta(minutes=20))
    OutgoingMail.objects.update(state="failed")
    with pytest.raises(MailMoveRefused):
        send_again(mail=mail, by=AFI, at=NOON + timedelta(hours=1))
    assert rows() == [("failed", "")]


def test_mails_with_codes_are_forgotten_after_a_week() -> None:
    queue("ama")
    queue("kofi")
    OutgoingMail.objects.update(state="sent")
    OutgoingMail.objects.filter(to_address="ama@example.org").update(category="sign_in")
    assert forget_old_mails(NOON + timedelta(days=6)) == 0
    assert forget_old_mails(NOON + timedelta(days=8)) == 1
    assert list(OutgoingMail.objects.values_list("to_address", flat=True)) == ["kofi@example.org"]


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_returned_mail_is_noted_on_its_row_once(kind: str, tmp_path: Path) -> None:
    mail = queue("ama")
    OutgoingMail.objects.update(state="sent")
    report = REPORT.format(action="failed", status="5.1.1", kind=kind, number=message_id(mail.pk))
    assert read_bounces(report.encode()) == [Bounce(message_id(mail.pk), "ama@example.org", "5.1.1")]
    file = tmp_path / "returned.eml"
    file.write_text(report, "utf-8")
    options = command.argparse.Namespace(what="bounce", files=[str(file)])
    assert (command.run(options), command.run(options)) == (0, 0)
    assert rows() == [("bounced", "returned 5.1.1")]


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("failed", "4.2.2")]
)
def test_a_delay_is_no_return(action: str, status: str) -> None:
    report = REPORT.format(action=action, status=status, kind="message/rfc822", number="<mail-1.x@y>")
    assert read_bounces(report.encode()) == []


def test_a_number_that_we_did_not_give_marks_nothing() -> None:
    mail = queue("ama")
    OutgoingMail.objects.update(state="sent")
    assert mail_of_message_id(message_id(mail.pk)) == mail.pk
    for number in (f"<mail-{mail.pk}.0123456789abcdef@localhost>", "<other@example.org>", ""):
        assert note_bounce(returned_id=number, recipient="", status="5.1.1", by=AFI, at=NOON) is False
    other = message_id(mail.pk)
    assert note_bounce(returned_id=other, recipient="x@y.org", status="5", by=AFI, at=NOON) is False
    assert rows() == [("sent", "")]


@pytest.mark.parametrize(
    ("records", "code"),
    [
        (None, "unreachable"), ([], "spf-missing"), (["google-site-verification=x"], "spf-missing"),
        (["v=spf1 -all", "v=spf1 mx -all"], "spf-several"), (["v=spf1 mx +all"], "spf-everybody"),
        (["v=spf1 mx ?all"], "spf-open"), (["v=spf1 mx"], "spf-open"), (["v=spf1 mx ~all"], "spf-good"),
        (["v=spf1 redirect=_spf.example"], "spf-good"), (["v=spf10 -all"], "spf-missing"),
        (["v=spf1 " + " ".join(f"include:{n}.example" for n in range(11)) + " -all"], "spf-too-many"),
    ],
)  # fmt: skip
def test_spf_in_one_word(records: list[str] | None, code: str) -> None:
    assert read_spf(records).code == code


@pytest.mark.parametrize(
    ("records", "code"),
    [
        (None, "unreachable"), ([], "dkim-missing"), (["v=DKIM1; p="], "dkim-revoked"),
        (["v=DKIM1; k=rsa; p=" + "A" * 216], "dkim-short"), (["v=DKIM1; k=rsa; p=" + "A" * 392], "dkim-good"),
        (["v=DKIM1; p=not*base64"], "dkim-broken"), (["v=DKIM1; k=ed25519; p=AAAA"], "dkim-good"),
        (["p=AAAA", "p=BBBB"], "dkim-several"),
    ],
)  # fmt: skip
def test_dkim_in_one_word(records: list[str] | None, code: str) -> None:
    assert read_dkim(records, "mail").code == code
    assert read_dkim(records, "") == Finding("dkim", "unknown", "dkim-no-selector")


@pytest.mark.parametrize(
    ("records", "code"),
    [
        (None, "unreachable"), ([], "dmarc-missing"), (["v=DMARC1; p=none"], "dmarc-none"),
        (["v=DMARC1; p=reject"], "dmarc-good"), (["v=DMARC1; p=quarantine; rua=x"], "dmarc-good"),
        (["v=DMARC1"], "dmarc-broken"), (["v=DMARC1; p=none", "v=DMARC1; p=none"], "dmarc-several"),
    ],
)  # fmt: skip
def test_dmarc_in_one_word(records: list[str] | None, code: str) -> None:
    assert read_dmarc(records).code == code
