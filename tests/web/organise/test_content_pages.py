from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from teranga.base.models import SearchDocument
from teranga.domains.communities.models import Community, Page
from tests.factories.communities import a_community, a_page
from tests.web.organise.desk import at_the_desk, audited, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
PAGES = "/en/organise/lome/pages/"
WORDS = {"kind": "story", "title_en": "Our story", "title_fr": "Notre histoire", "body_en": "We **met**."}
POISON = (
    "<script>alert(1)</script> [a](javascript:alert(1)) "
    "[b](data:text/html;base64,PHN2Zz4=) <b onclick=x>z</b>"
)


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def organiser(lome: Community) -> Client:
    return at_the_desk(community=lome)


def found() -> set[str]:
    return set(SearchDocument.objects.filter(kind="page").values_list("title", flat=True))


def test_a_page_is_written_as_a_draft_and_published(organiser: Client, lome: Community) -> None:
    answer = send(organiser, PAGES + "add/", **WORDS)
    page = Page.objects.get(community=lome)
    assert answer["Location"] == f"{PAGES}{page.pk}/?saved=1"
    assert (page.slug, page.kind, page.title, page.published_at) == (
        "notre-histoire", "story", {"fr": "Notre histoire", "en": "Our story"}, None,
    )  # fmt: skip
    assert Client().get("/en/lome/pages/notre-histoire/").status_code == 404
    organiser.post(f"{PAGES}{page.pk}/publication/", {"what": "now"})
    assert b"We <strong>met</strong>." in Client().get("/en/lome/pages/notre-histoire/").content
    assert found() == {"Our story", "Notre histoire"}
    assert audited("page.create")[0]["title"] == [None, {"en": "Our story", "fr": "Notre histoire"}]


def test_a_published_page_becomes_a_draft_again_and_is_found_no_more(
    organiser: Client, lome: Community
) -> None:
    page = a_page(lome, "our-story")
    organiser.post(f"{PAGES}{page.pk}/publication/", {"what": "draft"})
    assert Client().get("/en/lome/pages/our-story/").status_code == 404
    page.refresh_from_db()
    assert page.published_at is None
    assert found() == set()


def test_a_page_is_published_from_a_local_hour_on(organiser: Client, lome: Community) -> None:
    page = a_page(lome, published_at=None)
    organiser.post(f"{PAGES}{page.pk}/publication/", {"what": "day", "day": "2090-09-01T08:00"})
    page.refresh_from_db()
    assert page.published_at == datetime(2090, 9, 1, 8, tzinfo=UTC)
    organiser.post(f"{PAGES}{page.pk}/publication/", {"what": "day", "day": "tomorrow"})
    page.refresh_from_db()
    assert page.published_at == datetime(2090, 9, 1, 8, tzinfo=UTC)


def test_a_change_keeps_the_front_matter_of_the_imported_file(organiser: Client, lome: Community) -> None:
    page = a_page(
        lome, front_matter={"layout": "post"}, schema_org={"@type": "Article"}, imported_from="a.md"
    )
    assert "layout" in text_of(organiser.get(f"{PAGES}{page.pk}/"))
    assert send(organiser, f"{PAGES}{page.pk}/", **WORDS, tags="python, lomé, python").status_code == 302
    page.refresh_from_db()
    assert (page.front_matter, page.schema_org, page.imported_from, page.tags) == (
        {"layout": "post"}, {"@type": "Article"}, "a.md", ["python", "lomé"],
    )  # fmt: skip
    assert audited("page.update")[0]["tags"] == [[], ["python", "lomé"]]


def test_a06_preview_and_page_show_the_same_harmless_html(organiser: Client, lome: Community) -> None:
    page = a_page(lome, "poisoned")
    path = f"{PAGES}{page.pk}/"
    looked = organiser.post(path, {**hidden_of(organiser.get(path)), **WORDS, "body_en": POISON, "look": "1"})
    page.refresh_from_db()
    assert (looked.status_code, page.body["en"]) == (200, "Body of poisoned.")
    assert send(organiser, path, **{**WORDS, "body_en": POISON}).status_code == 302
    final = Client().get("/en/lome/pages/poisoned/").content.decode()
    for html in (looked.content.decode(), final):
        assert "<script>alert" not in html
        assert 'href="javascript' not in html
        assert 'href="data:' not in html
        assert "<b onclick" not in html
    paragraph = "<p>&lt;script&gt;alert(1)&lt;/script&gt;"
    assert [paragraph in html for html in (looked.content.decode(), final)] == [True, True]


def test_a20_two_versions_with_markup_stand_side_by_side_as_text(organiser: Client, lome: Community) -> None:
    page = a_page(lome)
    path = f"{PAGES}{page.pk}/"
    form = hidden_of(organiser.get(path))
    Page.objects.filter(community=lome, pk=page.pk).update(body={"en": "<img src=x onerror=alert(1)>"})
    answer = organiser.post(path, {**form, **WORDS, "body_en": "<b>mine</b>"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert ("<img src=x" in html, "<b>mine" in html) == (False, False)
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    page.refresh_from_db()
    assert page.body == {"en": "<img src=x onerror=alert(1)>"}


def test_an_address_that_is_taken_is_refused_and_nothing_typed_is_lost(
    organiser: Client, lome: Community
) -> None:
    a_page(lome, "our-story")
    answer = send(organiser, PAGES + "add/", **WORDS, slug="our-story")
    assert answer.status_code == 422
    assert "Another page has this address." in text_of(answer)
    assert 'value="Notre histoire"' in answer.content.decode()
    assert Page.objects.filter(community=lome).count() == 1


def test_a_page_is_deleted_after_a_question_and_the_log_keeps_it(organiser: Client, lome: Community) -> None:
    page = a_page(lome, "our-story")
    assert organiser.get(f"{PAGES}{page.pk}/remove/").status_code == 200
    assert Page.objects.filter(community=lome).count() == 1
    organiser.post(f"{PAGES}{page.pk}/remove/")
    assert Page.objects.filter(community=lome).count() == 0
    assert audited("page.delete")[0]["slug"] == ["our-story", None]


def test_c06_a_form_writes_no_field_that_it_does_not_show(organiser: Client, lome: Community) -> None:
    page, other = a_page(lome, published_at=None), a_community("other")
    send(
        organiser, f"{PAGES}{page.pk}/", **WORDS, community=other.pk, published_at="2020-01-01",
        slug="stolen", imported_from="/etc/passwd",
    )  # fmt: skip
    page.refresh_from_db()
    assert (page.community, page.published_at, page.slug == "stolen", page.imported_from) == (
        lome, None, False, "",
    )  # fmt: skip


def test_c12_pages_of_another_community_are_neither_listed_nor_opened(
    organiser: Client, lome: Community
) -> None:
    foreign = a_page(a_community("other"), "secret", published_at=None)
    assert "Secret" not in text_of(organiser.get(PAGES))
    for path in ("", "remove/"):
        assert organiser.get(f"{PAGES}{foreign.pk}/{path}").status_code == 404
    assert organiser.post(f"{PAGES}{foreign.pk}/publication/", {"what": "now"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.published_at is None


def test_c17_a_draft_stands_in_no_list_feed_map_or_search(lome: Community) -> None:
    a_page(lome, "hidden-draft", kind="news", published_at=None)
    for path in (
        "/en/lome/",
        "/en/lome/news/",
        "/en/lome/news.atom",
        "/sitemap-lome.xml",
        "/en/search/?q=hidden",
    ):
        assert "hidden-draft" not in Client().get(path).content.decode()


def test_the_list_of_pages_costs_the_same_for_one_and_for_many(lome: Community) -> None:
    browser = at_the_desk(community=lome)
    a_page(lome)
    with_one = queries_of(browser, PAGES)
    a_page(lome)
    a_page(lome)
    assert queries_of(browser, PAGES) == with_one <= 10
