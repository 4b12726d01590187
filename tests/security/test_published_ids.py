"""What is published names things by random keys: no hash of an address or of a private key can be guessed."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator

import pytest
from django.test import Client

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.events.actions.importing.rows import GUIDS as OF_IMPORTS
from teranga.domains.events.models import Session
from teranga.domains.proposals.actions.publishing_talks import publish_talks
from teranga.formats.publication import NAMESPACE as OF_EXPORTS
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import OPEN, a_call, a_proposal

pytestmark = pytest.mark.django_db
ADDRESS = "Afi.Mensah@Example.org"
NAMESPACES = (
    uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500,
    OF_IMPORTS, OF_EXPORTS, uuid.UUID("3f0c1c52-7f0e-5a8b-9a55-0d6b2f4e9c11"),  # of sessions, once
)  # fmt: skip
PUBLISHED = (
    "", "schedule/", "schedule.json", "schedule.xml", "schedule.ics", "sessions/{slug}/",
    "sessions/{slug}.ics", "speakers/{speaker}/", "changes.atom", "call/",
)  # fmt: skip


def guesses(secret: str) -> Iterator[str]:
    """As hexadecimal digits, from whatever a program of this kind may have used; each cut to its first 12."""
    small = secret.lower()
    for text in {secret, small, secret.upper(), f"mailto:{small}", f"acct:{small}"}:
        for algorithm in ("md5", "sha1", "sha224", "sha256", "sha512", "blake2b", "blake2s"):
            yield hashlib.new(algorithm, text.encode()).hexdigest()[:12]
        for space in NAMESPACES:
            yield uuid.uuid3(space, text).hex[:12]
            yield uuid.uuid5(space, text).hex[:12]


def test_f09_nothing_that_is_published_is_a_hash_of_an_address_or_of_a_private_key() -> None:
    person = a_person("Afi Mensah", ADDRESS)
    event = an_event(a_community("lome"), "pycon", visibility="public")
    row = a_proposal(a_call(event), person, state="confirmed")
    publish_talks(proposals=[row], by=COMMAND_LINE, at=OPEN)
    Session.objects.filter(event=event).update(starts_at=OPEN)
    session = Session.objects.get(event=event)
    speaker = session.speakers.get()
    texts = []
    for path in PUBLISHED:
        path = path.format(slug=session.slug, speaker=speaker.slug)
        answer = Client().get(f"/en/lome/pycon/{path}")
        assert answer.status_code == 200, path
        texts += [answer.content.decode(), *map(str, answer.headers.items())]
    assert str(session.guid) in "".join(texts)
    words = set(re.findall(r"[0-9a-f]{12,}", "\n".join(texts).lower().replace("-", "")))
    told = {word[start : start + 12] for word in words for start in range(len(word) - 11)}
    assert "afi.mensah@" not in "".join(texts).lower()
    secrets = (ADDRESS, person.name, str(person.pk), str(row.uuid), row.uuid.hex,
               str(row.speakers.get().uuid), row.speakers.get().uuid.hex)  # fmt: skip
    assert {secret for secret in secrets if told & set(guesses(secret))} == set()
    assert not told & {row.uuid.hex[:12], row.speakers.get().uuid.hex[:12]}
