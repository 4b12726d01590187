"""An invented programme, and Hypothesis strategies for more of them."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from teranga.formats.plain_text import one_line, paragraphs
from teranga.formats.programme import Programme, ProgrammeRoom, ProgrammeSession, ProgrammeSpeaker
from teranga.foundation.translated import TranslatedText

GUID = "0b6f3c52-7f0e-4d4b-9d3b-0d5e3f1a9c01"


def saly() -> Programme:
    """Two days: a talk with everything, one after midnight, one without a room, one without a time."""
    zone = ZoneInfo("Africa/Dakar")
    return Programme(
        "PyDay Saly",
        "frab-xml",
        zone="Africa/Dakar",
        start=date(2026, 3, 6),
        end=date(2026, 3, 7),
        acronym="pds",
        venue="Maison des jeunes",
        version="0.3",
        languages=["fr", "en"],
        base_url="https://example.org/saly/",
        day_change=time(5, 0),
        rooms=[ProgrammeRoom("baobab", TranslatedText("Baobab"), 80)],
        tracks=["Cartes"],
        speakers=[ProgrammeSpeaker("5", "Awa Ndiaye"), ProgrammeSpeaker("koffi", "Koffi Mensah")],
        sessions=[
            ProgrammeSession(
                GUID,
                TranslatedText({"fr": "Cartes & <réseaux>", "en": "Maps"}),
                start=datetime(2026, 3, 6, 9, 0, tzinfo=zone),
                minutes=45,
                room="baobab",
                speakers=["5", "koffi"],
                abstract=TranslatedText("Des cartes ;\nsans réseau, hors ligne."),
                track="Cartes",
                kind="talk",
                languages=["fr", "en"],
                tags=["maps"],
                links=[("Notes", "https://example.org/notes"), ("", "javascript:alert(1)")],
                do_not_record=True,
                guid=GUID,
                video_url="https://example.org/v",
                licence="CC BY 4.0",
            ),
            ProgrammeSession(
                "12", TranslatedText("Contes"), datetime(2026, 3, 7, 1, 15, tzinfo=zone), 30, "baobab"
            ),
            ProgrammeSession("CODE12", TranslatedText("Café"), datetime(2026, 3, 7, 10, 0, tzinfo=zone)),
            ProgrammeSession("poster", TranslatedText("Sans heure")),
        ],
    )


_letters = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="<>&[]")
lines = st.text(_letters, max_size=30).map(one_line)
titles = lines.filter(bool)
texts = st.text(_letters | st.just("\n"), max_size=80).map(paragraphs)
zones = st.sampled_from(
    [
        "UTC",
        "Africa/Lome",
        "Africa/Dakar",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Europe/Berlin",
        "America/Bogota",
    ]
)


@st.composite
def sessions(
    draw: st.DrawFn, number: int, zone: str, rooms: list[str], speakers: list[str]
) -> ProgrammeSession:
    wall = datetime(2026, 3, 26, tzinfo=ZoneInfo(zone)) + timedelta(
        minutes=draw(st.integers(0, 5 * 1440 - 1))
    )
    start = wall.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    guid = draw(st.sampled_from(["", str(uuid.UUID(int=number + 7))]))
    return ProgrammeSession(
        key=guid or str(number),
        title=TranslatedText(draw(titles)),
        start=start,
        minutes=draw(st.none() | st.integers(1, 1440)),
        room=draw(st.sampled_from(["", *rooms])),
        speakers=draw(st.lists(st.sampled_from(speakers), unique=True, max_size=3)),
        subtitle=TranslatedText(draw(lines)),
        abstract=TranslatedText(draw(texts)),
        description=TranslatedText(draw(texts)),
        track=draw(st.sampled_from(["", "Web", "Données"])),
        kind=draw(st.sampled_from(["", "talk", "workshop", "break"])),
        languages=draw(st.lists(st.sampled_from(["fr", "en", "es", "ee", "wo"]), unique=True, max_size=2)),
        links=draw(st.lists(st.tuples(lines, st.just("https://example.org/a?b=1&c=2")), max_size=1)),
        do_not_record=draw(st.booleans()),
        guid=guid,
        licence=draw(lines),
    )


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    zone = draw(zones)
    rooms = draw(st.lists(st.sampled_from(["baobab", "plage", "amphi"]), unique=True))
    names = ["Awa Ndiaye", "Koffi Mensah", "Émilie Ayité"]
    count = draw(st.integers(1, 6))
    return Programme(
        title=draw(titles),
        source_format="frab-xml",
        zone=zone,
        version=draw(lines),
        day_change=draw(st.sampled_from([time(0, 0), time(4, 0), time(6, 0)])),
        rooms=[ProgrammeRoom(room, TranslatedText(room.title())) for room in rooms],
        speakers=[ProgrammeSpeaker(str(number), name) for number, name in enumerate(names, 1)],
        sessions=[draw(sessions(number, zone, rooms, ["1", "2", "3"])) for number in range(1, count + 1)],
    )
