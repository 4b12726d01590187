"""Applying without an account, and one's own pairs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from teranga.domains.learning.models import Application, Meeting, PairWish, Programme, SafetyNote
from teranga.domains.mail.models import OutgoingMail
from tests.factories.communities import a_community
from tests.factories.learning import a_member, a_mentoring, a_pair, an_application
from tests.factories.people import signed_in
from tests.web.organise.desk import hidden_of, queries_of, text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
PAGE = "/en/lome/mentoring/spring/"
MINE = "/en/me/mentoring/"
TYPED = {"topics": ["web"], "languages": ["fr"], "times": ["week-evening"], "level": "1"}
STRANGER = {"name": "Afi Mensah", "contact": "afi@example.org", "consents": ["contact"]}


@pytest.fixture(autouse=True)
def clock():  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def programme() -> Programme:
    return a_mentoring(a_community("lome"), "spring")


def filled(browser: Client, path: str, clock, typed):  # type: ignore[no-untyped-def]
    hidden = hidden_of(browser.get(path))
    clock.shift(timedelta(seconds=30))
    return browser.post(path, {**hidden, **typed})


def test_a_stranger_finds_a_mentor_with_an_address_and_the_code_of_a_mail(
    programme: Programme, clock
) -> None:  # type: ignore[no-untyped-def]
    browser = Client()
    answer = filled(browser, PAGE + "mentee/", clock, {**TYPED, **STRANGER})
    assert (answer.status_code, answer["Location"]) == (302, PAGE + "code/")
    row = Application.objects.get(community=programme.community)
    assert (row.state, row.topics, row.level) == ("asked", ["web"], 1)
    code = re.search(r"\b\d{3}\s?\d{3}\b", OutgoingMail.objects.latest("pk").body)
    assert code is not None
    wrong = browser.post(PAGE + "code/", {"contact": "afi@example.org", "code": "000000"})
    row.refresh_from_db()
    assert (wrong.status_code, row.state) == (200, "asked")
    done = browser.post(PAGE + "code/", {"contact": "afi@example.org", "code": code[0]})
    row.refresh_from_db()
    assert (done["Location"], row.state) == (MINE + "?applied=1", "confirmed")
    assert "as somebody who looks for a mentor" in text_of(browser.get(MINE))


def test_what_is_missing_is_said_and_what_was_typed_is_kept(programme: Programme, clock) -> None:  # type: ignore[no-untyped-def]
    answer = filled(Client(), PAGE + "mentor/", clock, {**STRANGER, "words": "I like maps"})
    page = answer.content.decode()
    assert "Tick at least one language in which you like to talk." in page
    assert "Tick at least one time at which you could talk." in page
    assert "I like maps" in page
    assert not Application.objects.filter(community=programme.community).exists()


def test_a_member_is_asked_for_no_name_and_is_done_at_once(programme: Programme, clock) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in(a_member(programme.community))
    assert 'name="contact"' not in browser.get(PAGE + "mentor/").content.decode()
    answer = filled(browser, PAGE + "mentor/", clock, {**TYPED, "places": "3"})
    assert answer["Location"] == MINE + "?applied=1"
    row = Application.objects.get(community=programme.community)
    assert (row.role, row.places, row.state) == ("mentor", 3, "confirmed")


def test_after_the_last_day_the_form_leads_back_to_the_page(programme: Programme, clock) -> None:  # type: ignore[no-untyped-def]
    clock.move_to(datetime(2026, 9, 2, tzinfo=UTC))
    assert Client().get(PAGE + "mentee/")["Location"] == PAGE
    assert "Nobody can apply any more" in text_of(Client().get(PAGE))


def test_a_draft_is_shown_to_nobody_and_the_menu_names_learning_only_when_there_is_some() -> None:
    place = a_community("lome")
    row = a_mentoring(place, "spring", state="draft")
    assert Client().get(PAGE).status_code == 404
    assert "/en/lome/learning/" not in Client().get("/en/lome/").content.decode()
    Programme.objects.filter(community=place, pk=row.pk).update(state="open")
    assert "Spring" in text_of(Client().get("/en/lome/learning/"))


def test_a_pair_says_yes_meets_tells_how_it_went_and_ends(programme: Programme, clock) -> None:  # type: ignore[no-untyped-def]
    pair = a_pair(programme, "proposed")
    mentee, mentor = signed_in(pair.mentee.person), signed_in(pair.mentor.person)
    address = pair.mentor.person.contact_points.get().value
    root = f"{MINE}pairs/{pair.pk}/"
    assert address not in mentee.get(MINE).content.decode()
    mentee.post(root + "answer/", {"answer": "yes"})
    assert "We wait for the other answer." in text_of(mentee.get(MINE))
    mentor.post(root + "answer/", {"answer": "yes"})
    assert address in mentee.get(MINE).content.decode()
    late = mentee.post(root + "meeting/", {"day": "2026-08-21", "line": "Git"})
    assert (late.status_code, Meeting.objects.filter(community=programme.community).count()) == (422, 0)
    mentee.post(root + "meeting/", {"day": "2026-08-20", "line": "Git"})
    assert Meeting.objects.get(community=programme.community).line == "Git"
    mentor.post(root + "end/", {"never": "yes"})
    pair.refresh_from_db()
    assert (pair.state, PairWish.objects.get(community=programme.community).said_by) == ("ended", "mentor")
    mentee.post(root + "outcome/", {"outcome": "partly"})
    pair.refresh_from_db()
    assert pair.mentee_outcome == "partly"
    assert address not in mentee.get(MINE).content.decode()


def test_nobody_reads_or_moves_a_pair_or_an_application_of_others(programme: Programme) -> None:
    pair = a_pair(programme, "proposed")
    stranger = signed_in(a_member(programme.community))
    for path in ("answer/", "meeting/", "outcome/", "end/"):
        assert stranger.post(f"{MINE}pairs/{pair.pk}/{path}", {"answer": "yes"}).status_code == 404
    for path in ("confirm/", "withdraw/"):
        assert stranger.post(f"{MINE}{pair.mentee.pk}/{path}").status_code == 404
    pair.refresh_from_db()
    pair.mentee.refresh_from_db()
    assert (pair.state, pair.mentee_yes_at, pair.mentee.state) == ("proposed", None, "confirmed")


def test_somebody_else_s_wish_in_my_name_counts_only_when_i_say_so(programme: Programme) -> None:
    row = an_application(programme, state="asked", confirmed_at=None)
    browser = signed_in(row.person)
    assert "Somebody asked for this with your address. Was it you?" in text_of(browser.get(MINE))
    browser.post(f"{MINE}{row.pk}/confirm/")
    row.refresh_from_db()
    assert row.state == "confirmed"
    browser.post(f"{MINE}{row.pk}/withdraw/")
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_note_to_the_conduct_team_needs_no_name_and_few_come_from_one_place(
    programme: Programme, clock
) -> None:  # type: ignore[no-untyped-def]
    path = "/en/lome/safety-note/"
    answer = filled(Client(), path, clock, {"text": "He followed me."})
    assert (answer.status_code, answer["Location"]) == (302, path + "?sent=1")
    assert filled(Client(), path, clock, {"text": " "}).status_code == 200
    for _ in range(10):
        answer = filled(Client(), path, clock, {"text": "Again."})
    assert "Many notes came from here just now." in text_of(answer)
    assert SafetyNote.objects.filter(community=programme.community).count() == 10


def test_one_s_page_takes_as_many_queries_for_three_pairs_as_for_one(programme: Programme) -> None:
    person = a_member(programme.community)
    mentor = an_application(programme, "mentor", person=person, places=3)
    browser = signed_in(person)
    a_pair(programme, mentor=mentor)
    few = queries_of(browser, MINE)
    for _ in range(2):
        a_pair(programme, mentor=mentor)
    assert queries_of(browser, MINE) == few
