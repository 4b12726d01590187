"""The sending domain's records, asked for over the network from a name server of the test's own."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime
from functools import partial

import pytest

from teranga.domains.mail.actions.check_domain import look_up, text_records
from teranga.domains.mail.models import DomainCheck
from tests.domains.mail.name_server import CUT, FAILURE, NO_SUCH_NAME, SILENCE, Answer, NameServer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEY = base64.b64encode(bytes(294)).decode()
LONG_KEY = f'"v=DKIM1; k=rsa; p={KEY[:200]}" "{KEY[200:]}"'  # no string of a record holds more than 255 bytes
GOOD: dict[str, Answer] = {
    "lome.example": ['"v=spf1 include:mail.example -all"', '"google-site-verification=abc"'],
    "s1._domainkey.lome.example": ["CNAME s1.dkim.mail.example."],
    "s1.dkim.mail.example": [LONG_KEY],
    "_dmarc.lome.example": ['"v=DMARC1; p=reject"'],
}


def codes(server: NameServer, patience: float = 5.0) -> list[str]:
    """What the check of this domain finds, in the order SPF, DKIM, DMARC."""
    check = DomainCheck.objects.create(domain="lome.example", selector="s1", asked_at=NOON)
    ask = partial(text_records, resolver=server.resolver(), patience=patience)
    done = look_up(check_id=check.pk, clock=lambda: NOON, ask=ask)
    assert done is not None
    assert done.finished_at == NOON
    return [finding["code"] for finding in done.findings]


def test_a_good_domain_is_found_good_and_an_alias_is_followed_to_the_key() -> None:
    with NameServer(GOOD) as server:
        assert codes(server) == ["spf-good", "dkim-good", "dmarc-good"]
        assert server.asked == ["lome.example", "s1._domainkey.lome.example", "_dmarc.lome.example"]


@pytest.mark.parametrize(
    ("name", "told", "expected"),
    [
        ("lome.example", NO_SUCH_NAME, ["spf-missing", "dkim-good", "dmarc-good"]),
        ("lome.example", [], ["spf-missing", "dkim-good", "dmarc-good"]),
        ("lome.example", ['"v=spf1 -all"', '"v=spf1 ~all"'], ["spf-several", "dkim-good", "dmarc-good"]),
        ("lome.example", FAILURE, ["unreachable", "dkim-good", "dmarc-good"]),
        ("lome.example", CUT, ["unreachable", "dkim-good", "dmarc-good"]),
        ("s1._domainkey.lome.example", NO_SUCH_NAME, ["spf-good", "dkim-missing", "dmarc-good"]),
        ("s1._domainkey.lome.example", ['"v=DKIM1; p="'], ["spf-good", "dkim-revoked", "dmarc-good"]),
        ("_dmarc.lome.example", NO_SUCH_NAME, ["spf-good", "dkim-good", "dmarc-missing"]),
        ("_dmarc.lome.example", ['"v=DMARC1; p=none"'], ["spf-good", "dkim-good", "dmarc-none"]),
    ],
)  # fmt: skip
def test_each_answer_of_a_name_server_is_told_apart(name: str, told: Answer, expected: list[str]) -> None:
    with NameServer({**GOOD, name: told}) as server:
        assert codes(server, patience=1.0) == expected


def test_a_name_server_that_says_nothing_is_waited_for_no_longer_than_allowed() -> None:
    with NameServer(dict.fromkeys(GOOD, SILENCE)) as server:
        began = time.monotonic()
        assert text_records("lome.example", server.resolver(), patience=0.3) is None
        assert time.monotonic() - began < 5


def test_a_name_that_leads_nowhere_has_no_records() -> None:
    with NameServer({"lome.example": ["CNAME gone.example."]}) as server:
        assert text_records("lome.example", server.resolver()) == []
