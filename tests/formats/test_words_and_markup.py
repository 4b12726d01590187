"""Words that programmes share, and HTML that becomes plain text."""

from __future__ import annotations

import time

import pytest

from teranga.formats.markup import plain_markup, web_address
from teranga.formats.plain_text import one_line, paragraphs, slug_of
from teranga.formats.schedule.words import (
    is_break_kind,
    is_plenary_kind,
    language_codes,
    level_of,
    titled_as_break,
    titled_as_plenary,
)


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("French", ["fr"]),
        ("français", ["fr"]),
        ("Francés", ["fr"]),
        ("fra", ["fr"]),
        ("fre", ["fr"]),
        ("fr-TG", ["fr"]),
        ("por", ["pt"]),
        ("Español", ["es"]),
        ("éwé", ["ee"]),
        ("Wolof", ["wo"]),
        ("French and English", ["fr", "en"]),
        ("FR/EN", ["fr", "en"]),
        (["French", "English"], ["fr", "en"]),
        ("Klingonais", [""]),
        ("", []),
        (None, []),
        ({}, []),
    ],
)
def test_languages_become_two_letters(value: object, codes: list[str]) -> None:
    assert [code for _, code in language_codes(value)] == codes


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("All", "all"),
        ("Débutant", "beginner"),
        ("intermedio", "intermediate"),
        ("Avancé", "advanced"),
        ("red", ""),
        (None, ""),
    ],
)
def test_levels_are_four(value: object, level: str) -> None:
    assert level_of(value) == level


@pytest.mark.parametrize(
    "kind", ["break", "lunch_break", "Coffee", "inscription", "Déjeuner", "almuerzo", "check-in"]
)
def test_breaks_are_known_by_their_kind(kind: str) -> None:
    assert is_break_kind(kind)
    assert not is_plenary_kind(kind)


@pytest.mark.parametrize("kind", ["keynote", "sponsor_opening", "Clôture", "apertura", "plenary"])
def test_plenaries_are_known_by_their_kind(kind: str) -> None:
    assert is_plenary_kind(kind)
    assert not is_break_kind(kind)


def test_titles_are_looked_at_word_by_word() -> None:
    assert titled_as_break("Pause déjeuner")
    assert titled_as_break("Coffee Break")
    assert not titled_as_break("Breaking the Enigma")
    assert titled_as_plenary("Cérémonie d'ouverture")
    assert not titled_as_plenary("Disclosing bugs")


def test_html_becomes_paragraphs_lists_and_links() -> None:
    html = (
        "<h2>Plan</h2><p>Un <em>texte</em> &amp; un <a href='https://example.org/a'>lien</a>.</p>"
        "<ol><li>un</li><li>deux<ul><li>trois</li></ul></li></ol><p>Fin<br>ici</p>"
    )
    assert plain_markup(html).text == (
        "## Plan\n\nUn *texte* & un [lien](https://example.org/a).\n\n1. un\n2. deux\n\n  - trois\n\nFin\nici"
    )


def test_scripts_go_and_unsafe_links_keep_their_words() -> None:
    found = plain_markup(
        "<script>alert(1)</script><style>p{}</style><!-- x --><p><a href='javascript:alert(1)'>Ici</a> et "
        "<a href='/plan'>là</a></p><iframe src='https://example.org'></iframe>",
    )
    assert (found.text, found.dropped_scripts) == ("Ici et là", 3)
    assert found.dropped_links == ["javascript:alert(1)", "/plan"]


def test_a_relative_link_is_resolved_when_the_source_says_where_it_lives() -> None:
    assert (
        plain_markup("<a href='/plan'>Plan</a>", "https://example.org/x/").text
        == "[Plan](https://example.org/plan)"
    )


def test_text_without_html_stays_as_it_is() -> None:
    text = "a < b && c > d, **bold**, [x](y)\n\n- one"
    found = plain_markup(text)
    assert (found.text, found.converted) == (text, False)


@pytest.mark.parametrize("piece", ["<a ", "<a>", "<!--", "<ul>", "<p><", "<a href='x", "&lt;", "<script>"])
def test_hostile_html_takes_no_longer_than_a_moment(piece: str) -> None:
    begin = time.process_time()
    plain_markup("<p>" + piece * 30_000)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/é?x=1", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("//example.org", False),
        ("https://", False),
        ("http://[::1", False),
        ("https://a b", False),
        ("data:text/html,x", False),
        ("/x", False),
        ("https://x\r\nSet-Cookie: a", False),
        ("", False),
        (None, False),
    ],
)
def test_only_full_web_addresses_are_kept(address: object, kept: bool) -> None:
    assert bool(web_address(address)) is kept


def test_hidden_characters_are_removed() -> None:
    assert one_line("  a\u202eb\x00c\r\n d\u2028e\ud800 ") == "abc d e"
    assert paragraphs("a \r\n\r\n\r\n\r\nb\x07\rc\n\n") == "a\n\nb\nc"


def test_slugs_are_ascii_and_never_empty_for_a_title() -> None:
    assert slug_of("Clôture & remerciements : l'été") == "cloture-remerciements-l-ete"
    assert slug_of("日本語") == slug_of("日本語") != slug_of("日本")
    assert slug_of("日本語").startswith("x")
    assert slug_of("  ") == ""
