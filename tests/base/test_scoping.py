from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext

from teranga.base.scoping import UnscopedQuery, names_scope
from teranga.domains.communities.models import Membership, Page
from teranga.domains.events.models import Event, Session, SessionSpeaker, Speaker
from teranga.domains.people.models import Person
from tests.factories.communities import MADE, a_community, a_page
from tests.factories.events import a_session, a_speaker, an_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_communities() -> list[Page]:
    return [a_page(a_community("here"), "mine"), a_page(a_community("there"), "theirs")]


WAYS: dict[str, Callable[[QuerySet[Any]], object]] = {
    "iteration": list,
    "bool": bool,
    "len": len,
    "in": lambda pages: "mine" in pages,
    "repr": repr,
    "index": lambda pages: pages[0],
    "slice": lambda pages: list(pages[:1]),
    "step": lambda pages: pages[:4:2],
    "count": lambda pages: pages.count(),
    "exists": lambda pages: pages.exists(),
    "contains": lambda pages: pages.contains(Page(pk=1)),
    "get": lambda pages: pages.get(slug="mine"),
    "first": lambda pages: pages.first(),
    "last": lambda pages: pages.last(),
    "earliest": lambda pages: pages.earliest("id"),
    "latest": lambda pages: pages.latest("id"),
    "in_bulk": lambda pages: pages.in_bulk([1]),
    "iterator": lambda pages: list(pages.iterator()),
    "aiterator": lambda pages: pages.aiterator(),
    "values": lambda pages: list(pages.values("slug")),
    "values_list": lambda pages: list(pages.values_list("slug")),
    "dates": lambda pages: list(pages.datetimes("updated_at", "day")),
    "aggregate": lambda pages: pages.aggregate(Count("id")),
    "annotate": lambda pages: list(pages.annotate(number=Count("id"))),
    "explain": lambda pages: pages.explain(),
    "exclude": lambda pages: list(pages.exclude(slug="mine")),
    "order_by": lambda pages: list(pages.order_by("id").distinct()),
    "update": lambda pages: pages.update(slug="x"),
    "delete": lambda pages: pages.delete(),
    "bulk_update": lambda pages: pages.bulk_update([Page(pk=1, slug="x")], ["slug"]),
    "get_or_create": lambda pages: pages.get_or_create(slug="mine"),
    "update_or_create": lambda pages: pages.update_or_create(slug="mine", defaults={"author": "x"}),
    "raw": lambda pages: list(pages.raw("SELECT * FROM communities_page")),
    "union": lambda pages: list(pages.filter(community=1).union(pages)),
    "union the other way": lambda pages: list(pages.union(pages.filter(community=1))),
    "intersection": lambda pages: list(pages.filter(community=1).intersection(pages)),
    "difference": lambda pages: list(pages.difference(pages.filter(community=1))),
    "or": lambda pages: list(pages.filter(community=1) | pages),
    "or the other way": lambda pages: list(pages | pages.filter(community=1)),
    "xor": lambda pages: list(pages.filter(community=1) ^ pages),
    "subquery": lambda pages: list(Person.objects.filter(pk__in=pages.values("id"))),
    "without its community": lambda pages: list(pages.exclude(community=1)),
    "a fact about any community": lambda pages: list(pages.filter(community__visibility="public")),
    "communities that are not": lambda pages: list(pages.filter(community__isnull=False)),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_query_without_a_community_is_refused_before_it_runs(two_communities: list[Page], way: str) -> None:
    before = list(Page.objects.across_communities("to compare").values_list("slug", "author"))
    with CaptureQueriesContext(connection) as queries, pytest.raises(UnscopedQuery), transaction.atomic():
        WAYS[way](Page.objects.all())
    assert [query["sql"] for query in queries if "communities_page" in query["sql"]] == []
    assert list(Page.objects.across_communities("to compare").values_list("slug", "author")) == before


def test_a_query_of_one_community_sees_that_one_alone(two_communities: list[Page]) -> None:
    here = two_communities[0].community
    pages = Page.objects.filter(community=here)
    assert [page.slug for page in pages] == ["mine"]
    assert (len(pages), pages.count(), pages.exists(), bool(pages)) == (1, 1, True, True)
    assert Page.objects.get(community_id=here.pk).slug == "mine"
    assert Page.objects.filter(community__slug="there").get().slug == "theirs"
    assert [page.slug for page in pages.order_by("id").exclude(slug="x")] == ["mine"]


def test_a_query_may_cross_communities_when_it_says_why(two_communities: list[Page]) -> None:
    every = Page.objects.across_communities("the test looks at both").order_by("id")
    assert [page.slug for page in every] == ["mine", "theirs"]
    with pytest.raises(ValueError, match="Say why this query may cross communities"):
        Page.objects.across_communities("")


@pytest.mark.parametrize(
    ("lookup", "names_one"),
    [
        ("community", True), ("community_id", True), ("community__slug", True), ("community__in", True),
        ("event", True), ("event_id__in", True), ("event__community", True), ("event__community__slug", True),
        ("community__isnull", False), ("community__visibility", False), ("community_id__gt", False),
        ("event__start", False), ("event__community__kind", False), ("slug", False),
        ("session__event", False),
    ],
)  # fmt: skip
def test_only_a_look_up_that_names_one_community_or_event_counts(lookup: str, names_one: bool) -> None:
    assert names_scope(lookup) is names_one


def test_the_rows_of_a_community_and_of_its_rows_are_within_it(two_communities: list[Page]) -> None:
    community = two_communities[0].community
    event = an_event(community)
    speaker = a_speaker(event)
    session = a_session(event, speakers=(speaker,))
    a_session(an_event(two_communities[1].community))
    assert list(community.pages.all()) == [two_communities[0]]
    assert (community.pages.count(), community.pages.exists()) == (1, True)
    assert list(event.sessions.all()) == [session]
    assert event.sessions.update(level="advanced") == 1
    assert [link.speaker for link in session.speaker_links.all()] == [speaker]
    assert list(session.speakers.all()) == [speaker]
    assert list(speaker.sessions.values_list("pk", flat=True)) == [session.pk]
    assert Session.objects.filter(event=event).prefetch_related("speakers")[0].speakers.all()[0] == speaker
    assert SessionSpeaker.objects.filter(event=event).select_related("speaker").get().speaker == speaker


def test_the_rows_of_a_person_belong_to_many_communities() -> None:
    person = Person.objects.create(name="Afi", created_at=MADE)
    with pytest.raises(UnscopedQuery):
        list(person.memberships.all())
    assert list(Membership.objects.across_communities("their own").filter(person=person)) == []


def test_a_row_can_be_saved_read_again_and_taken_away(two_communities: list[Page]) -> None:
    page = two_communities[0]
    page.author = "Afi"
    page.save()
    page.refresh_from_db()
    page.delete()
    assert Page.objects.filter(community=page.community_id).count() == 0
    assert Page.objects.filter(community__slug="there").count() == 1


def test_a_subquery_must_name_its_community_too(two_communities: list[Page]) -> None:
    here = two_communities[0].community
    event = an_event(here)
    a_speaker(event)
    inner = Speaker.objects.filter(event=event).values("event_id")
    assert list(Event.objects.filter(community=here, pk__in=inner)) == [event]
    with pytest.raises(UnscopedQuery):
        list(Event.objects.filter(community=here, pk__in=Speaker.objects.values("event_id")))
