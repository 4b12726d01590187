"""Sending through a service's API by django-anymail: a real backend, and an API of the test's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.actions.send_queued import send_queued
from teranga.domains.mail.letters import MailText
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.numbers import message_id

pytest.importorskip("anymail", reason="django-anymail is not installed: requirements/anymail.txt")
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Api:
    """What the service was asked to send, with which key, and how it answers."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    status: int = 201
    answer: dict[str, str] = field(default_factory=lambda: {"messageId": "<1@api.example>"})


class _Talk(BaseHTTPRequestHandler):
    api: Api

    def do_POST(self) -> None:
        self.api.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.api.keys.add(self.headers["api-key"])
        body = json.dumps(self.api.answer).encode()
        self.send_response(self.api.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return None


@pytest.fixture
def api(settings: Any) -> Iterator[Api]:
    told = Api()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Talk", (_Talk,), {"api": told}))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.MAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "anymail.backends.brevo.EmailBackend"
    address = f"http://127.0.0.1:{server.server_port}/v3/"
    settings.ANYMAIL = {"BREVO_API_KEY": "a-key", "BREVO_API_URL": address}
    yield told
    server.shutdown()
    server.server_close()


def send_one() -> OutgoingMail:
    text = MailText("fr", "Réunion à Lomé", "Bonjour Afi", "<p>Bonjour Afi</p>", "news")
    queue_mail(text, to="afi@example.org", cause="one", at=NOON, community_id=1)
    send_queued(clock=lambda: NOON)
    return OutgoingMail.objects.get(to_address="afi@example.org")


def test_a_mail_leaves_whole_through_the_api(api: Api) -> None:
    mail = send_one()
    assert (mail.state, mail.error, api.keys) == ("sent", "", {"a-key"})
    [asked] = api.asked
    assert asked["to"] == [{"email": "afi@example.org"}]
    assert asked["subject"] == "Réunion à Lomé"
    assert asked["textContent"] == "Bonjour Afi"
    assert "<p>Bonjour Afi</p>" in asked["htmlContent"]
    assert asked["headers"]["Message-ID"] == message_id(mail.pk)
    assert asked["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_sent_mail_is_not_sent_again(api: Api) -> None:
    send_one()
    assert send_queued(clock=lambda: NOON) == 0
    assert len(api.asked) == 1


def test_a_refusal_for_good_gives_the_mail_up(api: Api) -> None:
    api.status, api.answer = 400, {"code": "invalid_parameter", "message": "email is not valid in to"}
    mail = send_one()
    assert (mail.state, mail.error) == ("failed", "AnymailRequestsAPIError 400")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_is_busy_or_broken_is_asked_again_later(api: Api, status: int) -> None:
    api.status, api.answer = status, {"message": "later"}
    mail = send_one()
    assert (mail.state, mail.attempts, mail.next_try_at > NOON) == ("queued", 1, True)
    api.status, api.answer = 201, {"messageId": "<1@api.example>"}
    assert send_queued(clock=lambda: mail.next_try_at) == 1
    assert len(api.asked) == 2
