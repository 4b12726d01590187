from __future__ import annotations

import smtplib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from teranga.base.models import Job
from teranga.domains.mail.actions.queue_mail import forget_mails, queue_mail
from teranga.domains.mail.actions.send_queued import send_queued
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.numbers import message_id
from teranga.domains.mail.templates import MailText

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PERSONS = {"ama": 7, "kofi": 8, "efua": 9, "code": 10, "news": 11}


class Postman(BaseEmailBackend):
    """A mail server of the tests: says no to whom it was told to, and remembers what it took."""

    refuses: dict[str, list[Exception]] = {}
    took: list[str] = []

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            waiting = self.refuses.get(message.to[0], [])
            if waiting:
                raise waiting.pop(0)
            self.took.append(message.to[0])
        return len(messages)


@pytest.fixture
def postman(settings: Any) -> type[Postman]:
    settings.MAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = f"{__name__}.Postman"
    Postman.refuses, Postman.took = {}, []
    return Postman


def queue(name: str, *, cause: str = "test:1", expires: timedelta | None = None) -> OutgoingMail:
    return queue_mail(
        MailText("fr", f"Bonjour {name}", "Texte\n"), to=f"{name}@example.org", cause=cause, at=NOON,
        expires_at=NOON + expires if expires else None, person_id=PERSONS.get(name, 1), community_id=3,
    )  # fmt: skip


def send(after: timedelta = timedelta()) -> int:
    return send_queued(clock=lambda: NOON + after)


def states() -> dict[str, str]:
    return {mail.to_address.partition("@")[0]: mail.state for mail in OutgoingMail.objects.order_by("id")}


def test_g10_the_same_cause_asked_for_twice_is_one_mail_and_one_job() -> None:
    first, second = queue("ama"), queue("ama")
    assert first.pk == second.pk
    assert OutgoingMail.objects.count() == 1
    assert Job.objects.filter(name="mail.send_queued").count() == 1


def test_another_cause_is_another_mail() -> None:
    queue("ama")
    queue("ama", cause="test:2")
    assert OutgoingMail.objects.count() == 2


def test_mails_leave_in_the_order_in_which_they_were_written(postman: type[Postman]) -> None:
    for name in ("ama", "kofi", "efua"):
        queue(name)
    assert send() == 3
    assert postman.took == ["ama@example.org", "kofi@example.org", "efua@example.org"]
    assert states() == {"ama": "sent", "kofi": "sent", "efua": "sent"}
    assert send() == 0


def test_h18_a_failure_in_the_middle_repeats_nobody_s_mail(postman: type[Postman]) -> None:
    for name in ("ama", "kofi", "efua"):
        queue(name)
    postman.refuses = {"kofi@example.org": [smtplib.SMTPDataError(451, b"later")]}
    assert send() == 2
    assert states() == {"ama": "sent", "kofi": "queued", "efua": "sent"}
    assert send(timedelta(seconds=29)) == 0
    assert send(timedelta(seconds=31)) == 1
    assert postman.took == ["ama@example.org", "efua@example.org", "kofi@example.org"]


def test_h20_while_the_server_is_away_everything_waits_and_what_is_too_late_is_dropped(
    postman: type[Postman],
) -> None:
    queue("code", expires=timedelta(minutes=20))
    queue("news")
    postman.refuses = {"code@example.org": [ConnectionRefusedError()]}
    assert send() == 0
    assert states() == {"code": "queued", "news": "queued"}
    assert send(timedelta(hours=4)) == 1
    assert states() == {"code": "dropped", "news": "sent"}
    assert postman.took == ["news@example.org"]


def test_an_address_that_does_not_exist_is_given_up_at_once(postman: type[Postman]) -> None:
    queue("nobody")
    refused = smtplib.SMTPRecipientsRefused({"nobody@example.org": (550, b"no such user")})
    postman.refuses = {"nobody@example.org": [refused]}
    assert send() == 0
    assert states() == {"nobody": "failed"}
    assert OutgoingMail.objects.get().error == "SMTPRecipientsRefused 550"


def test_a_server_that_asks_for_patience_is_asked_again(postman: type[Postman]) -> None:
    queue("ama")
    greylisted = smtplib.SMTPRecipientsRefused({"ama@example.org": (450, b"come back later")})
    postman.refuses = {"ama@example.org": [greylisted]}
    assert send() == 0
    assert states() == {"ama": "queued"}
    assert send(timedelta(seconds=30)) == 1


def test_a_mail_that_fails_seven_times_is_given_up(postman: type[Postman]) -> None:
    queue("ama")
    postman.refuses = {"ama@example.org": [smtplib.SMTPDataError(451, b"later") for _ in range(9)]}
    for day in range(9):
        send(timedelta(days=day))
    assert states() == {"ama": "failed"}
    assert OutgoingMail.objects.get().attempts == 7


def test_a_mail_whose_worker_died_is_taken_again_after_a_quarter_of_an_hour(postman: type[Postman]) -> None:
    queue("ama")
    OutgoingMail.objects.update(state="sending", taken_at=NOON, attempts=1)
    assert send(timedelta(minutes=14)) == 0
    assert send(timedelta(minutes=16)) == 1


def test_without_a_mail_server_mails_stay_in_the_outbox(settings: Any) -> None:
    settings.MAIL_CONFIGURED = False
    queue("ama")
    assert send() == 0
    assert states() == {"ama": "queued"}
    assert django_mail.outbox == []


def test_a_mail_says_that_a_program_wrote_it_and_in_which_language(settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    mail = queue("ama")
    assert send() == 1
    message = django_mail.outbox[0]
    assert message.subject == "Bonjour ama"
    assert message.to == ["ama@example.org"]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.extra_headers["Content-Language"] == "fr"
    assert message.extra_headers["Message-ID"] == message_id(mail.pk)


def test_forgetting_somebody_deletes_their_mails_of_one_community() -> None:
    queue("ama")
    assert forget_mails(7, community_id=4) == 0
    assert forget_mails(7, community_id=3) == 1
    assert OutgoingMail.objects.count() == 0
