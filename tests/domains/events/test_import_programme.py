"""A programme is put into an event; again it changes nothing; newer it changes exactly what differs."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from teranga.domains.events.actions.create_event_from_programme import create_event_from_programme
from teranga.domains.events.actions.import_programme import DifferentProgramme, EmptyProgramme
from teranga.domains.events.actions.importing.rows import GUIDS, PALETTE
from teranga.domains.events.models import (
    ProgrammeImport,
    Room,
    ScheduleChange,
    Session,
    SessionSpeaker,
    Speaker,
    Track,
)
from teranga.formats.programme import ProgrammeRoom, ProgrammeSpeaker
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import (
    LATER,
    MORNING,
    NOON,
    ORGANISER,
    community,
    counted,
    event,
    programme,
    put,
    talk,
)
from tests.everything import everything

pytestmark = pytest.mark.django_db


def changes(of: object) -> list[tuple[str, str]]:
    rows = ScheduleChange.objects.filter(event=of, version__gt=1).order_by("pk")
    return [(row.kind, str(row.title)) for row in rows]


def test_the_first_import_makes_version_one_and_one_row_for_the_feed() -> None:
    lome = event()
    summary = put(lome, programme())
    lome.refresh_from_db()
    assert (summary.sessions, summary.speakers, summary.rooms, summary.version) == (3, 2, 2, 1)
    assert (counted(summary), summary.is_first, summary.is_unchanged) == ((3, 0, 0, 0), True, False)
    assert (lome.schedule_version, lome.schedule_changed_at) == (1, NOON)
    feed = ScheduleChange.objects.filter(event=lome)
    assert [(row.kind, row.version, row.session, row.after) for row in feed] == [("added", 1, None, {})]
    assert [row.counts["sessions"] for row in ProgrammeImport.objects.filter(event=lome)] == [3]


def test_what_the_programme_says_is_kept() -> None:
    lome = event()
    given = talk(
        1, subtitle=TranslatedText("Sub"), abstract=TranslatedText({"fr": "Résumé"}), track="Web",
        kind="talk", is_plenary=True, languages=["fr"], level="beginner", tags=["data"],
        links=[("Slides", "https://example.org/")],
        do_not_record=True, video_url="https://example.org/v", licence="CC BY", speakers=["kofi", "ama"],
    )  # fmt: skip
    put(lome, programme(given))
    kept = Session.objects.filter(event=lome).select_related("room", "track").get()
    assert (kept.title, kept.subtitle, kept.abstract) == (
        {"und": "Talk number 1"},
        {"und": "Sub"},
        {"fr": "Résumé"},
    )
    assert (kept.starts_at, kept.minutes, str(kept.room.name)) == (MORNING, 30, "Main hall")
    assert (str(kept.track.name), kept.track.colour, kept.kind) == ("Web", PALETTE[0], "talk")
    assert (kept.languages, kept.level, kept.tags, kept.licence) == (["fr"], "beginner", ["data"], "CC BY")
    assert (kept.links, kept.video_url) == ([["Slides", "https://example.org/"]], "https://example.org/v")
    assert (kept.is_plenary, kept.is_break, kept.do_not_record, kept.sequence) == (True, False, True, 0)
    assert list(kept.speakers.order_by("session_links__position").values_list("name", flat=True)) == [
        "Kofi Adzo",
        "Ama Mensah",
    ]
    assert Speaker.objects.filter(event=lome).exclude(person=None).count() == 0


def test_the_same_programme_again_touches_no_row() -> None:
    lome = event()
    put(lome, programme(talk(1, track="Web", tags=["a"], links=[("L", "https://example.org/")]), talk(2)))
    before = everything()
    again = put(
        lome,
        programme(talk(1, track="Web", tags=["a"], links=[("L", "https://example.org/")]), talk(2)),
        at=LATER,
    )
    assert (again.is_unchanged, counted(again), again.version) == (True, (0, 0, 0, 0), 1)
    assert everything() == before


def test_a_newer_version_says_exactly_what_changed() -> None:
    lome = event()
    put(lome, programme(talk(1), talk(2), talk(3), talk(4)))
    newer = programme(
        talk(1, start=MORNING + timedelta(minutes=15)),
        talk(2, room="side"),
        talk(3, title=TranslatedText("Renamed")),
        talk(5),
    )
    summary = put(lome, newer, at=LATER)
    lome.refresh_from_db()
    assert (counted(summary), summary.version, lome.schedule_changed_at) == ((1, 2, 1, 1), 2, LATER)
    assert changes(lome) == [
        ("added", "Talk number 5"),
        ("moved", "Talk number 1"),
        ("moved", "Talk number 2"),
        ("changed", "Renamed"),
        ("removed", "Talk number 4"),
    ]
    rows = {row.key: row for row in Session.objects.filter(event=lome)}
    assert {key: row.sequence for key, row in rows.items()} == {
        "talk-1": 1, "talk-2": 1, "talk-3": 0, "talk-4": 1, "talk-5": 0,
    }  # fmt: skip
    assert [key for key, row in rows.items() if row.cancelled_at] == ["talk-4"]
    assert rows["talk-3"].slug == "talk-number-3"


def test_a_move_keeps_where_it_was_and_where_it_is() -> None:
    lome = event()
    put(lome, programme(talk(1)))
    put(lome, programme(talk(1, room="side", start=MORNING + timedelta(hours=1))), at=LATER)
    move = ScheduleChange.objects.filter(event=lome, kind="moved").get()
    assert move.before == {"start": "2027-08-20 09:00", "room": "Main hall"}
    assert move.after == {"start": "2027-08-20 10:00", "room": "Side"}


def test_another_speaker_is_a_change_with_both_names() -> None:
    lome = event()
    put(lome, programme(talk(1)))
    summary = put(lome, programme(talk(1, speakers=["kofi"])), at=LATER)
    change = ScheduleChange.objects.filter(event=lome, kind="changed").get()
    assert counted(summary) == (0, 0, 1, 0)
    assert (change.before, change.after) == ({"speakers": "Ama Mensah"}, {"speakers": "Kofi Adzo"})
    assert summary.changes[0].fields == ["speakers"]


def test_a_session_that_returns_is_added_again_under_its_address() -> None:
    lome = event()
    put(lome, programme(talk(1), talk(2)))
    first = Session.objects.filter(event=lome).get(key="talk-2")
    put(lome, programme(talk(1)), at=LATER)
    summary = put(lome, programme(talk(1), talk(2)), at=LATER)
    back = Session.objects.filter(event=lome).get(key="talk-2")
    assert (counted(summary), summary.version) == ((1, 0, 0, 0), 3)
    assert (back.pk, back.slug, back.guid, back.cancelled_at) == (first.pk, first.slug, first.guid, None)
    assert back.sequence == 2


def test_a_speakers_new_biography_is_no_new_version() -> None:
    lome = event()
    put(lome, programme())
    told = [
        ProgrammeSpeaker("ama", "Ama Mensah", TranslatedText("Teaches.")),
        ProgrammeSpeaker("kofi", "Kofi Adzo"),
    ]
    summary = put(lome, programme(speakers=told), at=LATER)
    assert (summary.is_unchanged, summary.version, summary.changes) == (False, 1, [])
    assert Speaker.objects.filter(event=lome).get(key="ama").biography == {"und": "Teaches."}


def test_rooms_and_speakers_that_nothing_needs_any_more_go_away() -> None:
    lome = event()
    put(lome, programme(talk(1, room="side", speakers=["kofi"]), talk(2)))
    put(lome, programme(talk(2), rooms=[ProgrammeRoom("main", TranslatedText("Main hall"))],
                        speakers=[ProgrammeSpeaker("ama", "Ama Mensah")]), at=LATER)  # fmt: skip
    # The page of the cancelled session still shows both.
    assert sorted(Room.objects.filter(event=lome).values_list("key", flat=True)) == ["main", "side"]
    assert sorted(Speaker.objects.filter(event=lome).values_list("key", flat=True)) == ["ama", "kofi"]
    other = event(lome.community, slug="2028")
    put(other, programme(talk(1)))
    put(other, programme(talk(1), rooms=[ProgrammeRoom("main", TranslatedText("Main hall"))],
                         speakers=[ProgrammeSpeaker("ama", "Ama Mensah")]), at=LATER)  # fmt: skip
    assert list(Room.objects.filter(event=other).values_list("key", flat=True)) == ["main"]
    assert list(Speaker.objects.filter(event=other).values_list("key", flat=True)) == ["ama"]


def test_equal_titles_get_different_addresses_and_none_at_all_gets_a_number() -> None:
    lome = event()
    same = [talk(n, title=TranslatedText("Café !")) for n in (1, 2)]
    put(lome, programme(*same, talk(3, title=TranslatedText("!!!")), talk(4, title=TranslatedText())))
    slugs = Session.objects.filter(event=lome).order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["cafe", "cafe-2", "session-3", "session-4"]


def test_a_guid_comes_from_the_source_or_else_from_the_key() -> None:
    lome = event()
    own = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
    put(lome, programme(talk(1, guid=own), talk(2, guid="not one"), talk(3, guid=own)))
    guids = list(Session.objects.filter(event=lome).order_by("key").values_list("guid", flat=True))
    assert guids[0] == uuid.UUID(own)
    assert guids[1] == uuid.uuid5(GUIDS, "python-lome/2027/talk-2")
    assert len(set(guids)) == 3


def test_the_same_keys_in_two_events_never_mix() -> None:
    ours, theirs = event(), event(community("python-accra"))
    put(ours, programme(talk(1), talk(2)))
    put(theirs, programme(talk(1), talk(2)))
    before = {
        model: list(model.objects.filter(event=theirs).order_by("pk").values())
        for model in (Session, Speaker, Room, SessionSpeaker, ScheduleChange)
    }
    put(ours, programme(talk(1, title=TranslatedText("Ours"), room="side", speakers=["kofi"])), at=LATER)
    for model, rows in before.items():
        assert list(model.objects.filter(event=theirs).order_by("pk").values()) == rows
    assert Session.objects.filter(event=ours, room__event=theirs).count() == 0


def test_a_track_keeps_the_names_and_the_colour_that_it_was_given() -> None:
    lome = event()
    put(lome, programme(talk(1, track="Données")))
    Track.objects.filter(event=lome).update(name={"fr": "Données", "en": "Data"}, colour="#123456")
    summary = put(lome, programme(talk(1, track="Données")), at=LATER)
    assert summary.is_unchanged
    assert list(Track.objects.filter(event=lome).values_list("colour", flat=True)) == ["#123456"]


def test_an_event_takes_from_the_file_only_what_it_lacks() -> None:
    lome = event(city="Lomé", licence="our own")
    told = programme(
        city="Elsewhere", country="TG", licence="CC0", source="https://example.org/s", languages=["fr"]
    )
    put(lome, told)
    lome.refresh_from_db()
    assert (lome.city, lome.licence, lome.start) == ("Lomé", "our own", date(2027, 8, 20))
    assert (lome.country, lome.source_url, lome.languages) == ("TG", "https://example.org/s", ["fr"])


def test_an_event_made_from_a_programme_has_its_days_and_place() -> None:
    told = programme(talk(1), talk(30), city="Lomé", country="TG", source="a repository")
    made = create_event_from_programme(
        community=community(), slug="made", programme=told, by=ORGANISER, at=NOON
    )
    assert (str(made.name), made.start, made.end) == ("PyCon Lomé 2027", date(2027, 8, 20), date(2027, 8, 21))
    assert (made.zone, made.city, made.country, made.source_title) == (
        "Africa/Lome",
        "Lomé",
        "TG",
        "a repository",
    )


def test_a_programme_without_sessions_is_refused_and_changes_nothing() -> None:
    lome = event()
    put(lome, programme())
    before = everything()
    empty = programme()
    empty.sessions = []
    with pytest.raises(EmptyProgramme):
        put(lome, empty, at=LATER)
    assert everything() == before


def test_a_quite_different_programme_is_refused_unless_it_is_meant() -> None:
    lome = event()
    put(lome, programme(*(talk(n) for n in range(1, 6))))
    before = everything()
    other = programme(*(talk(n, key=f"other-{n}") for n in range(1, 6)))
    with pytest.raises(DifferentProgramme):
        put(lome, other, at=LATER)
    assert everything() == before
    assert counted(put(lome, other, at=LATER, replace=True)) == (5, 0, 0, 5)


def test_keys_and_texts_beyond_their_columns_are_shortened_and_stay_apart() -> None:
    lome = event()
    long = [talk(n, key="k" * 200 + str(n), title=TranslatedText("t" * 500), kind="x" * 90) for n in (1, 2)]
    put(lome, programme(*long))
    assert put(lome, programme(*long), at=LATER).is_unchanged
    assert Session.objects.filter(event=lome).count() == 2


def test_the_number_of_queries_does_not_grow_with_the_programme() -> None:
    small, large = event(slug="small"), event(community("other"), slug="large")
    put(small, programme(*(talk(n) for n in range(1, 6))))
    put(large, programme(*(talk(n) for n in range(1, 31))))
    with CaptureQueriesContext(connection) as few:
        put(small, programme(*(talk(n) for n in range(1, 6))), at=LATER)
    with CaptureQueriesContext(connection) as many:
        put(large, programme(*(talk(n) for n in range(1, 31))), at=LATER)
    assert len(many) == len(few)


def test_every_track_colour_can_be_read_on_white() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert [colour for colour in PALETTE if 1.05 / (light(colour) + 0.05) < 4.5] == []
    assert len(set(PALETTE)) == 12
