"""Telling at the desk: the list, the typed number, the five minutes, the answers, the public numbers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from teranga.domains.events.models import Session
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.proposals.actions.telling import tell_batch
from teranga.domains.proposals.links import session_guid
from teranga.domains.proposals.links_told import talk_path
from teranga.domains.proposals.models import Call, Proposal, Review, ReviewTag, TaggedProposal, Telling
from tests.domains.proposals.test_telling import LEFT, NOW, S, decided, tell_all, the_call, told
from tests.domains.proposals.test_telling import how as states
from tests.factories.communities import in_three
from tests.factories.people import a_person
from tests.factories.proposals import a_proposal, type_of
from tests.web.organise.desk import at_the_desk, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/pycon/telling/"


@pytest.fixture(autouse=True)
def _after_the_decision():  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


def a_chair(call: Call) -> Client:
    return at_the_desk("programme_chair", event=call.event)


def mark_in(page: str) -> str:
    found = re.search(r'name="mark" value="(\w+)"', page)
    assert found
    return found[1]


def test_h17_the_number_is_typed_and_what_was_shown_is_what_leaves():
    call = the_call()
    row = decided(call, S.ACCEPTED, title="Des graphes")
    browser = a_chair(call)
    shown = browser.get(DESK)
    page = text_of(shown)
    assert "Accepted: Des graphes" not in page  # the speaker reads French
    assert "Acceptée : Des graphes" in page.replace("\u202f", " ")
    assert "/me/talk/" not in shown.content.decode()
    mark = mark_in(shown.content.decode())
    wrong = browser.post(DESK + "approve/", {"mark": mark, "count": "2"})
    assert (wrong.status_code, "not the number of proposals" in text_of(wrong)) == (409, True)
    more = decided(call, S.REJECTED)
    changed = browser.post(DESK + "approve/", {"mark": mark, "count": "2"})
    assert (changed.status_code, "changed since you looked" in text_of(changed)) == (409, True)
    assert Telling.objects.filter(event=call.event_id).count() == 0
    again = {"mark": mark_in(changed.content.decode()), "count": "2"}
    assert browser.post(DESK + "approve/", again)["Location"] == DESK + "?saved=1"
    assert "The mails leave at" in text_of(browser.get(DESK))
    assert browser.post(DESK + "take-back/").status_code == 302
    assert browser.post(DESK + "take-back/").status_code == 409
    browser.post(DESK + "approve/", again)
    tell_batch(telling=Telling.objects.get(event=call.event_id, state="approved"), at=LEFT)
    assert states(row, more) == [told(S.ACCEPTED), told(S.REJECTED)]
    assert "Everything that is decided is told" in text_of(browser.get(DESK))


def test_who_may_not_decide_sees_nothing_of_it():
    call = the_call()
    row = decided(call, S.ACCEPTED)
    for role in ("reviewer", "read_only", "treasurer"):
        browser = at_the_desk(role, event=call.event)
        for path in ("", "answers/", "invite/", f"talks/{row.code}/"):
            assert browser.get(DESK + path).status_code in (302, 404), (role, path)
        for path in ("approve/", "take-back/", "answers/do/", f"talks/{row.code}/do/"):
            assert browser.post(DESK + path, {"do": "yes"}).status_code in (302, 404), (role, path)
    assert (states(row), OutgoingMail.objects.count()) == ([(S.ACCEPTED, "submitted")], 0)


def test_reasons_are_texts_of_tags_and_comments_that_were_let_through():
    call = the_call()
    row = decided(call, S.REJECTED)
    here = {"community_id": call.community_id, "event_id": call.event_id}
    tag = ReviewTag.objects.create(**here, call=call, slug="early", name=in_three("Too early"),
                                   text=in_three("Show what runs already."))  # fmt: skip
    TaggedProposal.objects.create(**here, proposal=row, tag=tag, at=NOW)
    for text in ("Try a smaller subject.", "Secretly dull."):
        Review.objects.create(**here, proposal=row, person=a_person(), version=1, for_speaker=text,
                              for_committee="CANARY", changed_at=NOW, sent_at=NOW)  # fmt: skip
    browser = a_chair(call)
    path = f"{DESK}talks/{row.code}/"
    send(browser, path, words="Thank you.", take=["0"])
    row.refresh_from_db()
    assert row.words == "Thank you.\n\nTry a smaller subject."
    tell_all(call)
    page = text_of(Client().get("/en" + talk_path(row.speakers.get())))
    assert "Show what runs already." in page
    assert "Try a smaller subject." in page
    assert "dull" not in page
    assert "CANARY" not in page
    mail = OutgoingMail.objects.get()
    assert "Show what runs already." in mail.body
    assert "smaller subject" not in mail.body


def test_answers_are_followed_and_helped_at_the_desk():
    call = the_call()
    row, waits, last = (
        decided(call, S.ACCEPTED),
        decided(call, S.RESERVE, rank=1),
        decided(call, S.RESERVE, rank=2),
    )
    tell_all(call)
    browser = a_chair(call)
    page, answers = f"{DESK}talks/{row.code}/do/", f"{DESK}answers/do/"
    early = browser.post(page, {"do": "more-time", "until": "2026-12-11T10:00"})
    assert (early.status_code, "Choose a day after" in text_of(early)) == (409, True)
    assert browser.post(page, {"do": "more-time", "until": "2027-01-11T10:00"}).status_code == 302
    assert browser.post(page, {"do": "yes"}).status_code == 302
    moved = browser.post(page, {"do": "yes"})
    assert (moved.status_code, "changed meanwhile" in text_of(moved)) == (409, True)
    assert "1 session is not in the programme yet" in text_of(browser.get(DESK + "answers/"))
    assert browser.get(DESK + "answers/", {"state": "none of ours"}).status_code == 200
    assert browser.post(answers, {"do": "publish"}).status_code == 302
    guid = Session.objects.get(event=call.event).guid  # published, so it opens nothing
    assert guid == session_guid(row)
    opened = [browser.get(f"/en/lome/pycon/call/propose/{key}/").status_code for key in (row.uuid, guid)]
    assert opened == [200, 404]
    assert browser.post(answers, {"do": "room", "type": str(row.type_id)}).status_code == 302
    assert browser.post(answers, {"do": "room", "type": "0"}).status_code == 409
    assert browser.post(answers, {"do": "reserve"}).status_code == 302
    assert states(row, waits, last) == [told(S.CONFIRMED), told(S.PROMOTED), (S.REJECTED, S.RESERVE)]
    cancel = {"do": "cancel", "why": "Ill", "refill": "on"}
    assert browser.post(page, cancel).status_code == 302
    assert "Another reason: Ill" in text_of(browser.get(DESK + "answers/?state=cancelled"))
    assert browser.post(page, {"do": "nonsense"}).status_code == 404
    assert browser.post(answers, {"do": "nonsense"}).status_code == 404


def test_a_guest_is_invited_at_the_desk():
    call = the_call()
    browser = a_chair(call)
    sent = send(browser, DESK + "invite/", name="Awa Diop", address="Awa@Example.org", language="fr",
                type=str(call.types.first().pk), words="We love your maps.")  # fmt: skip
    row = Proposal.objects.get(event=call.event_id, is_invited=True)
    assert sent["Location"] == f"{DESK}talks/{row.code}/?saved=1"
    assert OutgoingMail.objects.get().to_address == "awa@example.org"
    assert "We love your maps." in text_of(Client().get("/en" + talk_path(row.speakers.get())))


def test_f16_the_public_numbers_hide_what_is_small_and_appear_when_the_call_ended():
    call = the_call(rules=in_three("By points, then by balance."))
    for number in range(12):
        decided(call, S.ACCEPTED if number % 2 else S.REJECTED)
    decided(call, S.REJECTED, level="advanced")
    browser, public = a_chair(call), Client()
    path = "/en/lome/pycon/call/statistics/"
    assert public.get(path).status_code == 404
    early = browser.post(DESK + "answers/do/", {"do": "end"})
    assert (early.status_code, "13 proposals are not decided or not told." in text_of(early)) == (409, True)
    tell_all(call)
    Call.objects.filter(event=call.event_id).update(votes_weight=15)
    assert browser.post(DESK + "answers/do/", {"do": "end"}).status_code == 302
    page = text_of(public.get(path))
    assert "Received 13" in page
    assert "Accepted 6 · 46 %" in page
    assert "By points, then by balance." in page
    assert "Votes of those who came made 15 % of a score" in page
    assert "Advanced" not in page


def test_the_lists_take_as_many_queries_for_three_as_for_one():
    call = the_call()
    decided(call, S.ACCEPTED)
    decided(call, S.RESERVE, rank=1)
    browser = a_chair(call)
    first = queries_of(browser, DESK)
    for rank in (2, 3):
        decided(call, S.ACCEPTED)
        decided(call, S.RESERVE, rank=rank)
    assert queries_of(browser, DESK) == first
    tell_all(call)
    told_three = queries_of(browser, DESK + "answers/")
    for rank in (4, 5):
        decided(call, S.ACCEPTED)
        decided(call, S.RESERVE, rank=rank)
    tell_all(call, NOW + timedelta(days=1))
    assert queries_of(browser, DESK + "answers/") == told_three


def test_letters_for_a_visa_are_listed_until_they_are_sent_and_the_speaker_reads_it():
    call = the_call()
    row = decided(call, S.CONFIRMED, told_state=S.CONFIRMED, title="Des graphes", needs_letter=True)
    decided(call, S.CONFIRMED, told_state=S.CONFIRMED, title="Sans visa")
    browser, path = a_chair(call), DESK + "answers/"
    listed = text_of(browser.get(path)).partition("Letters for a visa")[2]
    assert ("Des graphes" in listed, "s1@example.org" in listed) == (True, True)
    answer = browser.post(path + "do/", {"do": "letter", "code": row.code, "sent": "yes"})
    assert answer["Location"] == path + "?saved=1"
    row.refresh_from_db()
    assert row.letter_sent_at == NOW
    assert "sent on December 10, 2026" in text_of(browser.get(path))
    page = "/en" + talk_path(row.speakers.get())
    assert "Your letter for a visa was sent on December 10, 2026." in text_of(Client().get(page))
    browser.post(path + "do/", {"do": "letter", "code": row.code})
    row.refresh_from_db()
    assert row.letter_sent_at is None
    other = Proposal.objects.get(event=call.event, title="Sans visa")
    assert browser.post(path + "do/", {"do": "letter", "code": other.code, "sent": "yes"}).status_code == 409
    other.refresh_from_db()
    assert other.letter_sent_at is None


def test_long_lists_of_answers_come_by_page_and_are_narrowed_by_answer_and_format():
    call = the_call()
    for nth in range(51):
        a_proposal(call, state=S.ACCEPTED, title=f"Talk {nth:02}", type=type_of(call, "talk"))
    a_proposal(call, state=S.CONFIRMED, title="Talk that comes", type=type_of(call, "talk"))
    a_proposal(call, state=S.ACCEPTED, title="Workshop", type=type_of(call, "workshop"))
    browser = a_chair(call)
    page = DESK + "answers/"
    assert "1 to 50 of 52" in text_of(browser.get(page))
    assert "51 to 52 of 52" in text_of(browser.get(f"{page}?from=2"))
    assert "1 to 50 of 53" in text_of(browser.get(f"{page}?state=all"))
    only = text_of(browser.get(f"{page}?type=workshop"))
    assert ("Workshop" in only, "Talk 01" in only) == (True, False)
    assert "Talk that comes" in text_of(browser.get(f"{page}?state=confirmed&type=talk"))
    assert "None." in text_of(browser.get(f"{page}?state=confirmed&type=workshop"))
    assert queries_of(browser, page) == queries_of(browser, f"{page}?type=workshop")
