"""Importing files from the command line: reports that can be read, and bad input that changes nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from teranga.domains.communities.models import Page
from teranga.domains.events.models import Event, Session
from tests.cli.commanding import Teranga
from tests.domains.events.programmes import community
from tests.everything import everything

pytestmark = pytest.mark.django_db

SCHEDULE = """<?xml version="1.0" encoding="UTF-8"?>
<schedule><version>1</version><conference><title>PyCon Lomé</title><acronym>lome27</acronym>
<start>2027-08-20</start><end>2027-08-20</end><days>1</days><time_zone_name>Africa/Lome</time_zone_name></conference>
<day index="1" date="2027-08-20"><room name="Main hall">
<event id="1" guid="7c9e6679-7425-40de-944b-e07fc1f90ae7"><date>2027-08-20T09:00:00+00:00</date>
<start>09:00</start><duration>00:30</duration><room>Main hall</room><title>Pumps and Python</title>
<persons><person id="5">Ama Mensah</person></persons></event>
<event id="2" guid="7c9e6679-7425-40de-944b-e07fc1f90ae8"><date>2027-08-20T10:00:00+00:00</date>
<start>10:00</start>
<duration>00:30</duration><room>Main hall</room><title>Maps</title><persons/></event>
</room></day></schedule>
"""
PLACE = ("--event", "python-lome/2027")


def schedule(*arguments: object) -> tuple[object, ...]:
    return ("import", "schedule", *arguments, *PLACE)


def test_create_makes_the_community_and_the_event(teranga: Teranga) -> None:
    answer = teranga(*schedule(teranga.file("schedule.xml", SCHEDULE), "--create"))
    event = Event.objects.filter(community__slug="python-lome").get()
    assert answer.code == 0
    assert (event.slug, str(event.name), event.start.isoformat(), event.zone) == (
        "2027", "PyCon Lomé", "2027-08-20", "Africa/Lome",
    )  # fmt: skip
    assert answer.out.splitlines()[0] == (
        "schedule.xml (frab-xml): PyCon Lomé, 2027-08-20 to 2027-08-20, Africa/Lome"
    )
    assert "2 sessions, 1 speakers, 1 rooms. All of them are new." in answer.out


def test_json_has_the_counts_and_nothing_else_on_stdout(teranga: Teranga) -> None:
    answer = teranga(*schedule(teranga.file("schedule.xml", SCHEDULE), "--create", "--json"))
    report = answer.json
    counts = ("sessions", "speakers", "rooms", "added", "changed", "moved", "removed")
    assert [report[name] for name in counts] == [2, 1, 1, 2, 0, 0, 0]
    outcomes = [finding["outcome"] for finding in report["findings"]]
    for outcome in ("repaired", "guessed", "left_out", "noted"):
        assert report[outcome] == outcomes.count(outcome)


def test_the_same_file_again_changes_nothing_and_says_so(teranga: Teranga) -> None:
    file = teranga.file("schedule.xml", SCHEDULE)
    teranga(*schedule(file, "--create"))
    before = everything()
    answer = teranga(*schedule(file, "--create"))
    assert answer.code == 0
    assert "2 sessions, 1 speakers, 1 rooms. Nothing changed." in answer.out
    assert everything() == before


def test_a_newer_file_says_what_changed(teranga: Teranga) -> None:
    teranga(*schedule(teranga.file("schedule.xml", SCHEDULE), "--create"))
    moved = SCHEDULE.replace("T10:00:00", "T11:30:00").replace("<start>10:00", "<start>11:30")
    newer = teranga.file("newer.xml", moved.replace("Pumps and Python", "Pumps, pipes and Python"))
    answer = teranga(*schedule(newer, "--json"))
    assert {name: answer.json[name] for name in ("added", "changed", "moved", "removed", "version")} == {
        "added": 0, "changed": 1, "moved": 1, "removed": 0, "version": 2,
    }  # fmt: skip
    teranga(*schedule(teranga.file("schedule.xml", SCHEDULE)))
    answer = teranga(*schedule(newer))
    assert "  moved    Maps: 2027-08-20 10:00, Main hall → 2027-08-20 11:30, Main hall" in answer.out
    assert "  changed  Pumps, pipes and Python: title" in answer.out


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("schedule.xml", SCHEDULE)
    return buffer.getvalue()


BOMB = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><schedule>&b;</schedule>'
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>'
)
BAD = {
    "empty.xml": b"",
    "truncated.xml": SCHEDULE[:400].encode(),
    "archive.zip": zipped(),
    "bomb.xml": BOMB.encode(),
    "outside.xml": OUTSIDE.encode(),
    "one-line.json": b'{"a": "' + b"x" * (50 * 1024 * 1024) + b'"}',
    "deep.json": b"[" * 100_000,
    "wrong.json": b'{"schedule": ',
    "noise.bin": bytes(range(256)) * 8,
    "page.html": b"<!doctype html><html><body>No programme</body></html>",
    "other.json": b'{"weather": "fine"}',
    "nothing.xml": b"<schedule><conference><title>T</title></conference></schedule>",
    "aliases.yaml": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + b"d: [" + b"*c, " * 60_000 + b"*c]\n",
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_cannot_be_used_is_one_sentence_and_changes_nothing(
    teranga: Teranga, name: str, create: bool
) -> None:
    teranga(*schedule(teranga.file("schedule.xml", SCHEDULE), "--create"))
    before = everything()
    place = ("--event", "python-new/2030", "--create") if create else PLACE
    answer = teranga("import", "schedule", teranga.file(name, BAD[name]), *place)
    said = [line for line in answer.err.splitlines() if line.startswith("teranga: ")]
    assert (answer.code, answer.out, len(said)) == (2, "", 1)
    assert "Traceback" not in answer.err
    assert "othing was changed." in said[0]
    assert everything() == before


@pytest.mark.parametrize(
    "event", ["python-lome", "python-lome/", "/2027", "Python/2027", "a/b/c", "../etc/x"]
)
def test_an_address_that_is_none_is_refused(teranga: Teranga, event: str) -> None:
    answer = teranga(
        "import", "schedule", teranga.file("schedule.xml", SCHEDULE), "--event", event, "--create"
    )
    assert (answer.code, answer.out) == (2, "")
    assert Event.objects.across_communities("a test looks for any").count() == 0


def test_without_create_a_missing_place_is_named(teranga: Teranga) -> None:
    file = teranga.file("schedule.xml", SCHEDULE)
    answer = teranga(*schedule(file))
    assert answer.code == 2
    assert "There is no community “python-lome” here: --create makes it." in answer.err
    community()
    answer = teranga(*schedule(file))
    assert "“python-lome” has no event “2027”: --create makes it." in answer.err


@pytest.mark.parametrize("what", ["missing.xml", "."])
def test_what_is_no_file_is_refused(teranga: Teranga, tmp_path: Path, what: str) -> None:
    answer = teranga(*schedule(tmp_path / what, "--create"))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("teranga: ")


def test_speakers_in_a_file_of_their_own_are_found_beside_it(teranga: Teranga) -> None:
    talk = (
        '[{"code": "AAAAAA", "title": "Pumps", "speakers": ["SPEAK1"], "submission_type": {"en": "Talk"},'
        ' "state": "confirmed", "abstract": "About pumps", "duration": 30, "slots": [], "answers": []}]'
    )
    people = '[{"code": "SPEAK1", "name": "Ama Mensah", "biography": "Teaches.", "submissions": ["AAAAAA"]}]'
    teranga.file("pretalx-speakers.json", people)
    answer = teranga(*schedule(teranga.file("pretalx-submissions.json", talk), "--create", "--json"))
    assert answer.code == 0, answer.err
    assert (answer.json["sessions"], answer.json["speakers"]) == (1, 1)
    assert Session.objects.filter(event__slug="2027").get().speakers.get().name == "Ama Mensah"


JEKYLL = """---
layout: post
title: "Our first PyDay"
date: 2025-05-30 02:30:50 +0000
author: Ama Mensah
categories: news events
tags: [pyday, Lomé]
description: How it went
keywords: python, togo
schema:
  "@type": Article
  headline: Our first PyDay
---
It went well.
"""
PAGES = ("import", "pages")


def home(*arguments: object) -> tuple[object, ...]:
    return (*PAGES, *arguments, "--community", "python-lome")


def test_front_matter_is_kept(teranga: Teranga) -> None:
    place = community()
    teranga.file("site/_posts/2025-05-30-first-pyday.md", JEKYLL)
    answer = teranga(*home(teranga.folder / "site", "--json"))
    page = Page.objects.filter(community=place).get()
    assert (answer.code, answer.json["pages"], answer.json["added"]) == (0, 1, 1)
    assert (page.slug, page.kind, page.title) == ("first-pyday", "news", {"fr": "Our first PyDay"})
    assert (page.author, page.tags, page.categories) == ("Ama Mensah", ["pyday", "Lomé"], ["news", "events"])
    assert (page.description, page.body) == ({"fr": "How it went"}, {"fr": "It went well."})
    assert page.schema_org == {"@type": "Article", "headline": "Our first PyDay"}
    assert page.front_matter["keywords"] == ["python", "togo"]
    assert page.published_at.isoformat() == "2025-05-30T02:30:50+00:00"
    assert page.imported_from == "_posts/2025-05-30-first-pyday.md"


def test_one_page_in_two_languages_becomes_one_page(teranga: Teranga) -> None:
    place = community()
    teranga.file("site/about.en.md", "# About us\n\nHello.\n")
    teranga.file("site/about.fr.md", "# Qui sommes-nous\n\nBonjour.\n")
    teranga(*home(teranga.folder / "site"))
    page = Page.objects.filter(community=place).get()
    assert (page.slug, page.title) == ("about", {"en": "About us", "fr": "Qui sommes-nous"})


def test_the_same_pages_again_change_nothing(teranga: Teranga) -> None:
    community()
    teranga.file("site/one.md", JEKYLL)
    teranga.file("site/two.md", "# Two\n\nWithout a date.\n")
    teranga(*home(teranga.folder / "site"))
    before = everything()
    answer = teranga(*home(teranga.folder / "site"))
    assert "2 pages: 0 new, 0 changed, 2 as they were." in answer.out
    assert everything() == before


def test_damaged_letters_are_shown_and_mended_only_when_asked(teranga: Teranga) -> None:
    place = community()
    damaged = "# Lomé\n\nL’été à Lomé – voilà\n".encode().decode("mac-roman")
    file = teranga.file("lome.md", damaged)
    before = everything()
    preview = teranga(*home(file, "--preview"))
    assert "  + L’été à Lomé – voilà" in preview.out
    assert "This was a preview; nothing was changed." in preview.out
    assert everything() == before
    teranga(*home(file))
    assert "L’été" not in str(Page.objects.filter(community=place).get().body)
    answer = teranga(*home(file, "--repair-text"))
    page = Page.objects.filter(community=place).get()
    assert (answer.code, page.body, page.title) == (0, {"fr": "L’été à Lomé – voilà"}, {"fr": "Lomé"})


def test_a_page_that_was_written_here_is_never_overwritten(teranga: Teranga) -> None:
    place = community()
    Page.objects.create(community=place, slug="one", title={"fr": "À nous"}, updated_at=place.created_at)
    before = everything()
    answer = teranga(*home(teranga.file("site/one.md", "# One\n\nOther.\n"), "--json"))
    assert (answer.code, answer.json["left_out"]) == (0, 1)
    assert everything() == before


def test_a_folder_without_a_usable_page_is_refused(teranga: Teranga) -> None:
    community()
    before = everything()
    teranga.file("bad/one.md", b"\x00\x01\x02" * 100)
    answer = teranga(*home(teranga.folder / "bad"))
    assert answer.code == 2
    assert "can be used; nothing was changed." in answer.err
    assert teranga(*home(teranga.folder / "nowhere")).code == 2
    assert everything() == before
