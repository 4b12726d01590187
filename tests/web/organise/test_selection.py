"""The committee's page: the balance and the price of a rule, moved, compared, signed by two, decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from teranga.base.models import Job
from teranga.domains.proposals.models import Proposal, Reviewer, ReviewPhase, Selection
from teranga.domains.proposals.tasks import explain_the_selection
from tests.factories.communities import in_three
from tests.factories.people import a_person
from tests.factories.selections import AI_AT_MOST_ONE, CHOSEN, a_scored_call, a_selection, outcomes, scored
from tests.web.organise.desk import at_the_desk, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/pycon/selection/"


def seen(browser, row: Selection) -> str:
    return hidden_of(browser.get(f"{DESK}{row.pk}/")).get("seen", "") or row.changed_at.isoformat()


def move(browser, row: Selection, **typed: str):
    row.refresh_from_db()
    return browser.post(f"{DESK}{row.pk}/change/", {"seen": row.changed_at.isoformat(), **typed})


def test_a_selection_is_started_with_usual_rules_and_shows_what_they_cost():
    call = a_scored_call()
    browser = at_the_desk("programme_chair", community=call.community)
    assert "No selection yet" in text_of(browser.get(DESK))
    answer = send(browser, DESK + "add/", name="With rules", choose="4", usual="on")
    row = Selection.objects.get(community=call.community_id)
    assert answer["Location"] == f"{DESK}{row.pk}/"
    page = text_of(browser.get(answer["Location"]))
    assert "In the programme 4 of 6" in page
    assert "ai" in page
    assert "With rules" in text_of(browser.get(DESK))


def test_the_price_of_a_quota_and_the_reason_of_who_is_not_in_stand_on_the_page():
    call = a_scored_call()
    row = a_selection(call, AI_AT_MOST_ONE)
    browser = at_the_desk("programme_chair", community=call.community)
    page = text_of(browser.get(f"{DESK}{row.pk}/"))
    assert "at most 1 · costs 4 points · one more would bring 3 points" in page
    assert "All rules together cost 4 points 16.7 % of the score" in page
    assert "Points, proven to be the most 20" in page
    assert "Talk B reserve 1" in page
    assert "To have it costs 1 point. It would replace “Talk A”." in page


def test_rules_pins_and_numbers_are_moved_and_the_change_is_told():
    call = a_scored_call()
    row = a_selection(call, AI_AT_MOST_ONE)
    browser = at_the_desk("programme_chair", community=call.community)
    answer = move(browser, row, **{"most-topic:ai": "", "pin-F": "in", "least-topic:web": "2",
                                   "unit-least-topic:web": "count", "choose": "4", "rooms-talk": "2",
                                   "minutes-talk": "600", "reserve": "1"})  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}{row.pk}/")
    row.refresh_from_db()
    assert row.rules == [{"key": "least topic:web", "group": "topic:web", "floor": True, "count": 2}]
    assert (row.pins, row.choose, row.spaces, row.reserve) == ({"F": True}, 4, {"talk": [2, 600]}, 1)
    assert row.result["chosen"] == ["A", "D", "E", "F"]
    page = text_of(browser.get(f"{DESK}{row.pk}/"))
    assert "Came in Talk F" in page
    assert "4 points more" in page
    move(browser, row, **{"pin-F": "", "most-topic:ai": "30"})
    row.refresh_from_db()
    assert (row.pins, {one["key"] for one in row.rules}) == ({}, {"least topic:web", "most topic:ai"})


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"most-topic:ai": "many"}, 422, "write a whole number"),
        ({"most-topic:ai": "30", "least-topic:ai": "140"}, 422, "A share is from 0 to 100 %"),
        ({"choose": "-2"}, 422, "How many sessions: write a whole number"),
        ({"seen": "2026-01-01T00:00:00+00:00", "choose": "2"}, 409, "Somebody else changed this selection"),
        ({"seen": "not a moment", "choose": "2"}, 409, "Somebody else changed this selection"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(typed: dict[str, str], status: int, words: str):
    call = a_scored_call()
    row = a_selection(call, AI_AT_MOST_ONE)
    browser = at_the_desk("programme_chair", community=call.community)
    before = Selection.objects.filter(community=call.community_id).values().get()
    answer = move(browser, row, **typed)
    assert (answer.status_code, words in text_of(answer)) == (status, True)
    assert Selection.objects.filter(community=call.community_id).values().get() == before


def test_codes_and_groups_that_are_not_there_are_left_alone():
    call = a_scored_call()
    row = a_selection(call)
    browser = at_the_desk("programme_chair", community=call.community)
    move(browser, row, **{"pin-ZZZ": "in", "most-topic:none": "3", "pin-A": "sideways"})
    row.refresh_from_db()
    assert (row.pins, row.rules, row.result["chosen"]) == ({}, [], ["A", "B", "C"])


def test_rules_that_cannot_hold_together_are_named():
    call = a_scored_call()
    row = a_selection(call, AI_AT_MOST_ONE, choose=5)
    browser = at_the_desk("programme_chair", community=call.community)
    page = text_of(browser.get(f"{DESK}{row.pk}/"))
    assert "These cannot all hold the number of sessions ai: at most 1" in page
    assert "the rules cannot all hold" in text_of(browser.get(DESK))
    refused = browser.post(f"{DESK}{row.pk}/sign/")
    assert (refused.status_code, "There is no programme to sign yet" in text_of(refused)) == (409, True)


def test_two_sign_decide_and_take_it_back():
    call = a_scored_call()
    row = a_selection(call)
    one, other = (at_the_desk("programme_chair", community=call.community) for _ in range(2))
    here = f"{DESK}{row.pk}/"
    assert one.post(here + "sign/").status_code == 302
    again = one.post(here + "sign/")
    assert (again.status_code, "You signed already." in text_of(again)) == (409, True)
    refused = one.post(here + "decide/")
    assert (refused.status_code, "Two people have to sign first." in text_of(refused)) == (409, True)
    assert other.post(here + "sign/").status_code == 302
    assert "Nobody is told anything" in text_of(one.get(here))
    assert one.post(here + "decide/").status_code == 302
    assert outcomes(call)["A"] == "accepted"
    assert "Decided, told to nobody yet" in text_of(one.get(here))
    assert move(one, row, choose="2").status_code == 409
    assert one.post(here + "take-back/").status_code == 302
    assert set(outcomes(call).values()) == {"submitted"}
    assert send(one, here + "remove/").status_code == 302
    assert not Selection.objects.filter(community=call.community_id).exists()


def test_who_proposed_something_is_told_why_they_do_not_sign():
    call = a_scored_call()
    row = a_selection(call)
    browser = at_the_desk("programme_chair", community=call.community)
    scored(call, "G", 0.1, by=browser.person)
    move(browser, row)
    answer = browser.post(f"{DESK}{row.pk}/sign/")
    assert (answer.status_code, "Who proposed something" in text_of(answer)) == (409, True)
    assert row.signatures.count() == 0


def test_one_proposal_says_why_it_is_not_in_and_can_be_merged():
    call = a_scored_call()
    row = a_selection(call, AI_AT_MOST_ONE, reserve=0)
    browser = at_the_desk("programme_chair", community=call.community)
    here = f"{DESK}{row.pk}/why/"
    page = text_of(browser.get(here + "C/"))
    assert "To have it costs 2 points." in page
    assert "Would go Talk A" in page
    assert "Put it in by hand" in page
    assert "Keep it in by hand" in text_of(browser.get(here + "A/"))
    assert browser.get(here + "Z/").status_code == 404
    refused = send(browser, here + "D/merge/", other="Z")
    assert (refused.status_code, "no proposal with that number" in text_of(refused)) == (422, True)
    assert send(browser, here + "D/merge/", other="e").status_code == 302
    assert Proposal.objects.get(community=call.community_id, code="E").state == "merged"
    assert "E · Talk E" in text_of(browser.get(here + "D/"))
    assert browser.post(here + "E/unmerge/").status_code == 302
    assert Proposal.objects.get(community=call.community_id, code="E").state == "submitted"


def test_every_reason_is_found_by_a_job_that_shows_how_far_it_is():
    call = a_scored_call()
    row = a_selection(call, AI_AT_MOST_ONE, reserve=0)
    browser = at_the_desk("programme_chair", community=call.community)
    here = f"{DESK}{row.pk}/"
    assert browser.post(here + "explain/").status_code == 302
    assert "Looking for every reason : 0 / 1" in text_of(browser.get(here))
    job = Job.objects.get(name="proposals.explain_selection")
    explain_the_selection(**job.payload)
    page = text_of(browser.get(here))
    assert "To have it costs 1 point." in page
    assert "The next best programme has 1 point fewer:" in page


def test_two_selections_stand_beside_each_other():
    call = a_scored_call()
    one, other = a_selection(call), a_selection(call, AI_AT_MOST_ONE)
    browser = at_the_desk("programme_chair", community=call.community)
    page = text_of(browser.get(f"{DESK}{one.pk}/compare/{other.pk}/"))
    assert "1 session is in both." in page
    assert "Talk B" in page.partition("Only in")[2]
    assert browser.post(f"{DESK}{one.pk}/copy/").status_code == 302
    copy = Selection.objects.filter(community=call.community_id).latest("pk")
    assert copy.name == "First try, copy"
    send(browser, f"{DESK}{copy.pk}/name/", name="Second try")
    copy.refresh_from_db()
    assert copy.name == "Second try"


def test_only_the_team_sees_it():
    call = a_scored_call()
    row = a_selection(call)
    paths = ("", "add/", f"{row.pk}/", f"{row.pk}/compare/{row.pk}/", f"{row.pk}/why/A/", f"{row.pk}/name/")
    for role in ("reviewer", "read_only", "translator", "aid_committee"):
        browser = at_the_desk(role, community=call.community)
        assert {browser.get(DESK + path).status_code for path in paths} == {404}
        for path in ("change/", "sign/", "decide/", "copy/", "explain/", "take-back/"):
            assert browser.post(f"{DESK}{row.pk}/{path}").status_code == 404
    assert (row.signatures.count(), set(outcomes(call).values())) == (0, {"submitted"})


def a_reviewing_chair(call, sees_others: str):  # type: ignore[no-untyped-def]
    """A chair who reviews as well, in a phase that hides names."""
    browser = at_the_desk("programme_chair", community=call.community)
    of = {"community_id": call.community_id, "event_id": call.event_id, "call": call}
    Reviewer.objects.create(**of, person=browser.person, added_at=CHOSEN)
    now = timezone.now()
    ReviewPhase.objects.create(
        **of, name=in_three("Choosing"), starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1),
        sees="all", sees_others=sees_others,
    )  # fmt: skip
    return browser


def test_who_reviews_in_a_blind_phase_chooses_blind():
    call = a_scored_call()
    afi = a_person(name="Afi Mensah")
    scored(call, "G", 0.85, by=afi, title="What Afi Mensah learnt", country="SN")
    browser = a_reviewing_chair(call, "always")
    scored(call, "H", 0.95, by=browser.person, title="My own talk")
    rules = ({"key": "least country:SN", "group": "country:SN", "floor": True, "count": 1},)
    row = a_selection(call, *rules)
    page = text_of(browser.get(f"{DESK}{row.pk}/"))
    assert "Mensah" not in page
    assert "Senegal" not in page
    assert "What ▇▇▇ learnt" in page
    assert "– ▇▇▇ you keep out of it" in page
    assert browser.get(f"{DESK}{row.pk}/why/H/").status_code == 404
    move(browser, row, **{"pin-H": "in", "pin-F": "in", "most-topic:ai": "1", "unit-most-topic:ai": "count"})
    row.refresh_from_db()
    assert (row.pins, row.rules) == ({"F": True}, [*rules, AI_AT_MOST_ONE])
    assert row.result["status"] == "optimal"


def test_the_selection_waits_for_who_has_yet_to_review():
    call = a_scored_call()
    row = a_selection(call)
    browser = a_reviewing_chair(call, "after")
    for path in ("", f"{row.pk}/", f"{row.pk}/why/A/", f"{row.pk}/compare/{row.pk}/"):
        answer = browser.get(DESK + path)
        assert (answer.status_code, "The selection waits for you" in text_of(answer)) == (409, True)
    assert browser.post(f"{DESK}{row.pk}/sign/").status_code == 409
    assert row.signatures.count() == 0


def test_the_page_takes_as_many_queries_with_three_proposals_as_with_thirty():
    call = a_scored_call()
    row = a_selection(call)
    browser = at_the_desk("programme_chair", community=call.community)
    few = queries_of(browser, f"{DESK}{row.pk}/")
    listed = queries_of(browser, DESK)
    for number in range(24):
        scored(call, f"N{number}", 0.2)
    move(browser, row)
    assert queries_of(browser, f"{DESK}{row.pk}/") == few
    assert queries_of(browser, DESK) == listed
    a_selection(call)
    a_selection(call)
    assert queries_of(browser, DESK) == listed
