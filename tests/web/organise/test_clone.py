from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Page, TeamSeat
from teranga.domains.events.actions.plan import begin_plan
from teranga.domains.events.models import Event, FineText, Room, Session, Speaker, Task, TaskDependency, Track
from teranga.domains.events.rules_clone import PARTS
from tests.factories.communities import MADE, a_community, a_page, a_seat
from tests.factories.events import a_programme, a_room, a_venue, an_event
from tests.factories.people import a_person
from tests.web.organise.desk import at_the_desk, audited, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/"
TYPED = {
    "name_en": "PyCon Togo 2027", "slug": "pycon-2027", "start": "2027-09-24", "keep_weekday": "on",
    "take": list(PARTS),
}  # fmt: skip


@pytest.fixture
def source() -> Event:
    lome = a_community("lome")
    return an_event(
        lome, "pycon-2026", name={"en": "PyCon Togo 2026"}, tagline={"en": "See you in 2026"},
        summary={"en": "Thursday 24 September 2026 in Lomé"}, venue=a_venue(lome), capacity=300,
        frame=[{"day": "2026-09-24", "text": {"en": "Talks"}}],
        starts_at=datetime(2026, 9, 24, 8, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def organiser(source: Event) -> Client:
    return at_the_desk(community=source.community)


def test_the_form_offers_the_next_year_with_its_name_and_address(organiser: Client, source: Event) -> None:
    assert "PyCon Togo 2026" in text_of(organiser.get(DESK + "clone/"))
    html = organiser.get(DESK + "clone/pycon-2026/").content.decode()
    for value in ("PyCon Togo 2027", "pycon-2027", "2027-09-23"):
        assert f'value="{value}"' in html


def test_everything_that_was_chosen_moves_and_people_stay(organiser: Client, source: Event) -> None:
    a_programme(source, 2)
    begin_plan(event=source, by=COMMAND_LINE, at=MADE)
    Task.objects.filter(event=source).update(state="done", owner=a_person("Afi"))
    a_seat(source.community, name="Afi Mensah", group={"en": "Team 2026"})
    a_seat(source.community, name="Kofi", group={"en": "Board"})
    a_page(source.community, "visit-2026", title={"en": "How to get there in 2026"}, author="Afi Mensah")
    answer = send(organiser, DESK + "clone/pycon-2026/", **TYPED)
    assert answer["Location"] == DESK + "pycon-2027/check/?saved=1", text_of(answer)
    event = Event.objects.get(community=source.community, slug="pycon-2027")
    assert (event.start, event.end, event.visibility) == (date(2027, 9, 23), date(2027, 9, 24), "draft")
    assert (event.tagline, event.capacity, event.venue) == ({"en": "See you in 2027"}, 300, source.venue)
    assert event.frame == [{"day": "2027-09-23", "text": {"en": "Talks"}}]
    assert event.starts_at == datetime(2027, 9, 23, 8, tzinfo=UTC)
    assert (Room.objects.filter(event=event).count(), Track.objects.filter(event=event).count()) == (2, 2)
    assert (Session.objects.filter(event=event).count(), Speaker.objects.filter(event=event).count()) == (
        0,
        0,
    )
    tasks = Task.objects.filter(event=event)
    assert tasks.count() == tasks.filter(state="open", owner=None).count() == 88
    links = TaskDependency.objects.filter(event=event)
    assert links.count() == TaskDependency.objects.filter(event=source).count() > 0
    assert links.exclude(needs__event=event).count() == 0
    seat = TeamSeat.objects.get(community=source.community, group={"en": "Team 2027"})
    assert (seat.name, seat.person) == ("", None)
    page = Page.objects.get(community=source.community, slug="visit-2027")
    assert (page.title["en"], page.author, page.published_at) == ("How to get there in 2027", "", None)
    assert audited("event.clone")[0]["source"] == source.pk


def test_nothing_is_taken_that_was_not_chosen(organiser: Client, source: Event) -> None:
    a_room(source)
    assert send(organiser, DESK + "clone/pycon-2026/", **{**TYPED, "take": []}).status_code == 302
    event = Event.objects.get(community=source.community, slug="pycon-2027")
    assert (event.tagline, event.venue, event.capacity) == ({}, None, None)
    assert Room.objects.filter(event=event).count() == 0


def test_an_address_that_is_taken_is_refused_and_nothing_is_made(organiser: Client, source: Event) -> None:
    for slug in ("pycon-2026", "news"):
        answer = send(organiser, DESK + "clone/pycon-2026/", **{**TYPED, "slug": slug})
        assert (answer.status_code, "has this address" in text_of(answer)) == (422, True)
    assert Event.objects.filter(community=source.community).count() == 1


def test_c09_an_edition_of_another_community_is_not_found(organiser: Client, source: Event) -> None:
    an_event(a_community("other"), "secret-2026", name={"en": "Secret canary"})
    assert organiser.get(DESK + "clone/secret-2026/").status_code == 404
    assert organiser.post(DESK + "clone/secret-2026/", TYPED).status_code == 404
    assert "Secret canary" not in text_of(organiser.get(DESK + "clone/"))
    assert Event.objects.filter(community=source.community).count() == 1


def test_whoever_organises_one_event_makes_no_other(source: Event) -> None:
    browser = at_the_desk(event=source)
    assert browser.post(DESK + "clone/pycon-2026/", TYPED).status_code == 404
    assert Event.objects.filter(community=source.community).count() == 1


def test_what_is_left_is_listed_with_its_place_and_fine_marks_are_kept(
    organiser: Client, source: Event
) -> None:
    send(organiser, DESK + "clone/pycon-2026/", **TYPED)
    check = DESK + "pycon-2027/check/"
    page = organiser.get(check)
    assert "“Thursday 24 September 2027”: that day is a Friday." in text_of(page)
    assert f'href="{DESK}pycon-2027/settings/"' in page.content.decode()
    key = hidden_of(page)["key"]
    organiser.post(check + "mark/", {"key": key, "what": "fine"})
    organiser.post(check + "mark/", {"key": key, "what": "fine"})
    assert "Nothing to look at." in text_of(organiser.get(check))
    assert len(audited("text.call_fine")) == 1
    organiser.post(check + "mark/", {"key": key, "what": "again"})
    assert "Nothing to look at." not in text_of(organiser.get(check))


def test_a_mark_that_no_finding_has_is_not_kept(organiser: Client, source: Event) -> None:
    organiser.post(DESK + "pycon-2026/check/mark/", {"key": "x" * 64, "what": "fine"})
    assert FineText.objects.filter(event=source).count() == 0


def test_the_check_costs_the_same_for_one_edition_and_for_many(organiser: Client, source: Event) -> None:
    a_room(source)
    with_one = queries_of(organiser, DESK + "pycon-2026/check/")
    for year in (2024, 2025):
        an_event(source.community, f"pycon-{year}", venue=a_venue(source.community))
        a_room(source)
    assert queries_of(organiser, DESK + "pycon-2026/check/") == with_one <= 25
