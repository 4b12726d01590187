"""Worlds of so many rows for backups, and the `teranga` command run as its own process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.db import connection, connections
from django.db.models import Model

from teranga.base.writing import write
from teranga.domains.activity.actions.record import append
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.models import Membership, Participation
from teranga.domains.events.models import Session, SessionSpeaker, Speaker
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Consent, ContactPoint, Person
from tests.factories.communities import MADE, a_community, a_page
from tests.factories.events import OPENING, an_event

SOURCES = Path(__file__).resolve().parents[3] / "src"
BATCH = 400


def fill(rows: int) -> None:
    """So many rows in each table that grows with people and events."""
    community = a_community()
    event = an_event(community)
    a_page(community)
    own = {"community": community, "event": event}
    people = _many(Person, rows, lambda n: Person(
        name=f"Ama Ɖoe {n}", folded_name=f"ama doe {n}", city="Lomé", languages=["fr", "ee"], created_at=MADE,
    ))  # fmt: skip
    _many(ContactPoint, rows, lambda n: ContactPoint(
        person=people[n], kind="email", value=f"p{n}@example.org",
        created_at=MADE + timedelta(microseconds=n),
    ))  # fmt: skip
    _many(Consent, rows, lambda n: Consent(
        person=people[n], community_id=community.pk, purpose="news", wording="2026-11", given_at=MADE,
    ))  # fmt: skip
    _many(Membership, rows, lambda n: Membership(
        community=community, person=people[n], state="confirmed", help_ways=["mentor"], joined_at=MADE,
    ))  # fmt: skip
    _many(Participation, rows, lambda n: Participation(
        community=community, person=people[n], event_id=event.pk, kind="attended", day=event.start,
    ))  # fmt: skip
    _many(OutgoingMail, rows, lambda n: OutgoingMail(
        community_id=community.pk, person_id=people[n].pk, cause=f"news:{n}", language="fr", subject="Ɛ",
        to_address=f"p{n}@example.org", body=f"Bonjour {n}\n", created_at=MADE, state="sent",
    ))  # fmt: skip
    speakers = _many(Speaker, rows, lambda n: Speaker(
        **own, key=f"s{n}", slug=f"s{n}", name=f"Kofi {n}", links=[["web", "https://x"]],
    ))  # fmt: skip
    sessions = _many(Session, rows, lambda n: Session(
        **own, key=f"t{n}", slug=f"t{n}", guid=UUID(int=n), title={"fr": f"Exposé {n}"},
        abstract={"fr": "Résumé"}, starts_at=OPENING, minutes=45, updated_at=MADE,
    ))  # fmt: skip
    _many(SessionSpeaker, rows, lambda n: SessionSpeaker(**own, session=sessions[n], speaker=speakers[n]))
    entries = _many(AuditEntry, rows, lambda n: AuditEntry(
        community_id=community.pk, acting_as="organiser", verb="page.edit", object_type="page", object_id=n,
        changes={"title": ["Avant", f"Après {n}"]}, at=MADE,
    ))  # fmt: skip
    with write():
        append(community.pk, entries)


def _many(model: type[Model], rows: int, make: Callable[[int], Model]) -> list:
    return model._base_manager.bulk_create([make(n) for n in range(rows)], batch_size=BATCH)


def a_photo() -> Path:
    """An uploaded file in the media folder, as the program leaves it."""
    file = Path(settings.MEDIA_ROOT) / "photos" / "ama.webp"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(range(256)) * 40)
    return file


def teranga(*arguments: str, data: Path, database: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TERANGA_")}
    environment |= {"PYTHONPATH": str(SOURCES), "DJANGO_SETTINGS_MODULE": "teranga.project.settings", **more}
    if database:
        environment["TERANGA_DATABASE_URL"] = database
    return subprocess.run(
        [sys.executable, "-m", "teranga.cli.main", *arguments, "--data", str(data)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@contextmanager
def an_empty_database() -> Iterator[str]:
    """The address of an empty PostgreSQL database of this run; "" where SQLite is tested."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"restored_{os.getpid()}"
    host = connection.settings_dict["HOST"]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"postgresql://postgres@/{name}?host={quote(host)}"
    finally:
        connections.close_all()
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
