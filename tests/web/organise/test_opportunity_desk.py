"""The desk of opportunities: what waits is asked for, what closes next stands first, looks are told apart."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from teranga.domains.communities.actions.opportunity_use import count_look
from teranga.domains.communities.models import Community, Opportunity
from tests.factories.communities import a_community, an_opportunity
from tests.web.organise.desk import at_the_desk, hidden_of, text_of

pytestmark = pytest.mark.django_db
DESK = "/fr/organise/lome/"


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


def test_the_start_page_asks_for_suggestions_and_for_nothing_when_none_waits(lome: Community) -> None:
    desk = at_the_desk(community=lome)
    an_opportunity(a_community(), state="suggested")
    an_opportunity(lome, state="refused")
    an_opportunity(lome)
    assert "à regarder" not in text_of(desk.get(DESK))
    an_opportunity(lome, state="suggested")
    assert "1 suggestion à regarder" in text_of(desk.get(DESK))
    an_opportunity(lome, state="suggested")
    assert "2 suggestions à regarder" in text_of(desk.get(DESK))


def test_the_list_begins_with_what_waits_then_with_what_closes_next(lome: Community) -> None:
    now = timezone.now()
    for title, days, state in (
        ("over long ago", -30, "shown"), ("open all year", None, "shown"), ("in May", 60, "shown"),
        ("over", -1, "shown"), ("tomorrow", 1, "shown"), ("suggested", 90, "suggested"),
        ("left out", 5, "refused"),
    ):  # fmt: skip
        end = None if days is None else now + timedelta(days=days)
        an_opportunity(lome, title={"fr": title}, closes_at=end, state=state)
    html = at_the_desk(community=lome).get(DESK + "opportunities/").content.decode()
    found = re.findall("left out|suggested|tomorrow|in May|open all year|over long ago|over(?=<)", html)
    assert found == ["suggested", "tomorrow", "in May", "open all year", "over", "over long ago"]


def test_the_page_of_one_tells_over_which_way_people_came(lome: Community) -> None:
    row, other, now = an_opportunity(lome), an_opportunity(lome), timezone.now()
    for way, day in (("whatsapp", 0), ("whatsapp", 1), ("here", 0), ("here", 1), ("here", 2), ("mail", 0)):
        count_look(row=row, way=way, at=now - timedelta(days=day))
    desk = at_the_desk(community=lome)
    html = desk.get(f"{DESK}opportunities/{row.pk}/").content.decode()
    assert re.findall(r"<dt>(.*?)</dt><dd>(\d+)</dd>", unescape(html)) == [
        ("du tableau ou d’une autre page", "3"), ("WhatsApp", "2"), ("par e-mail", "1"),
    ]  # fmt: skip
    assert "<dt>" not in desk.get(f"{DESK}opportunities/{other.pk}/").content.decode()


def test_the_board_of_one_community_is_looked_at_and_brought_in_by_another(lome: Community) -> None:
    other, path = a_community("kara"), f"{DESK}opportunities/bring-in/"
    an_opportunity(other, title={"fr": "Aide zébrée"}, url="https://bourse.example.org/", who=["students"])
    desk = at_the_desk(community=lome)
    for name in ("opportunities.json", "opportunities.csv"):
        content = Client().get(f"/fr/kara/{name}").content.decode()
        looked = desk.post(path, {**hidden_of(desk.get(path)), "content": content, "look": "1"})
        assert "Rien n’est encore enregistré" in text_of(looked)
        assert "zébrée" not in text_of(Client().get("/fr/lome/opportunities/"))
    desk.post(path, {**hidden_of(desk.get(path)), "content": content})
    row = Opportunity.objects.get(community=lome)
    assert (row.title, row.url, row.who) == (
        {"fr": "Aide zébrée"},
        "https://bourse.example.org/",
        ["students"],
    )


def test_what_is_over_and_who_may_not_edit_change_nothing(lome: Community) -> None:
    path = f"{DESK}opportunities/bring-in/"
    content = '[{"kind": "job", "title": {"fr": "x"}, "url": "https://x.example/", "last_day": "2020-01-01"}]'
    desk, stranger = at_the_desk(community=lome), at_the_desk(community=a_community())
    looked = desk.post(path, {**hidden_of(desk.get(path)), "content": content, "look": "1"})
    assert "La ligne 1 reste dehors : déjà passée" in text_of(looked).replace("\u202f", " ")
    assert stranger.post(path, {"content": content}).status_code == 404
    assert Opportunity.objects.filter(community=lome).count() == 0
