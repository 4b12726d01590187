"""The directory over all communities, and one community's at the desk: a file brought in, moves accepted."""

from __future__ import annotations

import pytest
from django.test import Client

from teranga.domains.communities.actions.listed_rows import add_row
from teranga.domains.communities.actions.listings import list_community, list_missing
from teranga.domains.communities.models import Community, CommunityLink, DirectoryEntry, DirectoryListing
from teranga.foundation.translated import TranslatedText
from tests.domains.communities.joining import NOON, ORGANISER
from tests.factories.communities import a_community, a_link, an_entry
from tests.web.organise.desk import at_the_desk, hidden_of, queries_of, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/directory/"
FILE = (
    '{"entries": [{"kind": "newsletter", "title": {"en": "PyWeekly"}, "url": "https://w.example/"},'
    ' {"kind": "x"}]}'
)


@pytest.fixture
def lome() -> Community:
    place = a_community("lome")
    list_community(place)
    return place


@pytest.fixture
def organiser(lome: Community) -> Client:
    return at_the_desk(community=lome)


def names(query: str = "") -> str:
    return text_of(Client().get(f"/en/directory/{query}"))


def test_a_file_is_looked_at_first_and_then_brought_in(organiser: Client, lome: Community) -> None:
    form = hidden_of(organiser.get(DESK + "import/"))
    looked = organiser.post(DESK + "import/", {**form, "content": FILE, "look": "1"})
    assert "1 new, 0 changed, 0 the same. Nothing is saved yet." in text_of(looked)
    assert "Row 2 stays out: of no kind that we know" in text_of(looked)
    assert DirectoryEntry.objects.filter(community=lome).count() == 0
    organiser.post(DESK + "import/", {**form, "content": FILE})
    assert DirectoryEntry.objects.get(community=lome).title == {"en": "PyWeekly"}
    again = organiser.post(
        DESK + "import/", {**form, "key": "another-key-of-it", "content": FILE, "look": "1"}
    )
    assert "0 new, 0 changed, 1 the same" in text_of(again)


def test_a_move_is_accepted_at_the_desk_and_not_by_another_community(
    organiser: Client, lome: Community
) -> None:
    entry = an_entry(lome, moved_to="https://new.example/")
    stranger = at_the_desk(community=a_community("accra"))
    assert stranger.post(f"{DESK}checks/{entry.pk}/").status_code == 404
    assert "moved for good to https://new.example/" in text_of(organiser.get(DESK + "checks/"))
    organiser.post(f"{DESK}checks/{entry.pk}/")
    entry.refresh_from_db()
    assert (entry.url, entry.moved_to) == ("https://new.example/", "")


def test_the_directory_finds_communities_and_entries_by_words_kind_country_and_language(
    lome: Community,
) -> None:
    add_row(
        community=lome, to="entry", by=ORGANISER, at=NOON, kind="conference",
        title=TranslatedText({"en": "PyCon Ghana"}), country="GH", language="en", tags=["données"],
    )  # fmt: skip
    assert "PyCon Ghana" in names("?q=donnees")
    assert "PyCon Ghana" in names("?kind=conference&country=GH&language=en")
    assert "PyCon Ghana" not in names("?country=TG")
    assert "Lome Lome tagline" in " ".join(names("?country=TG").replace("Communities", "").split())


def test_c12_what_is_no_longer_public_leaves_the_directory(lome: Community) -> None:
    an_entry(lome)
    Community.objects.filter(pk=lome.pk).update(visibility="unlisted")
    lome.refresh_from_db()
    list_community(lome)
    assert DirectoryListing.objects.filter(community=lome).count() == 0


def test_pages_of_the_directory_follow_each_other_by_name_without_gaps() -> None:
    for nth in range(120):
        list_community(a_community(f"place-{nth:03d}"))
    found, query = [], ""
    while True:
        html = Client().get(f"/en/directory/{query}").content.decode()
        found += [line.split('"')[0] for line in html.split('href="/en/place-')[1:]]
        if "after=" not in html:
            break
        query = "?after=" + html.partition("after=")[2].partition('"')[0].replace("&amp;", "&")
    assert found == [f"{nth:03d}/" for nth in range(120)]


def test_communities_without_a_line_get_one() -> None:
    a_community("lome")
    assert [list_missing(), list_missing()] == [1, 0]


def test_lists_cost_the_same_for_one_row_and_for_three(organiser: Client, lome: Community) -> None:
    costs = []
    for _ in range(3):
        an_entry(lome)
        list_community(lome)
        costs.append((queries_of(organiser, DESK + "checks/"), queries_of(Client(), "/en/directory/")))
    assert costs[0] == costs[1] == costs[2]


def test_a_link_that_ends_leaves_both_publics_and_stays_at_both_desks(
    organiser: Client, lome: Community
) -> None:
    accra = a_community("accra")
    link = a_link(accra, lome, since="2024", note=TranslatedText({"en": "We met in Accra."}))
    assert "since 2024" in text_of(Client().get("/en/lome/network/"))
    organiser.post(f"/en/organise/lome/links/{link.pk}/", {"answer": "end", "reason": "We grew apart."})
    link.refresh_from_db()
    assert (link.state, link.end_reason) == (CommunityLink.State.ENDED, "We grew apart.")
    for slug in ("lome", "accra"):
        assert "since 2024" not in text_of(Client().get(f"/en/{slug}/network/"))
    assert "We grew apart." in text_of(organiser.get("/en/organise/lome/links/"))
