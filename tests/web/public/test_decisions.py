"""What the public reads of decisions, and that it reads nothing of the others."""

from __future__ import annotations

import pytest
from django.test import Client

from teranga.domains.activity.actions.decisions import amend_decision, withdraw_decision
from teranga.domains.activity.actions.way_of_deciding import say_how_we_decide
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from teranga.domains.people.policy import Scope
from teranga.foundation.money import Money
from tests.factories.communities import MADE, a_community, a_seat, in_three
from tests.factories.decisions import ORGANISER, a_decision, a_draft
from tests.factories.people import a_grant, a_person
from tests.web.organise.desk import text_of

pytestmark = pytest.mark.django_db
SECRET = in_three("Zanzibar keys")
PLACES = (
    "/en/lome/", "/en/lome/decisions/", "/en/lome/decisions/how/", "/en/lome/decisions.atom",
    "/sitemap-lome.xml", "/en/search/?q=zanzibar", "/en/search/?q=zanzibar&in=lome", "/en/accra/decisions/",
)  # fmt: skip


@pytest.fixture
def lome() -> Community:
    a_community("accra")
    return a_community("lome")


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_decision_stands_in_the_list_the_feed_the_search_and_the_sitemap(lome: Community) -> None:
    a_decision(lome, question=in_three("Which host city?"), cost=Money(15_000, "XOF"))
    assert "Which host city?" in read("/en/lome/decisions/")
    assert "Which host city?" in read("/en/lome/decisions.atom")
    assert "/en/lome/decisions/1/" in read("/en/search/?q=host")
    assert "/en/lome/decisions/1/" in read("/sitemap-lome.xml")
    assert "15\u202f000\xa0F\u202fCFA" in read("/fr/lome/decisions/1/")


@pytest.mark.parametrize("make", [a_draft, lambda place, **more: a_decision(place, is_public=False, **more)])
def test_a_draft_and_a_decision_of_the_team_are_nowhere(lome: Community, make) -> None:  # type: ignore[no-untyped-def]
    make(lome, question=SECRET, answer=SECRET, reasons=SECRET)
    a_decision(lome)
    pages = [read(path).replace("zanzibar", "") for path in PLACES]
    assert [path for path, page in zip(PLACES, pages, strict=True) if "Zanzibar" in page] == []
    assert Client().get("/en/lome/decisions/1/").status_code == 200
    assert Client().get("/en/lome/decisions/2/").status_code == 404


def test_a_community_that_becomes_a_draft_takes_its_decisions_along(lome: Community) -> None:
    a_decision(lome, question=in_three("Which host city?"))
    update_community(community=lome, visibility="draft", by=ORGANISER, at=MADE)
    assert "/en/lome/decisions/1/" not in read("/en/search/?q=host")
    assert Client().get("/en/lome/decisions/").status_code == 404
    assert Client().get("/en/lome/decisions.atom").status_code == 404


def test_a_number_of_one_community_is_not_found_in_another(lome: Community) -> None:
    a_decision(lome)
    assert Client().get("/en/accra/decisions/1/").status_code == 404


def test_the_page_tells_what_changed_and_why(lome: Community) -> None:
    row = a_decision(lome, answer=in_three("Hall A"))
    amend_decision(
        decision=row, why=in_three("It burnt down."), answer=in_three("Hall B"), by=ORGANISER, at=MADE
    )
    withdraw_decision(decision=row, why=in_three("No money."), by=ORGANISER, at=MADE)
    told = text_of(Client().get("/en/lome/decisions/1/"))
    assert "It burnt down. What was decided Hall A Hall B" in told
    assert "No money." in told
    assert "This decision no longer holds." in told


def test_how_we_decide_is_told_in_the_communitys_words(lome: Community) -> None:
    say_how_we_decide(community_id=lome.pk, text=in_three("We **ask** first."), by=ORGANISER, at=MADE)
    assert "<strong>ask</strong>" in read("/en/lome/decisions/how/")


def test_who_decides_is_named_only_where_the_name_is_public_already(lome: Community) -> None:
    seated, hidden, former = a_person("Afi Seated"), a_person("Kodjo Hidden"), a_person("Yao Gone")
    for person in (seated, hidden):
        a_grant(person, community=lome)
    a_grant(former, "treasurer", community=lome, ended_at=MADE)
    a_grant(a_person("Event Only"), "organiser", scope=Scope.EVENT, community=lome, scope_id=5)
    a_seat(lome, person=seated, name="Afi Seated")
    told = text_of(Client().get("/en/lome/decisions/how/"))
    assert "Afi Seated" in told
    assert "1 person who is not named in public" in told
    assert [name for name in ("Kodjo", "Yao", "Event Only") if name in told] == []
