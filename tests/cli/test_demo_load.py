"""The demo world comes into the database once, whole, and keeps its kinds of community apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_django
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from teranga.base.models import SearchDocument
from teranga.cli.demo.load import load_demo
from teranga.cli.demo.load_imports import read_origins
from teranga.domains.communities.models import Community, Membership, Page, TeamSeat
from teranga.domains.events.models import Event, EventLink, Session, Track
from teranga.domains.people.models import ContactPoint, Person
from teranga.domains.proposals.models import Call, Proposal
from tests.cli.test_import_files import SCHEDULE
from tests.everything import everything

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("the demo world")]

STORIES = ["pycon-africa", "pycon-senegambia", "python-colombia", "python-community", "python-togo"]
PRACTICE = ["practice", "practice-campus", "practice-north"]
TABLE = """| folder | what | source @ commit | licence |
|---|---|---|---|
| first | x | somebody/first @ 12345678 | MIT |
| second, third | x | same | CC0-1.0 |
"""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The demo world, loaded once for all tests here; each of them takes back what it adds to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_the_demo_world(loaded: None, db: None) -> None:
    """First the world, then the transaction of the test."""


def slugs(kind: str) -> list[str]:
    return list(Community.objects.filter(kind=kind).order_by("slug").values_list("slug", flat=True))


def test_the_world_has_five_stories_and_one_practice_community_with_chapters() -> None:
    assert (slugs("story"), slugs("practice"), slugs("live")) == (STORIES, PRACTICE, [])
    practice = Community.objects.get(slug="practice")
    assert sorted(practice.chapters.values_list("slug", flat=True)) == PRACTICE[1:]
    assert practice.memberships.filter(state="confirmed").count() == 900
    conference = Event.objects.filter(community=practice).get(slug="pycon-practice")
    sessions = Session.objects.filter(event=conference)
    assert (sessions.count(), sessions.exclude(starts_at=None).count()) == (120, 120)
    assert len(Track.objects.filter(event=conference).first().name) == 3
    link = EventLink.objects.filter(event__slug="pyday-togo-2024").get()
    assert link.of_event.slug == "pycon-africa-2024"


def test_the_next_conference_has_a_read_call_and_the_coming_pyday_an_open_one() -> None:
    calls = Call.objects.filter(community__slug="practice").order_by("opens_at")
    assert [call.event.slug for call in calls] == ["pycon-practice", "pycon-practice-next", "pyday-coming"]
    proposals = Proposal.objects.filter(event__slug="pycon-practice-next", community__slug="practice")
    states = Counter(proposals.values_list("state", flat=True))
    assert states == {"submitted": 228, "draft": 8, "withdrawn": 5, "needs_info": 3}
    assert Counter(proposals.values_list("language", flat=True)).keys() == {"fr", "en"}
    about_ai = sum("ai" in topics[:1] for topics in proposals.values_list("topics", flat=True))
    assert (about_ai, proposals.exclude(score=None).count()) == (92, 224)
    assert proposals.exclude(state="draft").filter(versions=None).count() == 0


def test_no_person_stands_behind_a_story() -> None:
    assert Person.objects.filter(is_generated=False).count() == 0
    assert ContactPoint.objects.filter(kind="email").exclude(value__endswith="@example.org").count() == 0
    told = Community.objects.filter(kind="story")
    assert Membership.objects.filter(community__in=told).count() == 0
    assert TeamSeat.objects.filter(community__in=told).exclude(person=None).count() == 0
    assert Page.objects.filter(community__in=told, published_at=None).count() == 0


def test_loading_again_writes_nothing_and_asks_little() -> None:
    before = everything()
    with CaptureQueriesContext(connection) as asked:
        load_demo(None)
    assert everything() == before
    assert len(asked) <= 3


def test_everything_that_is_found_has_an_address_of_its_own() -> None:
    kinds = set(SearchDocument.objects.values_list("kind", flat=True))
    assert kinds == {"community", "page", "event", "session", "speaker", "venue", "decision"}
    assert SearchDocument.objects.filter(path="/practice/pycon-practice/").count() == 3


def test_programmes_of_a_folder_are_loaded_once_with_source_and_licence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in ("first", "second", "_hidden"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "schedule.xml").write_text(SCHEDULE.replace("PyCon", place), encoding="utf-8")
    (tmp_path / "second" / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "SOURCES.md").write_text(TABLE, encoding="utf-8")
    load_demo(tmp_path)
    assert "second/broken.json was left out." in capsys.readouterr().err
    imported = Community.objects.get(slug="imported")
    events = Event.objects.filter(community=imported).order_by("slug")
    assert [(event.slug, event.source_title, event.licence) for event in events] == [
        ("first", "somebody/first @ 12345678", "MIT"),
        ("second", "somebody/first @ 12345678", "CC0-1.0"),
    ]
    assert (imported.kind, sorted(imported.name)) == ("story", ["en", "es", "fr"])
    before = everything()
    load_demo(tmp_path)
    assert everything() == before


def test_a_table_of_origins_is_read_by_its_headings(tmp_path: Path) -> None:
    file = tmp_path / "SOURCES.md"
    assert read_origins(file) == {}
    file.write_text("No table here.\n", encoding="utf-8")
    assert read_origins(file) == {}
    file.write_text(TABLE, encoding="utf-8")
    assert {name: origin.licence for name, origin in read_origins(file).items()} == {
        "first": "MIT",
        "second": "CC0-1.0",
        "third": "CC0-1.0",
    }


SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "conferences"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real programmes are not beside this clone")
def test_all_real_programmes_load_beside_the_demo_world() -> None:
    load_demo(SHARED)
    imported = Event.objects.filter(community__slug="imported")
    counts = {event.slug: event.sessions.count() for event in imported}
    assert counts["fosdem-2015"] == 551
    assert len(counts) == 15
    assert min(counts.values()) >= 1
    assert not imported.filter(licence="").exists()
