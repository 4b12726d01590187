from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from teranga.web.account.next_path import own_path

PIECES = [
    "/",
    "//",
    "\\",
    "/\\",
    "http:",
    "https:",
    "javascript:alert(1)",
    "evil.example",
    "@",
    ":",
    "?",
    "#",
    "%2f",
    "%5c",
    "\t",
    "\n",
    "\r",
    "\x00",
    " ",
    ".",
    "..",
    "en",
    "me",
    "[",
    "]",
    "data:",
    "\u2044",
    "\uff0f",
]


@pytest.mark.parametrize("text", ["/en/me/", "/en/organise/lome/?q=a%20b#top", "/fr/%C3%A9/"])
def test_a_path_of_this_site_stays_as_it_is(text: str) -> None:
    assert own_path(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        " /en/",
        "",
        None,
        "en/me/",
        "http:///evil.example",
        "///evil.example",
    ],
)
def test_a13_a14_nothing_else_is_followed(text: str | None) -> None:
    assert own_path(text) == ""


def as_a_browser_reads(text: str) -> str:
    """The host that a browser would go to: it drops control characters and reads backslashes as slashes."""
    read = "".join(letter for letter in text.strip() if letter not in "\t\n\r").replace("\\", "/")
    return urlsplit(urljoin("https://here.example/en/me/", read)).netloc


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join))
def test_a14_no_spelling_ever_leaves_the_site(text: str) -> None:
    assert own_path(text) in ("", text)
    if own_path(text):
        assert as_a_browser_reads(text) == "here.example"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_a14_the_sign_in_form_forgets_a_foreign_address(text: str) -> None:
    page = Client().get("/en/me/sign-in/", {"next": text}).content.decode()
    assert "evil.example" not in page.split("<main")[1]
    assert 'name="next"' not in page
