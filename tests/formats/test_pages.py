"""Pages of Markdown sites, their headers and what is repaired in them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from teranga.formats.pages import PageResult, read_page
from teranga.formats.programme import Outcome, UnreadableFile
from tests.formats.places import fixture, real


def codes(result: PageResult) -> set[str]:
    return {finding.code for finding in result.findings}


def test_a_jekyll_page_gives_its_header() -> None:
    page = read_page(fixture("jekyll.md"), "_posts/2026-01-05-notre-premier-an.md").page
    assert (page.title, page.slug, page.author) == ("Notre premier an", "notre-premier-an", "PyDay Saly")
    assert page.date == datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
    assert (page.categories, page.tags) == (["récit", "communauté"], ["récit", "vie de club"])
    assert page.image == "https://example.org/photo.jpg"
    assert page.structured_data == {"@type": "Article", "url": "https://example.org", "wordCount": 120}
    assert page.extra == {"version": "1.10"}
    assert page.published


def test_a_jekyll_page_loses_the_machinery_of_its_old_site() -> None:
    result = read_page(fixture("jekyll.md"), "jekyll.md")
    assert result.page.body == (
        "Une [visite](https://example.org/visite) et une [page](/contact.html).\n\n"
        "![Photo](/img/photo.jpg)\n![Python](/img/py.png)\nMauvais\n\n\n"
        "```\n{: not prose but code, `<b>` }\n```"
    )
    assert result.page.local_addresses == ["/contact.html", "/img/photo.jpg", "/img/py.png"]
    assert codes(result) == {
        "title-repeated", "categories-split", "blank-in-address", "liquid-removed", "attributes-removed",
        "link-dropped", "script-dropped", "image-converted", "image-local", "link-local", "header-empty",
    }  # fmt: skip


def test_a_pelican_page_keeps_its_sort_order_as_text() -> None:
    result = read_page(fixture("pelican.md"), "06-une-page.markdown")
    page = result.page
    assert (result.source_format, page.title, page.slug) == ("pelican", "Une page", "une-page")
    assert (page.sort_order, page.categories, page.description) == ("0106", ["page"], "De quoi il s'agit.")
    assert (page.body, page.extra) == ("Le texte.", {"toc": "False"})
    assert codes(result) == {"title-repeated"}


def test_plain_markdown_takes_its_title_from_the_heading() -> None:
    result = read_page("# Nos réunions\n\nChaque mois.\n".encode(), "content/reunions.md")
    assert (result.source_format, result.page.title, result.page.body) == (
        "markdown",
        "Nos réunions",
        "Chaque mois.",
    )
    assert (result.page.slug, codes(result)) == ("reunions", {"title-from-heading"})


def test_plain_text_takes_its_title_from_the_name_of_the_file() -> None:
    result = read_page(b"Just words.", "2026-01-05-notre-histoire.md")
    assert (result.page.title, result.page.body) == ("Notre histoire", "Just words.")
    assert codes(result) == {"title-missing"}


def test_prose_that_begins_like_a_header_is_prose() -> None:
    assert read_page(b"Note: bring water.\nAnd a hat.", "x.md").source_format == "markdown"


@pytest.mark.parametrize(
    ("text", "date", "code"),
    [
        ("2025-05-30 02:30:50 +0000", datetime(2025, 5, 30, 2, 30, 50, tzinfo=UTC), None),
        ("2025-05-30T02:30:50+01:00", datetime(2025, 5, 30, 1, 30, 50, tzinfo=UTC), None),
        ("2025-05-30 02:30", datetime(2025, 5, 30, 2, 30, tzinfo=UTC), "date-without-zone"),
        ("2025-05-30", datetime(2025, 5, 30, tzinfo=UTC), None),
        ("03/04/2025", datetime(2025, 4, 3, tzinfo=UTC), "date-day-first"),
        ("one day", None, "date-invalid"),
    ],
)
def test_a_date_becomes_an_aware_moment(text: str, date: datetime | None, code: str | None) -> None:
    result = read_page(f"---\ntitle: A\ndate: {text}\n---\nB".encode(), "a.md")
    assert result.page.date == date
    assert codes(result) == ({code} if code else set())


def test_a_header_with_a_mistake_is_read_line_by_line() -> None:
    result = read_page(b"---\ntitle: A: b: c\ntags: [x\n---\nText", "a.md")
    assert (result.page.title, result.page.body) == ("A: b: c", "Text")
    assert "header-mistake" in codes(result)


@pytest.mark.parametrize("header", ["published: false", "draft: true", "status: draft"])
def test_a_page_that_is_not_published_says_so(header: str) -> None:
    assert not read_page(f"---\ntitle: A\n{header}\n---\nB".encode(), "a.md").page.published


def test_author_and_image_may_be_mappings() -> None:
    header = (
        "title: A\nauthor: {name: Awa}\nimage: {path: /img/a.png}\nlang: français\npermalink: /blog/un-an/"
    )
    page = read_page(f"---\n{header}\n---\nB".encode(), "a.md").page
    assert (page.author, page.image, page.language, page.slug) == ("Awa", "/img/a.png", "fr", "un-an")


def test_unsafe_images_and_unknown_languages_are_left_out() -> None:
    result = read_page(b"---\ntitle: A\nimage: javascript:alert(1)\nlang: Wakandan\n---\nB", "a.md")
    assert (result.page.image, result.page.language) == ("", "")
    assert codes(result) == {"link-dropped", "language-unknown"}
    assert result.count(Outcome.LEFT_OUT) == 2


def test_a_header_that_is_never_closed_is_still_read() -> None:
    result = read_page(b"---\ntitle: A\nslug: b\n\nText", "a.md")
    assert (result.page.title, result.page.slug, result.page.body) == ("A", "b", "Text")
    assert codes(result) == {"header-open"}


def test_structured_data_holds_nothing_that_json_does_not_know() -> None:
    result = read_page(b"---\ntitle: A\nschema: {a: !!binary aGk=, b: true, c: [1, null]}\n---\nB", "a.md")
    assert result.page.structured_data == {"a": "b'hi'", "b": True, "c": [1, None]}


def test_a_wrong_decoding_is_offered_and_not_applied_by_itself() -> None:
    good = "title: L'été à Lomé — 🐍\nslug: ete\n\nDes fêtes ✅ très gaies.\n"
    bad = good.encode().decode("mac-roman").encode()
    offered = read_page(bad, "a.md")
    assert offered.repair is not None
    assert (offered.repair.encoding, offered.repair.applied) == ("mac-roman", False)
    assert offered.repair.after == sum(1 for sign in good if sign > "\x7f") < offered.repair.before
    assert offered.repair.samples[1] == ("Des f√™tes ‚úÖ tr√®s gaies.", "Des fêtes ✅ très gaies.")
    assert offered.page.title != "L'été à Lomé — 🐍"
    applied = read_page(bad, "a.md", repair_text=True)
    assert applied.repair is not None
    assert (applied.repair.applied, applied.page.title) == (True, "L'été à Lomé — 🐍")


def test_good_text_is_never_offered_a_repair() -> None:
    assert read_page("# Été à Lomé – “oui”".encode(), "a.md", repair_text=True).repair is None


@pytest.mark.parametrize(
    ("data", "opening"),
    [
        (b"", "This file is empty"),
        (b"%PDF-1.7", "This is a PDF document"),
        (b"PK\x03\x04word/document.xml", "This is a Word document"),
        (b"<html><body>x</body></html>", "This is a web page saved from a browser"),
        (bytes(range(256)) * 8, "This file holds binary data"),
        (b'{"a": [1, 2]}', "This file holds data and not a page"),
        (b"a" * 1_000_001, "This page has more than 1000000 characters"),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(data: bytes, opening: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_page(data, "a.md")
    assert str(refusal.value).startswith(opening)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "piece", [" ", "[", "![](", "{%", "{:", "<img ", "<script>", "`", "```\n", "# ", "- a\n", "=\n"]
)
def test_hostile_text_takes_no_longer_than_a_moment(piece: str) -> None:
    begin = time.process_time()
    read_page(b"# T\n\n" + piece.encode() * (200_000 // len(piece)), "a.md")
    assert time.process_time() - begin < 3


def test_the_story_of_python_togo_is_repaired_from_140_signs_to_46() -> None:
    data = real("stories/python-togo.md")
    result = read_page(data, "python-togo.md", repair_text=True)
    assert result.repair is not None
    assert (result.repair.encoding, result.repair.before, result.repair.after) == ("mac-roman", 140, 46)
    page = result.page
    assert page.title == "Python Togo Community – Our Story"
    assert page.date == datetime(2025, 5, 30, 2, 30, 50, tzinfo=UTC)
    assert page.categories == ["story", "community", "about-us"]
    assert page.tags == ["story", "community", "about", "pycontg", "pychon africa", "pyday"]
    assert page.structured_data["publisher"]["logo"]["@type"] == "ImageObject"
    assert page.structured_data["@context"] == "https://schema.org"
    assert "https://pytogo.org/discord)" in page.body
    assert "Lomé" in page.body
    assert {finding.code for finding in result.findings} == {
        "mojibake",
        "categories-split",
        "blank-in-address",
    }
    untouched = read_page(data, "python-togo.md")
    assert untouched.page.title == "Python Togo Community ‚Äì Our Story"
    assert [f.outcome for f in untouched.findings if f.code == "mojibake"] == [Outcome.NOTED]


def test_the_page_of_the_python_community_loses_its_second_title() -> None:
    result = read_page(real("stories/python-community.md"), "python-community.md")
    assert (result.source_format, result.page.slug, result.page.sort_order) == (
        "pelican",
        "python-community",
        "0106",
    )
    assert result.page.body.startswith("The Python programming language has a global community")
    assert result.page.local_addresses == ["/img/logos/py.png", "/github.html"]
    assert result.repair is None
