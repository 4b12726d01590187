"""The board as a calendar of last days and as a feed, exactly."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from teranga.domains.communities.models import ANYWHERE, Community, Opportunity
from teranga.domains.communities.rules_opportunities import moment_of_end
from tests.factories.communities import MADE, a_community, an_opportunity
from tests.factories.events import an_event

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
ROOT = "http://localhost:8000/fr/lome/opportunities"
ATOM = "{http://www.w3.org/2005/Atom}"


def a_call(place: Community, title: str, day: date | None, hour: time | None = None, **more: Any) -> str:
    """Its number, as the addresses have it."""
    zone = more.setdefault("zone", place.zone)
    row: Opportunity = an_opportunity(
        place, title={"fr": title}, last_day=day, last_hour=hour,
        closes_at=moment_of_end(day, hour, zone), **more,
    )  # fmt: skip
    return str(row.pk)


@pytest.fixture
def lome() -> Community:
    return a_community("lome", name={"fr": "Python Lomé"}, zone="Africa/Lome")


def read(path: str, kind: str) -> bytes:
    with time_machine.travel(NOW, tick=False):
        answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, f"{kind}; charset=utf-8")
    return answer.content


def test_the_calendar_holds_each_last_day_by_the_clock_of_its_call(lome: Community) -> None:
    grant = a_call(lome, "Bourse, à Kara", date(2026, 12, 3), kind="scholarship", zone=ANYWHERE,
                   source="PSF", money={"fr": "500 euros"}, text={"fr": "Pour **toi**."})  # fmt: skip
    talk = a_call(lome, "Appel", date(2026, 12, 9), time(18, 30), zone="Europe/Paris",
                  updated_at=MADE + timedelta(days=1))  # fmt: skip
    a_call(lome, "Toute l’année", None)
    a_call(lome, "Passé", date(2026, 10, 3))
    a_call(lome, "Proposé", date(2026, 12, 4), state="suggested")
    a_call(a_community(), "Ailleurs", date(2026, 12, 4))
    found = Calendar.from_ical(read("/fr/lome/opportunities.ics", "text/calendar"))
    assert str(found["X-WR-CALNAME"]) == "Opportunités · Python Lomé"
    told = [
        {name: str(row[name]) for name in ("UID", "SUMMARY", "SEQUENCE", "URL", "DESCRIPTION")}
        | {
            "start": row.decoded("DTSTART"),
            "end": row.decoded("DTEND", None),
            "stamp": row.decoded("DTSTAMP"),
        }
        for row in found.walk("VEVENT")
    ]
    assert told == [
        {
            "UID": f"opportunity-{grant}@localhost", "SUMMARY": "Bourse, à Kara", "SEQUENCE": "29460060",
            "URL": f"{ROOT}/{grant}/", "start": date(2026, 12, 3), "end": date(2026, 12, 4), "stamp": MADE,
            "DESCRIPTION": "Bourse d’études · PSF · d’ici au 3 décembre 2026, partout sur Terre (AoE) · "
            f"500 euros\n\nPour toi.\n\n{ROOT}/{grant}/",
        },
        {
            "UID": f"opportunity-{talk}@localhost", "SUMMARY": "Appel", "SEQUENCE": "29461500",
            "URL": f"{ROOT}/{talk}/", "start": datetime(2026, 12, 9, 17, 30, tzinfo=UTC), "end": None,
            "stamp": MADE + timedelta(days=1),
            "DESCRIPTION": f"Appel à conférences · d’ici au 9 décembre 2026, 18\u202fh\u202f30, "
            f"heure de Paris\n\n{ROOT}/{talk}/",
        },
    ]  # fmt: skip


def test_the_feed_holds_what_is_open_with_what_was_changed_last_first(lome: Community) -> None:
    old = a_call(lome, "Un poste", None, kind="job", source="Kara Data")
    new = a_call(lome, "<b>Appel</b> & plus", date(2026, 12, 3), updated_at=MADE + timedelta(hours=2))
    a_call(lome, "Passé", date(2026, 10, 3))
    a_call(lome, "Refusé", None, state="refused")
    a_call(a_community(), "Ailleurs", None)
    feed = ElementTree.fromstring(read("/fr/lome/opportunities.atom", "application/atom+xml"))
    assert [feed.findtext(ATOM + name) for name in ("title", "id", "updated")] == [
        "Opportunités · Python Lomé", f"{ROOT}.atom", "2026-01-05T11:00:00Z",
    ]  # fmt: skip
    assert [link.get("href") for link in feed.findall(ATOM + "link")] == [f"{ROOT}.atom", f"{ROOT}/"]
    parts = ("id", "title", "updated", "summary")
    assert [[row.findtext(ATOM + part) for part in parts] for row in feed.findall(ATOM + "entry")] == [
        [f"{ROOT}/{new}/", "<b>Appel</b> & plus", "2026-01-05T11:00:00Z",
         "Appel à conférences · d’ici au 3 décembre 2026"],
        [f"{ROOT}/{old}/", "Un poste", "2026-01-05T09:00:00Z", "Travail · Kara Data"],
    ]  # fmt: skip


def test_the_open_data_says_what_is_open_with_what_we_open_ourselves(lome: Community) -> None:
    a_call(lome, "Appel", date(2026, 12, 9), time(18, 30), zone="Europe/Paris", source="=PSF", who=["women"],
           languages=["fr"], url="https://call.example/")  # fmt: skip
    a_call(lome, "Proposé", None, state="suggested")
    an_event(lome, "hack", kind="hackathon", name={"fr": "Hack"}, zone="Africa/Lome",
             start=date(2026, 12, 12), end=date(2026, 12, 12), starts_at=None, languages=["fr"])  # fmt: skip
    empty = {"text": {}, "who_note": {}, "money": {}}
    assert json.loads(read("/fr/lome/opportunities.json", "application/json")) == {
        "format": "teranga-opportunities-1", "title": "Python Lomé", "source": f"{ROOT}/",
        "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
        "entries": [
            {**empty, "kind": "call", "title": {"fr": "Appel"}, "who": ["women"], "languages": ["fr"],
             "url": "https://call.example/", "source": "=PSF", "last_day": "2026-12-09",
             "last_hour": "18:30", "zone": "Europe/Paris"},
            {**empty, "kind": "hackathon", "title": {"fr": "Hack"}, "who": [], "languages": ["fr"],
             "url": "http://localhost:8000/fr/lome/hack/", "source": "Python Lomé",
             "last_day": "2026-12-11", "last_hour": "", "zone": "Africa/Lome"},
        ],
    }  # fmt: skip
    table = read("/fr/lome/opportunities.csv", "text/csv").decode("utf-8-sig").splitlines()
    assert [line.split(",")[:4] for line in table[1:]] == [
        ['"call"', '"https://call.example/"', '"\'=PSF"', '"2026-12-09"'],
        ['"hackathon"', '"http://localhost:8000/fr/lome/hack/"', '"Python Lomé"', '"2026-12-11"'],
    ]


def test_the_board_names_both_to_programs_and_to_readers(lome: Community) -> None:
    html = Client().get("/fr/lome/opportunities/").content.decode()
    assert re.findall(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', html) == [
        ("application/atom+xml", "Fil des opportunités", "/fr/lome/opportunities.atom"),
        ("text/calendar", "Dates limites des opportunités", "/fr/lome/opportunities.ics"),
        ("application/atom+xml", "Fil des nouvelles", "/fr/lome/news.atom"),
    ]
    assert '<a href="/fr/lome/opportunities.ics">Mettre les dates limites dans mon agenda</a>' in html


@pytest.mark.parametrize("name", ["opportunities.ics", "opportunities.atom"])
def test_a_community_that_nobody_may_see_has_neither(name: str) -> None:
    a_community("draft", visibility="draft")
    assert Client().get(f"/fr/draft/{name}").status_code == 404
