"""Requests that are too large, too many parts, or lie about where they come from."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings

from teranga.web.middleware import client_address
from tests.security.production import Production

FORM = "/fr/me/sign-in/"
BOUNDARY = "teranga"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def multipart(fields: int, size: int = 1) -> bytes:
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n{"x" * size}\r\n'
    return ("".join(part % index for index in range(fields)) + f"--{BOUNDARY}--\r\n").encode()


@pytest.mark.parametrize(
    ("kind", "length", "status"),
    [
        ("application/x-www-form-urlencoded", "1000001", 413),
        ("application/json", "99999999999", 413),
        ("text/plain", "1000001", 413),
        (MULTIPART, "12000001", 413),
        (MULTIPART, "4000000000", 413),
        (MULTIPART, "-1", 400),
        (MULTIPART, "many", 400),
        (MULTIPART, "١٢", 400),
        ("multipart/form-data; boundary=" + "x" * 5000, "100", 400),
    ],
)
def test_b09_too_much_is_refused_before_any_of_it_is_read(kind: str, length: str, status: int) -> None:
    class Unread:
        def read(self, *arguments: object) -> bytes:
            raise AssertionError("The body was read.")

        readline = read

    response = Client().generic(
        "POST", FORM, b"", CONTENT_TYPE=kind, CONTENT_LENGTH=length, **{"wsgi.input": Unread()}
    )
    assert response.status_code == status
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (MULTIPART, multipart(10_000)),
        ("application/x-www-form-urlencoded", "&".join(f"f{index}=x" for index in range(10_000)).encode()),
        (MULTIPART, multipart(1_001)),
        (MULTIPART, multipart(1, 1_000_001)),
    ],
)
def test_b09_a_form_of_too_many_or_too_long_fields_is_refused_at_once(kind: str, body: bytes) -> None:
    Client().get(FORM)  # templates are read once
    started = time.monotonic()
    response = Client().generic("POST", FORM, body, content_type=kind)
    assert response.status_code == 400
    assert time.monotonic() - started < 1


def test_b09_the_real_server_refuses_at_once_holds_its_memory_and_goes_on(production: Production) -> None:
    production.ask(FORM)
    before = production.memory
    for body in (b"x" * 30_000_000, multipart(100_000, 200)):
        started = time.monotonic()
        with suppress(OSError):  # it may hang up while we are still sending
            assert production.ask(FORM, "POST", body, Content_Type=MULTIPART).status in (400, 413)
        assert time.monotonic() - started < 1
    assert production.memory - before < 100_000_000
    assert production.ask(FORM).status == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "sent", "believed"),
    [
        (0, "1.2.3.4", "10.0.0.9"), (0, "", "10.0.0.9"),
        (1, "1.2.3.4", "1.2.3.4"), (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"), (1, "", "10.0.0.9"),
        (1, "1.2.3.4, nonsense", "10.0.0.9"), (1, "6.6.6.6,2001:db8::1", "2001:db8::1"),
        (2, "6.6.6.6, 1.2.3.4, 5.6.7.8", "1.2.3.4"), (2, "1.2.3.4", "10.0.0.9"),
    ],
)  # fmt: skip
def test_d02_only_what_trusted_proxies_noted_is_believed(proxies: int, sent: str, believed: str) -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": sent} if sent else {}
    )
    if proxies:
        assert client_address(request, proxies) == believed
    with override_settings(CONFIG=replace(settings.CONFIG, proxies=proxies)):
        response = Client().get("/healthz", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=sent)
        assert response.wsgi_request.META["REMOTE_ADDR"] == believed


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "X-Original-URL"]
)
def test_d02_nothing_else_that_a_request_says_of_itself_changes_the_answer(name: str) -> None:
    plain, told = Client().get("/robots.txt"), Client().get("/robots.txt", headers={name: "evil.example"})
    assert (told.status_code, told.content) == (plain.status_code, plain.content)
    assert told.wsgi_request.META["REMOTE_ADDR"] == "127.0.0.1"
    assert told.wsgi_request.get_host() == "testserver"
