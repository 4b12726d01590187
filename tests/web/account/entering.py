"""Signing in as people do: a code from the mail, a password, a code of an app."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta

import time_machine
from django.test import Client

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CODE = re.compile(r"^\d{6}$", re.MULTILINE)
LINK = re.compile(r"http://[^/]+(/\w\w/me/sign-in/link/[\w-]+/)")
PASSWORD = "seven quiet baobabs at noon"


class FastClock:
    """A clock that a test moves on, so that no test waits."""

    def __enter__(self) -> FastClock:
        self._travel = time_machine.travel(NOON, tick=False)
        self._traveller = self._travel.start()
        return self

    def __exit__(self, *_more: object) -> None:
        self._travel.stop()

    def shift(self, **span: float) -> None:
        self._traveller.shift(timedelta(**span))


def last_mail() -> str:
    from teranga.domains.mail.models import OutgoingMail

    return OutgoingMail.objects.order_by("-id").values_list("body", flat=True).first() or ""


def ask_for_code(browser: Client, address: str, **more: str) -> None:
    browser.post("/en/me/sign-in/", {"contact": address, **more})


def sign_in_by_mail(browser: Client, address: str, **more: str):  # type: ignore[no-untyped-def]
    """The answer to the right code, typed."""
    ask_for_code(browser, address, **more)
    return browser.post("/en/me/sign-in/code/", {"contact": address, "code": CODE.search(last_mail())[0]})


def sign_in_by_password(browser: Client, address: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return browser.post("/en/account/password/", {"contact": address, "password": password})


def app_code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def add_app(browser: Client) -> tuple[str, list[str]]:
    """Add an app's codes to the signed-in account; its secret, and the recovery codes as shown once."""
    secret = re.search(r"<code>(\w+)</code>", browser.get("/en/account/app/add/").content.decode())[1]
    page = browser.post("/en/account/app/add/", {"code": app_code(secret)}).content.decode()
    return secret, re.findall(r"<code>(\w+)</code>", page)
