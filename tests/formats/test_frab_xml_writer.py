"""schedule.xml as frab and its many readers expect it."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings

from teranga.formats.frab_xml import write_frab_xml
from teranga.formats.programme import Programme
from teranga.formats.publication import Publication, PublishedSession, UndatedProgrammeError
from tests.formats.invented import GUID, programmes, saly
from tests.formats.places import SHARED, real


def written(programme: Programme | None = None, **options: Any) -> Element:
    return fromstring(write_frab_xml(programme or saly(), generator="Teranga", version="1.0", **options))


def strict_schema() -> Any:
    xmlschema = pytest.importorskip("xmlschema")
    real("conferences/_schemas/frab-schedule.xml.xsd")
    return xmlschema.XMLSchema(str(SHARED / "conferences/_schemas/frab-schedule.xml.xsd"))


def test_the_head_names_program_version_and_zone() -> None:
    root = written()
    assert root[0].attrib == {"name": "Teranga", "version": "1.0"}
    assert root.findtext("version") == "0.3"
    conference = root.find("conference")
    assert conference is not None
    assert {child.tag: child.text for child in conference if child.text} == {
        "title": "PyDay Saly",
        "acronym": "pds_event",
        "start": "2026-03-06",
        "end": "2026-03-07",
        "days": "2",
        "timeslot_duration": "00:05",
        "base_url": "https://example.org/saly/",
        "time_zone_name": "Africa/Dakar",
    }


def test_a_session_after_midnight_is_listed_under_the_day_before() -> None:
    root = written()
    listed = [
        (day.get("date"), room.get("name"), event.findtext("title"), event.findtext("date"))
        for day in root.iter("day")
        for room in day.iter("room")
        for event in room.iter("event")
    ]
    assert listed == [
        ("2026-03-06", "Baobab", "Cartes & <réseaux>", "2026-03-06T09:00:00+00:00"),
        ("2026-03-06", "Baobab", "Contes", "2026-03-07T01:15:00+00:00"),
        ("2026-03-07", "", "Café", "2026-03-07T10:00:00+00:00"),
    ]
    assert [day.get("start") for day in root.iter("day")] == [
        "2026-03-06T05:00:00+00:00",
        "2026-03-07T05:00:00+00:00",
    ]


def test_an_event_carries_every_field_and_no_unsafe_link() -> None:
    event = next(written().iter("event"))
    assert event.get("guid") == GUID
    fields = {child.tag: child.text for child in event if not len(child)}
    number = int(event.get("id") or 0)
    assert fields == {
        "date": "2026-03-06T09:00:00+00:00",
        "start": "09:00",
        "duration": "00:45",
        "room": "Baobab",
        "slug": f"pds_event-{number}-cartes-reseaux",
        "url": f"https://example.org/saly/pds_event-{number}-cartes-reseaux",
        "title": "Cartes & <réseaux>",
        "subtitle": None,
        "track": "Cartes",
        "type": "talk",
        "language": "fr/en",
        "abstract": "Des cartes ;\nsans réseau, hors ligne.",
        "description": None,
    }
    assert [(link.get("href"), link.text) for link in event.iter("link") if link.get("href")] == [
        ("https://example.org/notes", "Notes")
    ]
    assert [(p.text, p.get("id")) for p in event.iter("person")] == [
        ("Awa Ndiaye", "5"),
        ("Koffi Mensah", None),
    ]


def test_identifiers_stay_the_same_when_another_session_is_added() -> None:
    before = {e.findtext("title"): (e.get("id"), e.get("guid")) for e in written().iter("event")}
    programme = saly()
    programme.sessions.insert(0, saly().sessions[1])
    programme.sessions[0].key = "a-new-one"
    after = {(e.get("id"), e.get("guid")) for e in written(programme).iter("event")}
    assert set(before.values()) < after
    assert before["Contes"][0] == "12"


def test_sessions_without_a_start_are_left_out_and_named() -> None:
    left_out: list[str] = []
    root = written(left_out=left_out)
    assert left_out == ["poster"]
    assert len(list(root.iter("event"))) == 3


def test_a_programme_without_any_date_is_refused() -> None:
    with pytest.raises(UndatedProgrammeError):
        write_frab_xml(Programme("Nothing", "x"), generator="Teranga", version="1")


def test_the_site_may_give_address_slug_and_number() -> None:
    details = {GUID: PublishedSession(url="https://example.org/s/1", slug="Ma Carte", number=77)}
    event = next(
        written(publication=Publication(sessions=details, language="en", without_room="Partout")).iter(
            "event"
        )
    )
    assert (event.get("id"), event.findtext("url")) == ("77", "https://example.org/s/1")
    assert (event.findtext("slug"), event.findtext("title")) == ("pds_event-0077-ma-carte", "Maps")


def test_the_strict_schema_accepts_the_invented_programme() -> None:
    schema = strict_schema()
    assert list(schema.iter_errors(write_frab_xml(saly(), generator="T", version="1").decode())) == []


@settings(max_examples=25, deadline=None)
@given(programme=programmes())
def test_the_strict_schema_accepts_any_programme(programme: Programme) -> None:
    schema = _schema_once()
    assert list(schema.iter_errors(write_frab_xml(programme, generator="T", version="1").decode())) == []


_SCHEMA: list[Any] = []


def _schema_once() -> Any:
    if not _SCHEMA:
        _SCHEMA.append(strict_schema())
    return _SCHEMA[0]
