import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext

from teranga.base.kept_queries import KeptQuery
from teranga.base.scoping import UnscopedQuery
from teranga.domains.communities.models import Community, Page
from tests.base.threads import at_once
from tests.factories.communities import a_community, a_page

pytestmark = pytest.mark.django_db


def pages_called(community: int, slug: str) -> QuerySet[Page]:
    rows = Page.objects.filter(community=community, slug=slug).select_related("community")
    return rows.annotate(many=Count("community__pages")).order_by("id")


def test_a_kept_query_finds_what_the_query_itself_finds() -> None:
    here, there = a_community("here"), a_community("there")
    for place in (here, there):
        a_page(place, "mine"), a_page(place, "other")
    kept = KeptQuery(pages_called, community=-1, slug="example")
    for community, slug in ((here.pk, "mine"), (there.pk, "mine"), (here.pk, "other"), (here.pk, "none")):
        with CaptureQueriesContext(connection) as asked:
            found = kept.rows(community=community, slug=slug)
        with CaptureQueriesContext(connection) as wanted:
            expected = list(pages_called(community, slug))
        assert [query["sql"] for query in asked] == [query["sql"] for query in wanted]
        values = [(page.pk, page.slug, dict(page.title), page.community, page.many) for page in expected]
        with CaptureQueriesContext(connection) as more:
            seen = [(page.pk, page.slug, dict(page.title), page.community, page.many) for page in found]
        assert (seen, list(more)) == (values, [])
        assert kept.one(community=community, slug=slug) == (expected[0] if expected else None)


def test_it_is_put_into_sql_once_and_its_rows_can_be_saved() -> None:
    place, built = a_community("here"), []

    def build(slug: str) -> QuerySet[Community]:
        built.append(slug)
        return Community.objects.filter(slug=slug)

    kept = KeptQuery(build, slug="example")
    found = [kept.one(slug="here"), kept.one(slug="nowhere"), kept.one(slug="here")]
    assert (found, built) == ([place, None, place], ["example"])
    found[0].contact_email = "a@example.org"
    found[0].save()
    assert Community.objects.get().contact_email == kept.one(slug="here").contact_email == "a@example.org"


@pytest.mark.parametrize("slug", ["' OR 1=1 --", "example", "%s", '"; DROP TABLE base_job; --', "%(slug)s"])
def test_what_is_asked_for_is_only_a_word(slug: str) -> None:
    a_community("here")
    kept = KeptQuery(lambda slug: Community.objects.filter(slug=slug), slug="example")
    assert kept.rows(slug=slug) == []


def test_a_query_without_its_community_and_an_example_without_a_place_are_refused() -> None:
    a_page(a_community("here"), "mine")
    unscoped = KeptQuery(lambda slug: Page.objects.filter(slug=slug), slug="example")
    with pytest.raises(UnscopedQuery):
        unscoped.rows(slug="mine")
    astray = KeptQuery(lambda slug: Community.objects.all(), slug="example")
    with pytest.raises(ValueError, match=r"Not every example of \['slug'\] stands in the query"):
        astray.rows(slug="here")
    forgotten = KeptQuery(pages_called, community=-1, slug="example")
    with pytest.raises(KeyError):
        forgotten.rows(slug="mine")


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection() -> None:
    places = [a_community("here"), a_community("there")]
    kept = KeptQuery(lambda slug: Community.objects.filter(slug=slug), slug="example")
    works = [lambda place=place: kept.one(slug=place.slug) for place in places * 3]
    assert at_once(*works) == places * 3
