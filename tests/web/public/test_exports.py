"""The programme in the formats that other programs read, checked with their own schemas."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from teranga.domains.events.models import Track, Venue
from teranga.foundation.translated import TranslatedText
from tests.factories.events import a_session
from tests.formats.places import SHARED, real
from tests.web.public.worlds import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Three sessions on one day and one after midnight, which belongs to that day too."""
    world = a_world(rows=3)
    a_session(world.event, room=world.sessions[0].room, starts_at=datetime(2026, 9, 25, 1, tzinfo=UTC))
    return world


def export(world: World, name: str, language: str = "fr") -> bytes:
    response = Client().get(f"/{language}{world.root}{name}")
    assert response.status_code == 200
    return response.content


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_xml_satisfies_the_schema_of_frab(world: World, language: str) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    real("conferences/_schemas/frab-schedule.xml.xsd")
    schema = xmlschema.XMLSchema(str(SHARED / "conferences/_schemas/frab-schedule.xml.xsd"))
    assert [
        str(fault) for fault in schema.iter_errors(export(world, "schedule.xml", language).decode())
    ] == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_json_satisfies_the_schema_of_c3voc(world: World, language: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(real("conferences/_schemas/c3voc-schedule.schema.json"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    told = json.loads(export(world, "schedule.json", language))
    assert [fault.message for fault in validator.iter_errors(told)] == []


def test_every_export_holds_every_session_once(world: World) -> None:
    slugs = {row.slug for row in world.sessions}
    calendar = Calendar.from_ical(export(world, "schedule.ics"))
    events = calendar.walk("VEVENT")
    assert len(events) == len({event["UID"] for event in events}) == 4
    assert {slug for slug in slugs if any(f"/{slug}/" in str(event["URL"]) for event in events)} == slugs
    days = json.loads(export(world, "schedule.json"))["schedule"]["conference"]["days"]
    assert [sum(map(len, day["rooms"].values())) for day in days] == [4, 0]
    assert export(world, "schedule.xml").count(b"<event ") == 4


def test_a_calendar_names_its_zone_in_full_and_grows_its_sequence(world: World) -> None:
    session = world.sessions[0]
    before = Calendar.from_ical(export(world, f"sessions/{session.slug}.ics"))
    session.sequence, session.starts_at = 3, datetime(2026, 9, 24, 14, tzinfo=UTC)
    session.save()
    after = Calendar.from_ical(export(world, f"sessions/{session.slug}.ics"))
    assert [zone["TZID"] for zone in after.walk("VTIMEZONE")] == ["Africa/Lome"]
    first, then = before.walk("VEVENT")[0], after.walk("VEVENT")[0]
    assert first["UID"] == then["UID"]
    assert (first["SEQUENCE"], then["SEQUENCE"]) == (0, 3)
    assert then.decoded("DTSTART").astimezone(UTC) == datetime(2026, 9, 24, 14, tzinfo=UTC)


def test_a_session_taken_off_stays_in_the_calendar_as_cancelled_and_leaves_the_others(world: World) -> None:
    session = world.sessions[0]
    session.cancelled_at = session.updated_at
    session.save()
    events = Calendar.from_ical(export(world, "schedule.ics")).walk("VEVENT")
    assert [str(event.get("STATUS")) for event in events if f"/{session.slug}/" in str(event["URL"])] == [
        "CANCELLED"
    ]
    assert len(events) == 4
    assert export(world, "schedule.xml").count(b"<event ") == 3


@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json", "schedule.ics"])
def test_an_event_without_a_programme_has_no_export(world: World, name: str) -> None:
    world.event.schedule_version = 0
    world.event.save()
    assert Client().get(f"/fr{world.root}{name}").status_code == 404


def texts_of(world: World, language: str) -> set[str]:
    """What the three exports say of the event, a room, a track, the venue and a session, in this language."""
    calendar = Calendar.from_ical(export(world, "schedule.ics", language))
    told = json.loads(export(world, "schedule.json", language))["schedule"]["conference"]
    xml = export(world, "schedule.xml", language).decode()
    every = str(
        [str(event.get(name)) for event in calendar.walk("VEVENT") for name in ("SUMMARY", "LOCATION")]
    )
    words = ("Fête", "Party", "Salle 7", "Room 7", "Cuir", "Leather", "Palais", "Palace", "Bonjour", "Hello")
    return {
        word for word in words if word in every or word in json.dumps(told, ensure_ascii=False) or word in xml
    }


def test_each_export_speaks_the_language_of_its_address_and_falls_back_to_the_event_s_first(
    world: World,
) -> None:
    event, session = world.event, world.sessions[0]
    event.languages, event.name = ["fr", "en"], TranslatedText({"en": "Party", "fr": "Fête"})
    event.venue = Venue.objects.create(
        community=event.community, name=TranslatedText({"en": "Palace", "fr": "Palais"})
    )
    event.save()
    session.title = TranslatedText({"en": "Hello", "fr": "Bonjour"})
    session.track = Track.objects.create(
        community=event.community, event=event, name=TranslatedText({"en": "Leather", "fr": "Cuir"})
    )
    session.room.name = TranslatedText({"en": "Room 7", "fr": "Salle 7"})
    session.room.save()
    session.save()
    french = {"Fête", "Salle 7", "Cuir", "Palais", "Bonjour"}
    assert texts_of(world, "fr") == french
    assert texts_of(world, "en") == {"Party", "Room 7", "Leather", "Palace", "Hello"}
    assert texts_of(world, "es") == french
