"""The desk's menu and its start pages: groups, what one may open, what needs a person now."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from teranga.domains.communities.models import Community
from teranga.domains.people.roles import Area
from teranga.web.organise import menu
from tests.factories.communities import a_community, a_link
from tests.factories.events import an_event
from tests.web.organise.desk import at_the_desk, queries_of, text_of
from tests.web.organise.test_plan import a_task

pytestmark = pytest.mark.django_db
LOME = "/en/organise/lome/"


@pytest.fixture
def lome() -> Community:
    return a_community(slug="lome")


def groups_of(page: HttpResponse) -> list[tuple[str, bool, list[str]]]:
    """(name, whether it stands open, its pages below /organise/) of each group of the menu, in order."""
    nav = re.search(r'<nav aria-label="Desk">.*?</nav>', page.content.decode(), re.DOTALL)
    assert nav is not None
    found = re.findall(
        r"<details( open)?><summary>([^<]+?)(?: <span.*?)?</summary>(.*?)</details>", nav[0], re.DOTALL
    )
    return [
        (name, bool(is_open), re.findall(r'href="/en/organise/([^"]+)"', lines))
        for is_open, name, lines in found
    ]


def test_the_menu_of_a_community_stands_in_groups_and_the_one_with_this_page_is_open(lome: Community) -> None:
    page = at_the_desk(community=lome).get(LOME + "members/newcomers/")
    groups = groups_of(page)
    names = [name for name, _open, _pages in groups]
    assert names == [str(label) for label in menu.SECTIONS.values() if label in names]
    assert {"People", "Learning", "News and pages", "Settings and trust"} <= set(names)
    assert [name for name, is_open, _pages in groups if is_open] == ["People"]
    assert 'href="/en/organise/lome/members/newcomers/" aria-current="page"' in page.content.decode()


def test_a_page_below_an_entry_marks_the_entry_above_it(lome: Community) -> None:
    page = at_the_desk(community=lome).get(LOME + "pages/channels/add/").content.decode()
    assert re.findall(r'href="/en/organise/([^"]+)" aria-current="(\w+)"', page) == [
        ("lome/pages/channels/", "true")
    ]


def test_an_event_shows_its_own_groups_before_those_of_its_community(lome: Community) -> None:
    an_event(lome, slug="pyday")
    groups = groups_of(at_the_desk(community=lome).get(LOME + "pyday/plan/"))
    own = [name for name, _open, pages in groups if all(path.startswith("lome/pyday/") for path in pages)]
    assert own == [
        "Prepare", "Call for proposals", "Programme", "Places and invitations", "The day", "Afterwards",
    ]  # fmt: skip
    assert [name for name, _open, _pages in groups][: len(own)] == own
    assert [name for name, is_open, _pages in groups if is_open] == ["Prepare"]


def test_a_helper_of_one_event_sees_no_entry_that_would_be_refused(lome: Community) -> None:
    event = an_event(lome, slug="pyday")
    helper = at_the_desk(event=event)
    pages = [path for _n, _o, paths in groups_of(helper.get(LOME + "pyday/")) for path in paths]
    assert [path for path in pages if not path.startswith("lome/pyday/")] == []
    assert len(pages) > 10
    assert {helper.get(f"/en/organise/{path}").status_code for path in pages} == {200}


def test_an_entry_of_a_group_that_does_not_exist_is_refused() -> None:
    before = list(menu.ENTRIES)
    with pytest.raises(KeyError, match="no group 'cellar', only before, call"):
        menu.register(menu.Entry("cellar", "wine/", gettext_lazy("Events"), Area.EVENTS))
    assert before == menu.ENTRIES


def test_the_start_page_leads_by_what_needs_a_person_and_by_what_comes(lome: Community) -> None:
    soon = timezone.now().date() + timedelta(3)
    coming = an_event(lome, slug="pyday", name={"en": "PyDay"}, start=soon, end=soon)
    an_event(lome, slug="last", name={"en": "Last year"}, start=date(2020, 1, 1), end=date(2020, 1, 1))
    a_task(coming, title={"en": "Sign"}, due=date(2020, 1, 1))
    a_link(a_community(slug="accra"), lome, state="proposed")
    page = text_of(at_the_desk(community=lome).get(LOME))
    assert "To do now Sister communities 1 link asks for a yes" in page
    assert "PyDay 1 late task" in page
    assert page.index("To do now") < page.index("PyDay 1 late") < page.index("Past events 1")


def test_the_start_page_says_when_nothing_waits(lome: Community) -> None:
    an_event(lome, slug="pyday")
    assert "To do now Nothing waits for you here." in text_of(at_the_desk(community=lome).get(LOME))


def test_the_start_page_asks_as_often_for_three_events_as_for_one(lome: Community) -> None:
    browser = at_the_desk(community=lome)
    soon = timezone.now().date() + timedelta(9)
    costs = []
    for slug in ("one", "two", "three"):
        a_task(an_event(lome, slug=slug, start=soon, end=soon), title={"en": "Sign"}, due=date(2020, 1, 1))
        costs.append(queries_of(browser, LOME))
    assert costs[0] == costs[2] <= 24
