"""Two thousand communities: the first page stays short, and all are found by name, a page at a time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from teranga.domains.communities.actions.listings import list_missing
from teranga.domains.communities.queries_listing import PAGE
from tests.factories.communities import a_community, in_three

pytestmark = pytest.mark.django_db
ALL = "/en/directory/?kind=community"


def queries_of(path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(path).status_code == 200
    return len(asked)


def some(first: int, last: int) -> None:
    for nth in range(first, last):
        a_community(f"python-{nth:02}", name=in_three(f"Python {nth:02}"))
    list_missing()


def test_the_first_page_shows_a_few_communities_and_leads_to_all() -> None:
    some(0, 13)
    html = Client().get("/en/").content.decode()
    assert html.count('href="/en/python-') == 12
    assert 'href="/en/directory/?kind=community"' in html


def test_all_communities_are_reached_by_pages_and_by_words_with_the_same_queries() -> None:
    some(0, 1)
    once, first = queries_of(ALL), queries_of("/en/")
    some(1, 3)
    assert (queries_of(ALL), queries_of("/en/")) == (once, first)
    some(3, PAGE + 2)
    assert (queries_of(ALL), queries_of("/en/")) == (once, first)
    html = Client().get(ALL).content.decode()
    assert html.count('href="/en/python-') == PAGE
    following = html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    html = Client().get(f"/en/directory/{following}").content.decode()
    assert [name for name in ("Python 49", "Python 50", "Python 51") if name in html] == [
        "Python 50", "Python 51",
    ]  # fmt: skip
    assert "Python 07" in Client().get(f"{ALL}&q=07").content.decode()
