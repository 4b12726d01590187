"""The call at the desk: begun, completed, published; its rows, its codes, and who may see what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from teranga.domains.events.models import Event
from teranga.domains.proposals.models import AccessCode, Call, CallQuestion, SessionType, Topic
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.proposals import (
    OPEN,
    a_call,
    a_call_question,
    a_track,
    an_access_code,
    type_of,
)
from tests.web.organise.desk import at_the_desk, audited, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/pycon/call/"
BEGIN = {
    "opens_at": "2026-10-01T08:00", "closes_at": "2026-12-01T22:00", "types": ["talk", "lightning"],
    "topics": ["web"],
}  # fmt: skip
WINDOW = {
    "about_fr": "Venez", "about_en": "Come", "opens_at": "2026-10-01T08:00", "closes_at": "2026-12-02T22:00",
    "grace_minutes": "30", "decide_by": "2027-01-10", "reply_days": "7", "most_per_person": "3",
    "levels": ["beginner", "all"], "languages": ["fr", "ee"], "closed_tracks": ["sponsors"],
}  # fmt: skip
TEXTS = {
    "conduct_fr": "Respect", "payment_fr": "Tout le monde paie", "everybody_pays": "on",
    "rules_fr": "Deux avis", "past": "2025 | 214 | 62",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def event() -> Event:
    return an_event(a_community("lome"), slug="pycon")


def the_call(event: Event) -> Call:
    return Call.objects.get(event=event)


def test_a_call_is_begun_completed_and_published_at_the_desk(event: Event) -> None:
    a_track(event, "sponsors")
    browser = at_the_desk("programme_chair", community=event.community)
    assert "has no call yet" in text_of(browser.get(DESK))
    assert send(browser, DESK + "begin/", **BEGIN)["Location"] == DESK + "?saved=1"
    page = text_of(browser.post(DESK + "move/", {"move": "publish"}))
    assert (
        "Still missing: what you look for, the code of conduct, who pays what, speakers too, how you" in page
    )
    assert the_call(event).state == "draft"
    assert send(browser, DESK + "window/", **WINDOW).status_code == 302
    assert send(browser, DESK + "texts/", **TEXTS).status_code == 302
    assert browser.post(DESK + "move/", {"move": "publish"}).status_code == 302
    call = the_call(event)
    assert (call.state, call.grace_minutes, call.levels, call.languages, call.closed_tracks) == (
        "published", 30, ["beginner", "all"], ["fr", "ee"], ["sponsors"],
    )  # fmt: skip
    assert call.policies == {"conduct": {"fr": "Respect"}, "payment": {"fr": "Tout le monde paie"}}
    assert call.past == [{"name": "2025", "received": 214, "accepted": 62}]
    page = text_of(browser.get(DESK))
    assert "open October 1, 2026, 08:00 to December 2, 2026, 22:00 · 31 days left" in page
    assert "every text in every language of the event English" in page
    assert [len(audited(f"call.{verb}")) for verb in ("draft", "change", "publish")] == [1, 2, 1]


def test_a_second_call_is_not_begun_and_a_deadline_is_not_shortened(event: Event) -> None:
    call, browser = a_call(event), at_the_desk(community=event.community)
    assert browser.get(DESK + "begin/")["Location"] == DESK
    shorter = {**WINDOW, "closed_tracks": [], "closes_at": "2026-11-20T22:00"}
    page = send(browser, DESK + "window/", **shorter)
    assert (page.status_code, "it can only move later" in text_of(page)) == (422, True)
    assert the_call(event).closes_at == call.closes_at
    page = send(browser, DESK + "texts/", past="2025 | many | 62")
    assert "write name | received | accepted" in text_of(page)
    assert browser.post(DESK + "move/", {"move": "end"}).status_code == 404
    assert the_call(event).state == "published"


def test_fields_are_asked_hidden_and_measured_as_the_team_says(event: Event) -> None:
    a_call(event)
    browser = at_the_desk(community=event.community)
    page = browser.get(DESK + "fields/").content.decode()
    assert 'name="title-max"' in page
    assert 'name="title-ask"' not in page
    typed = {"count_in": "characters", "abstract-ask": "required", "abstract-max": "900",
             "notes-ask": "hidden", **{f"{name}-ask": "optional" for name in (
                "description", "track", "topics", "level", "slide_language", "files", "biography",
                "affiliation", "country", "co_speakers", "unavailable", "is_first_time", "wants_mentor",
                "may_record", "needs", "needs_aid")}}  # fmt: skip
    assert send(browser, DESK + "fields/", **typed).status_code == 302
    call = the_call(event)
    assert (call.count_in, call.fields["abstract"], call.fields["notes"]) == (
        "characters", {"ask": "required", "max": 900}, {"ask": "hidden"},
    )  # fmt: skip
    page = send(browser, DESK + "fields/", **typed, **{"abstract-min": "1000"})
    assert "cannot be longer than the most" in text_of(page)


def test_types_topics_and_questions_are_written_as_lists(event: Event) -> None:
    call, browser = a_call(event), at_the_desk(community=event.community)
    a_track(event, "web")
    told = {"name_fr": "Affiche", "minutes": "60", "way": "open", "rooms": "1", "is_offered": "on",
            "closes_at": "2026-12-15T12:00"}  # fmt: skip
    assert send(browser, DESK + "types/add/", **told).status_code == 302
    poster = type_of(call, "affiche")
    assert "Affiche 60 minutes · anybody proposes · until December 15, 2026" in text_of(
        browser.get(DESK + "types/")
    )
    assert send(browser, f"{DESK}types/{poster.pk}/", **told | {"is_offered": ""}).status_code == 302
    assert SessionType.objects.get(pk=poster.pk, event=event).ended_at == OPEN
    assert send(browser, DESK + "topics/add/", name_fr="Données", is_offered="on").status_code == 302
    tick = a_call_question(call, "tick", "Have you spoken before?")
    asked = {"label_fr": "Où ?", "kind": "choice", "choices_fr": "Lomé\nAccra", "about": "speaker",
             "seen_by": "reviewers", "types": ["talk"], "tracks": ["web"], "only_if": f"{tick.pk}:yes",
             "keep_days": "30", "is_personal": "on", "is_offered": "on",
             "required_from": "2026-12-20T00:00"}  # fmt: skip
    assert send(browser, DESK + "own-questions/add/", **asked).status_code == 302
    row = CallQuestion.objects.get(event=event, kind="choice")
    assert (row.choices, row.only_if_id, row.only_if_value, row.types, row.about, row.keep_days) == (
        [{"fr": "Lomé"}, {"fr": "Accra"}], tick.pk, "yes", ["talk"], "speaker", 30,
    )  # fmt: skip
    page = browser.get(f"{DESK}own-questions/{row.pk}/").content.decode()
    assert f'value="{tick.pk}:yes" selected' in page
    assert "Lomé\nAccra" in page
    page = send(browser, f"{DESK}own-questions/{tick.pk}/remove/")
    assert (page.status_code, "it stays" in text_of(page)) == (409, True)
    assert send(browser, f"{DESK}own-questions/{row.pk}/remove/").status_code == 302
    assert [one.slug for one in Topic.objects.filter(event=event).order_by("position")][-1] == "donnees"


def test_codes_are_made_changed_and_withdrawn_by_the_team_and_seen_by_nobody_else(event: Event) -> None:
    call = a_call(event)
    browser = at_the_desk(community=event.community)
    made = {"note": "For Moov", "types": ["talk"], "most_uses": "2", "valid_until": "2026-11-30T12:00"}
    assert send(browser, DESK + "codes/add/", code="moov-2026", **made).status_code == 302
    row = AccessCode.objects.get(event=event)
    page = text_of(browser.get(DESK + "codes/"))
    assert "MOOV-2026 For Moov Talk · 0 of 2 sent · until November 30, 2026" in page
    assert "/lome/pycon/call/propose/?code=MOOV-2026" in page
    assert send(browser, f"{DESK}codes/{row.pk}/", **made | {"most_uses": "5"}).status_code == 302
    page = send(browser, f"{DESK}codes/{row.pk}/", note="Nothing left")
    assert "Say what the code opens" in text_of(page)
    assert send(browser, f"{DESK}codes/{row.pk}/withdraw/").status_code == 302
    row = AccessCode.objects.get(event=event)
    assert (row.most_uses, row.note, row.withdrawn_at) == (5, "For Moov", OPEN)
    paths = [DESK + "codes/", DESK + "codes/add/", f"{DESK}codes/{row.pk}/"]
    for role in ("reviewer", "read_only", "aid_committee"):
        assert [at_the_desk(role, community=event.community).get(path).status_code for path in paths] == [
            404
        ] * 3
    foreign = an_access_code(a_call(an_event(event.community)), after_the_end=True)
    assert browser.get(f"{DESK}codes/{foreign.pk}/").status_code == 404
    assert call.codes.count() == 1


def test_a_reviewer_reads_the_call_and_changes_nothing(event: Event) -> None:
    a_call(event)
    browser = at_the_desk("reviewer", community=event.community)
    page = browser.get(DESK)
    assert page.status_code == 200
    assert [word in text_of(page) for word in ("Change window", "Access codes", "Make it a draft")] == [
        False
    ] * 3
    for path in ("begin/", "window/", "texts/", "fields/", "voting/", "types/add/", "own-questions/add/"):
        assert browser.get(DESK + path).status_code == 404, path
    assert browser.post(DESK + "move/", {"move": "take_back"}).status_code == 404
    assert the_call(event).state == "published"


def test_where_there_is_no_call_its_pages_are_not_found(event: Event) -> None:
    browser = at_the_desk(community=event.community)
    paths = ("window/", "texts/", "fields/", "voting/", "types/", "topics/add/", "own-questions/", "codes/")
    assert [browser.get(DESK + path).status_code for path in paths] == [404] * len(paths)


def test_the_pages_of_the_call_ask_as_often_for_three_rows_as_for_one(event: Event) -> None:
    call, browser = a_call(event, types=("talk",), topics=("web",)), at_the_desk(community=event.community)
    a_call_question(call)
    an_access_code(call, after_the_end=True)
    paths = [DESK, DESK + "types/", DESK + "topics/", DESK + "own-questions/", DESK + "codes/"]
    before = [queries_of(browser, path) for path in paths]
    for slug in ("a", "b"):
        Topic.objects.create(community=event.community, event=event, call=call, slug=slug)
        SessionType.objects.create(
            community=event.community, event=event, call=call, slug=slug, minutes=5, closes_at=call.closes_at
        )
        a_call_question(call, "tick")
        an_access_code(call, types=[slug])
    assert [queries_of(browser, path) for path in paths] == before


def test_voting_is_opened_between_two_moments(event: Event) -> None:
    a_call(event)
    browser: Client = at_the_desk(community=event.community)
    page = send(browser, DESK + "voting/", votes_open_at="2026-12-05T08:00")
    assert "Voting needs a beginning and a later end." in text_of(page)
    told = {"votes_open_at": "2026-12-05T08:00", "votes_close_at": "2026-12-20T08:00"}
    assert send(browser, DESK + "voting/", **told).status_code == 302
    assert "December 5, 2026" in text_of(browser.get(DESK))
