from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from teranga.base.models import SearchDocument
from teranga.domains.events.actions.programme_rows import KINDS
from teranga.domains.events.models import Event, Room, ScheduleChange, Session, Speaker
from teranga.web.organise.programme_lists import LISTS
from tests.factories.communities import a_community
from tests.factories.events import (
    OPENING,
    a_programme,
    a_room,
    a_session,
    a_speaker,
    a_track,
    a_venue,
    an_event,
)
from tests.web.organise.desk import at_the_desk, audited, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/pycon/"
TYPED = {
    "venue": {"name_en": "University of Lomé", "city": "Lomé", "country": "tg", "access_en": "Two steps"},
    "room": {"name_en": "Great hall", "capacity": "300"},
    "track": {"name_en": "Data", "colour": "#a3400b"},
    "speaker": {"name": "Afi Mensah", "affiliation": "PyLadies", "country": "TG"},
}


@pytest.fixture
def pycon() -> Event:
    return an_event(a_community("lome"), "pycon", schedule_version=1)


@pytest.fixture
def organiser(pycon: Event) -> Client:
    return at_the_desk(community=pycon.community)


def made(event: Event, kind: str) -> Any:
    if kind == "venue":
        return a_venue(event.community)
    return {"room": a_room, "track": a_track, "speaker": a_speaker}[kind](event)


def rows_of(event: Event, kind: str) -> Any:
    told = KINDS[kind]
    scope = {"event": event} if told.of_event else {"community": event.community}
    return told.model._default_manager.filter(**scope)


def talk(**more: Any) -> dict[str, Any]:
    return {
        "title_en": "Hello",
        "day": "2026-09-24",
        "hour": "09:00",
        "minutes": "30",
        "kind": "talk",
        **more,
    }


def changes() -> list[tuple[str, dict[str, str], dict[str, str]]]:
    rows = ScheduleChange.objects.across_communities("a test").order_by("id")
    return list(rows.values_list("kind", "before", "after"))


@pytest.mark.parametrize("told", LISTS, ids=lambda told: told.kind)
def test_a_row_is_added_changed_and_removed_and_the_log_tells_it(
    organiser: Client, pycon: Event, told
) -> None:  # type: ignore[no-untyped-def]
    form = hidden_of(organiser.get(f"{DESK}{told.path}add/"))
    for _ in range(2):
        answer = organiser.post(f"{DESK}{told.path}add/", {**form, **TYPED[told.kind]})
        assert answer.status_code == 302, text_of(answer)
    row = rows_of(pycon, told.kind).get()
    assert told.words(row)[0] in text_of(organiser.get(f"{DESK}{told.path}"))
    slug = row.slug
    name = "name" if told.kind == "speaker" else "name_en"
    answer = send(organiser, f"{DESK}{told.path}{row.pk}/", **{**TYPED[told.kind], name: "Another name"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (str(row.name), row.slug) == ("Another name", slug)
    organiser.post(f"{DESK}{told.path}{row.pk}/remove/")
    assert rows_of(pycon, told.kind).count() == 0
    assert [len(audited(f"{told.kind}.{verb}")) for verb in ("add", "change", "remove")] == [1, 1, 1]


@pytest.mark.parametrize("told", LISTS, ids=lambda told: told.kind)
def test_two_who_edit_one_row_lose_nothing(organiser: Client, pycon: Event, told) -> None:  # type: ignore[no-untyped-def]
    row = made(pycon, told.kind)
    path = f"{DESK}{told.path}{row.pk}/"
    form = hidden_of(organiser.get(path))
    assert send(organiser, path, **TYPED[told.kind]).status_code == 302
    assert organiser.post(path, {**form, **TYPED[told.kind]}).status_code == 409
    assert len(audited(f"{told.kind}.change")) == 1


@pytest.mark.parametrize("told", LISTS, ids=lambda told: told.kind)
def test_c09_rows_of_another_community_are_not_found(organiser: Client, told) -> None:  # type: ignore[no-untyped-def]
    foreign = made(an_event(a_community("other"), "secret"), told.kind)
    path = f"{DESK}{told.path}{foreign.pk}/"
    answers = [
        organiser.get(path),
        organiser.post(path, TYPED[told.kind]),
        organiser.post(path + "move/"),
        organiser.post(path + "remove/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert type(foreign)._default_manager.filter(community=foreign.community_id, pk=foreign.pk).exists()


def test_c09_a_room_takes_no_venue_of_another_community(organiser: Client, pycon: Event) -> None:
    venue = a_venue(a_community("other"))
    answer = send(organiser, DESK + "rooms/add/", **TYPED["room"], venue_id=str(venue.pk))
    assert answer.status_code == 422
    assert Room.objects.filter(event=pycon).count() == 0


def test_what_the_programme_stands_on_stays(organiser: Client, pycon: Event) -> None:
    venue = a_venue(pycon.community)
    pycon.venue = venue
    pycon.save()
    room, track, speaker = a_room(pycon), a_track(pycon), a_speaker(pycon)
    a_session(pycon, speakers=(speaker,), room=room, track=track)
    for path, row in (("venues", venue), ("rooms", room), ("tracks", track), ("speakers", speaker)):
        answer = organiser.post(f"{DESK}{path}/{row.pk}/remove/")
        assert (answer.status_code, "It is in use" in text_of(answer)) == (409, True)
        row.refresh_from_db()


def test_rooms_are_ordered_by_buttons(organiser: Client, pycon: Event) -> None:
    rooms = [a_room(pycon, position=place) for place in range(3)]
    organiser.post(f"{DESK}rooms/{rooms[2].pk}/move/", {"step": "-1"})
    order = Room.objects.filter(event=pycon).order_by("position").values_list("pk", flat=True)
    assert list(order) == [rooms[0].pk, rooms[2].pk, rooms[1].pk]


def test_a_session_is_added_and_stands_in_programme_feed_and_search(organiser: Client, pycon: Event) -> None:
    room, speaker = a_room(pycon, name={"en": "Hall"}), a_speaker(pycon, name="Afi")
    answer = send(organiser, DESK + "sessions/add/", **talk(room_id=str(room.pk), speakers=[str(speaker.pk)]))
    assert answer.status_code == 302, text_of(answer)
    session = Session.objects.get(event=pycon)
    assert (session.starts_at, session.minutes, session.room, session.slug, session.sequence) == (
        datetime(2026, 9, 24, 9, tzinfo=UTC), 30, room, "hello", 0,
    )  # fmt: skip
    assert changes() == [("added", {}, {"start": "2026-09-24 09:00", "room": "Hall"})]
    pycon.refresh_from_db()
    assert pycon.schedule_version == 2
    found = set(SearchDocument.objects.filter(event_id=pycon.pk).values_list("kind", "title"))
    assert found == {("session", "Hello"), ("speaker", "Afi")}
    assert "Hello" in text_of(Client().get("/en/lome/pycon/schedule/"))


def test_moving_a_session_raises_its_sequence_and_tells_from_where_to_where(
    organiser: Client, pycon: Event
) -> None:
    room = a_room(pycon, name={"en": "Hall"})
    session = a_session(pycon, title={"en": "Hello"}, starts_at=OPENING, minutes=30, room=room, languages=[],
                        level="", abstract={})  # fmt: skip
    answer = send(organiser, f"{DESK}sessions/{session.pk}/", **talk(hour="11:30", room_id=str(room.pk)))
    assert answer.status_code == 302, text_of(answer)
    session.refresh_from_db()
    assert session.sequence == 1
    assert changes() == [
        (
            "moved",
            {"start": "2026-09-24 09:00", "room": "Hall"},
            {"start": "2026-09-24 11:30", "room": "Hall"},
        )
    ]
    assert list(audited("session.change")[0]) == ["starts_at"]


def test_another_title_is_a_change_and_no_move(organiser: Client, pycon: Event) -> None:
    session = a_session(pycon, title={"en": "Hello"}, starts_at=OPENING, minutes=30, languages=[], level="",
                        abstract={})  # fmt: skip
    send(organiser, f"{DESK}sessions/{session.pk}/", **talk(title_en="Good evening"))
    session.refresh_from_db()
    assert (session.sequence, changes()) == (0, [("changed", {"title": "Hello"}, {"title": "Good evening"})])
    send(organiser, f"{DESK}sessions/{session.pk}/", **talk(title_en="Good evening"))
    assert len(changes()) == 1


def test_a_session_is_taken_off_and_put_on_again(organiser: Client, pycon: Event) -> None:
    session = a_session(pycon, speakers=(a_speaker(pycon),))
    organiser.post(f"{DESK}sessions/{session.pk}/remove/")
    session.refresh_from_db()
    assert (session.cancelled_at is None, session.sequence) == (False, 1)
    organiser.post(f"{DESK}sessions/{session.pk}/remove/")
    organiser.post(f"{DESK}sessions/{session.pk}/restore/")
    session.refresh_from_db()
    assert (session.cancelled_at, session.sequence) == (None, 2)
    assert [kind for kind, _, _ in changes()] == ["removed", "added"]


def test_a_collision_is_told_before_anything_is_saved(organiser: Client, pycon: Event) -> None:
    room, speaker = a_room(pycon), a_speaker(pycon, name="Afi")
    a_session(pycon, title={"en": "First"}, room=room, speakers=(speaker,), starts_at=OPENING, minutes=45)
    typed = talk(hour="09:30", room_id=str(room.pk), speakers=[str(speaker.pk)])
    answer = send(organiser, DESK + "sessions/add/", **typed)
    assert answer.status_code == 422
    words = text_of(answer)
    assert "“Hello” and “First” (09:00–09:45) are in the same room at the same time." in words
    assert "Afi would be in “Hello” and in “First”" in words
    assert Session.objects.filter(event=pycon).count() == 1
    assert send(organiser, DESK + "sessions/add/", **typed, anyway="on").status_code == 302
    assert "Please look" in text_of(organiser.get(DESK + "sessions/"))
    assert Session.objects.filter(event=pycon).count() == 2


def test_before_the_event_is_shown_its_programme_is_new_as_a_whole(organiser: Client, pycon: Event) -> None:
    pycon.visibility, pycon.schedule_version = "draft", 0
    pycon.save()
    for hour in ("09:00", "10:00"):
        assert send(organiser, DESK + "sessions/add/", **talk(hour=hour)).status_code == 302
    pycon.refresh_from_db()
    assert (changes(), pycon.schedule_version) == ([("added", {}, {})], 1)


def test_a_day_without_an_hour_is_refused(organiser: Client, pycon: Event) -> None:
    answer = send(organiser, DESK + "sessions/add/", **talk(hour=""))
    assert (answer.status_code, Session.objects.filter(event=pycon).count()) == (422, 0)


def test_c06_and_c09_a_session_takes_nothing_of_another_event(organiser: Client, pycon: Event) -> None:
    other = an_event(a_community("other"))
    session, room, speaker = a_session(pycon), a_room(other), a_speaker(other)
    for foreign in ({"room_id": str(room.pk)}, {"speakers": [str(speaker.pk)]}):
        assert send(organiser, f"{DESK}sessions/{session.pk}/", **talk(**foreign)).status_code == 422
    send(organiser, f"{DESK}sessions/{session.pk}/", **talk(event=other.pk, key="k", slug="s", sequence="9"))
    session.refresh_from_db()
    assert (session.event, session.room, session.slug == "s", session.key == "k") == (
        pycon,
        None,
        False,
        False,
    )
    foreign = a_session(other)
    assert organiser.get(f"{DESK}sessions/{foreign.pk}/").status_code == 404
    assert organiser.post(f"{DESK}sessions/{foreign.pk}/remove/").status_code == 404


def test_c17_sessions_of_a_draft_event_are_shown_nowhere(organiser: Client, pycon: Event) -> None:
    pycon.visibility = "draft"
    pycon.save()
    send(organiser, DESK + "sessions/add/", **talk(title_en="Unseen canary"))
    assert Session.objects.filter(event=pycon).count() == 1
    paths = ("lome/pycon/schedule/", "lome/pycon/schedule.json", "lome/", "search/?q=unseen")
    for path in [*(f"/en/{path}" for path in paths), "/sitemap-lome.xml"]:
        assert "Unseen canary" not in Client().get(path).content.decode()


def test_two_who_edit_one_session_see_both_texts(organiser: Client, pycon: Event) -> None:
    session = a_session(pycon)
    path = f"{DESK}sessions/{session.pk}/"
    form = hidden_of(organiser.get(path))
    assert send(organiser, path, **talk(title_en="Theirs")).status_code == 302
    answer = organiser.post(path, {**form, **talk(title_en="Mine")})
    assert answer.status_code == 409
    assert ("Theirs" in text_of(answer), "Mine" in text_of(answer)) == (True, True)
    session.refresh_from_db()
    assert session.title == {"en": "Theirs"}


def test_the_lists_cost_the_same_for_one_row_and_for_many(pycon: Event) -> None:
    browser = at_the_desk(community=pycon.community)
    paths = [f"{DESK}{path}/" for path in ("sessions", "venues", "rooms", "tracks", "speakers")]
    a_programme(pycon, 1)
    a_venue(pycon.community)
    with_one = {path: queries_of(browser, path) for path in paths}
    a_programme(pycon, 3)
    a_venue(pycon.community)
    assert {path: queries_of(browser, path) for path in paths} == with_one
    assert max(with_one.values()) <= 13
    assert Speaker.objects.filter(event=pycon).count() == 4
