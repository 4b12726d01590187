"""The ballot on a phone: one proposal after the other, and what stands there for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from teranga.domains.events.models import Event
from teranga.domains.proposals.models import AttendeeVote, Call
from tests.domains.proposals.test_voting import all_votes, by, sent
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.learning import a_member
from tests.factories.people import a_person, signed_in
from tests.factories.proposals import CLOSES, OPEN, a_call
from tests.web.organise.desk import at_the_desk, queries_of, text_of

pytestmark = pytest.mark.django_db
VOTE = "/en/lome/pycon/call/vote/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def event() -> Event:
    return an_event(a_community("lome"), slug="pycon")


@pytest.fixture
def call(event: Event) -> Call:
    return a_call(event, votes_open_at=OPEN - timedelta(days=1), votes_close_at=CLOSES)


def test_somebody_votes_on_one_after_the_other_and_looks_at_it_again(call: Call, event: Event) -> None:
    for code in ("AAA", "BBB"):
        by(sent(call, code, abstract="Two lines\nof text"), name="Ama Koné")
    browser = signed_in(a_member(event.community))
    page = browser.get(VOTE)
    assert "0 of 2 · until December 1, 2026, 22:00" in text_of(page)
    assert "Koné" not in text_of(page)
    assert "of a score" not in text_of(page)
    Call.objects.filter(event=event).update(votes_weight=20)
    assert "Votes make 20 % of a score" in text_of(browser.get(VOTE))
    assert "Votes make 20 % of a score" in text_of(Client().get("/en/lome/pycon/call/"))
    code = _code(page.content.decode())
    assert browser.post(VOTE, {"code": code, "value": "3"})["Location"] == f"{VOTE}?after={code}"
    assert "1 of 2" in text_of(browser.get(f"{VOTE}?after={code}"))
    other = "BBB" if code == "AAA" else "AAA"
    assert browser.post(VOTE, {"code": other, "value": "0"}).status_code == 302
    assert "You have voted on everything." in text_of(browser.get(VOTE))
    own = text_of(browser.get(VOTE + "mine/"))
    assert f"Talk {code} I must hear this Talk {other} Not for me" in own
    again = browser.get(f"{VOTE}?code={code}").content.decode()
    assert 'value="3" aria-pressed="true"' in again
    assert all_votes(call) == sorted([(code, 3), (other, 0)])


def _code(html: str) -> str:
    return html.split('name="code" value="')[1].split('"')[0]


def test_a_vote_on_what_is_gone_says_so_and_strangers_are_led_to_joining(call: Call, event: Event) -> None:
    sent(call, "AAA")
    browser, stranger = signed_in(a_member(event.community)), signed_in(a_person())
    for told in ({"code": "ZZZ", "value": "3"}, {"code": "AAA", "value": "9" * 5000}):
        refused = browser.post(VOTE, told)
        assert (refused.status_code, "not voted on any more" in text_of(refused)) == (409, True)
    for page in (stranger.get(VOTE), stranger.post(VOTE, {"code": "AAA", "value": "3"})):
        assert (page.status_code, "You are neither yet." in text_of(page)) == (403, True)
    assert Client().get(VOTE)["Location"] == "/en/me/sign-in/?next=%2Fen%2Flome%2Fpycon%2Fcall%2Fvote%2F"
    assert all_votes(call) == []


def test_before_and_after_the_voting_there_is_no_ballot(call: Call, event: Event, clock: Any) -> None:
    sent(call, "AAA")
    browser = signed_in(a_member(event.community))
    clock.move_to(OPEN - timedelta(days=2))
    assert "Voting begins on October 31, 2026, 12:00." in text_of(browser.get(VOTE))
    clock.move_to(CLOSES)
    assert "Nobody votes now." in text_of(browser.get(VOTE))
    assert "Nobody votes now." in text_of(browser.post(VOTE, {"code": "AAA", "value": "3"}))
    assert all_votes(call) == []


def test_the_call_says_that_people_vote_and_leads_there_while_they_do(call: Call, clock: Any) -> None:
    page = Client().get("/en/lome/pycon/call/").content.decode()
    assert "without names, and say what they want to hear" in page
    assert f'href="{VOTE}"' in page
    clock.move_to(CLOSES)
    assert f'href="{VOTE}"' not in Client().get("/en/lome/pycon/call/").content.decode()


def test_sums_are_for_the_team_and_not_for_reviewers(call: Call, event: Event) -> None:
    row = sent(call, "AAA")
    for _ in range(5):
        AttendeeVote.objects.create(
            community=event.community, event=event, proposal=row, person=a_person(), value=2, at=OPEN
        )
    path = "/en/organise/lome/pycon/call/votes/"
    page = text_of(at_the_desk("programme_chair", community=event.community).get(path))
    assert "5 people have voted." in page
    assert "Talk AAA 2 of 3 · 100 % want to hear it · 5 votes" in page
    assert at_the_desk("reviewer", community=event.community).get(path).status_code == 404


def test_the_ballot_asks_as_often_for_three_as_for_one(call: Call, event: Event) -> None:
    browser = signed_in(a_member(event.community))
    by(sent(call, "AAA"), a_person())
    before = [queries_of(browser, path) for path in (VOTE, VOTE + "mine/")]
    for code in ("BBB", "CCC"):
        by(sent(call, code), a_person())
    assert [queries_of(browser, path) for path in (VOTE, VOTE + "mine/")] == before


def test_c26_nobody_votes_where_the_event_or_its_call_is_not_shown(call: Call, event: Event) -> None:
    sent(call, "AAA")
    browser = signed_in(a_member(event.community))
    for hidden in ({"visibility": "draft"}, {"visibility": "public", "call": "draft"}):
        Event.objects.filter(pk=event.pk, community=event.community).update(visibility=hidden["visibility"])
        Call.objects.filter(event=event).update(state=hidden.get("call", "published"))
        for page in (browser.get(VOTE), browser.get(VOTE + "mine/"),
                     browser.post(VOTE, {"code": "AAA", "value": "3"})):  # fmt: skip
            assert page.status_code == 404
    assert all_votes(call) == []
