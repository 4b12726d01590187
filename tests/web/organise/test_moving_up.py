"""At the desk: sessions that need no scores, and what moving up does to the rules that were signed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from teranga.domains.proposals.actions import confirming
from teranga.domains.proposals.models import Call, Proposal, Selection
from teranga.domains.proposals.queries_told import reserve_of
from teranga.domains.proposals.rules_groups import rule
from tests.domains.proposals.test_telling import CHAIR, LEFT, NOW, S, decided, tell_all, the_call
from tests.factories.people import a_person
from tests.factories.proposals import a_proposal, a_type
from tests.web.organise.desk import at_the_desk, queries_of, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/pycon/telling/"
AI = "AI"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def a_chair(call: Call) -> Client:
    return at_the_desk("programme_chair", community=call.event.community)


def with_rules(call: Call, *rules: dict, per_person: int | None = 1) -> None:
    Selection.objects.create(
        community_id=call.community_id, event_id=call.event_id, call=call, name="Signed", rules=list(rules),
        per_person=per_person, changed_at=NOW, made_at=NOW, applied_at=NOW,
    )  # fmt: skip


def test_a_sponsors_session_waits_on_the_desk_and_is_accepted_with_one_click_and_a_reason():
    call = the_call()
    kind = a_type(call, "sponsored", is_sponsored=True, way="code")
    row = a_proposal(call, type=kind, title="Our database")
    browser, path = a_chair(call), f"{DESK}talks/{row.code}/"
    assert "Need no scores Sponsors’ sessions" in text_of(browser.get(DESK))
    assert "Accept without scores" in text_of(browser.get(f"/en/organise/lome/pycon/proposals/{row.code}/"))
    refused = browser.post(path + "do/", {"do": "accept", "why": ""})
    assert (refused.status_code, "Write why" in text_of(refused)) == (409, True)
    assert browser.post(path + "do/", {"do": "accept", "why": "Gold package"}).status_code == 302
    assert "Accepted without scores Gold package" in text_of(browser.get(path))
    assert "Our database" in text_of(browser.get(DESK))
    assert browser.post(path + "do/", {"do": "give-up"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.accepted_why) == ("submitted", "")
    own = a_proposal(call, browser.person, type=kind)
    assert browser.post(f"{DESK}talks/{own.code}/do/", {"do": "accept", "why": "Mine"}).status_code == 404


def test_whoever_moves_up_shows_which_ceilings_the_programme_goes_over_with_them():
    call = the_call()
    speaker = a_person()
    with_rules(call, rule("topic:ai", "most", "percent", 50))
    first = decided(call, S.ACCEPTED, topics=["ai"])
    a_proposal(call, speaker, state=S.CONFIRMED, topics=["web"])
    decided(call, S.RESERVE, rank=1, topics=["ai"], title="More about AI")
    browser, path = a_chair(call), f"{DESK}answers/"
    a_proposal(call, speaker, state=S.RESERVE, told_state="submitted", rank=2, title="Twice the same")
    tell_all(call)
    page = text_of(browser.get(path))
    assert "ai: 67 % with it, and your rule says at most 50 %." in page
    assert "One speaker has 2 sessions with it, and your rule says at most 1." in page
    queries = queries_of(browser, path)
    confirming.decline_talk(proposal=first, by=CHAIR, at=LEFT)
    moved, waits = Proposal.objects.get(title="More about AI", event=call.event), reserve_of(call)
    assert (moved.state, [row.title for row in waits]) == (S.PROMOTED, ["Twice the same"])
    assert "of ai" not in text_of(browser.get(f"{DESK}talks/{moved.code}/"))  # one of two is within the rule
    decided(call, S.RESERVE, rank=3, topics=["web"])
    tell_all(call, NOW + timedelta(days=1))
    assert queries_of(browser, path) == queries
    assert browser.post(f"{DESK}talks/{waits[0].code}/do/", {"do": "off-reserve"}).status_code == 302
    assert [row.rank for row in reserve_of(call)] == [3]
