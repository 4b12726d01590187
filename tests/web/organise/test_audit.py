"""The log of changes, and the history of one thing (organise/history.html)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.models import AuditEntry
from teranga.domains.activity.queries_chain import verify
from teranga.domains.activity.rules import changed, read_head
from teranga.domains.communities.models import Community
from tests.factories.communities import a_community
from tests.factories.people import a_person
from tests.web.organise.desk import at_the_desk, text_of

pytestmark = pytest.mark.django_db
LOG = "/en/organise/lome/audit/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def organiser(lome: Community) -> Client:
    return at_the_desk(community=lome)


def note(place: Community, **more: object) -> AuditEntry:
    known = {
        "by": Actor("organiser"),
        "verb": "page.update",
        "object_type": "page",
        "object_id": 5,
        "at": NOON,
    }
    return record(**{**known, "community_id": place.pk, **more})  # type: ignore[arg-type]


def places(text: str) -> list[int]:
    return [int(place) for place in re.findall(r"Entry (\d+)", text)]


def test_an_entry_says_who_did_what_and_what_stood_there_before(organiser: Client, lome: Community) -> None:
    afi = a_person(name="Afi Ayité")
    told = changed({"title": "Bienvenue", "token": "a"}, {"title": "Akwaba", "token": "b"}, {"token"})
    note(lome, by=Actor("organiser", afi.pk), changes=told)
    page = text_of(organiser.get(LOG))
    assert "Page: changed number 5" in page
    assert "Afi Ayité, Organiser" in page
    assert "Bienvenue → Akwaba" in page
    assert "token changed, not shown" in page


def test_entries_are_found_by_verb_person_thing_and_day(organiser: Client, lome: Community) -> None:
    afi = a_person(name="Afi Ayité")
    note(lome)
    note(lome, verb="goal.set", object_type="goal", object_id=9)
    note(lome, by=Actor("treasurer", afi.pk))
    note(lome, at=NOON + timedelta(days=3))
    for asked, found in (
        ("verb=goal.set", [2]), (f"who={afi.pk}", [3]), ("type=page&object=5", [4, 3, 1]), ("type=goal", [2]),
        ("since=2026-11-22", [4]), ("until=2026-11-21", [3, 2, 1]),
        ("since=soon&who=x&object=-1", [4, 3, 2, 1]),
        ("verb=nothing", []),
    ):  # fmt: skip
        assert places(text_of(organiser.get(f"{LOG}?{asked}"))) == found, asked


def test_older_entries_follow_page_by_page_without_gap_or_repeat(organiser: Client, lome: Community) -> None:
    for _ in range(120):
        note(lome)
    path, seen = LOG, []
    while path:
        page = organiser.get(path)
        seen += places(text_of(page))
        older = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        path = LOG + older[1].replace("&amp;", "&") if older else ""
    assert seen == list(range(120, 0, -1))


def test_another_communitys_log_is_not_there(organiser: Client, lome: Community) -> None:
    kara = a_community("kara")
    note(kara, changes={"title": ["secret of Kara", "x"]})
    assert "secret of Kara" not in text_of(organiser.get(LOG))
    assert [organiser.get(f"/en/organise/{slug}/audit/").status_code for slug in ("kara", "nowhere")] == [
        404,
        404,
    ]
    assert organiser.get("/en/organise/kara/audit/heads.txt").status_code == 404


def test_a_role_without_the_log_does_not_see_it(lome: Community) -> None:
    reviewer = at_the_desk("reviewer", community=lome)
    pages = (LOG, f"{LOG}heads.txt", "/en/organise/lome/processing/")
    assert [reviewer.get(path).status_code for path in pages] == [404, 404, 404]


def test_what_somebody_typed_is_shown_as_text(organiser: Client, lome: Community) -> None:
    note(lome, changes={"title": ["<script>alert(1)</script>", "b"]})
    assert "<script>alert" not in organiser.get(LOG).content.decode()


def test_the_downloaded_heads_prove_a_cut_afterwards(organiser: Client, lome: Community) -> None:
    for _ in range(4):
        note(lome)
    answer = organiser.get(f"{LOG}heads.txt")
    head = read_head(answer.content.decode().splitlines()[-1])
    assert (head.chain, head.sequence) == (lome.pk, 4)
    AuditEntry.objects.filter(community_id=lome.pk, sequence=4).delete()
    fault = verify(lome.pk, [head]).fault
    assert fault is not None
    assert fault.place == 4


def test_the_record_of_processing_lists_every_declaration(organiser: Client, lome: Community) -> None:
    from teranga.base.personal_data import declarations

    page = text_of(organiser.get("/en/organise/lome/processing/"))
    assert [one.model for one in declarations() if one.model not in page] == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_pages_answer_in_each_language(organiser: Client, lome: Community, language: str) -> None:
    note(lome)
    for path in ("audit/", "processing/"):
        page = organiser.get(f"/{language}/organise/lome/{path}")
        assert (page.status_code, f'<html lang="{language}"' in page.content.decode()) == (200, True)
