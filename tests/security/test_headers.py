"""What every answer of a production server tells the browser to keep to."""

from __future__ import annotations

import re

import pytest

from tests.security.observatory import directives, score
from tests.security.production import Answer, Production

HOME = "/fr/practice/"
ANSWERS = {  # what is asked for -> the status it has
    "/fr/": 200,
    HOME: 200,
    "/fr/practice/pycon-practice/schedule/": 200,
    "/fr/search/?q=python": 200,
    "/fr/me/sign-in/": 200,
    "/fr/practice/join/": 200,
    "/fr/practice/news.atom": 200,
    "/fr/practice/pycon-practice/schedule.json": 200,
    "/fr/practice/pycon-practice/schedule.ics": 200,
    "/fr/practice/card.png": 200,
    "/sitemap.xml": 200,
    "/robots.txt": 200,
    "/healthz": 200,
    "/fr/not-here/": 404,
    "/fr/organise/": 302,
    "/": 302,
}


def checked(answer: Answer) -> dict[str, list[str]]:
    """Everything that each answer says, whatever it is; returns its policy."""
    told = answer.headers
    policy = directives(told["content-security-policy"])
    assert "unsafe-" not in told["content-security-policy"]
    assert "nonce-" not in told["content-security-policy"]
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert all(source == "'none'" or source.startswith("'sha256-") for source in policy["style-src"])
    assert told["strict-transport-security"] == "max-age=31536000"
    assert told["x-content-type-options"] == "nosniff"
    assert told["x-frame-options"] == "DENY"
    assert told["referrer-policy"] == "same-origin"
    assert told["cross-origin-opener-policy"] == "same-origin"
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert told["permissions-policy"].startswith("camera=(self), geolocation=()")
    assert not re.search(r"\d", told.get("server", ""))
    assert "x-powered-by" not in told
    return policy


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_answer_carries_the_headers_and_scores_high(
    production: Production, path: str, status: int
) -> None:
    answer = production.ask(path)
    assert answer.status == status
    checked(answer)
    assert score(answer.headers, answer.cookies) >= 115
    for cookie in answer.cookies:
        assert re.match(r"__Host-(session|csrf)=", cookie)
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= {
            part.strip() for part in cookie.split(";")
        }
        assert "Domain" not in cookie


def test_a_page_from_the_cache_carries_what_the_first_one_did(production: Production) -> None:
    first = production.ask(HOME)
    kept = production.ask(HOME)
    assert first.status == kept.status == 200
    assert "x-request-id" not in kept.headers  # nobody made this one
    checked(kept)
    assert score(kept.headers, kept.cookies) == score(first.headers, first.cookies) == 135
    unchanged = production.ask(HOME, If_None_Match=kept.headers["etag"])
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert unchanged.headers["content-security-policy"] == kept.headers["content-security-policy"]


def test_a_script_is_sent_as_a_script_and_may_load_nothing(production: Production) -> None:
    address = re.search(rb"/static/[0-9a-f]{12}/site\.js", production.ask(HOME).body)
    assert address
    script = production.ask(address[0].decode())
    assert (script.status, script.headers["x-content-type-options"]) == (200, "nosniff")
    assert directives(script.headers["content-security-policy"])["default-src"] == ["'none'"]


@pytest.mark.parametrize(
    "told", ["evil.example", "python.example.org.evil.example", "python.example.org:x", "*"]
)
def test_d01_a_host_that_is_not_ours_gets_nothing_but_a_refusal(production: Production, told: str) -> None:
    answer = production.ask(HOME, Host=told)
    assert answer.status == 400
    checked(answer)
    assert b"evil.example" not in answer.body


def test_what_was_asked_without_a_certificate_is_led_to_one(production: Production) -> None:
    for path in (HOME, "/fr/me/sign-in/"):
        answer = production.ask(path, X_Forwarded_Proto="http")
        assert (answer.status, answer.headers.get("location")) == (301, f"https://python.example.org{path}")
        assert answer.cookies == []


def test_e06_no_secret_address_is_told_to_other_hosts(production: Production) -> None:
    """A browser that follows a link away tells nothing of where it came from."""
    for path in ("/fr/me/sign-in/link/abc/", "/fr/practice/join/link/abc/"):
        answer = production.ask(path)
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "no-store" in answer.headers["cache-control"]


def test_the_score_falls_with_each_thing_that_is_missing() -> None:
    good = {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip
    cookie = "a=b; Secure; HttpOnly; SameSite=Lax"
    assert score(good, [cookie]) == 135
    assert score(good, ["a=b; HttpOnly; SameSite=Lax"]) == 80
    assert score({**good, "Content-Security-Policy": "script-src 'unsafe-inline'"}, [cookie]) == 60
    assert score({**good, "Strict-Transport-Security": "max-age=60"}, [cookie]) == 90 + 10 + 5 + 5 + 5 + 10
    assert score({}, []) == 100 - 25 - 20 - 5 - 20 - 5
