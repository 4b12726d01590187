"""An organiser at the desk, for the tests of its rooms."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from teranga.domains.activity.models import AuditEntry
from teranga.web.account.proofs import METHODS_KEY
from tests.factories.people import a_grant, a_person, signed_in

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def at_the_desk(role: str = "organiser", **scope: Any) -> Client:
    """A browser of somebody who has this role in the community or event."""
    person = a_person()
    a_grant(person, role, **scope)
    browser = signed_in(person)
    browser.person = person  # type: ignore[attr-defined]
    return browser


def a_treasurer(community: Any) -> Client:
    """A browser of a treasurer who showed a second factor."""
    return a_second_factor(at_the_desk("treasurer", community=community))


def a_second_factor(browser: Client) -> Client:
    """The browser of somebody who showed one."""
    session = browser.session
    session[METHODS_KEY] = [{"method": "mfa", "type": "totp"}]
    session.save()
    return browser


def hidden_of(page: HttpResponse) -> dict[str, str]:
    """The hidden fields of a page's form, as a browser sends them back."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page.content.decode())}


def send(browser: Client, path: str, **typed: Any) -> HttpResponse:
    """Open a form, fill it in and send it."""
    page = browser.get(path)
    assert page.status_code == 200, (path, page.status_code)
    return browser.post(path, {**hidden_of(page), **typed})


def text_of(response: HttpResponse) -> str:
    """What a reader sees, on one line."""
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def audited(verb: str) -> list[dict[str, Any]]:
    """The changes that entries of this verb tell, oldest first."""
    rows = AuditEntry.objects.across_communities("a test looks at all").filter(verb=verb)
    return list(rows.order_by("id").values_list("changes", flat=True))


def queries_of(browser: Client, path: str) -> int:
    """How many queries a page takes; it has to answer."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200, path
    return len(queries)
