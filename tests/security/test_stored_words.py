"""A zone or a language that was there when it was stored, and is not any more."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from teranga.domains.mail.models import OutgoingMail
from teranga.domains.proposals.actions.talk_mails import tell_speakers
from teranga.domains.proposals.models import Proposal
from tests.drawn import some_each_run
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import OPEN, a_call, a_proposal
from tests.security.tenants.places import all_places
from tests.security.tenants.world import a_world

GONE_ZONE, GONE_LANGUAGE = "Africa/Atlantis", "zz"
SHARES = 12


def forget_what_is_stored() -> set[str]:
    """In every table; returns the columns."""
    changed = set()
    for model in apps.get_models():
        if not model.__module__.startswith("teranga.domains."):
            continue
        found: dict[str, Any] = {}
        for column in model._meta.concrete_fields:
            if column.name == "zone":
                found[column.name] = GONE_ZONE
            elif column.name.endswith("language") and isinstance(column, models.CharField):
                found[column.name] = GONE_LANGUAGE
            elif column.name == "languages":
                found[column.name] = [GONE_LANGUAGE]
        if found:
            model._base_manager.all().update(**found)
            changed |= {f"{model.__name__}.{name}" for name in found}
    return changed


@pytest.mark.django_db
@pytest.mark.parametrize("share", some_each_run(range(SHARES), 1, of="stored words"))
def test_h21_a_stored_zone_or_language_that_is_gone_breaks_no_page(share: int) -> None:
    world = a_world()
    changed = forget_what_is_stored()
    assert {"Community.zone", "Event.zone", "Person.preferred_language", "Event.languages"} <= changed
    places = all_places()
    random.Random(0).shuffle(places)
    broken, answered = [], 0
    for place in places[share::SHARES]:
        path = place.fill(world.own, world.own)
        answer = world.browsers["organiser"].get(path)
        answered += answer.status_code == 200
        if answer.status_code >= 500:
            broken.append(path)
    assert broken == []
    assert answered > 20


@pytest.mark.django_db
def test_h21_a_mail_to_somebody_whose_language_is_gone_is_written_in_one_that_is_spoken() -> None:
    row = a_proposal(a_call(an_event(a_community())), a_person("Afi", "afi@example.org"), state="accepted")
    forget_what_is_stored()
    stored = Proposal.objects.select_related("call", "event__community").get(event=row.event_id)
    stored.call.event = stored.event
    assert tell_speakers(stored, "accepted", "1", at=OPEN) == 1
    mail = OutgoingMail.objects.get()
    assert (mail.language, mail.subject) == ("en", f"Accepted: {row.title}")
    assert "/en/me/talk/" in mail.body
