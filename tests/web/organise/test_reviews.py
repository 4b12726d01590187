"""Reviewing at the desk: an evening of a reviewer, and what those who run the call set up and see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.assigning import solve_assignment
from teranga.domains.proposals.models import (
    AssignmentRun,
    Call,
    Proposal,
    Review,
    ReviewCriterion,
    Reviewer,
    ReviewPhase,
    ReviewRecusal,
    ReviewRemark,
    ReviewTag,
)
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.learning import a_member
from tests.factories.people import a_grant, a_person, signed_in
from tests.factories.proposals import a_call
from tests.factories.reviews import a_criterion, a_phase, a_review, a_reviewer, a_sent_proposal, assigned
from tests.web.organise.desk import at_the_desk, hidden_of, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    found = a_call(an_event(a_community()))
    now = timezone.now()
    a_phase(found, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))
    return found


@pytest.fixture
def line(call: Call) -> ReviewCriterion:
    return a_criterion(call, labels={"4": {"en": "A must"}})


@pytest.fixture
def person(call: Call) -> Person:
    found: Person = a_reviewer(call).person
    return found


def root_of(call: Call) -> str:
    return f"/en/organise/{call.event.community.slug}/{call.event.slug}/reviews/"


def a_chair(call: Call) -> Client:
    return at_the_desk("programme_chair", event=call.event)


def told(browser: Client, path: str) -> str:
    answer: HttpResponse = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return text_of(answer)


def test_an_evening_goes_from_one_proposal_to_the_next_until_all_are_done(
    call: Call, line: ReviewCriterion, person: Person
) -> None:
    rows = [a_sent_proposal(call, f"Talk number {nth}") for nth in range(2)]
    for row in rows:
        assigned(row, person)
    browser, root = signed_in(person), root_of(call)
    assert "Reviewed 0 / 2" in told(browser, root)
    first = browser.get(f"{root}next/")["Location"]
    assert "A must" in told(browser, first)
    sent = send(browser, first, **{f"line-{line.pk}": "3", "for_speaker": "Show the code."})
    second = browser.get(sent["Location"])["Location"]
    assert {first, second} == {f"{root}of/{row.code}/" for row in rows}
    sent = send(browser, second, **{f"line-{line.pk}": "4"})
    last = browser.get(sent["Location"])["Location"]
    assert "reviewed everything that was asked of you" in told(browser, last)
    assert Review.objects.filter(event=call.event_id, sent_at__isnull=False).count() == 2


def test_a_review_without_points_keeps_the_words_and_says_what_is_missing(
    call: Call, line: ReviewCriterion, person: Person
) -> None:
    row = a_sent_proposal(call)
    assigned(row, person)
    answer = send(signed_in(person), f"{root_of(call)}of/{row.code}/", for_committee="Typed with care")
    assert answer.status_code == 422
    assert "Give points in every line" in text_of(answer)
    assert "Typed with care" in answer.content.decode()
    assert Review.objects.filter(event=call.event_id).count() == 0


def test_a_review_is_kept_by_script_and_by_button(call: Call, line: ReviewCriterion, person: Person) -> None:
    row = a_sent_proposal(call)
    assigned(row, person)
    browser, path = signed_in(person), f"{root_of(call)}of/{row.code}/"
    asked = {"version": "1", f"line-{line.pk}": "2"}
    answer = browser.post(f"{path}keep/", asked, headers={"Accept": "application/json"})
    assert answer.json()["kept"].startswith("Kept, ")
    assert browser.post(f"{path}keep/", asked)["Location"] == f"{path}?saved=1"
    browser.post(path, asked)
    answer = browser.post(f"{path}keep/", asked, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["kept"]) == (409, "")
    assert "It is sent already." in text_of(browser.post(f"{path}keep/", asked))
    assert Review.objects.filter(event=call.event_id).count() == 1


def test_a_proposal_that_changed_while_it_was_read_is_looked_at_again(
    call: Call, line: ReviewCriterion, person: Person
) -> None:
    row = a_sent_proposal(call)
    assigned(row, person)
    browser, path = signed_in(person), f"{root_of(call)}of/{row.code}/"
    page = browser.get(path)
    Proposal.objects.filter(event=call.event_id).update(version=2, abstract="Quite another talk")
    answer = browser.post(path, {**hidden_of(page), f"line-{line.pk}": "4", "for_speaker": "Well"})
    assert answer.status_code == 409
    assert "Quite another talk" in text_of(answer)
    assert Review.objects.filter(event=call.event_id).count() == 0
    again = browser.post(path, {**hidden_of(answer), f"line-{line.pk}": "4"})
    assert again.status_code == 302
    Proposal.objects.filter(event=call.event_id).update(version=3)
    assert "changed since you reviewed it" in told(browser, path)
    assert "changed since you read it" in told(browser, root_of(call))


def test_keeping_out_leads_on_and_the_proposal_is_gone(call: Call, person: Person) -> None:
    row = a_sent_proposal(call)
    assigned(row, person)
    browser, path = signed_in(person), f"{root_of(call)}of/{row.code}/"
    browser.post(f"{path}recuse/", {"reason": "A friend"})
    assert ReviewRecusal.objects.filter(event=call.event_id).count() == 1
    assert browser.get(path).status_code == 404


def test_the_committee_talks_and_chooses_reasons_where_the_phase_says_so(call: Call, person: Person) -> None:
    row = a_sent_proposal(call)
    assigned(row, person)
    ReviewTag.objects.create(
        community_id=call.community_id, event_id=call.event_id, call=call, slug="depth",
        name=in_three("Depth"), text=in_three("Tell more of how it works."),
    )  # fmt: skip
    browser, path = signed_in(person), f"{root_of(call)}of/{row.code}/"
    assert browser.post(f"{path}remark/", {"text": "Hm"}).status_code == 422
    assert browser.post(f"{path}tag/", {"tag": "depth", "on": "1"}).status_code == 422
    assert browser.post(f"{path}tag/", {"tag": "none", "on": "1"}).status_code == 404
    ReviewPhase.objects.filter(event=call.event_id).update(
        may_discuss=True, may_tag=True, sees_others="always"
    )
    browser.post(f"{path}remark/", {"text": "Worth a workshop?"})
    browser.post(f"{path}tag/", {"tag": "depth", "on": "1"})
    page = told(browser, path)
    assert "Worth a workshop? You" in page
    assert "Take it off" in page
    assert ReviewRemark.objects.filter(event=call.event_id).count() == 1


def test_reviewers_say_what_they_know_and_how_much_they_can_do(call: Call, person: Person) -> None:
    browser, path = signed_in(person), f"{root_of(call)}me/"
    send(browser, path, topics=["ai"], languages=["fr"], affiliation="Moov", most="7")
    row = Reviewer.objects.get(event=call.event_id)
    assert (row.topics, row.languages, row.affiliation, row.most) == (["ai"], ["fr"], "Moov", 7)
    assert a_chair(call).get(path).status_code == 404


def test_a_page_to_read_on_the_way_holds_what_waits_and_leads_back_when_nothing_does(
    call: Call, person: Person
) -> None:
    row = a_sent_proposal(call, abstract="All about bees")
    assigned(row, person)
    browser, root = signed_in(person), root_of(call)
    assert "All about bees" in told(browser, f"{root}read/")
    worker = browser.get(f"{root}read/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    a_review(row, person)
    assert browser.get(f"{root}read/")["Location"] == root


def test_somebody_with_the_role_who_was_not_added_learns_whom_to_ask(call: Call) -> None:
    browser = at_the_desk("reviewer", event=call.event)
    assert "You are not among the reviewers of this call." in told(browser, root_of(call))
    assert browser.get(f"{root_of(call)}read/")["Location"] == root_of(call)


@pytest.mark.parametrize("path", ["board/", "phases/", "lines/", "reasons/", "reviewers/", "phases/add/"])
def test_what_sets_reviewing_up_is_not_for_reviewers(call: Call, person: Person, path: str) -> None:
    a_grant(person, "read_only", event=call.event)
    assert signed_in(person).get(root_of(call) + path).status_code == 404
    assert a_chair(call).get(root_of(call) + path).status_code == 200


def test_phases_lines_and_reasons_are_written_at_the_desk(call: Call) -> None:
    browser, root = a_chair(call), root_of(call)
    ReviewPhase.objects.filter(event=call.event_id).delete()
    when: dict[str, Any] = {"starts_at": "2026-12-01T08:00", "ends_at": "2026-12-09T20:00"}
    how = {
        "name_en": "First look",
        "sees": "all",
        "sees_others": "after",
        "may_review": "on",
        "hides": ["notes"],
    }
    assert send(browser, f"{root}phases/add/", **when, **how).status_code == 302
    again = send(browser, f"{root}phases/add/", **when, **how)
    assert "Another phase runs at that time." in text_of(again)
    wrong = send(
        browser, f"{root}phases/add/", **how, starts_at="2027-01-02T08:00", ends_at="2027-01-01T08:00"
    )
    assert "The phase must end after it begins." in text_of(wrong)
    phase = ReviewPhase.objects.get(event=call.event_id)
    assert (phase.hides, phase.sees, phase.sees_names, phase.may_review) == (["notes"], "all", False, True)
    points = {"weight": "2", "least": "0", "most": "3", "required": "on", "is_offered": "on"}
    words = "Not for us\nPerhaps\nGood\nA must"
    send(browser, f"{root}lines/add/", name_en="Content", labels_en=words, **points)
    line = ReviewCriterion.objects.get(event=call.event_id)
    assert line.labels["3"] == {"en": "A must"}
    assert "0 to 3 points" in told(browser, f"{root}lines/")
    send(browser, f"{root}lines/{line.pk}/", name_en="Content", labels_en=words, **points | {"weight": "5"})
    line.refresh_from_db()
    assert line.weight == 5
    a_review(a_sent_proposal(call), a_person(), {line: 3})
    narrow = send(
        browser, f"{root}lines/{line.pk}/", name_en="Content", labels_en=words, **points | {"most": "2"}
    )
    assert "so their range stays" in text_of(narrow)
    stays = send(browser, f"{root}lines/{line.pk}/remove/")
    assert stays.status_code == 409
    send(browser, f"{root}reasons/add/", name_en="Depth", text_en="Tell more.", is_offered="on")
    assert "Tell more." in told(browser, f"{root}reasons/")
    assert ReviewCriterion.objects.filter(event=call.event_id).count() == 1


def test_only_members_with_the_role_become_reviewers_and_once(call: Call) -> None:
    browser, path = a_chair(call), f"{root_of(call)}reviewers/add/"
    member = a_member(call.event.community, name="Afi Mensah")
    how = {"member": "Afi Mensah", "most": "5", "least": "0", "is_offered": "on"}
    assert "needs the role of reviewer first" in text_of(send(browser, path, **how))
    assert "No confirmed member" in text_of(send(browser, path, **how | {"member": "Nobody"}))
    a_grant(member, "reviewer", event=call.event)
    assert "The least is above the most." in text_of(send(browser, path, **how | {"least": "9"}))
    send(browser, path, **how)
    assert "reviews here already" in text_of(send(browser, path, **how))
    row = Reviewer.objects.get(event=call.event_id)
    a_review(a_sent_proposal(call), member)
    waits = a_sent_proposal(call)
    assigned(waits, member)
    send(browser, f"{root_of(call)}reviewers/{row.pk}/", most="5", least="0")
    row.refresh_from_db()
    assert row.left_at is not None
    assert waits.assignments.count() == 0
    assert send(browser, f"{root_of(call)}reviewers/{row.pk}/remove/").status_code == 409


def test_the_board_says_what_is_missing_who_is_behind_and_what_is_seen_differently(
    call: Call, line: ReviewCriterion, person: Person
) -> None:
    other = a_reviewer(call, a_person("Kofi Adjei")).person
    split, lacks, stale = (a_sent_proposal(call, title) for title in ("Divided", "Lonely", "Renewed"))
    for who, points in ((person, 0), (other, 4), (a_person(), 4)):
        a_review(split, who, {line: points})
    a_review(stale, person, {line: 3})
    Proposal.objects.filter(event=call.event_id, pk=stale.pk).update(version=2)
    assigned(lacks, other)
    page = told(a_chair(call), f"{root_of(call)}board/")
    assert "Reviews, of all that are wanted 3 / 9" in page
    assert "Lack a review 2" in page
    assert "Divided 0–100 3 reviews" in page
    assert "Kofi Adjei" in page
    assert "1 to look at again" in page
    assert "Lonely 0 / 3 1 asked" in page


def test_the_team_keeps_somebody_out_of_one_proposal_and_lets_them_in_again(
    call: Call, person: Person
) -> None:
    row = a_sent_proposal(call)
    assigned(row, person)
    browser, path = a_chair(call), f"{root_of(call)}of/{row.code}/who/"
    browser.post(f"{path}set/", {"person": str(person.pk)})
    assert "said by the team" in told(browser, path)
    browser.post(f"{path}set/", {"person": str(person.pk), "in": "1"})
    assert ReviewRecusal.objects.filter(event=call.event_id).count() == 0
    for wrong in ("", "x", str(a_person().pk)):
        assert browser.post(f"{path}set/", {"person": wrong}).status_code == 404


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_pages_speak_each_language(
    call: Call, line: ReviewCriterion, person: Person, language: str
) -> None:
    row = a_sent_proposal(call)
    assigned(row, person)
    chair, browser = a_chair(call), signed_in(person)
    root = root_of(call).replace("/en/", f"/{language}/")
    for path in ("", "read/", "me/", f"of/{row.code}/"):
        assert browser.get(root + path).status_code == 200
    for path in ("board/", "phases/", "phases/add/", "lines/add/", f"of/{row.code}/who/"):
        assert chair.get(root + path).status_code == 200


def test_lists_ask_the_database_the_same_for_one_row_and_for_three(
    call: Call, line: ReviewCriterion, person: Person
) -> None:
    counts = []
    chair, browser = a_chair(call), signed_in(person)
    for rows in (1, 3):
        while Proposal.objects.filter(event=call.event_id).count() < rows:
            row = a_sent_proposal(call)
            assigned(row, person)
            a_review(row, a_reviewer(call).person, {line: 2})
        told_of = []
        for who, path in ((browser, ""), (browser, "read/"), (chair, "board/")):
            with CaptureQueriesContext(connection) as seen:
                told(who, root_of(call) + path)
            told_of.append(len(seen))
        counts.append(told_of)
    assert counts[0] == counts[1]


def test_an_event_without_a_call_says_so() -> None:
    event = an_event(a_community())
    root = f"/en/organise/{event.community.slug}/{event.slug}/reviews/"
    browser = at_the_desk("programme_chair", event=event)
    for path in ("", "board/"):
        assert "There is no call for proposals yet." in told(browser, root + path)
    for path in ("read/", "phases/", "of/NONE/"):
        assert browser.get(root + path).status_code == 404


def test_reviews_are_shared_out_looked_at_and_asked(call: Call, person: Person) -> None:
    row = a_sent_proposal(call, "Bees in the field")
    browser, root = a_chair(call), f"{root_of(call)}assign/"
    assert "Together the reviewers can do" not in told(browser, root)
    browser.post(f"{root}compute/", {"fair": "on"})
    run = AssignmentRun.objects.get(event=call.event_id)
    solve_assignment(run=run, at=timezone.now(), apart=False)
    page = told(browser, root)
    assert "New reviews asked for 1 Missing reviews 2" in page
    assert "Bees in the field" in page
    Proposal.objects.filter(event=call.event_id).update(topics=["ai"])
    refused = browser.post(f"{root}{run.pk}/apply/")
    assert refused.status_code == 409
    assert "changed since. Compute it again" in text_of(refused)
    Proposal.objects.filter(event=call.event_id).update(topics=["web"])
    assert browser.post(f"{root}{run.pk}/apply/")["Location"] == f"{root}?saved=1"
    assert row.assignments.get().person_id == person.pk
    assert browser.post(f"{root}{run.pk}/drop/").status_code == 409
    assert browser.post(f"{root}{run.pk + 9}/apply/").status_code == 404


def test_somebody_is_asked_by_hand_and_who_reviews_too_does_not_see_whom(call: Call, person: Person) -> None:
    row = a_sent_proposal(call)
    browser, path = a_chair(call), f"{root_of(call)}assign/hand/"
    asked = {"code": row.code, "person": str(person.pk), "on": "1"}
    assert browser.post(path, asked).status_code == 302
    assert row.assignments.count() == 1
    for wrong in ({"code": "NONE"}, {"person": "x"}, {"person": str(a_person().pk)}):
        assert browser.post(path, asked | wrong).status_code == 404
    browser.post(path, asked | {"on": "0"})
    assert row.assignments.count() == 0
    own = a_sent_proposal(call, speaker=person)
    assert "keeps out of it" in text_of(browser.post(path, asked | {"code": own.code}))
    a_reviewer(call, browser.person)  # type: ignore[attr-defined]
    assert browser.post(path, asked).status_code == 404


def test_how_it_is_judged_is_written_and_a_promise_stays(call: Call) -> None:
    browser, path = a_chair(call), f"{root_of(call)}rules/"
    asked = {"reviews_wanted": "4", "grading": "majority"}
    send(browser, path, **asked, votes_weight="0")
    call.refresh_from_db()
    assert (call.is_anonymous, call.reviews_wanted, call.grading, call.normalises) == (
        False, 4, "majority", False
    )  # fmt: skip
    send(browser, path, **asked, is_anonymous="on", normalises="on", votes_weight="60")
    call.refresh_from_db()
    assert (call.is_anonymous, call.votes_weight) == (False, 0)
    send(browser, path, **asked, is_anonymous="on", normalises="on", votes_weight="20")
    a_sent_proposal(call)
    refused = send(browser, path, **asked, votes_weight="0")
    assert "Speakers were promised" in text_of(refused)
    call.refresh_from_db()
    assert (call.is_anonymous, call.normalises, call.votes_weight) == (True, True, 20)
