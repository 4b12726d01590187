"""F18: once erased, a person's name, address and words are in no table, file or mail any more."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Model

from teranga.base import personal_data
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.listed_rows import add_row
from teranga.domains.communities.models import Community, Membership, TeamSeat
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.events.actions.programme_rows import add_row as add_programme_row
from teranga.domains.events.actions.programme_rows import change_row, remove_row
from teranga.domains.events.actions.translations import translate_text
from teranga.domains.events.findable import index_whole_event
from teranga.domains.events.models import Event, Speaker
from teranga.domains.events.queries_translations import Text, text_at
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Consent, Person
from teranga.domains.people.personal_data import subject_of
from teranga.foundation.translated import TranslatedText
from tests.domains.communities.joining import ask, community
from tests.factories.communities import a_seat
from tests.factories.events import a_session, a_speaker, an_event

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CANARY = "zorilla"  # in every field that holds something of this person
ACCOUNTING: tuple[str, ...] = ()  # tables that may keep the name because accounting law asks for it


def everywhere(word: str) -> list[str]:
    """Tables and files in which a word is found, however it is written."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- our own tables
            if any(word in str(row).casefold() for row in cursor.fetchall()):
                found.append(table)
    media = Path(settings.MEDIA_ROOT)
    files = media.rglob("*") if media.is_dir() else ()
    found += [str(file) for file in files if file.is_file() and word.encode() in file.read_bytes().lower()]
    return [place for place in found if place not in ACCOUNTING]


def a_person_everywhere() -> Person:
    """Somebody who joined two communities, wrote about themselves, speaks, and sits on a team."""
    for slug in ("python-lome", "python-kara"):
        ask(community(slug), contact=f"{CANARY}@example.org", name=f"Ama Zorilla of {slug}",
            city="Zorillaville", key=f"a-key-of-a-form-{slug}")  # fmt: skip
    person = Person.objects.get(contact_points__value=f"{CANARY}@example.org")
    person.name, person.folded_name, person.city = "Ama Zorilla", "ama zorilla", "Zorillaville"
    person.save()
    place = Membership.objects.across_communities("a test").filter(person=person).first().community
    a_seat(place, name="Ama Zorilla", person=person)
    event = an_event(place)
    speaker = a_speaker(
        event, name="Ama Zorilla", slug="ama-zorilla", key="zorilla", person=person,
        biography={"fr": "Zorilla vit à Zorillaville."}, links=[["zorilla", "https://zorilla.org"]],
    )  # fmt: skip
    a_session(event, speakers=(speaker,))
    index_whole_event(event)
    return person


def test_f18_after_erasure_no_table_and_no_file_knows_the_person() -> None:
    person = a_person_everywhere()
    known_by = {"people_person", "people_contactpoint", "mail_outgoingmail", "events_speaker",
                "communities_teamseat", "base_searchdocument", "base_searchtrigram"}  # fmt: skip
    assert known_by <= set(everywhere(CANARY))
    erase_person(person=person, by=Actor("member", person.pk), at=NOON)
    assert everywhere(CANARY) == []


def test_what_stays_are_counts_and_the_talk_without_its_speaker() -> None:
    person = a_person_everywhere()
    erase_person(person=person, by=Actor("member", person.pk), at=NOON)
    rows: Any = Membership.objects.across_communities("a test")
    assert list(rows.filter(person=person).values_list("state", flat=True)) == ["left", "left"]
    assert Consent.objects.filter(person=person, withdrawn_at=None).count() == 0
    speaker = Speaker.objects.across_communities("a test").get(person=person)
    assert (speaker.name, speaker.slug, speaker.session_links.count()) == ("—", f"erased-{speaker.pk}", 1)
    assert Person.objects.get(pk=person.pk).forgotten_at == NOON
    assert OutgoingMail.objects.filter(person_id=person.pk).count() == 0


def test_the_erasure_itself_is_in_the_log_without_a_name() -> None:
    person = a_person_everywhere()
    erase_person(person=person, by=Actor("member", person.pk), at=NOON)
    entry = AuditEntry.objects.get(community_id=None, verb="person.erase")
    assert (entry.object_id, entry.changes["rows"]["communities.TeamSeat"]) == (person.pk, 1)


def test_nobody_else_loses_anything() -> None:
    person = a_person_everywhere()
    ask(
        community("python-dapaong"),
        contact="kofi@example.org",
        name="Kofi Zorilla",
        key="a-key-of-a-form-kofi",
    )
    other = Person.objects.get(contact_points__value="kofi@example.org")
    before = [(one.model, rows) for one, rows in personal_data.counts(subject_of(other))]
    erase_person(person=person, by=Actor("member", person.pk), at=NOON)
    assert [(one.model, rows) for one, rows in personal_data.counts(subject_of(other))] == before
    assert Person.objects.get(pk=other.pk).name == other.name


def test_the_export_holds_what_the_person_told() -> None:
    person = a_person_everywhere()
    told = {one.model: rows for one, rows in personal_data.export(subject_of(person))}
    assert [row["value"] for row in told["people.ContactPoint"]] == [f"{CANARY}@example.org"]
    assert [row["name"] for row in told["events.Speaker"]] == ["Ama Zorilla"]
    assert len(told["communities.Membership"]) == 2


def test_what_organisers_wrote_about_the_person_is_not_in_the_log_either() -> None:
    """The log is a chain that nobody edits: so it holds no words about a person from the start."""
    person, by = a_person_everywhere(), Actor("organiser", None)
    event = Event.objects.across_communities("a test").get()
    place = event.community
    values: dict[str, Any] = {"name": "Ama Zorilla", "biography": TranslatedText({"fr": "Zorilla vit ici."})}
    speaker = add_programme_row(event=event, kind="speaker", by=by, at=NOON, **values)
    change_row(event=event, row=speaker, by=by, at=NOON, **values | {"affiliation": "Zorilla SARL"})
    translate_text(
        community=place, event=event, text=text_of(place, speaker), words={"en": "Zorilla lives here."},
        by=by, at=NOON,
    )  # fmt: skip
    remove_row(event=event, row=speaker, by=by, at=NOON)
    seat = add_row(
        community=place, to="seat", name="Ama Zorilla", role=TranslatedText({"fr": "Chaise"}), by=by, at=NOON
    )
    assert isinstance(seat, TeamSeat)
    TeamSeat.objects.filter(community=place).update(person=person)
    erase_person(person=person, by=Actor("member", person.pk), at=NOON)
    assert everywhere(CANARY) == []


def text_of(place: Community, speaker: Model) -> Text:
    kind, number, path = "speaker", speaker.pk, "biography"
    found = text_at(place, Event.objects.filter(community=place).get(), kind, number, path)
    assert found is not None
    return found
